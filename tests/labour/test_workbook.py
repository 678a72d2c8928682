"""The projections' workbooks: tables by their titles, columns by their headings, the region in its own words."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core import door
from lbdp_core.labour.schema import WORKBOOK
from lbdp_core.labour.workbook import COLUMNS
from lbdp_core.sources import DataError
from tests.labour.workbooks import REGION, rows, workbook


def read(sheets):
    return door.read(workbook(sheets), WORKBOOK, "other.xlsm")


def one(frame, table, row, measure):
    mine = frame[frame["table"].eq(table) & frame["row"].eq(row) & frame["measure"].eq(measure)]
    assert len(mine) == 1
    return float(mine["value"].iloc[0])


def test_another_region_reads_whatever_its_sheets_are_called():
    frame = read(rows())
    assert list(frame) == COLUMNS
    assert set(frame["region"]) == {REGION}
    managers = "11 Corporate managers and directors"
    assert one(frame, "occupations", managers, "2020") == 44
    assert one(frame, "occupations", managers, "net") == 14
    assert one(frame, "occupations", managers, "replacement") == 30
    assert one(frame, "occupations", managers, "requirement") == 44
    assert one(frame, "industries", "Construction", "2035") == 33
    assert one(frame, "shift_share", managers, "industry 2020-2035") == 1
    assert one(frame, "matrix", "Managers, directors and senior officials", "2035") == 20


def test_the_shares_under_the_levels_are_not_taken_for_levels():
    frame = read(rows())
    assert not frame["value"].eq(87).any()


def test_columns_may_stand_in_another_order():
    sheets = rows()
    header = sheets["B"][2]
    sheets["B"] = [line if n < 2 or len(line) < len(header) else [line[0], *line[:0:-1]]
                   for n, line in enumerate(sheets["B"])]  # fmt: skip
    assert one(read(sheets), "occupations", "11 Corporate managers and directors", "replacement") == 30


def _titled(sheets, change):
    """The sheets with their titles changed."""
    return {name: [[change(table[0][0])], *table[1:]] for name, table in sheets.items()}


@pytest.mark.parametrize(
    "change",
    [
        lambda title: title.replace("  ", " ").replace("-", "–"),
        lambda title: title.upper().replace("SHIFTSHARE", "SHIFT-SHARE").replace(REGION.upper(), REGION),
        lambda title: title.replace("ShiftShare", "Shift share").replace(" and ", " & "),
        lambda title: f"{title} (Continued)",
    ],
)
def test_titles_may_be_written_in_other_ways(change):
    assert read(_titled(rows(), change)).equals(read(rows()))


def _celled(sheets, change):
    """The sheets with every cell changed."""
    return {name: [[change(cell) for cell in line] for line in table] for name, table in sheets.items()}


YEARS = (2015, 2020, 2025, 2035)
NAMES = ("11 Corporate managers and directors", "Construction", "Net Change", "Total", "Base year", "Scale effect")


@pytest.mark.parametrize(
    "change",
    [
        lambda cell: str(cell) if cell in YEARS else cell,
        lambda cell: f"{cell}.0" if cell in YEARS else cell,
        lambda cell: f"{cell} [note 1]" if cell in (*YEARS, *NAMES) else cell,
        lambda cell: f"{cell}¹" if cell in (*YEARS, *NAMES) else cell,
        lambda cell: f"{cell}1" if cell in (*YEARS, *NAMES) else cell,  # a raised digit that lost its form
        lambda cell: f"{cell} (projected)" if cell in (2025, 2035) else f"{cell} (a)" if cell in NAMES else cell,
        lambda cell: cell.replace(" ", "\u00a0") if isinstance(cell, str) else cell,
        lambda cell: cell.replace("11 Corp", "11. Corp") if isinstance(cell, str) else cell,
        lambda cell: cell.replace("-2035", " to 2035") if isinstance(cell, str) else cell,
        lambda cell: f"{cell:.1f} [r]" if isinstance(cell, float) else cell,
        lambda cell: "Persons" if cell == "Total" else cell,
    ],
)
def test_cells_may_be_written_in_other_ways(change):
    assert read(_celled(rows(), change)).equals(read(rows()))


@pytest.mark.parametrize("said", ["-4.5", "(4.5)", "−4.5"])
def test_a_fall_may_be_written_in_other_ways(said):
    sheets = _celled(rows(), lambda cell: said if cell == 14 else cell)
    assert one(read(sheets), "occupations", "11 Corporate managers and directors", "net") == -4.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s | {"D": _titled(s, lambda title: title.replace(REGION, "South"))["D"]}, "of one region"),
        (lambda s: {"Old": _celled(s, lambda cell: 41.0 if cell == 44.0 else cell)["B"], **s}, "two figures for “11"),
        (lambda s: _celled(s, lambda cell: 1e6 * cell if isinstance(cell, float) else cell), "in thousands"),
        (lambda s: _celled(s, lambda cell: "Leavers" if cell == "Replacement Demand" else cell), "replacement demand"),
        (lambda s: _celled(s, lambda cell: "Sum" if cell == "All occupations" else cell), "row of all occupations"),
    ],
)
def test_a_workbook_that_would_be_read_wrong_is_refused_in_one_sentence(change, words):
    with pytest.raises(DataError, match=words):
        read(change(rows()))


@pytest.mark.parametrize("said", ["GREATER LONDON", "London", "Greater London [note 1]"])
def test_london_is_known_however_it_is_written(said):
    frame = read(_titled(rows(), lambda title: title.replace(REGION, said)))
    assert set(frame["region"]) == {"Greater London"}


@pytest.mark.parametrize(
    "region", ["Brighton and Hove, East Sussex, West Sussex", "Enterprise M3", "Stoke-on-Trent and Staffordshire"]
)
def test_a_region_is_all_that_follows_the_years(region):
    frame = read(_titled(rows(), lambda title: title.replace(REGION, region)))
    assert set(frame["region"]) == {region}


def test_more_years_and_blocks_of_men_alone_are_told_apart():
    """Four years more than the published workbooks, men to the right, and a sheet of men before that of all."""
    sheets = rows()
    title, levels, header, *body = sheets["B"]
    more = [2021, 2022, 2023, 2024]
    wide = [[title[0], *[None] * 12, "Occupation Table 2.1  Males"], [*levels[:5], *[None] * 4, levels[5]],
            [*header[:5], *more, *header[5:], None, "Levels", *header[1:5]]]  # fmt: skip
    for line in body:
        wide.append([*line[:5], *[7] * len(line[1:] and more), *line[5:], None, line[0], *[1] * len(line[1:5])])
    men = [[title[0].replace("Table 2 ", "Table 2.1 Males: ")], *sheets["B"][1:]]
    frame = read({"Men": men, **sheets, "B": wide})
    managers = "11 Corporate managers and directors"
    assert one(frame, "occupations", managers, "2020") == 44
    assert one(frame, "occupations", managers, "2024") == 7
    assert one(frame, "occupations", managers, "replacement") == 30


def test_a_title_may_stand_lower_or_further_right():
    lower = {name: [["Skills Imperative 2035"], [None], [None], *table] for name, table in rows().items()}
    right = {name: [[None, *line] for line in table] for name, table in rows().items()}
    assert read(lower).equals(read(rows()))
    assert read(right).equals(read(rows()))


def test_a_title_without_years_gives_the_region_after_its_last_comma():
    frame = read(_titled(rows(), lambda title: title.replace(", 2015-2035", "").replace(", 2020-2035", "")))
    assert set(frame["region"]) == {REGION}


def test_a_sign_in_place_of_a_figure_is_missing_and_counted():
    sheets = rows()
    sheets["B"] = [[None if cell is None else "*" if (line[0], n) == ("51 Skilled agricultural", 2) else cell
                    for n, cell in enumerate(line)] for line in sheets["B"]]  # fmt: skip
    frame = read(sheets)
    assert np.isnan(one(frame, "occupations", "51 Skilled agricultural", "2020"))
    assert frame.attrs["missing"] == {"value": {"a sign in place of a figure": 1}}


def test_qualifications_are_read_where_the_workbook_has_them():
    title = [f"Qualification Table 1  Employment by Qualification, 2015-2035, {REGION}, {REGION}"]
    more = [title, ["", 2015, 2020, 2035], ["Levels (000s)"], ["RQF8 Doctorate", 11, 12, 30],
            ["Shares (per cent)", 2015, 2020, 2035], ["RQF8 Doctorate", 1, 2, 3]]  # fmt: skip
    frame = read({"Q": more, **rows()})
    assert one(frame, "qualifications", "RQF8 Doctorate", "2035") == 30
    assert set(frame["region"]) == {REGION}
    assert "qualifications" not in set(read(rows())["table"])


@pytest.mark.parametrize(
    ("gone", "words"),
    [("A", "shift-share"), ("B", "jobs by occupation"), ("C", "occupations within"), ("D", "jobs by industry")],
)
def test_a_workbook_without_a_table_is_refused_in_one_sentence(gone, words):
    sheets = {name: table for name, table in rows().items() if name != gone}
    with pytest.raises(DataError, match=f"no table of {words}"):
        read(sheets)
