"""H-CLIC: books of drifting layouts, read by their words; what is missing stays missing, with its reason."""

from __future__ import annotations

import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import column_index_from_string

from lbdp_core import door, hclic
from lbdp_core.boroughs import CODES
from lbdp_core.hclic.pages import above
from lbdp_core.sources import DataError, Shelf, Workbench
from tests import hclic_books as books
from tests.hclic_books import BARNET, CAMDEN, LONDON


def figures(frame: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {(r.code, r.measure): r.value for r in frame.itertuples()}


def read(tmp_path, sheets, name="book.xlsx"):
    return door.read(books.write(tmp_path / name, sheets), hclic.KIND)


def built(raw, out):
    bench = Workbench(out)
    report = hclic.build(door.inventory(raw, hclic.KINDS), bench)
    bench.finish({"hclic": report})
    return report, Shelf(out)


@pytest.mark.parametrize(("layout", "quarter"), [(books.old, "2018Q3"), (books.new, "2024Q4")])
def test_both_layouts_give_the_same_figures_by_their_words(tmp_path, layout, quarter):
    frame = read(tmp_path, layout(quarter))
    assert set(frame["quarter"]) == {quarter}
    at = figures(frame)
    wanted = {
        "assessed": 15460, "owed_either": 13940, "owed_prevention": 8170, "section21": 950, "owed_relief": 5780,
        "prevention_ended": 3940, "prevention_secured": 1920, "prevention_homeless": 1190,
        "relief_ended": 2630, "relief_secured": 920, "relief_elapsed": 1140,
        "main_decisions": 3000, "main_accepted": 2010, "ta_households": 56190, "ta_with_children": 43840,
        "ta_children": 88190, "ta_bb": 2800, "ta_bb_children_6w": 270, "ta_nightly": 17740, "ta_elsewhere": 21320,
        "households_000s": 3513.589, "asylum_either": 170, "family_or_friends_either": 3200, "prs_end_either": 471,
    }  # fmt: skip
    assert {name: at[LONDON, name] for name in wanted} == wanted
    assert at[BARNET, "prs_end_either"] == 50 + 6 + 30 + 2
    assert "E06000014" not in {code for code, _ in at}


def test_tables_by_duty_are_told_by_the_words_over_their_total_and_not_by_their_title(tmp_path):
    at = figures(read(tmp_path, books.new()))  # the sheet A2R_ is titled “Table A2P”, as one was
    assert (at[LONDON, "asylum_prevention"], at[LONDON, "asylum_relief"]) == (17, 153)
    assert (at[LONDON, "prs_end_prevention"], at[LONDON, "prs_end_relief"]) == (311, 160)
    assert at[BARNET, "slept_rough_relief"] == 11
    assert (LONDON, "slept_rough_either") not in at  # one duty alone is no whole


def test_of_a_whole_and_one_part_the_other_part_is_the_rest(tmp_path):
    sheets = books.old("2020Q2", "October 2020")
    sheets["A2p"] = books.new()["A2p"]
    at = figures(read(tmp_path, sheets))
    assert at[LONDON, "asylum_relief"] == 170 - 17
    assert at[LONDON, "prs_end_relief"] == 471 - 311


def test_a_symbol_is_missing_with_its_reason_and_never_nought(tmp_path):
    frame = read(tmp_path, books.new())
    at = figures(frame)
    assert (CAMDEN, "owed_relief") not in at
    assert at[CAMDEN, "households_000s"] == 119.212
    assert (BARNET, "ta_bb_children_6w") not in at
    assert at[BARNET, "ta_bb"] == 4
    missing = frame.attrs["missing"]
    assert missing["owed_relief"] == {"the authority's return is missing": 1}
    assert missing["ta_bb_children_6w"] == {
        "the authority's return is missing": 1,
        "suppressed by the publisher": 1,
    }
    assert missing["slept_rough_prevention"] == {"the book has no such column": 1}


def test_columns_that_change_places_are_found_again(tmp_path):
    sheets = books.new()
    for row in sheets["MD1_"][1:]:
        if len(row) > 5:
            row[4], row[5] = row[5], row[4]
    at = figures(read(tmp_path, sheets))
    assert (at[LONDON, "main_decisions"], at[LONDON, "main_accepted"]) == (3000, 2010)


def test_a_cell_reaches_as_far_as_no_other_begins():
    header = [{4: "Total2", 6: "Owed"}, {6: "Total", 7: "Of which:"}, {7: "By notice³"}]
    assert above(header, (4, 5, 6, 7, 8)) == {
        4: "total",
        5: "total",
        6: "owed | total",
        7: "owed | of which | by notice",
        8: "owed | of which | by notice",
    }


def test_the_book_says_its_own_quarter_whatever_it_is_called(tmp_path):
    path = books.write(tmp_path / "DetailedLA_209901.xlsx", books.new("2023Q3", "2024-02-29"))
    of = door.read(path, hclic.KIND).attrs["edition"]
    assert (of.quarter, of.published, of.revised) == ("2023Q3", "2024-02-29", False)
    found = door.inventory(tmp_path, hclic.KINDS)
    assert found.paths("hclic") == [path]
    assert not found.set_aside


def test_of_two_books_of_a_quarter_the_later_wins_and_it_is_said(tmp_path):
    raw = tmp_path / "raw"
    first = books.FIGURES["TA1"] | {"L": (56000, *books.FIGURES["TA1"]["L"][1:])}
    books.write(raw / "b_first.xlsx", books.old("2018Q3", "13th December 2018", TA1=first))
    books.write(raw / "a_revised.xlsx", books.old("2018Q3", "Revised 18th December 2019"))
    report, shelf = built(raw, tmp_path / "out")
    table = shelf.table(hclic.PATH)
    assert figures(table)[LONDON, "ta_households"] == 56190
    assert report["quarters"] == ["2018Q3"]
    assert report["replaced"] == {"b_first.xlsx": "2018Q3 is taken from a_revised.xlsx, published 2019-12-18, revised"}
    assert shelf.origin(hclic.PATH).made_from == ("a_revised.xlsx",)


def test_quarters_that_are_added_later_are_read_alike(tmp_path):
    raw = tmp_path / "raw"
    for quarter in ("2018Q3", "2024Q4", "2025Q1", "2025Q2"):
        layout = books.old if quarter < "2020" else books.new
        books.write(raw / f"{quarter}.xlsx", layout(quarter, f"2026-01-0{quarter[5]}"))
    report, shelf = built(raw, tmp_path / "out")
    assert report["quarters"] == ["2018Q3", "2024Q4", "2025Q1", "2025Q2"]
    series = hclic.panel(shelf.table(hclic.PATH), "ta_households", (BARNET, CAMDEN, LONDON))
    assert series.quarters[0] == "2018Q3"
    assert series.quarters[-1] == "2025Q2"
    assert len(series.quarters) == 28
    assert np.isnan(series.of(CAMDEN)).all()
    assert np.nansum(series.of(LONDON)) == 4 * 56190
    assert shelf.origin(hclic.PATH).as_of == "2025-06-30"  # the newest quarter, whenever its book came out


def test_a_folder_without_a_book_makes_no_table(tmp_path):
    (tmp_path / "raw").mkdir()
    bench = Workbench(tmp_path / "out")
    assert hclic.build(door.inventory(tmp_path / "raw", hclic.KINDS), bench) == {}
    assert not bench.entries


def one_sentence(fault) -> str:
    text = str(fault.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda s: s["MD1_"].__setitem__(slice(None), [["Table MD1 - nothing here"]]), "has no row E92000001"),
        (lambda s: s.pop("TA1") and s.__setitem__("TA3", [["Table TA1 - moved"]]), "no table with ta_households"),
        (lambda s: s["A1"][7].__setitem__(7, "many"), "has “many” in row E92000001"),
        (lambda s: s["A1"][7].__setitem__(7, -5), "has “-5”"),
        (lambda s: s["A1"][8].__setitem__(7, 8171), "twice"),
        (lambda s: s.__setitem__("A1_", s["A1"]), "two sheets of table A1"),
        (lambda s: s["Contents"][1].__setitem__(2, "April to June 2024"), "says both 2024Q2 and 2024Q4"),
        (lambda s: [row.clear() for row in s["A1"][1:7]], "no column for owed_prevention"),
    ],
)
def test_a_book_that_cannot_be_trusted_is_refused_in_one_sentence(tmp_path, harm, words):
    sheets = books.new()
    harm(sheets)
    with pytest.raises(DataError) as fault:
        read(tmp_path, sheets)
    assert words in one_sentence(fault)


