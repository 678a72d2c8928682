"""Workbooks at the door: the same values as from a CSV, and one sentence for every hostile file.

openpyxl writes what Excel would; what Excel never writes is made by hand, part by part.
"""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import door
from lbdp_core.door import FOLDER, UPLOAD, Limits, cells
from lbdp_core.sources import DataError
from tests.test_door import HOMES, KINDS, SHAPES, one_sentence

HEADER = ("LSOA21CD", "Number of homes", "as_of")
SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
INLINE = r't="inlineStr"><is><t>([^<]*)</t></is>'
Rows = Sequence[Sequence[Any]]


def book(*sheets: Rows, hidden: Sequence[int] = (), form: str = "dd-mmm-yy") -> bytes:
    """A workbook of these sheets, as openpyxl writes it."""
    whole = openpyxl.Workbook()
    whole.remove(whole.worksheets[0])
    for n, rows in enumerate(sheets):
        sheet = whole.create_sheet(f"Sheet {n + 1}")
        for row in rows:
            sheet.append(list(row))
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.is_date):
            cell.number_format = form
    kept = io.BytesIO()
    whole.save(kept)
    raw = kept.getvalue()
    for n in hidden:  # openpyxl itself will not hide every sheet
        named = f'name="Sheet {n + 1}" sheetId="{n + 1}" state='.encode()
        raw = with_part(raw, "xl/workbook.xml", named + b'"visible"', named + b'"hidden"')
    return raw


def with_part(raw: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with `old` replaced in one of its parts (the whole part when `old` is empty)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info)
            if info.filename == name:
                part = part.replace(b" />", b"/>")  # openpyxl writes a space where lxml is not installed
                assert old in part
                part = part.replace(old, new) if old else new
            after.writestr(info.filename, part)
        if name not in before.namelist():
            after.writestr(name, new)
    return made.getvalue()


def as_excel(raw: bytes) -> bytes:
    """The workbook with its texts in a part of their own, where Excel keeps them; openpyxl leaves them in place."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        part = archive.read(SHEET).decode()
    texts = re.findall(INLINE, part)
    numbers = itertools.count()
    part = re.sub(INLINE, lambda _: f't="s"><v>{next(numbers)}</v>', part)
    shared = "<sst>" + "".join(f"<si><r><t>{t[:3]}</t></r><r><t>{t[3:]}</t></r></si>" for t in texts) + "</sst>"
    link = '<Relationship Id="s" Type="a/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    raw = with_part(with_part(raw, SHEET, b"", part.encode()), SHARED, b"", shared.encode())
    return with_part(raw, "xl/_rels/workbook.xml.rels", b"</Relationships>", link.encode())


def sheet(inside: str) -> bytes:
    """A workbook whose only sheet has this XML between its tags."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole = f'<worksheet xmlns="{space}"><sheetData>{inside}</sheetData></worksheet>'
    return with_part(GOOD, SHEET, b"", whole.encode())


def text(value: str, ref: str = "") -> str:
    return f'<c {f"r={chr(34)}{ref}{chr(34)} " if ref else ""}t="inlineStr"><is><t>{value}</t></is></c>'


TITLES = "<row>" + "".join(text(h) for h in HEADER) + "</row>"
GOOD = as_excel(book([HEADER, ("E01000001", 837, date(2009, 1, 31)), ("E01000002", 821, date(2009, 2, 1))]))


def test_a_workbook_reads_as_its_csv() -> None:
    rows = "LSOA21CD,Number of homes,as_of\nE01000001,837,31-Jan-09\nE01000002,821,2009-02-01\n"
    expected = door.read(rows.encode(), HOMES, "a")
    frame = door.read(GOOD, HOMES, "a")
    pd.testing.assert_frame_equal(frame, expected)
    assert frame.attrs == expected.attrs


