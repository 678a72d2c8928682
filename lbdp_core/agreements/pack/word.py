"""Word: the pack's content as a .docx, the same bytes for the same content; how it looks is in `word_style`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from lbdp_core import atrs, word_style
from lbdp_core.agreements.contract import checked
from lbdp_core.agreements.screening import questions

NONE = "not answered"
RISKS = {
    "risk": "Source of risk and nature of potential impact",
    "likelihood": "Likelihood of harm",
    "severity": "Severity of harm",
    "overall": "Overall risk",
    "because": "Reason",
}
MEASURES = {
    "risk": "Risk",
    "measures": "Options to reduce or eliminate risk",
    "effect": "Effect on risk",
    "residual": "Residual risk",
    "approved": "Measure approved",
}
TABLES: Mapping[str, Mapping[str, str]] = {"risks": RISKS, "measures": MEASURES}
WIDE = {"risks": (28, 13, 13, 11, 35), "measures": (28, 36, 12, 11, 13)}
EMPTY = {"because": "nothing in its fields or terms", "measures": "none proposed"}  # of a risk that nothing raises
RAW = ("levers",)  # versions that only a program reads; the JSON has them
LAST = ("Source", "SHA-256", "model SHA-256")  # versions that nobody reads first
ATRS = "Algorithmic transparency record"
LONGEST = 255  # characters of a property of a Word document
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def written(whole: Mapping[str, Any]) -> bytes:
    """The pack as a Word document: what it comes to, three papers, and what it was made from."""
    document = word_style.blank()
    contract, papers = whole["contract"], whole["papers"]
    about = document.core_properties
    about.title = f"Evidence pack: {contract['name']}"[:LONGEST]
    about.author, about.comments = "LBDP suite", whole["status"]
    about.created = about.modified = datetime.combine(checked(), time(), UTC)  # of the rules: a clock would differ
    word_style.foot(document, f"{contract['name']} · {whole['status']}")
    document.add_heading(f"Evidence pack: {contract['name']}", 0)
    document.add_paragraph(f"Status: {whole['status']}.")
    word_style.small(document, f"SHA-256 of the content: {whole['sha256']}")
    _inside(document, papers)
    _found(document, whole["findings"])
    _screened(document, whole["screening"], whole["answers"])
    for paper in ("isp", "dpia"):
        _paper(document, papers[paper], whole["register"])
    _record(document, papers["atrs"])
    _made_of(document, whole["versions"], whole["rules"])
    buffer = io.BytesIO()
    document.save(buffer)
    return word_style.still(buffer.getvalue())


def dated(text: str) -> str:
    """Days as people write them.

    >>> dated("as of 2021-12-01; 2021-13-01")
    'as of 1 December 2021; 2021-13-01'
    """

    def told(found: re.Match[str]) -> str:
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            return found[0]
        return f"{day.day} {day:%B %Y}"

    return _DAY.sub(told, text)


def label(name: str) -> str:
    """A name of a fact as a person reads it; a path stays as it is.

    >>> label("data_sha256"), label("SHA-256 of sharing/old_codes.csv")
    ('Data sha256', 'SHA-256 of sharing/old_codes.csv')
    """
    return name if "/" in name else f"{name[:1].upper()}{name[1:]}".replace("_", " ")


def _found(document: Any, findings: Mapping[str, str]) -> None:
    document.add_heading("What the test found", 1)
    rows = [(label(name), dated(text) or NONE) for name, text in findings.items()]
    if rows:
        word_style.table(document, ("What", "In this scenario"), rows, (28, 72))
    else:
        document.add_paragraph(NONE)


def _screened(document: Any, screening: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    document.add_heading("Screening", 1)
    document.add_paragraph(" ".join(screening["says"]))
    rows = [(f["words"], "; ".join(f["because"]), f"{f['source']}, {f['read']}") for f in screening["fired"]]
    if rows:
        word_style.table(document, ("Rule that applies", "Reason", "Source"), rows, (36, 36, 28))
    told = {True: "yes", False: "no"}
    asked = [(words, told.get(answers.get(id, ""), NONE)) for id, words in questions().items()]
    word_style.table(document, ("Screening question", "Answer"), asked, (82, 18))


def _inside(document: Any, papers: Mapping[str, Any]) -> None:
    """What the pack holds, and how much of it is still open."""
    document.add_heading("What is in this pack", 1)
    rows = []
    for name in ("isp", "dpia"):
        says = [ask["says"] for section in papers[name]["sections"] for ask in section["asks"]]
        rows.append((papers[name]["title"], str(len(says)), str(says.count(NONE))))
    values = [value for section in atrs.FIELDS for _, _, value in atrs.rows(papers["atrs"], section)]
    rows.append((ATRS, str(len(values)), str(sum(_lines(value) == NONE for value in values))))
    word_style.table(document, ("Paper", "Questions", "Not answered"), rows, (60, 20, 20))


def _paper(document: Any, paper: Mapping[str, Any], register: Sequence[Mapping[str, str]]) -> None:
    document.add_page_break()
    document.add_heading(paper["title"], 1)
    word_style.small(document, f"Headings from: {paper['headings_from']}.")
    for section in paper["sections"]:
        document.add_heading(section["heading"], section["level"])
        for ask in section["asks"]:
            word_style.asks(document, ask["asks"], ask["says"], ask["says"] == NONE)
        if name := section["table"]:
            rows = [tuple(line[key] or EMPTY.get(key, NONE) for key in TABLES[name]) for line in register]
            word_style.table(document, tuple(TABLES[name].values()), rows, WIDE[name])


def _record(document: Any, record: Mapping[str, Any]) -> None:
    standard = record["standard"]
    document.add_page_break()
    document.add_heading(ATRS, 1)
    word_style.small(document, f"In the fields of the {standard['name']} v{standard['version']}, {standard['status']}.")
    for section in atrs.FIELDS:
        document.add_heading(atrs.title(section), 2)
        rows = [(number, words, _lines(value)) for number, words, value in atrs.rows(record, section)]
        word_style.table(document, ("Field", "Name", "Value"), rows, (11, 27, 62))


def _lines(value: Any) -> str:
    return NONE if value in (None, "", [], {}) else dated("\n".join(atrs.lines(value)))


def _made_of(document: Any, versions: Mapping[str, str], rules: Mapping[str, str]) -> None:
    """What the figures and the rules were, for whoever checks them."""
    document.add_page_break()
    document.add_heading("What it was made from", 1)
    rows = [(label(name), dated(text) or NONE) for name, text in _ordered(versions)]
    rows += [(f"Rules of {name}, last gone through", dated(day)) for name, day in rules.items()]
    word_style.table(document, ("What", "Which"), rows, (32, 68), word_style.TINY)


def _ordered(versions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a person reads first, then where data come from, then the hashes."""
    rank = {name: next((n for n, start in enumerate(LAST, 1) if name.startswith(start)), 0) for name in versions}
    for name in sorted(versions, key=lambda name: rank[name]):
        if name not in RAW:
            yield name, versions[name]
