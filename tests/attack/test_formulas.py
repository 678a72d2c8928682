"""No text becomes a formula, a field or a link in any file that leaves, and a negative number stays a number."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import zipfile
from dataclasses import replace

import pandas as pd
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lbdp_core import brief, exports
from lbdp_core.brief.record import Sheet
from lbdp_core.exports import Parcel, export
from tests.attack.hostile import TEXTS, many
from tests.laws.test_every_brief import Parsed, made
from tests.test_architecture import sources

BATCH = 200  # texts in a file: 50 files are 10,000 texts
RUNS = re.compile(r"^[\s\u00a0\ufeff\0]*[=+\-@＝＋－＠\t\r]")  # what a spreadsheet may take for a formula
texts = st.lists(TEXTS, min_size=BATCH, max_size=BATCH)


def table(said: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": said, "n": [-1.5 - n for n in range(len(said))], said[0] or "x": said})


def clean(cells: list[str]) -> list[str]:
    return [cell for cell in cells if RUNS.match(cell) and not re.fullmatch(r"[+-]\d[\d.,]*", cell)]


@settings(max_examples=many(2, 50), phases=[Phase.generate])
@given(texts)
def test_no_text_is_a_formula_in_a_spreadsheet(said):
    frame = table(said)
    sent = Parcel({"t": frame}, {text: text for text in said[:20]}, tags={"Scenario": said[1]})
    raw = export(sent, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline="")))
    assert len(rows) == BATCH + 1
    assert clean([cell for row in rows for cell in row]) == []
    assert [float(row[1]) for row in rows[1:]] == frame["n"].tolist()
    archive = zipfile.ZipFile(io.BytesIO(export(sent, "zip")))
    assert clean(archive.read("about.txt").decode("utf-8-sig").splitlines()) == []
    book = load_workbook(io.BytesIO(export(sent, "xlsx")))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert clean([cell.value for cell in cells if isinstance(cell.value, str)]) == []
    assert [row[1].value for row in book["t"].iter_rows(min_row=2)] == frame["n"].tolist()
    assert json.loads(export(sent, "json"))["t"][0]["n"] == -1.5


def poisoned(plain: brief.Brief, said: list[str]) -> brief.Brief:
    """A brief in which somebody else wrote every word."""
    rows = tuple((text, text, "-3.5") for text in said[8:])
    numbers = tuple(replace(n, label=said[0], unit=said[1], change=said[2]) for n in plain.numbers)
    return replace(
        plain, question=said[0], where=said[1], data=said[2], warnings=(said[3],), lead=said[4], change=said[5],
        why=said[6], caveats=tuple(filter(None, said)), first=Sheet(said[7], (said[0], said[1], "n"), rows, said[2]),
        numbers=numbers, big=numbers[:2], scenario=said[7], levers=((said[0], said[1]),),
    )  # fmt: skip


@settings(max_examples=many(1, 50), phases=[Phase.generate])
@given(texts)
def test_no_text_is_a_formula_a_field_or_a_link_in_a_brief(said):
    plain = made("fire", "Enfield")
    b = poisoned(plain, said)
    page = Parsed(brief.write(b, "html").decode())
    assert {tag for tag, _ in page.tags} <= {
        "small",
        *(tag for tag, _ in Parsed(brief.write(plain, "html").decode()).tags),
    }
    assert [given["href"] for tag, given in page.tags if tag == "a"] == [b.link]
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]
    raw = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", brief.write(b, "html").decode(), re.S)
    assert clean(raw) == []
    assert "-3.5" in raw
    document = parts(brief.write(b, "docx"))
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", "".join(document.values()))
    assert set(fields) <= {"PAGE", "NUMPAGES"}
    assert clean(re.findall(r"<w:tc>.*?<w:t[^>]*>([^<]*)<", document["word/document.xml"], re.S)) == []
    slides = parts(brief.write(b, "pptx"))
    for files in (document, slides):
        assert not [name for name in files if re.search(r"embeddings|vba|activeX|externalLink|oleObject", name)]
        whole = "".join(files.values())
        assert not re.search(r"<w:(hyperlink|fldSimple)|<a:hlink(Click|Hover)|TargetMode=\"External\"", whole)


def parts(raw: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(raw))
    return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def test_the_attack_finds_what_a_careless_file_holds(monkeypatch):
    monkeypatch.setattr(exports, "harmless", lambda value: value)
    raw = export(Parcel({"t": table(["=1+1"] * 3)}, {}), "csv").decode("utf-8-sig")
    assert clean(next(csv.reader(io.StringIO(raw.splitlines()[1])))) == ["=1+1", "=1+1"]


WAYS = {
    "openpyxl": {"lbdp_core/exports.py", "lbdp_core/children/own/annex_a.py"},  # the second: empty, to fill in
    "docx": {"lbdp_core/word_style.py"},
    "pptx": {"lbdp_core/brief/slide.py"},
    "csv": {"lbdp_core/hmo/build/matching.py"},  # for a package that reads it; nobody takes it away
    "xlsxwriter": set(),
}
MAKES = {"Workbook", "Document", "Presentation", "writer", "DictWriter"}


def test_a_file_of_a_kind_is_begun_in_one_place():
    """A second way out would one day forget the formulas."""
    found = {package: set() for package in WAYS}
    for path, tree in sources("apps", "lbdp_core"):
        nodes = list(ast.walk(tree))
        called = {ast.unparse(n.func) for n in nodes if isinstance(n, ast.Call)}
        named = {(n.module, a.name) for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
        for package, places in found.items():
            if any((package, name) in named or f"{package}.{name}" in called for name in MAKES):
                places.add(path.as_posix())
    assert found == WAYS