@pytest.mark.parametrize(
    "form", ["dd-mmm-yy", "dd/mm/yyyy", "yyyy\\-mm\\-dd hh:mm", "[$-809]d mmmm yyyy;@", "mm-dd-yy"]
)
@pytest.mark.parametrize("day", [datetime(2009, 1, 31), datetime(2009, 1, 31, 23, 59, 59), "31 Jan 2009", "31/01/2009"])
def test_dates_are_days_whatever_the_format(form: str, day: object) -> None:
    frame = door.read(book([HEADER, ("E01000001", 1, day)], form=form), HOMES, "a")
    assert frame["day"].tolist() == [pd.Timestamp("2009-01-31")]


def test_a_workbook_that_counts_days_from_1904() -> None:
    moved = with_part(GOOD, "xl/workbook.xml", b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    assert door.read(moved, HOMES, "a")["day"].tolist() == [pd.Timestamp("2013-02-01"), pd.Timestamp("2013-02-02")]


@given(st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)))
def test_every_second_is_read_as_openpyxl_wrote_it(when: datetime) -> None:
    serial = openpyxl.utils.datetime.to_excel(when)
    assert datetime.fromisoformat(cells.date(repr(serial))) == when


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_the_same_number(value: float) -> None:
    assert float(cells.number(f"{value:.17g}")) == value


def test_every_way_of_writing_a_cell() -> None:
    cells = (
        text("E01000001") + '<c t="n"><f>1+1</f><v>2</v></c><c t="d"><v>2009-01-31T00:00:00</v></c>',
        '<c r="A3" t="str"><f>A1</f><v>E01000002</v></c><c r="C3" t="e"><v>#REF!</v></c>',
        '<c t="inlineStr"><is><r><t>E0100</t></r><rPh sb="0" eb="1"><t>said</t></rPh><r><t>0003</t></r></is></c>'
        '<c t="b"><v>1</v></c>',
    )
    with pytest.raises(DataError, match="“TRUE” in row 4, column Number of homes"):
        door.read(sheet(TITLES + "".join(f"<row>{c}</row>" for c in cells)), HOMES, "a")
    frame = door.read(sheet(TITLES + "".join(f"<row>{c}</row>" for c in cells).replace('t="b"', "")), HOMES, "a")
    assert frame["code"].tolist() == ["E01000001", "E01000002", "E01000003"]
    assert frame["homes"].fillna(-1).tolist() == [2, -1, 1]
    assert frame["day"].isna().tolist() == [False, True, True]


