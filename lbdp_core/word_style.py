"""Word style: how every Word file of the suite looks: A4, legible type, tables that fit, page numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from lbdp_core.exports import inert

FONT, SIZE, SMALL, TINY = "Arial", 10.5, 8.5, 8.0  # points; the last for hashes alone
GREY, BLUE = "595959", "1F3864"  # seven to one on white, and more
PAGE = (210, 297, 20)  # A4 and its margins, mm
DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive can hold


def blank(margin: float = PAGE[2], size: float = SIZE) -> Any:
    """An empty document of the suite's look; its margins in mm, and the size of its text in points."""
    from docx import Document
    from docx.shared import Mm, Pt, RGBColor

    document = Document()
    (section,) = document.sections
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(margin))
    for name, points in (("Normal", size), ("Title", 22), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11.5)):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(points), FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [a for a in fonts.attrib if a.endswith("Theme")]:  # a theme's font would go before ours
            del fonts.attrib[attribute]
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(_w(kind), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(BLUE)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(4)
            style.paragraph_format.keep_with_next = True
    below = document.styles["Footer"].font  # of the style, or the numbers of pages would be in another size
    below.size, below.color.rgb = Pt(SMALL), RGBColor.from_string(GREY)
    form = document.styles["Normal"].paragraph_format
    form.space_after, form.line_spacing = Pt(6), 1.1
    for lang in document.styles.element.iter(_w("lang")):
        lang.set(_w("val"), "en-GB")
    return document


def foot(document: Any, text: str) -> None:
    """The line under every page, with its number."""
    line = document.sections[0].footer.paragraphs[0]
    for before, name in ((f"{text} · page ", "PAGE"), (" of ", "NUMPAGES")):
        line.add_run(before)
        for kind in ("begin", "instr", "end"):
            line.add_run()._r.append(_field(kind, name))


def asks(document: Any, words: str, says: str, nobody: bool) -> None:
    """A question and its answer, kept together; an open one is seen at a glance."""
    from docx.shared import Pt

    question = document.add_paragraph()
    question.add_run(words).bold = True
    question.paragraph_format.keep_with_next = True
    question.paragraph_format.space_before, question.paragraph_format.space_after = Pt(6), Pt(0)
    answer = document.add_paragraph()
    run = answer.add_run(says)
    if nobody:
        _small(run, SIZE)
        run.italic = True


def small(document: Any, text: str, size: float = SMALL) -> Any:
    """A remark in small type; returns its paragraph."""
    paragraph = document.add_paragraph()
    _small(paragraph.add_run(text), size)
    return paragraph


def table(
    document: Any, head: Sequence[str], rows: Sequence[Sequence[str]], wide: Sequence[int], size: float = 9.5
) -> None:
    """A table as wide as the text: its head comes again on every page, and no row is broken over two.

    wide: of each column, in hundredths of the whole.
    """
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    (section,) = document.sections
    whole = section.page_width - section.left_margin - section.right_margin
    made = document.add_table(rows=0, cols=len(head), style="Table Grid")
    made.autofit = False
    for column, share in zip(made.columns, wide, strict=True):
        column.width = round(whole * share / 100)
    for n, texts in enumerate((head, *rows)):
        row = made.add_row()
        properties = row._tr.get_or_add_trPr()
        if sum(map(len, texts)) < 2_000:  # a longer one may not fit on a page
            properties.append(OxmlElement("w:cantSplit"))
        if not n:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, share in zip(row.cells, texts, wide, strict=True):
            cell.width = round(whole * share / 100)
            first, *more = (inert(line) for line in text.split("\n"))
            cell.text = first
            for each in more:
                cell.add_paragraph(each)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2 if size > TINY else 0)
                for run in paragraph.runs:
                    run.font.size, run.bold = Pt(size), True if not n else None
    below = document.add_paragraph().paragraph_format
    below.space_after, below.line_spacing = Pt(0), Pt(6)


def still(raw: bytes) -> bytes:
    """The archive with one time for every part: python-docx stamps the time of day into it."""
    to = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            kept = zipfile.ZipInfo(part.filename, DAY)
            kept.compress_type, kept.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(kept, old.read(part.filename))
    return to.getvalue()


def _small(run: Any, size: float = SMALL) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(GREY)


def _field(kind: str, name: str) -> Any:
    """A part of a field that Word works out, such as the number of a page."""
    from docx.oxml import OxmlElement

    if kind == "instr":
        part = OxmlElement("w:instrText")
        part.text = name
        return part
    part = OxmlElement("w:fldChar")
    part.set(_w("fldCharType"), kind)
    return part


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