def test_a_book_without_its_quarter_is_refused(tmp_path):
    sheets = books.new()
    sheets["Contents"][1][2] = "England"
    sheets["A1"][0][0] = "Table A1 - Number of households by initial assessment"
    with pytest.raises(DataError) as fault:
        read(tmp_path, sheets, "=cmd|' (1).xlsx")
    assert "does not say its quarter" in one_sentence(fault)


def test_a_file_that_is_no_workbook_or_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("code,value\nE09000003,1\n")
    with pytest.raises(DataError) as fault:
        door.read(path, hclic.KIND)
    assert "not an Excel workbook" in one_sentence(fault)
    book = books.write(tmp_path / "bomb.xlsx", books.new())
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/extra.xml", b"0" * 50_000_000)
    with pytest.raises(DataError) as fault:
        door.read(book, hclic.KIND)
    assert "100 times its size" in one_sentence(fault)


def test_a_header_of_one_line_with_notes_in_brackets_is_read_too(tmp_path):
    """As accessible releases write tables: lines of notes above, one line of header, marks in brackets."""
    flat = {
        "MD1_": {
            4: "Total main duty decisions for eligible households [note 1]",
            5: "Main duty owed (acceptance) [note 2]",
        },
        "P1_": {
            4: "Total number of households whose prevention duty ended [note 1]",
            6: "Secured accommodation for 6+ months: Total [note 3]",
            10: "Homeless (including intentionally homeless) [note 4]",
        },
    }
    sheets = books.new("2025Q1", "2025-07-31")
    for name, line in flat.items():
        at = next(n for n, row in enumerate(sheets[name]) if row and row[0] == "E92000001")
        title, rest = sheets[name][0], sheets[name][at:]
        header = [line.get(i) for i in range(max(line) + 1)]
        sheets[name] = [title, ["This worksheet has one table."], ["Some cells refer to notes."], header, *rest]
    at = figures(read(tmp_path, sheets))
    assert (at[LONDON, "main_decisions"], at[LONDON, "main_accepted"]) == (3000, 2010)
    assert (at[LONDON, "prevention_secured"], at[LONDON, "prevention_homeless"]) == (1920, 1190)


