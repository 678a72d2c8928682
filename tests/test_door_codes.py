"""Area codes of a file beside the lists of a data folder: of which vintage, how many, and which twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbdp_core import door
from lbdp_core.door import Column, Kind
from lbdp_core.sources import DataError

AREA = Column("code", ("lsoa21_code", "LSOA21CD"), filled=True)
COUNT = Column("n", ("n",), holds="number")
BOROUGH = Column("borough_code", ("borough",), needed=False)


def kind(name: str, *columns: Column, unit: str = "area", summed: bool = False) -> Kind:
    return Kind(name, name, "A publisher", "OGL v3.0", columns, unit=unit, summed=summed)


HOMES = kind("homes", AREA, COUNT)
TENURE = kind("tenure", AREA, COUNT, Column("category", ("tenure",), filled=True), unit="count")
VISITS = kind("visits", AREA, COUNT, unit="visit", summed=True)
FIRES = kind("fires", Column("day", ("day",)), BOROUGH, unit="fire")

# Of ten LSOAs of 2011, 8 are unchanged; 9 and 10 were split into 11 to 14.
NEW = [f"E010000{i:02d}" for i in (*range(1, 9), *range(11, 15))]
OLD = [f"E010000{i:02d}" for i in range(1, 11)]
KNOWN = {"lsoa21": frozenset(NEW), "lsoa11": frozenset(OLD), "borough": frozenset({"E09000007", "E09000033"})}


def checked(tmp_path: Path, of: Kind, *rows: str, known: door.Known | None = KNOWN) -> door.CheckReport:
    header = {"homes": "LSOA21CD,n", "visits": "LSOA21CD,n", "tenure": "LSOA21CD,tenure,n", "fires": "day,borough"}
    (tmp_path / "a.csv").write_text("\n".join([header[of.name], *rows, ""]), "utf-8")
    return door.check(tmp_path / "a.csv", [of], of.name, known=known)


def homes(codes: list[str]) -> list[str]:
    return [f"{code},1" for code in codes]


def test_all_areas_are_there(tmp_path: Path) -> None:
    report = checked(tmp_path, HOMES, *homes(NEW))
    assert report.areas == ("12 of 12 codes are LSOAs of 2021",)
    assert report.warnings == ()


def test_some_areas_are_there(tmp_path: Path) -> None:
    assert checked(tmp_path, HOMES, *homes(NEW[:2])).warnings == ("2 of 12 LSOAs of 2021 are there",)


def test_the_other_vintage_is_named(tmp_path: Path) -> None:
    report = checked(tmp_path, HOMES, *homes(OLD))
    assert report.areas == ("10 of 10 codes are LSOAs of 2011",)
    assert report.warnings == ("8 of 12 LSOAs of 2021 are there; the codes look like LSOAs of 2011",)


def test_a_file_of_the_whole_country_is_not_refused_for_what_is_outside_london(tmp_path: Path) -> None:
    report = checked(tmp_path, HOMES, *homes([*NEW, *(f"E0190000{i}" for i in range(9)), "W01000001", "W01000002"]))
    assert report.areas == (
        "12 of 23 codes are LSOAs of 2021, others are LSOAs of elsewhere or of another year (9), LSOAs of Wales (2)",
    )
    assert checked(tmp_path, HOMES, *homes([*NEW, *(f"E019000{i}" for i in range(10, 99))])).warnings == ()


@pytest.mark.parametrize(
    ("start", "words"),
    [("E02", "MSOAs (3)"), ("S01", "data zones of Scotland"), ("W01", "LSOAs of Wales"), ("N20", "areas of Northern"),
     ("E10", "other areas of England"), ("Camden", "no area codes at all (3)")],
)  # fmt: skip
def test_other_areas_are_refused_by_their_name(tmp_path: Path, start: str, words: str) -> None:
    with pytest.raises(DataError) as fault:
        checked(tmp_path, HOMES, *homes([NEW[0], *(f"{start}00000{i}" for i in range(3))]))
    said = str(fault.value)
    assert f"a.csv should be of LSOAs of 2021, but 1 of 4 codes are LSOAs of 2021, others are {words}" in said
    assert said.endswith("; give the table by LSOA of 2021.")


def test_without_a_data_folder_it_says_so(tmp_path: Path) -> None:
    report = checked(tmp_path, HOMES, *homes(["E02000001"]), known=None)
    assert report.areas == ()
    assert report.warnings == ("area codes were not checked, because no data folder can be read",)


def test_a_borough_that_need_not_be_given_is_told_and_never_refused(tmp_path: Path) -> None:
    assert checked(tmp_path, FIRES, "1,Camden", "2,Brent").areas == ()
    report = checked(tmp_path, FIRES, "1,E09000007", "2,E09000099", "3,E08000001", "4,")
    assert report.areas == ("1 of 3 codes are boroughs, others are metropolitan districts (1), other boroughs (1)",)
    assert report.warnings == ()


def test_an_area_and_category_twice_is_refused_with_both_rows(tmp_path: Path) -> None:
    rows = [f"{code},{tenure},1" for code in NEW for tenure in ("Owned", "Rented")]
    assert checked(tmp_path, TENURE, *rows).warnings == ()
    with pytest.raises(DataError) as fault:
        checked(tmp_path, TENURE, *rows, rows[3])
    assert str(fault.value) == ("a.csv has E01000002 with Rented in row 5 and again in row 26; keep one of the rows.")
    outside = "E01900000,Owned,1"
    assert checked(tmp_path, TENURE, *rows, outside, outside).used == 26  # a build leaves such rows alone
    with pytest.raises(DataError, match="again in row 27"):
        checked(tmp_path, TENURE, *rows, outside, outside, known=None)


def test_an_area_twice_is_refused_where_it_has_one_row(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="has E01000001 in row 2 and again in row 14"):
        checked(tmp_path, HOMES, *homes([*NEW, NEW[0]]))


def test_visits_of_an_area_may_be_in_several_rows(tmp_path: Path) -> None:
    report = checked(tmp_path, VISITS, *homes([*NEW, *NEW[:3]]))
    assert report.areas == ("12 of 12 codes are LSOAs of 2021",)
    assert report.repaired == ("rows of one area are added up, the first in row 14",)
