"""OpenDocument spreadsheets go through the door as workbooks do."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core import door, hclic
from lbdp_core.door import Column, Kind
from lbdp_core.sources import DataError
from tests import hclic_books, ods

KIND = Kind("counts", "a table of counts", "somebody", "none", (Column("code"), Column("n", ("count",), "number")))
TABLE = [["Code", "Count", None, "Note"], ["E1", 5, None, "a\nb"], [None], ["E2", 0.5, None, "c & d"]]


def test_a_table_is_read_as_from_any_workbook(tmp_path):
    path = ods.write(tmp_path / "table.ods", {"About": [["Counts of 2024"]], "Data": TABLE})
    frame = door.read(path, KIND)
    assert frame["code"].tolist() == ["E1", "E2"]
    assert frame["n"].tolist() == [5.0, 0.5]
    assert frame.attrs["repaired"] == ["read from the sheet “Data”"]
    assert door.inventory(tmp_path, [KIND]).paths("counts") == [path]


def test_a_hidden_sheet_and_a_comment_are_not_read(tmp_path):
    note = "<table:table-cell><office:annotation><text:p>not a value</text:p></office:annotation></table:table-cell>"
    path = ods.write(
        tmp_path / "t.ods", {"Old": [["Code", "Count"], ["E9", 9]], "Data": TABLE}, hidden="Old", extra=note
    )
    assert door.read(path, KIND)["code"].tolist() == ["E1", "E2"]


def test_the_books_of_h_clic_say_the_same_in_either_format(tmp_path):
    sheets = hclic_books.new()
    one = door.read(hclic_books.write(tmp_path / "book.xlsx", sheets), hclic.KIND)
    two = door.read(ods.write(tmp_path / "book.ods", sheets), hclic.KIND)
    pd.testing.assert_frame_equal(one, two)
    assert one.attrs["missing"] == two.attrs["missing"]
    assert len(door.inventory(tmp_path, hclic.KINDS).paths("hclic")) == 2


def test_a_spreadsheet_without_a_sheet_is_refused(tmp_path):
    path = ods.write(tmp_path / "none.ods", {"Data": TABLE}, hidden="Data")
    with pytest.raises(DataError, match="without a visible sheet"):
        door.read(path, KIND)
