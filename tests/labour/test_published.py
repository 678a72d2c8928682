"""The published workbooks: shift-share and location quotients as the workbook prints them; small cells in no table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.labour.build.tables import FEWEST
from lbdp_core.labour.model.fitting import quotients
from lbdp_core.labour.schema import CLAIMANTS, WORKBOOK

pytestmark = pytest.mark.raw


def book(raw: Path, name: str) -> pd.DataFrame:
    return door.read(raw / "labour" / name, WORKBOOK)


@pytest.fixture(scope="module")
def london(raw):
    return book(raw, "GL_LSIP_MainTables.Main.xlsm")


@pytest.fixture(scope="module")
def england(raw):
    return book(raw, "EN_MainTables.Main.xlsm")


def wide(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    mine = frame[frame["table"].eq(table)]
    return mine.pivot_table(index="row", columns="measure", values="value", aggfunc="first")


def test_the_regions_say_who_they_are(london, england):
    assert set(london["region"]) == {"Greater London"}
    assert set(england["region"]) == {"England"}
    assert len(wide(london, "occupations")) == 27


def test_growth_and_replacement_make_the_requirement(london):
    table = wide(london, "occupations")
    assert (table["2035"] - table["2020"]).to_numpy() == pytest.approx(table["net"].to_numpy(), abs=1e-6)
    assert (table["net"] + table["replacement"]).to_numpy() == pytest.approx(table["requirement"].to_numpy(), abs=1e-6)
    every = table.loc["All occupations"]
    assert round(100 * every["replacement"] / every["requirement"]) == 85
    assert round(every["requirement"] / 1_000, 2) == 3.59


@pytest.mark.parametrize("span", ["2015-2020", "2020-2035"])
def test_the_scale_effect_of_shift_share_is_that_of_all_jobs(london, span):
    """Base times the growth of all jobs, as the workbook prints it; and the three effects make the change."""
    first, last = span.split("-")
    table, levels = wide(london, "shift_share"), wide(london, "occupations")
    growth = levels.loc["All occupations", last] / levels.loc["All occupations", first] - 1
    base, target = table[f"base {span}"], table[f"target {span}"]
    assert (base * growth).to_numpy() == pytest.approx(table[f"scale {span}"].to_numpy(), abs=1e-4)
    parts = sum(table[f"{effect} {span}"] for effect in ("scale", "occupation", "industry"))
    assert parts.to_numpy() == pytest.approx((target - base).to_numpy(), abs=1e-4)


def test_location_quotients_are_the_ratio_of_shares(london, england):
    one, other = wide(london, "occupations"), wide(england, "occupations")
    names = [name for name in one.index if name[:2].isdigit()]
    local, wider = one.loc[names, ["2035"]].to_numpy(), other.loc[names, ["2035"]].to_numpy()
    by_hand = (local / one.loc["All occupations", "2035"]) / (wider / other.loc["All occupations", "2035"])
    assert quotients(local, wider) == pytest.approx(by_hand, rel=1e-6)


def test_no_table_holds_a_cell_under_ten_thousand(shelf):
    jobs = shelf.table("labour/jobs.csv", dtype={"measure": str})
    years = jobs[jobs["measure"].str.fullmatch(r"\d{4}")]
    assert not (years["thousands"] < FEWEST).any()
    known = jobs.pivot_table(index=["region", "table", "row"], columns="measure", values="thousands", aggfunc="first")
    hidden = known[["2020", "2035"]].isna().any(axis=1) & known.index.get_level_values("table").isin(["occupations"])
    assert known.loc[hidden, ["net", "requirement"]].isna().all().all()
    effects = shelf.table("labour/effects.csv")
    levels = effects[effects["measure"].str.startswith(("base", "target"))]
    assert (levels["thousands"] >= FEWEST).all()


def test_claimants_by_area_are_read_with_their_dates(raw):
    frame = door.read(raw / "labour" / "claimant_count_london_lsoa11_2019-03_2024-03.csv", CLAIMANTS)
    assert len(frame) == 4_642
    assert frame["population"].iloc[1] == 1_020
    assert any("March 2024" in str(column) for column in frame)


def test_rounding_is_a_range_round_every_area(shelf):
    table = shelf.table("labour/claimants.csv")
    assert (table["low"] <= table["rate"]).all()
    assert (table["rate"] <= table["high"]).all()
    assert (table["high"] > table["low"]).all()
    assert np.isfinite(table["rate"]).all()