def test_prefixed_names_are_read_too() -> None:
    """As the Open XML SDK of Microsoft writes them."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        part = archive.read(SHEET)
    prefixed = part.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
    prefixed = prefixed.replace(b"<x:?xml", b"<?xml").replace(b"xmlns=", b"xmlns:x=")
    assert door.read(with_part(GOOD, SHEET, b"", prefixed), HOMES, "a")["homes"].tolist() == [837, 821]


def test_the_first_visible_sheet_with_the_columns_is_read_and_said(tmp_path: Path) -> None:
    table = [HEADER, ("E01000001", 1, None)]
    (tmp_path / "a.csv").write_bytes(book([["Notes"]], table, [*table, *table[1:]], table, [], hidden=[1]))
    report = door.check(tmp_path / "a.csv", KINDS)
    assert report.rows == 2
    assert report.repaired == ("read from the sheet “Sheet 3”, and nothing from “Sheet 4”",)


def test_the_folder_knows_workbooks_by_what_they_hold(tmp_path: Path) -> None:
    files = {
        "homes.bin": GOOD,
        "like.xlsx": book([("code", "rooms", "as_of"), (1, 2, 3)]),
        "notes.xlsx": book([["About"]], [["a", "b"]]),
        "one.xlsx": book([["a", "b"]]),
        "zipped.zip": zipped({"homes.csv": b"code,n\n"}),
        "pk.csv": b"PK,code,n\n1,E01000001,2\n",
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    held = door.inventory(tmp_path, KINDS)
    assert [held.label(p) for p in held.paths(HOMES)] == ["homes.bin", "pk.csv"]
    assert dict(held.set_aside) == {
        "like.xlsx": "is like homes by area, but has no column Number of homes",
        "notes.xlsx": "is a workbook of 2 sheets, none of which has the columns of a theme",
        "one.xlsx": "has columns that no theme uses (a, b)",
        "zipped.zip": "is a zip file, but not an Excel workbook (.xlsx)",
    }


def zipped(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return kept.getvalue()


def protected(raw: bytes) -> bytes:
    """The workbook with the sign of encryption on its first part."""
    at = raw.index(b"PK\x01\x02") + 8
    return raw[:at] + bytes([raw[at] | 1]) + raw[at + 1 :]


FAR = sheet(f'{TITLES}<row r="1048576">{text("E01000001", "XFD1048576")}</row>')
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'

HOSTILE = {
    "cut short": (GOOD[:-200], "damaged or incomplete"),
    "cut at the start": (GOOD[:40], "damaged or incomplete"),
    "empty archive": (zipped({}), "not an Excel workbook"),
    "another zip": (zipped({"a.csv": b"code,n\n"}), "not an Excel workbook"),
    "password": (protected(GOOD), "protected by a password"),
    "no sheet": (with_part(GOOD, "xl/workbook.xml", b"<sheet ", b"<nothing "), "without a visible sheet"),
    "hidden": (book([HEADER], hidden=[0]), "without a visible sheet"),
    "empty sheet": (book([]), "nothing in its sheets"),
    "header only": (book([HEADER]), "has a header but no rows"),
    "other columns": (book([["a"], [1]]), "no columns lsoa21_code, Number of homes"),
    "a column twice": (book([("code", "n", "N"), ("E01000001", 1, 2)]), "the column n twice"),
    "not a number": (book([HEADER, ("E01000001", "12O", None)]), "“12O” in row 2, column Number of homes"),
    "an error": (book([HEADER, ("E01000001", "#REF!", None)]), "“#REF!” in row 2"),
    "a formula never worked out": (
        book([HEADER, ("=A1", 1, None)]),
        "formulas without saved values (the first in row 2, column LSOA21CD)",
    ),
    "bomb": (with_part(GOOD, SHEET, b"</sheetData>", b" " * 2_000_000 + b"</sheetData>"), "more than 100 times"),
    "last corner": (FAR, "no value in row 1048576, column LSOA21CD"),
    "beyond the corner": (sheet(f"{TITLES}<row>{text('x', 'ZZZZ1')}</row>"), "beyond the last column"),
    "entities": (with_part(GOOD, SHEET, b"<worksheet", ENTITIES), "declares a document type"),
    "not XML": (with_part(GOOD, SHEET, b"", b"code,n\nE01000001,1\n"), "could not be read"),
    "text that is not there": (sheet(f'{TITLES}<row><c t="s"><v>99</v></c></row>'), "text is not in the workbook"),
    "nested": (sheet("<row>" * 100_000), "could not be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_one_sentence(name: str) -> None:
    raw, words = HOSTILE[name]
    with pytest.raises(DataError) as fault:
        door.read(raw, HOMES, "a.xlsx")
    assert words in one_sentence(fault.value)
    assert str(fault.value).startswith("a.xlsx ")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(rows=1), "more than 1 rows"),
        (Limits(columns=2), "3 columns"),
        (Limits(unpacked=1_000), "unpacks to 0 MB"),
        (Limits(value=8), "more than 8 characters in row 2"),
    ],
)
def test_limits_hold_for_workbooks(limits: Limits, words: str) -> None:
    with pytest.raises(DataError, match=words):
        door.read(GOOD, HOMES, "a.xlsx", limits)


@pytest.mark.parametrize(("limits", "most"), [(UPLOAD, 64_000_000), (FOLDER, 1_500_000_000)])
def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(limits: Limits, most: int) -> None:
    at = (
        GOOD.index(b"PK\x01\x02") + 24
    )  # the directory says what the first part unpacks to, and that is all that is read
    claiming = GOOD[:at] + struct.pack("<I", most) + GOOD[at + 4 :]
    with pytest.raises(DataError, match=f"at most {most / 1e6:,.0f} MB"):
        door.read(claiming, HOMES, "a.xlsx", limits)


def test_shapes_are_not_read_from_a_workbook() -> None:
    with pytest.raises(DataError, match="should be GeoJSON"):
        door.read(GOOD, SHAPES, "a.xlsx")
