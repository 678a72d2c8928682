"""The projections' workbooks: tables by their titles, columns by their headings, the region in its own words."""

from __future__ import annotations

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


@pytest.mark.parametrize(("gone", "words"), [("A", "shift share"), ("C", "matrix"), ("D", "industries")])
def test_a_workbook_without_a_table_is_refused_in_one_sentence(gone, words):
    sheets = {name: table for name, table in rows().items() if name != gone}
    with pytest.raises(DataError, match=f"no table of {words}"):
        read(sheets)
