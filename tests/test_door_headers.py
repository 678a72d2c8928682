"""The header wherever it stands, notes below it, rows that do not fill its width, and which row is meant."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lbdp_core import areas, door, refugees
from lbdp_core.door import Column, Kind
from lbdp_core.fire.own.kinds import VISIT_LOG
from lbdp_core.fire.schema import VISITS
from lbdp_core.sources import DataError
from tests import ods
from tests.test_door import one_sentence

CODES = ["E01000001", "E01000002", "E01000003", "E01000005", "E01000006", "E01000007"]


BULK = areas.kinds.COMPOSITION_BULK


SUPPORTED = [
    "Date (as at…)",
    "Support Type",
    "UK Region",
    "LAD Code",
    "Local Authority",
    "Accommodation Type",
    "People",
]
HACKNEY = ["31 Mar 2024", "Section 95", "London", "E09000012", "Hackney", "Dispersal Accommodation", 310]
FULHAM = ["31 Mar 2024", "Section 98", "London", "E09000013", "Hammersmith and Fulham", "Contingency - Hotel", 120]

Rows = list[list[Any]]


def book(**sheets: Rows) -> bytes:
    whole = Workbook()
    whole.remove(whole.worksheets[0])
    for name, rows in sheets.items():
        sheet = whole.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    whole.save(kept)
    return kept.getvalue()


def said(frame: Any) -> str:
    return "; ".join(frame.attrs["repaired"])


def refused(raw: bytes, kind: Kind) -> str:
    with pytest.raises(DataError) as fault:
        door.read(raw, kind, "a.csv")
    return one_sentence(fault.value)


def test_a_home_office_workbook_is_read_from_the_sheet_with_its_columns(tmp_path):
    sheets: dict[str, Rows] = {
        "Cover sheet": [["Immigration system statistics"]],
        "Notes": [["Note number", "Note text", "a", "b", "c", "d", "e", "f", "g"], [1, *"Rounded"]],
        "Data - Asy_D11": [["Asy_D11: Asylum seekers in receipt of support"], SUPPORTED, HACKNEY, FULHAM],
    }
    sheets["Data - Asy_D11"].append(["End of table"])
    (tmp_path / "asy.xlsx").write_bytes(book(**sheets))
    ods.write(tmp_path / "asy.ods", {k: [[str(c) for c in row] for row in rows] for k, rows in sheets.items()})
    for name in ("asy.xlsx", "asy.ods"):
        report = door.check(tmp_path / name, refugees.schema.KINDS)
        assert (report.kind, report.rows, report.used) == ("asylum_support", 2, 2)
        assert "header read from row 2" in report.repaired
        assert "left out the notes from row 5 on" in report.repaired


def test_what_looks_like_a_table_below_the_end_is_counted():
    raw = b"lsoa,visits,ward\nE01000001,5,a\nEnd of table,,\nE01000002,6,b\n"
    frame = door.read(raw, VISITS, "a.csv")
    assert frame["visits"].tolist() == [5]
    assert "nothing read below row 3, which says that the table ends (1 rows)" in said(frame)


def test_a_query_of_nomis_is_read_below_its_lines_and_above_its_note():
    lines = ['"TS003 - Household composition"', '"ONS Crown Copyright Reserved [from Nomis]"', "",
             '"Population","All households"', '"Units","Households"', '"Date","2021"', ""]  # fmt: skip
    header = ["2021 super output area - lower layer", "mnemonic", "Total: All households",
              "One-person household: Aged 66 years and over", "One-person household: Other",
              "Single family household: Lone parent family"]  # fmt: skip
    rows = [f'"City of London 00{n}A","{code}",800,90,310,30' for n, code in enumerate(CODES, 1)]
    note = '"In order to protect against disclosure of personal information, small counts may be changed."'
    raw = "\n".join([*lines, ",".join(f'"{h}"' for h in header), *rows, "", note, ""])
    frame = door.read(raw.encode(), BULK, "ts003.csv")
    assert len(frame) == 6
    assert frame.loc[0].tolist() == ["E01000001", 800, 90, 310, 30]
    assert door.row_of(frame, 0) == 9


def test_a_borough_s_own_workbook_may_have_a_title_and_a_band(tmp_path):
    titled = [["Home fire safety visits 2024"], [None], ["date_of_visit", "lsoa21_code"]]
    frame = door.read(book(a=[*titled, *([f"2024-05-0{n}", c] for n, c in enumerate(CODES, 1))]), VISIT_LOG, "a")
    assert len(frame) == 6
    assert said(frame) == "header read from row 3"
    assert door.row_of(frame, 0) == 4
    band = [["Area", "Counts"], ["lsoa21_code", "visits"], *([c, 20] for c in CODES)]
    assert door.read(book(a=band), VISITS, "a")["visits"].tolist() == [20] * 6


def test_names_in_two_lines_are_taken_from_both():
    merged = [["date_of_visit", "lsoa21_code", "Location", None], [None, None, "easting", "northing"]]
    frame = door.read(book(a=[*merged, ["2024-01-01", CODES[0], 530_050, 180_050]]), VISIT_LOG, "a")
    assert frame["easting"].tolist() == [530_050]
    assert said(frame) == "header read from rows 1 and 2"
    names = ["Total", "One-person household: Aged 66 years and over", "One-person household: Other",
             "Single family household: Lone parent family"]  # fmt: skip
    banded = [["geography code", "Household composition", None, None, None], [None, *names], [CODES[0], 8, 1, 2, 3]]
    assert door.read(book(a=banded), BULK, "a")["total"].tolist() == [8]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("lsoa,visits,\n{0},5,\n{1},6,\n", ""),
        ("lsoa,visits\n{0},5,\n{1},6,,\n", "empty cells beyond the last column left out"),
        ("lsoa,visits,note\n{0},5,\n{1},6\n", "cells left off at the ends of rows read as empty"),
        ('"lsoa","visits"\n"1","{0}",5\n"7","{1}",6\n', "the first column taken as names of rows"),
        (",lsoa,visits\n0,{0},5\n1,{1},6\n", ""),
        ("sep=;\nlsoa;visits\n{0};5\n{1};6\n", "header read from row 2"),
        ("lsoa|visits\n{0}|5\n{1}|6\n", "columns parted by bars"),
        ("lsoa,visits,,\n,,,\n{0},5,,\n\n{1},6,,\n,,,\n", ""),
        ("lsoa,visits\n(code),number\n{0},5\n{1},6\n", "left out the units in row 2"),
        ("lsoa,visits\n{0},5\nlsoa,visits\n{1},6\n", "left out rows that repeat the header, the first in row 3"),
        ('"LSOA21\nCD","number of\u00a0visits [note 1]"\n{0},5\n{1},6\n', ""),
        ("lsoa,visits,w\n{0},5,a\n{1},6,b\n\nNotes\n1,Rounded\n[c],hidden\n", "left out the notes from row 5 on"),
        ("lsoa,visits,w\n{0},5,a\n{1},6,b\nTotal,,\nSource: the borough,,\n", "left out the notes from row 4 on"),
        ("lsoa,visits\n{0},5\n{1},6\n\nStatistics for England\n", "left out the notes from row 5 on"),
        ("A title, of 2024, with commas, in it\n\nlsoa,visits\n{0},5\n{1},6\n", "header read from row 3"),
    ],
)
def test_what_surrounds_a_table_is_left_out_and_said(raw, words):
    frame = door.read(raw.format(*CODES).encode(), VISITS, "a.csv")
    assert frame[["lsoa", "visits"]].to_numpy().tolist() == [[CODES[0], 5], [CODES[1], 6]]
    assert words in said(frame)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("lsoa,visits\n{0},1,234\n", "3 values in row 2 where the header has 2 columns"),
        ("a title\n\nlsoa,visits\n\n{0},5\n{1},6,x\n", "3 values in row 6"),
        ("lsoa,visits,x\n{0},5,1\nfoo\n{1},6,1\n", "1 value in row 3 where the header has 3 columns"),
        ("lsoa,visits\n{0},5\n{1}", "ends in the middle of row 3; give the whole file"),
        ("id,visits,lsoa\n1,5,{0},x\n2,6,{1},x\n", "4 values in row 2"),
        ('lsoa,visits\n{0},5\n"two\nlines",x5\n', "“x5” in row 3"),
        ("Title\n\nlsoa,visits\n{0},5\n\n\n{1},x5\n", "“x5” in row 7"),
        ("lsoa,visits\n{0},5\nlsoa,visits\n{1},x5\n", "“x5” in row 4"),
    ],
)
def test_a_row_that_is_really_ragged_or_wrong_is_named_as_its_user_sees_it(raw, words):
    assert words in refused(raw.format(*CODES).encode(), VISITS)


def test_advice_on_a_ragged_row_works_when_it_is_followed():
    said_ = refused(b"lsoa,visits\nE01000001,1,234\n", VISITS)
    assert "put a value that holds the delimiter in double quotes" in said_
    assert door.read(b'lsoa,visits\nE01000001,"1,234"\n', VISITS, "a.csv")["visits"].tolist() == [1234]
    assert "give every column a name" in said_
    assert door.read(b"lsoa,visits,more\nE01000001,1,234\n", VISITS, "a.csv")["visits"].tolist() == [1]


def test_formulas_without_values_are_said_to_be_so():
    whole = [["lsoa21_code", "visits"], *([c, f"=10+{n}"] for n, c in enumerate(CODES))]
    assert "formulas without saved values (the first in row 2, column visits)" in refused(book(a=whole), VISITS)
    mixed = [*whole[:1], *([c, 20] for c in CODES[:4]), *whole[5:]]
    assert "(the first in row 6, column visits); open it in Excel, save it" in refused(book(a=mixed), VISITS)
    beside = [["lsoa21_code", "visits", "double"], *([c, 20, "=2*20"] for c in CODES)]
    assert door.read(book(a=beside), VISITS, "a")["visits"].tolist() == [20] * 6


def test_a_row_that_is_there_twice_is_named_below_a_title():
    kind = Kind("homes", "homes", "x", "x", (areas.kinds.LSOA21, Column("n", ("n",), "number")), unit="area")
    frame = door.read(b"Title\n\nlsoa21_code,n\nE01000001,5\n\nE01000001,6\n", kind, "a.csv")
    with pytest.raises(DataError, match="in row 4 and again in row 6"):
        door.codes.repeated(frame, kind, {}, "a.csv")


TITLES = st.lists(
    st.sampled_from(["", "A title", "Visits, by area, of 2024", '"Units","Homes"', "Date,2021"]), max_size=6
)
NOTES = st.lists(
    st.sampled_from(["", "Source: the borough", "End of table", "1. Rounded to the nearest five.", "Notes"]), max_size=4
)


@settings(max_examples=80, deadline=None)
@given(TITLES, NOTES, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.integers(0, 5), st.integers(0, 3))  # fmt: skip
def test_a_table_is_the_same_whatever_stands_around_it(titles, notes, delimiter, ending, encoding, bad, spare):
    """And a value that is wrong is named with the row in which an editor shows it."""
    cells = [["lsoa21_code", "visits"], *([c, str(5 + n)] for n, c in enumerate(CODES))]
    lines = [*titles, *(delimiter.join(row) + delimiter * spare * bool(n) for n, row in enumerate(cells))]
    whole = ending.join([*lines, "", *notes, ""])
    frame = door.read(whole.encode(encoding), VISITS, "a.csv")
    assert frame["lsoa"].tolist() == CODES
    assert frame["visits"].tolist() == [5, 6, 7, 8, 9, 10]
    row = next(n for n, line in enumerate(whole.split(ending), 1) if line.startswith(CODES[bad]))
    assert door.row_of(frame, bad) == row
    wrong = whole.replace(f"{CODES[bad]}{delimiter}", f"{CODES[bad]}{delimiter}x")
    assert f"in row {row}, column visits" in refused(wrong.encode(encoding), VISITS)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 8), st.lists(st.integers(0, 2), min_size=6, max_size=6), st.integers(0, 5))
def test_rows_of_a_workbook_are_numbered_as_excel_shows_them(above, gaps, bad):
    whole = Workbook()
    sheet = whole.active
    sheet["A1"] = "A title"
    sheet.cell(2 + above, 1, "lsoa21_code")
    sheet.cell(2 + above, 2, "visits")
    row, rows = 2 + above, []
    for code, gap in zip(CODES, gaps, strict=True):
        row += 1 + gap
        rows.append(row)
        sheet.cell(row, 1, code)
        sheet.cell(row, 2, 5)
    sheet.cell(rows[bad], 2, "five")
    kept = io.BytesIO()
    whole.save(kept)
    assert f"“five” in row {rows[bad]}, column visits" in refused(kept.getvalue(), VISITS)
