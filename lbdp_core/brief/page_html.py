"""Page: a brief as one HTML file that opens from disk, fetches nothing and prints to A4."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from lbdp_core import palette
from lbdp_core.brief.record import Brief, Drawing, Number, Sheet
from lbdp_core.brief.words import DATA, HASHES, RANGES, SAY, follow, levers, source
from lbdp_core.exports import inert

INK, BLUE = palette.INK["light"], palette.ACCENT["light"]
STYLE = f"""
@page {{ size: A4; margin: 9mm 12mm; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 6mm 4mm; max-width: 190mm; background: #fff; color: {INK};
  font: 9.5pt/1.3 Arial, "Liberation Sans", Helvetica, sans-serif; font-size-adjust: 0.519; }}
h1 {{ margin: 0 0 1mm; font-size: 19pt; line-height: 1.15; color: {BLUE}; }}
h2 {{ margin: 3mm 0 1mm; font-size: 12pt; color: {BLUE}; break-after: avoid; }}
p {{ margin: 0 0 1.5mm; }}
.data, .note {{ font-size: 8pt; color: #414b55; }}
.where {{ font-size: 11.5pt; font-weight: bold; }}
.warning {{ border-left: 1.2mm solid {palette.ORANGE}; padding-left: 2.5mm; font-weight: bold; }}
.lead {{ margin: 2mm 0 1.5mm; font-size: 14pt; line-height: 1.25; font-weight: bold; }}
.numbers {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 2mm; margin: 0 0.4mm; }}
.four {{ grid-template-columns: repeat(4, 1fr); }}
.numbers div {{ min-width: 0; border: 0.3mm solid #aab4be; border-radius: 1mm; padding: 1.2mm 2mm;
  break-inside: avoid; }}
.numbers dt {{ font-size: 9pt; }}
.numbers dd {{ margin: 0; font-size: 8.5pt; }}
.numbers dd:first-of-type {{ font-size: 14pt; font-weight: bold; line-height: 1.2; }}
.numbers small {{ font-size: 8.5pt; font-weight: normal; }}
.numbers + .note {{ margin-top: 1mm; }}
.pictures {{ display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; margin-top: 1.5mm; align-items: start; }}
figure {{ margin: 0; break-inside: avoid; }}
figure h2 {{ margin-top: 0; font-size: 11pt; }}
figure svg {{ display: block; width: 100%; height: auto; max-height: 66mm; }}
.alone figure svg {{ max-height: 150mm; }}
tbody tr:first-child {{ break-before: avoid; }}
figcaption {{ font-size: 8pt; color: #414b55; }}
table {{ width: 100%; border-collapse: collapse; font-size: 8pt; }}
caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
th, td {{ padding: 0.4mm 1.2mm; border-bottom: 0.2mm solid #c9ced3; text-align: left; vertical-align: top; }}
tr {{ break-inside: avoid; }}
th {{ font-weight: bold; }}
tbody th {{ font-weight: normal; }}
.two {{ display: grid; grid-template-columns: 1fr 1fr; gap: 7mm; }}
ul {{ margin: 0; padding-left: 4mm; columns: 2; column-gap: 6mm; font-size: 8pt; }}
li {{ margin-bottom: 0.6mm; break-inside: avoid; }}
ul.small {{ font-size: 6.8pt; line-height: 1.18; }}
.small li {{ margin-bottom: 0.3mm; }}
code {{ font-family: "Liberation Mono", Menlo, Consolas, monospace; font-size: 8pt; overflow-wrap: anywhere; }}
a {{ color: {BLUE}; overflow-wrap: anywhere; }}
a:focus-visible {{ outline: 0.8mm solid {BLUE}; outline-offset: 0.6mm; }}
@media screen and (max-width: 640px) {{
  .two, .pictures {{ grid-template-columns: 1fr; }}
  .numbers, .four {{ grid-template-columns: 1fr 1fr; }}
  ul {{ columns: 1; }}
  th, td {{ overflow-wrap: anywhere; }}
}}
@media print {{ body {{ padding: 0; max-width: none; }} }}
""".strip()
TWO = 2  # pictures that two pages have room for: the map, and what the meeting sees
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # a browser is told to fetch nothing


def write(brief: Brief) -> bytes:
    """The page; the same bytes for the same brief."""
    return whole(f"{brief.question} {brief.where}", _parts(brief))


def whole(title: str, parts: Iterable[str]) -> bytes:
    """A page of its own of these pieces of HTML, each of which has been made harmless."""
    body = "\n".join(parts)
    text = f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<title>{escape(title)}</title>
<style>
{STYLE}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
    return text.encode()


def _parts(b: Brief) -> Iterable[str]:
    yield f"<h1>{escape(b.question)}</h1>"
    yield f'<p class="where">{escape(b.where)}. Scenario: {escape(b.scenario)}.</p>'
    yield from (f'<p class="warning">{escape(line)}</p>' for line in b.warnings)
    yield f'<p class="data">{escape(b.data)} {escape(SAY["made"].format(day=b.made))}</p>'
    yield f'<p class="lead">{escape(b.lead)}</p>'
    yield from (f"<p>{escape(part)}</p>" for part in (b.change, b.why) if part)
    four = " four" if len(b.numbers) % 3 == 1 else ""  # no card alone on its line
    yield f'<dl class="numbers{four}">{"".join(map(_number, b.numbers))}</dl>'
    yield f'<p class="note">{escape(RANGES)}</p>'
    yield f'<div class="pictures">{"".join(map(figure, b.pictures[:TWO]))}</div>'
    yield table(b.first)
    yield f'<div class="two"><div>{table(b.reasons)}</div><div>{table(b.sure)}</div></div>'
    yield f"<h2>{SAY['caveats']}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in b.caveats)}</ul>"
    yield f"<h2>Scenario: {escape(b.scenario)}</h2><p>{escape(levers(b.levers))}</p>"
    yield f'<p>{escape(follow(b))}: <a href="{escape(b.link)}">{escape(b.link)}</a></p>'
    yield f"<p>{escape(SAY['command'])}: <code>{escape(b.command)}</code></p>"
    sources = "".join(f"<li>{escape(source(row))}</li>" for row in b.sources.rows)
    yield f'<h2>{escape(b.sources.title)}</h2><ul class="small">{sources}</ul>'
    yield f'<p class="note">{escape(HASHES)} {escape(DATA)}</p>'


def _number(n: Number) -> str:
    below = "".join(f"<dd>{escape(text)}</dd>" for text in (n.range, n.change) if text)
    unit = f" <small>{escape(n.unit)}</small>" if n.unit else ""
    return f"<div><dt>{escape(n.label)}</dt><dd>{escape(n.value)}{unit}</dd>{below}</div>"


def figure(d: Drawing) -> str:
    """A drawing with its title above and how to read it below."""
    drawn = re.sub(r' xmlns(:xlink)?="[^"]*"', "", d.svg)  # inside a page a drawing needs no name of its language
    return f"<figure><h2>{escape(d.title)}</h2>{drawn}<figcaption>{escape(d.note)}</figcaption></figure>"


def table(t: Sheet) -> str:
    """A table under its title, named for a screen reader."""
    note = f'<p class="note">{escape(t.note)}</p>' if t.note else ""
    if not t.rows:
        return f"<h2>{escape(t.title)}</h2><p>{escape(t.empty)}</p>"
    head = "".join(f'<th scope="col">{_cell(word)}</th>' for word in t.head)
    rows = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>{"".join(f"<td>{_cell(cell)}</td>" for cell in more)}</tr>'
        for first, *more in t.rows
    )
    caption = f"<caption>{escape(t.title)}</caption>"
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<h2>{escape(t.title)}</h2>{note}{table}"


def _cell(words: str) -> str:
    return escape(inert(words))
