"""Word: the pack's content as a .docx, the same bytes for the same content.

python-docx stamps the time of day into the archive; it is taken out again, or two identical packs would differ.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from lbdp_core import atrs
from lbdp_core.sharing.contract import checked

NONE = "not answered"
RISKS = {
    "risk": "Source of risk and nature of potential impact",
    "likelihood": "Likelihood of harm",
    "severity": "Severity of harm",
    "overall": "Overall risk",
    "because": "Because of",
}
MEASURES = {
    "risk": "Risk",
    "measures": "Options to reduce or eliminate risk",
    "effect": "Effect on risk",
    "residual": "Residual risk",
    "approved": "Measure approved",
}
TABLES: Mapping[str, Mapping[str, str]] = {"risks": RISKS, "measures": MEASURES}
DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive can hold


def written(whole: Mapping[str, Any]) -> bytes:
    """The pack as a Word document: three papers, the screening, and what it was made from."""
    from docx import Document

    document = Document()
    contract, papers = whole["contract"], whole["papers"]
    about = document.core_properties
    about.title, about.author, about.comments = f"Evidence pack: {contract['name']}", "LBDP suite", whole["status"]
    about.created = about.modified = datetime.combine(checked(), time(), UTC)  # of the rules: a clock would differ
    document.add_heading(f"Evidence pack: {contract['name']}", 0)
    document.add_paragraph(f"Status: {whole['status']}. SHA-256 of the content: {whole['sha256']}.")
    _pairs(document, "Data and models", whole["versions"])
    _pairs(document, "What the bench found", whole["findings"])
    _screened(document, whole["screening"])
    for paper in ("isp", "dpia"):
        _paper(document, papers[paper], whole["register"])
    _record(document, papers["atrs"])
    buffer = io.BytesIO()
    document.save(buffer)
    return _still(buffer.getvalue())


def _pairs(document: Any, heading: str, held: Mapping[str, str]) -> None:
    document.add_heading(heading, 1)
    for name, text in held.items():
        document.add_paragraph(f"{name.replace('_', ' ')}: {text or NONE}")
    if not held:
        document.add_paragraph(NONE)


def _screened(document: Any, screening: Mapping[str, Any]) -> None:
    document.add_heading("Screening", 1)
    document.add_paragraph(" ".join(screening["says"]))
    rows = [(f["words"], "; ".join(f["because"]), f"{f['source']}, {f['read']}") for f in screening["fired"]]
    if rows:
        _table(document, ("Rule that fired", "Because of", "Source"), rows)


def _paper(document: Any, paper: Mapping[str, Any], register: Sequence[Mapping[str, str]]) -> None:
    document.add_page_break()
    document.add_heading(paper["title"], 1)
    document.add_paragraph(f"Headings from: {paper['headings_from']}.")
    for section in paper["sections"]:
        document.add_heading(section["heading"], section["level"])
        for ask in section["asks"]:
            document.add_paragraph().add_run(ask["asks"]).bold = True
            document.add_paragraph(ask["says"])
        if section["table"]:
            columns = TABLES[section["table"]]
            _table(
                document, tuple(columns.values()), [tuple(line[key] or NONE for key in columns) for line in register]
            )


def _record(document: Any, record: Mapping[str, Any]) -> None:
    standard = record["standard"]
    document.add_page_break()
    document.add_heading("Algorithmic transparency record", 1)
    document.add_paragraph(f"In the fields of the {standard['name']} v{standard['version']}, {standard['status']}.")
    for section in atrs.FIELDS:
        document.add_heading(atrs.title(section), 2)
        rows = [(number, words, _lines(value)) for number, words, value in atrs.rows(record, section)]
        _table(document, ("Field", "Name", "Value"), rows)


def _lines(value: Any) -> str:
    return NONE if value in (None, "", [], {}) else "\n".join(atrs.lines(value))


def _table(document: Any, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _still(raw: bytes) -> bytes:
    """The archive with one time for every part."""
    to = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            still = zipfile.ZipInfo(part.filename, DAY)
            still.compress_type, still.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(still, old.read(part.filename))
    return to.getvalue()
