"""Interactions: the kept table against the interaction values themselves."""

import numpy as np
import pytest

from lbdp_core import explain
from lbdp_core.fire.studies.interactions import CORNERS, DRIVERS, PARTNERS, POINTS, interactions


@pytest.fixture(scope="module")
def shipped(stored):
    return stored("fire")[1]


@pytest.fixture(scope="module")
def table(shipped):
    return interactions(None, shipped)


def test_twelve_drivers_with_three_partners_and_a_line_each(table):
    counts = table.groupby("driver", sort=False)["kind"].value_counts().unstack()
    assert len(counts) == DRIVERS
    assert (counts["pair"] == PARTNERS).all()
    assert (counts["alone"] == POINTS).all()
    pairs = table[table["kind"] == "pair"]
    assert (pairs["driver"] != pairs["partner"]).all()
    assert (pairs.groupby("driver", sort=False)["strength"].diff().dropna() <= 0).all()


def test_strength_and_corner_of_one_pair_by_hand(shipped, table):
    row = table[(table["driver"] == "imd2025_rank") & (table["rank"] == 1) & (table["kind"] == "pair")].iloc[0]
    k, j = (shipped.features.index(row[name]) for name in ("driver", "partner"))
    pull = 2 * explain.interactions(shipped.trees, shipped.values)[:, k, j]
    assert row["strength"] == pytest.approx(np.average(abs(pull), weights=shipped.households), abs=1e-5)
    one, other = shipped.values[:, k], shipped.values[:, j]
    corner = (one <= np.quantile(one, 0.2)) & (other <= np.quantile(other, 0.2))
    expected = np.exp(np.average(pull[corner], weights=shipped.households[corner]))
    assert row["low_low"] == pytest.approx(expected, abs=1e-5)


def test_a_corner_without_areas_is_blank_and_lines_run_from_low_to_high(table):
    assert table.loc[table["kind"] == "pair", list(CORNERS)].isna().any(axis=None)
    lines = table[table["kind"] == "alone"]
    assert (lines.groupby("driver")["value"].diff().dropna() >= 0).all()
    assert lines["ratio"].between(0.5, 2).all()
