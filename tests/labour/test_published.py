"""The published workbooks: shift-share and location quotients as the workbook prints them; small cells in no table.

The workbooks have no location quotients, so ours are held against the shares that they print. Of the shift-share, the
scale effect is worked out again for every occupation, and all three effects for the nine major groups: the tables give
industries by major group only.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.labour.build.suppression import FEWEST, TOTAL
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


@pytest.mark.parametrize("span", ["2015-2020", "2020-2035"])
@pytest.mark.parametrize("region", ["london", "england"])
def test_all_three_effects_of_the_nine_major_groups_are_the_workbook_s_own(region, span, request):
    """Worked out from jobs by industry and group. Industry mix is each industry's growth beside that of all jobs, as a
    ratio; the occupation's own effect is what is left.
    """
    book = request.getfixturevalue(region)
    first, last = span.split("-")
    printed = wide(book, "shift_share")
    cells = book[book["table"].eq("matrix")].pivot_table(index=["industry", "row"], columns="measure", values="value")
    groups = [name for name in dict.fromkeys(book.loc[book["table"].eq("matrix"), "row"]) if name != "Total"]
    every, totals = cells.xs("All industries"), cells.xs("Total", level="row").drop("All industries")
    growth = every.loc["Total", last] / every.loc["Total", first]
    beside = totals[last] / totals[first] / growth - 1
    for n, group in enumerate(groups, 1):
        mine = printed[printed.index.str.startswith(str(n))].sum()
        base = cells.xs(group, level="row").drop("All industries")[first]
        change = every.loc[group, last] - every.loc[group, first]
        scale, mix = base.sum() * (growth - 1), float((base * beside).sum())
        effects = mine[[f"{effect} {span}" for effect in ("scale", "industry", "occupation")]].to_numpy()
        assert effects == pytest.approx([scale, mix, change - scale - mix], abs=5e-4), group


def _printed_shares(path: Path) -> dict[str, float]:
    """Occupation -> % of all jobs in the target year, as the first block of the shift-share sheet prints it."""
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True)["ShiftShare T1"]
    rows = [
        row for row in sheet.iter_rows(max_row=40, max_col=6, values_only=True) if str(row[0])[:2].isdigit() and row[5]
    ]
    return {str(row[0]): float(row[5]) for row in rows}


@pytest.mark.filterwarnings("ignore:Print area")
def test_location_quotients_are_the_ratio_of_the_shares_that_the_workbooks_print(raw, london, england):
    one, other = wide(london, "occupations"), wide(england, "occupations")
    here, there = (_printed_shares(raw / "labour" / f"{name}_MainTables.Main.xlsm") for name in ("GL_LSIP", "EN"))
    whole = np.array([[table.loc["All occupations", "2020"]] for table in (one, other)])
    found = quotients(one.loc[list(here), ["2020"]].to_numpy(), other.loc[list(here), ["2020"]].to_numpy(), whole)
    assert found[:, 0] == pytest.approx([here[name] / there[name] for name in here], abs=5e-4)


def test_the_quotients_shown_leave_no_hidden_occupation_out_of_all_jobs(london, england, stored):
    fitted = stored("labour")[1]
    one, other = wide(london, "occupations"), wide(england, "occupations")
    shown = np.isfinite(fitted.jobs[:, -1])
    names = fitted.occupations[shown]
    by_hand = [(one.loc[n, "2035"] / one.loc["All occupations", "2035"])
               / (other.loc[n, "2035"] / other.loc["All occupations", "2035"]) for n in names]  # fmt: skip
    assert quotients(fitted.jobs, fitted.england_jobs, fitted.all_jobs)[shown, -1] == pytest.approx(by_hand, abs=5e-4)


def test_no_table_holds_a_cell_under_ten_thousand_and_no_total_gives_one_away(shelf):
    jobs = shelf.table("labour/jobs.csv", dtype={"measure": str})
    effects = shelf.table("labour/effects.csv")
    for (region, table), mine in jobs.groupby(["region", "table"]):
        cells = mine.pivot_table(index="row", columns="measure", values="thousands", aggfunc="first", dropna=False)
        counts = cells.drop(columns="net", errors="ignore")
        named = counts[~counts.index.str.match(TOTAL)]
        total = counts.loc[counts.index.str.match(TOTAL)].iloc[0]
        assert not (named < FEWEST).any().any()
        hidden = named.isna()
        assert not hidden.sum().eq(1).any()
        assert ((total - named.sum())[hidden.any()] >= FEWEST).all()
        if table == "occupations":
            without_years = set(named.index[named.filter(regex=r"\d{4}").isna().any(axis=1)])
            assert not without_years & set(effects[effects["region"].eq(region)]["row"])
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
    nought = table[table["rate"].eq(0)]
    assert len(nought)
    assert nought["low"].eq(0).all()
    assert np.isfinite(table["rate"]).all()
