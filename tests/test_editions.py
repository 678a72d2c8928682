"""Two editions of one thing in a folder: the later or fuller one is read, and who is set aside is said with why."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbdp_core import door, editions
from lbdp_core.areas.kinds import IMD_2025, IMD_2025_DOMAINS
from lbdp_core.areas.kinds import KINDS as AREAS
from lbdp_core.door import Column, Kind
from lbdp_core.geography.boundaries import WARD_LOOKUP, only
from lbdp_core.sources import DataError

RANKS = Kind("ranks", "ranks by area", "a publisher", "OGL",
             (Column("code", filled=True), Column("rank", holds="number")), unit="area")  # fmt: skip
SERIES = Kind("series", "people by area and year", "a publisher", "OGL",
              (Column("code"), Column("year", holds="number"), Column("people", holds="number")))  # fmt: skip


def held(folder: Path, *kinds: Kind, **files: str) -> door.Inventory:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return door.inventory(folder, kinds)


def test_the_more_complete_of_two_that_agree_is_read_and_the_other_says_why(tmp_path):
    inventory = held(tmp_path, RANKS, a="code,rank\nE1,1\n", b="code,rank\nE1,1\nE2,2\n")
    assert only(inventory, RANKS)["code"].tolist() == ["E1", "E2"]
    assert inventory.set_aside == [("a.csv", "b.csv gives the same figures, and 1 more row")]
    assert [p.name for p in inventory.paths(RANKS)] == ["b.csv"]
    assert only(inventory, RANKS)["code"].tolist() == ["E1", "E2"], "and again, without a second word"
    assert len(inventory.set_aside) == 1


def test_of_two_that_are_alike_the_first_by_name_is_read(tmp_path):
    inventory = held(tmp_path, RANKS, b="code,rank\nE1,1\n", a="code,rank\nE1,1\n")
    assert [p.name for p in editions.chosen(inventory, RANKS)] == ["a.csv"]
    assert inventory.set_aside == [("b.csv", "a.csv gives the same figures")]


def test_two_that_differ_are_refused_with_both_named_where_neither_is_later(tmp_path):
    inventory = held(tmp_path, RANKS, a="code,rank\nE1,1\nE2,5\n", b="code,rank\nE1,1\nE2,2\nE3,3\n")
    with pytest.raises(
        DataError, match=r"a\.csv and b\.csv are each ranks by area, differ in rank of E2 \(5.0 and 2.0\)"
    ):
        only(inventory, RANKS)


def test_the_later_of_two_that_differ_is_read(tmp_path):
    files = {"a": "code,year,people\nE1,2019,7\n", "b": "code,year,people\nE1,2019,8\nE1,2020,9\n"}
    inventory = held(tmp_path, SERIES, **files)
    assert editions.read(inventory, SERIES)["people"].tolist() == [8, 9]
    assert inventory.set_aside == [("a.csv", "b.csv is later")]


def test_an_earlier_series_gives_the_times_that_the_later_one_lacks(tmp_path):
    files = {"a": "code,year,people\nE1,2018,6\nE1,2019,7\n", "b": "code,year,people\nE1,2019,8\nE1,2020,9\n"}
    found = editions.read(held(tmp_path, SERIES, **files), SERIES)
    assert dict(zip(found["year"], found["people"], strict=True)) == {2018: 6, 2019: 8, 2020: 9}


def test_parts_of_a_whole_are_read_together(tmp_path):
    inventory = held(tmp_path, RANKS, a="code,rank\nE1,1\n", b="code,rank\nE2,2\n")
    assert sorted(only(inventory, RANKS)["code"]) == ["E1", "E2"]
    assert not inventory.set_aside


def test_an_area_twice_in_one_file_is_still_refused(tmp_path):
    with pytest.raises(DataError, match="has E1 more than once"):
        only(held(tmp_path, RANKS, a="code,rank\nE1,1\nE1,2\n"), RANKS)


def test_a_lookup_of_a_later_vintage_is_read(tmp_path):
    row = "lsoa21_code,ward{y}_code,ward{y}_name,ltla{y}_code\nE01000001,E050000{y},Ward,E09000001\n"
    inventory = held(tmp_path, WARD_LOOKUP, old=row.format(y=23), new=row.format(y=25))
    assert only(inventory, WARD_LOOKUP)["ward_code"].tolist() == ["E05000025"]
    assert inventory.set_aside == [("old.csv", "new.csv is later")]


def test_a_fuller_layout_stands_in_for_a_narrow_one_and_both_must_agree(tmp_path):
    domains = "".join(f",{c.spellings[0]}" for c in IMD_2025_DOMAINS.columns[3:])
    wide = f"lsoa21_code,imd_rank,imd_decile{domains}\nE01000001,9,1{',3' * 7}\n"
    inventory = held(tmp_path, *AREAS, wide=wide)
    assert only(inventory, IMD_2025, IMD_2025_DOMAINS)["imd2025_rank"].tolist() == [9]
    inventory = held(tmp_path, *AREAS, wide=wide, narrow="lsoa21_code,imd_rank,imd_decile\nE01000001,8,1\n")
    with pytest.raises(DataError, match=r"narrow\.csv and wide\.csv are each the Index of Multiple Deprivation 2025"):
        only(inventory, IMD_2025, IMD_2025_DOMAINS)
