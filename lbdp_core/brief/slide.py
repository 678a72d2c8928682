"""Slide: a brief as one PowerPoint slide: question, answer, two figures, a picture; caveats in the notes."""

from __future__ import annotations

import io
from typing import Any

from lbdp_core import palette, word_style
from lbdp_core.brief.pictures import png
from lbdp_core.brief.record import Brief, Drawing, Number
from lbdp_core.brief.word import STAMP
from lbdp_core.brief.words import SAY, follow, levers

WIDE, HIGH, EDGE = 13.333, 7.5, 0.5  # inches: 16:9
LEFT = 6.1  # inches that the words have
FIGURES = 2
ONLY_A_TITLE = 5  # of the layouts that python-pptx brings


def write(brief: Brief) -> bytes:
    """The presentation; the same bytes for the same brief."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    about = deck.core_properties
    about.title, about.subject, about.author = brief.question[:255], brief.where, "LBDP suite"
    about.created = about.modified = STAMP
    about.last_modified_by, about.revision = "LBDP suite", 1
    slide = deck.slides.add_slide(deck.slide_layouts[ONLY_A_TITLE])
    _title(slide, brief.question)
    _words(slide, (EDGE, 1.28, WIDE - 2 * EDGE, 0.5), [(f"{brief.where}. Scenario: {brief.scenario}.", 18, False)])
    _words(slide, (EDGE, 1.85, LEFT, 2.0), [(brief.lead, 22, True)])
    _words(slide, (EDGE, 3.8, LEFT, 0.9), [(brief.change, 16, False)])
    for n, number in enumerate(brief.big[:FIGURES]):
        _figure(slide, EDGE + n * (LEFT / FIGURES), number)
    _picture(slide, brief.pictures[0])  # the map: where, which no figure beside it says
    _words(
        slide, (EDGE, 6.85, WIDE - 2 * EDGE, 0.5), [(f"{brief.data} {SAY['made'].format(day=brief.made)}", 11, False)]
    )
    slide.notes_slide.notes_text_frame.text = "\n".join(_notes(brief))
    buffer = io.BytesIO()
    deck.save(buffer)
    return word_style.still(buffer.getvalue())


def _notes(b: Brief) -> list[str]:
    """What a speaker needs and a back row does not."""
    sources = [f"{what}: {publisher}, {licence}, {to}" for what, publisher, licence, to, _ in b.sources.rows]
    return [
        *b.warnings, b.lead, b.change, b.why,
        f"\n{SAY['caveats']}", *b.caveats,
        f"\nScenario: {b.scenario}", levers(b.levers), f"{follow(b)}: {b.link}", f"{SAY['command']}: {b.command}",
        "\nSources", *sources,
    ]  # fmt: skip


def _title(slide: Any, text: str) -> None:
    from pptx.util import Inches

    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Inches(v) for v in (EDGE, 0.3, WIDE - 2 * EDGE, 0.95))
    _fill(shape.text_frame, [(text, 28, True)], palette.ACCENT["light"])


def _figure(slide: Any, left: float, n: Number) -> None:
    lines = [(n.label, 14, False), (n.value, 30, True), (", ".join(filter(None, (n.unit, n.range))), 14, False)]
    _words(slide, (left, 4.8, LEFT / FIGURES - 0.2, 2.0), [line for line in lines if line[0]])


def _picture(slide: Any, drawing: Drawing) -> None:
    from pptx.util import Inches

    left, top, wide, high = EDGE + LEFT + 0.25, 2.2, WIDE - LEFT - 2 * EDGE - 0.25, 4.5
    _words(slide, (left, 1.75, wide, 0.5), [(drawing.title, 18, True)])
    shape = slide.shapes.add_picture(io.BytesIO(png(drawing.svg, 3)), Inches(left), Inches(top), Inches(wide))
    if shape.height > Inches(high):
        shape.width, shape.height = int(shape.width * Inches(high) / shape.height), Inches(high)
    shape._element.nvPicPr.cNvPr.set("descr", drawing.alt)


def _words(slide: Any, box: tuple[float, float, float, float], lines: list[tuple[str, int, bool]]) -> None:
    from pptx.util import Inches

    if any(text for text, _, _ in lines):
        _fill(slide.shapes.add_textbox(*map(Inches, box)).text_frame, lines, palette.INK["light"])


def _fill(frame: Any, lines: list[tuple[str, int, bool]], colour: str) -> None:
    """Paragraphs of text, size in points and whether bold, to the left."""
    from pptx.dml.color import RGBColor
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    for n, (text, size, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, word_style.FONT
        run.font.color.rgb, run.font.language_id = RGBColor.from_string(colour[1:].upper()), MSO_LANGUAGE_ID.ENGLISH_UK