def test_a_first_sheet_that_names_other_quarters_as_well_is_no_matter(tmp_path):
    sheets = books.new("2025Q1", "2025-07-31")
    sheets["Contents"].append([None, None, "Compared with January to March 2024"])
    assert set(read(tmp_path, sheets)["quarter"]) == {"2025Q1"}


# Where the figures stand in the two books of 2025, found by eye.
BY_EYE = {
    "A1": {"assessed": "E", "owed_either": "G", "owed_prevention": "H", "section21": "I", "owed_relief": "J"},
    "A2P": {"prs_end_prevention": "G AA", "family_or_friends_prevention": "AB", "asylum_prevention": "BC"},
    "A2R": {"prs_end_relief": "G AA", "family_or_friends_relief": "AB", "asylum_relief": "BC"},
    "A4P": {"slept_rough_prevention": "AB"},
    "A4R": {"slept_rough_relief": "AB"},
    "P1": {"prevention_ended": "E", "prevention_secured": "G", "prevention_homeless": "K"},
    "R1": {"relief_ended": "E", "relief_secured": "F", "relief_elapsed": "G"},
    "MD1": {"main_decisions": "E", "main_accepted": "F"},
    "TA1": {
        "ta_households": "E", "households_000s": "F", "ta_with_children": "H", "ta_children": "I", "ta_bb": "K",
        "ta_bb_children_6w": "M", "ta_nightly": "Q", "ta_elsewhere": "AF",
    },
}  # fmt: skip
WHOLES = {"asylum_either": "asylum", "family_or_friends_either": "family_or_friends", "prs_end_either": "prs_end"}


@pytest.mark.parametrize(
    ("name", "quarter"),
    [
        ("Detailed_LA_202503.xlsx", "2025Q1"),
        ("Statutory_Homelessness_Detailed_Local_Authority_Data_202506.xlsx", "2025Q2"),
    ],
)
def test_every_cell_of_the_books_of_2025_is_what_another_reader_finds_there(raw, name, quarter):
    path = raw / "homelessness" / "hclic" / name
    frame = door.read(path, hclic.KIND)
    assert set(frame["quarter"]) == {quarter}
    found = figures(frame)
    for measure, cause in WHOLES.items():
        for code in {code for code, _ in found}:
            parts = [found.get((code, f"{cause}_{duty}")) for duty in ("prevention", "relief")]
            if None not in parts:
                assert found.pop((code, measure)) == sum(parts)
    found = {key: value for key, value in found.items() if key[1] != "slept_rough_either"}
    assert found == by_eye(path)
    assert len(found) > 900


def by_eye(path) -> dict[tuple[str, str], float]:
    """The figures of a book of 2025 by openpyxl and the letters above; a cell that is no number is none."""
    wanted, out = {LONDON, books.ENGLAND, *CODES}, {}
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet, columns in BY_EYE.items():
        for row in book[sheet].iter_rows(values_only=True):
            if row[0] not in wanted:
                continue
            for measure, letters in columns.items():
                cells = [row[column_index_from_string(letter) - 1] for letter in letters.split()]
                if all(isinstance(cell, int | float) for cell in cells):
                    out[row[0], measure] = float(sum(cells))
    return out
