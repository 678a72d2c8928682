"""What a command prints, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from lbdp_core import formatting
from lbdp_core.formatting import joined
from lbdp_core.result import Result
from lbdp_core.sources import Shelf
from lbdp_core.theme import Theme

ROWS_SHOWN = 10


def sentence(fault: BaseException) -> str:
    """A fault as one line: its own sentence when it is meant for people, otherwise what kind it is."""
    text = " ".join(str(fault).split())
    if isinstance(fault, ValueError) and text:
        return text
    if isinstance(fault, OSError) and fault.strerror:
        named = str(fault.filename or "A file").removesuffix(".part")  # what was asked for, not what is written first
        return f"{named} cannot be used: {fault.strerror.lower()}."
    return f"The suite failed ({type(fault).__name__}: {text}). Set LBDP_TRACEBACK=1 and run it again to see where."


def result(theme: Theme[Any, Any, Any], result: Result, shelf: Shelf) -> dict[str, Any]:
    """The Result as docs/json.md describes it, with where its tables came from."""
    listed = [entry for path in theme.tables if (entry := shelf.entries.get(path))]
    return {
        "theme": result.theme,
        "question": theme.question,
        "answer": str(result.answer),
        "answer_parts": asdict(result.answer),
        "levers": result.levers,
        "headlines": [headline.as_dict() for headline in result.headlines],
        "totals": [headline.as_dict() for headline in result.totals],
        "places": result.places,
        "over_time": result.over_time,
        "shortlist": result.shortlist,
        "drivers": result.drivers,
        "extras": result.extras,
        "caveats": result.caveats,
        "sources": [entry.as_dict() for entry in listed],
    }


def number(value: Any, decimals: int = 2) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "-" if value is None else str(value)
    return f"{value:,.{0 if isinstance(value, int) else decimals}f}"


def cell(value: Any, decimals: int) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return number(value, 0 if whole else decimals)


def table(rows: list[dict[str, Any]], decimals: int = 3) -> str:
    """The first rows under their names, columns in line."""
    if not rows:
        return "  (none)"
    shown = [list(rows[0])] + [[cell(v, decimals) for v in row.values()] for row in rows[:ROWS_SHOWN]]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    lines = ["  " + "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in shown]
    more = len(rows) - ROWS_SHOWN
    return "\n".join(lines + ([f"  ... and {more:,} more: add --json to see them all"] if more > 0 else []))


def headline_text(h: dict[str, Any]) -> str:
    if h["scenario"] is None:
        return f"  {h['label']}: no value ({h['reason']})"
    today, scenario, low, high, change, least, most = (
        formatting.number(h[k], h["decimals"], h["unit"])
        for k in ("today", "scenario", "low", "high", "change", "change_low", "change_high")
    )
    beside = "" if h["change"] is None else f"; if nothing changed {today}; change {change} ({least} to {most})"
    return f"  {h['label']} ({h['unit']}): {scenario} {formatting.likely(low, high)}{beside}"


def result_text(r: dict[str, Any]) -> str:
    moved = ", ".join(f"{name}={value}" for name, value in r["levers"].items())
    return "\n".join(
        [
            r["question"],
            *filter(None, r["answer_parts"].values()),
            f"\nLevers: {moved}",
            "\nHow much",
            *(headline_text(h) for h in r["headlines"]),
            "\nWhere to start",
            table(r["shortlist"]),
            "\nWhy",
            table(r["drivers"]),
            "\nWhat this does not tell you",
            *(f"  {caveat}" for caveat in r["caveats"]),
            "\nData",
            *(f"  {s['what']}: {s['publisher']}, {s['licence']}, {s['as_of']}, {s['kind']}" for s in r["sources"]),
        ]
    )


def scorecard_text(card: dict[str, Any]) -> str:
    beside = ("target", "horizon")
    rows = [
        {k: v for k, v in origin.items() if not isinstance(v, dict | list) and k not in beside}
        for origin in card["origins"]
    ]
    ladder = [{"origin": o["origin"], "model": o["model"], **o["baselines"]} for o in card["origins"]]
    return "\n".join(
        [
            f"{card['target']}: {card['metric']} ({card['unit']})",
            f"Skill against {card['baseline']}: {number(100 * card['skill'], 1)}%",
            "\nBy origin",
            table(rows),
            "\nBeside the baselines",
            table(ladder),
            "\nAdd --json to see " + joined(k for k, v in card.items() if isinstance(v, dict | list)),
        ]
    )


def report_text(report: dict[str, Any], indent: str = "") -> str:
    """Nested figures, one a line; a long list by its length."""
    lines = []
    for name, value in report.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", report_text(value, indent + "  ")]
        elif isinstance(value, list) and len(value) > ROWS_SHOWN:
            lines.append(f"{indent}{name}: {len(value):,}")
        elif isinstance(value, list):
            lines += [f"{indent}{name}:", *(f"{indent}  {item}" for item in value)]
        else:
            lines.append(f"{indent}{name}: {number(value)}")
    return "\n".join(lines)


def built_text(report: dict[str, Any], seconds: dict[str, float]) -> str:
    """What a build made, what it left out and why, and the processor's seconds by step."""
    from lbdp_core import pipeline
    from lbdp_core.themes import THEMES, by_slug

    files, aside = report["files"], report["files"]["set_aside"]
    parts = [part for part in report.values() if isinstance(part, dict)]
    lines: dict[str, Iterable[str]] = {
        "Left out": [f"{by_slug(slug).title}: {why}" for slug, why in report["left_out"].items()],
        "Could not be read": [f"{x['file']} {x['reason']}." for x in aside if x["file"] in files["unreadable"]],
        "Missing from the series": dict.fromkeys(gap for part in parts for gap in part.get("gaps", ())),
        "Out of date, to be built again": report["stale"].values(),
        "Changed since the last build": pipeline.lines(report["changes"]),
        "Seconds of processor time": [
            *(f"{spent:7.1f}  {step}" for step, spent in seconds.items()),
            f"{sum(seconds.values()):7.1f}  together",
        ],
    }
    return "\n".join(
        [
            f"In the folder: {joined(theme.title for theme in THEMES if theme.slug in report['opening'])}.",
            f"Files: {sum(map(len, files['used'].values()))} used, {len(aside)} set aside. manifest.json says why, and "
            "how many rows were used.",
            *(f"{heading}:\n" + "\n".join(f"  {line}" for line in said) for heading, said in lines.items() if said),
        ]
    )


def check_text(report: dict[str, Any]) -> str:
    aside = "; ".join(f"{count:,} set aside: {reason}" for reason, count in report["set_aside"].items())
    return "\n".join(
        [
            f"{report['file']} is {report['what']} ({report['kind']}).",
            f"{report['rows']:,} rows, {report['used']:,} used{'; ' + aside if aside else ''}.",
            *(f"Repaired: {what}" for what in report["repaired"]),
        ]
    )


def bench_text(figures: dict[str, Any]) -> str:
    return report_text(figures)
