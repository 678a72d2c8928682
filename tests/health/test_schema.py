"""Which file is what, and which of its rows are London boroughs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lbdp_core import boroughs, door
from lbdp_core.health import schema
from tests.health import files


def test_a_population_by_lsoa_is_not_taken_for_one_by_borough(tmp_path: Path) -> None:
    table = files.mid_year().rename(columns={"ltla21_code": "lsoa11_code"}).assign(Year=2020)
    (tmp_path / "x.csv").write_text(table.to_csv(index=False), "utf-8")
    assert not any(door.inventory(tmp_path, schema.KINDS).found.values())


def test_aggregates_and_areas_elsewhere_are_set_aside_each_with_its_reason() -> None:
    frame = pd.DataFrame(
        {
            "borough_code": ["E09000007", None, "", "E12000007", "E06000001", None],
            "borough_name": ["Camden", "Inner", "Greater London", "London", "Hartlepool", "Hammersmith & Fulham"],
        }
    )
    assert door.tally(boroughs.not_a_borough(frame)) == {
        "an aggregate without a code (Inner, Outer, Greater London)": 2,
        "an area outside London, or a region": 2,
    }
    assert boroughs.borough(frame).tolist() == ["E09000007", "", "", "", "", "E09000013"]


def test_sums_of_ages_and_parts_of_the_change_are_not_populations() -> None:
    frame = pd.DataFrame(
        {"borough_code": "E09000007", "age": ["0", "All ages", "1"], "component": ["Population", None, "Births"]}
    )
    assert schema.not_a_person_count(frame).tolist() == [
        "",
        "the sum of all ages",
        "a part of the change, not a population",
    ]


def test_england_in_rows_of_a_category_is_not_a_borough(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(files.fingertips().to_csv(index=False), "utf-8")
    frame = door.read(path, schema.FINGERTIPS)
    why = schema.not_a_local_value(frame)
    assert why.tolist()[:2] == [
        "an area outside London, or a region",
        "a category of a wider area, such as a deprivation decile",
    ]
    assert frame.attrs["missing"] == {"value": {"suppressed": 1}}


def test_a_file_with_years_across_needs_at_least_one_year(tmp_path: Path) -> None:
    head = files.ons_projection(range(2018, 2019)).head(3).drop(columns="2018")
    (tmp_path / "x.csv").write_text(head.to_csv(index=False), "utf-8")
    found = door.inventory(tmp_path, schema.KINDS)
    assert found.set_aside == [("x.csv", "is like the ONS sub-national population projections, but has no column 2021")]
