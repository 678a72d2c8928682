"""Dictionary: every column of the folder has a meaning, none has one in vain, and the page of it is current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lbdp_core import dictionary
from lbdp_core.sources import DataError, Shelf, find

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(find("sample_data"))


def test_every_column_of_every_table_has_a_row(shelf):
    listed = dictionary.dictionary(shelf)
    assert set(listed["Table"]) == set(dictionary.tables(shelf.entries))
    for path in dictionary.tables(shelf.entries):
        alike = listed[listed["Table"] == path]["Column"].str.split(" to ")
        ends = {name for names in alike for name in names}
        header = dictionary._header(shelf, path)
        assert ends <= set(header)
        assert {header[0], header[-1]} <= ends
    assert (listed[["Meaning", "Source", "Date"]] != "").all(axis=None)


def test_nothing_is_declared_for_a_column_that_is_not_there(shelf):
    for path, columns in dictionary._declared()["tables"].items():
        if not shelf.has(path):
            continue  # of a file that a folder may hold
        header = dictionary._header(shelf, path)
        for key in columns:
            fits = [name for name in header if key == name or re.fullmatch(key.strip("/"), name)]
            assert fits, f"{path}: {key}"


def test_an_unknown_column_is_one_sentence():
    with pytest.raises(DataError, match=r"column shoe_size of areas/lsoa\.csv has no meaning yet; add it"):
        dictionary.declared("areas/lsoa.csv", "shoe_size")


def test_a_figure_of_an_area_has_its_own_source():
    said = dictionary.declared("areas/lsoa.csv", "loneliness")
    assert said.unit == "%"
    assert "British Red Cross" in said.source


def test_the_page_of_it_is_current(shelf):
    assert (ROOT / "docs/data.md").read_text("utf-8") == dictionary.markdown(shelf), "run `lbdp data dictionary`"
