"""Word: a brief as a .docx in the style of the evidence pack; the same bytes for the same brief."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from lbdp_core import word_style
from lbdp_core.brief.pictures import png
from lbdp_core.brief.record import Brief, Drawing, Sheet
from lbdp_core.brief.words import DATA, HASHES, RANGES, SAY, follow, levers, source

STAMP = datetime(2000, 1, 1, tzinfo=UTC)  # of the file's properties: a clock would make every file differ
PICTURE = 74  # mm: two side by side
MARGIN = 13  # mm
SMALL = 8  # points, of tables and caveats
ROOM = 122  # letters of that size in a line


def write(brief: Brief) -> bytes:
    """The document."""
    from docx.shared import Pt

    document = word_style.blank(MARGIN, size=9)
    document.styles["Title"].font.size = Pt(18)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(6)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    about = document.core_properties
    about.title, about.subject = brief.question[:255], brief.where
    about.author, about.comments = "LBDP suite", brief.data[:255]
    about.created = about.modified = STAMP
    word_style.foot(document, f"{brief.theme}, {brief.where}")
    document.add_heading(brief.question, 0)
    _strong(document, f"{brief.where}. Scenario: {brief.scenario}.")
    for line in brief.warnings:
        _strong(document, line)
    word_style.small(document, f"{brief.data} {SAY['made'].format(day=brief.made)}")
    _strong(document, brief.lead, 14)
    for part in filter(None, (brief.change, brief.why)):
        document.add_paragraph(part)
    rows = [(n.label, f"{n.value} {n.unit}".strip(), n.range, n.change) for n in brief.numbers]
    head = ("Figure", "In this scenario", "Likely range", "What the change does")
    word_style.table(document, head, rows, (30, 18, 24, 28), SMALL)
    word_style.small(document, RANGES)
    _pictures(document, brief.pictures)
    for sheet in (brief.first, brief.reasons, brief.sure):
        _sheet(document, sheet)
    document.add_heading(SAY["caveats"], 2)
    for line in brief.caveats:
        bullet = document.add_paragraph(style="List Bullet")
        bullet.paragraph_format.space_after, bullet.add_run(line).font.size = 0, Pt(SMALL)
    document.add_heading(f"Scenario: {brief.scenario}", 2)
    document.add_paragraph(levers(brief.levers))
    document.add_paragraph(f"{follow(brief)}: {brief.link}")
    document.add_paragraph(f"{SAY['command']}: {brief.command}")
    document.add_heading(brief.sources.title, 2)
    for row in brief.sources.rows:
        word_style.small(document, source(row), word_style.TINY - 1).paragraph_format.space_after = 0
    word_style.small(document, f"{HASHES} {DATA}")
    buffer = io.BytesIO()
    document.save(buffer)
    return word_style.still(buffer.getvalue())


def _strong(document: Any, text: str, size: float = 11) -> None:
    from docx.shared import Pt

    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _pictures(document: Any, drawings: tuple[Drawing, ...]) -> None:
    """Side by side, each with its title above and its note below."""
    from docx.shared import Mm

    row = document.add_table(rows=1, cols=len(drawings)).rows[0]
    for cell, drawing in zip(row.cells, drawings, strict=True):
        title = cell.paragraphs[0]
        title.add_run(drawing.title).bold = True
        title.paragraph_format.keep_with_next = True
        shape = cell.add_paragraph().add_run().add_picture(io.BytesIO(png(drawing.svg)), Mm(PICTURE))
        shape._inline.docPr.set("descr", drawing.alt)
        word_style.small(cell, drawing.note)


def _sheet(document: Any, sheet: Sheet, size: float = SMALL) -> None:
    document.add_heading(sheet.title, 2)
    if sheet.note:
        word_style.small(document, sheet.note).paragraph_format.keep_with_next = True
    if sheet.rows:
        word_style.table(document, sheet.head, sheet.rows, _shares(sheet), size)
    else:
        document.add_paragraph(sheet.empty)


def _shares(sheet: Sheet) -> tuple[int, ...]:
    """Widths in hundredths: the longest word of each column fits, and long columns share what is left."""
    columns = list(zip(sheet.head, *sheet.rows, strict=True))
    words = [5 + max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    wishes = [min(max(map(len, column)), 60) for column in columns]
    left = max(ROOM - sum(words), 0)
    more = [max(wish - word, 0) for wish, word in zip(wishes, words, strict=True)]
    wide = [word + left * extra / (sum(more) or 1) for word, extra in zip(words, more, strict=True)]
    return tuple(round(100 * each / sum(wide)) for each in wide)
