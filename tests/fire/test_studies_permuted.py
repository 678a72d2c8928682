"""Permuted and refitted: importance on years not seen, and the interval of a driver's line, on a made-up London."""

import numpy as np
import pytest

from lbdp_core.fire import model as fire_model
from lbdp_core.fire.studies.permuted import AROUND, OWN, PLACE, permuted
from lbdp_core.fire.studies.refitted import refitted
from tests.fire.evidence import made_up_evidence


@pytest.fixture(scope="module")
def evidence():
    return made_up_evidence()


@pytest.fixture(scope="module")
def fitted(evidence):
    return fire_model.fit(evidence)


@pytest.fixture(scope="module")
def table(evidence, fitted):
    return permuted(evidence, fitted).set_index("name")


def test_what_was_planted_matters_and_every_driver_and_group_has_a_row(table, fitted):
    assert set(table.index) == {*fitted.features, PLACE, OWN, AROUND}
    drivers = table[table["kind"] == "driver"]
    assert drivers["increase"].idxmax() == "social_rented"
    assert table.loc["social_rented", "low"] > 0
    assert (table["low"] <= table["increase"]).all()
    assert (table["increase"] <= table["high"]).all()
    assert table.loc[PLACE, "increase"] > drivers["increase"].median()


def test_the_split_of_the_operational_model_is_exact(evidence):
    f = fire_model.known_before(evidence, len(evidence.years))
    contributions, base = f.by.contributions()
    rate = np.exp(base + contributions.sum(axis=1))
    assert rate * evidence.households == pytest.approx(f.expected, rel=1e-6)


def test_a_line_lies_in_its_interval_which_the_planted_driver_leaves_level(evidence, fitted):
    table = refitted(evidence, fitted)
    assert (table["low"] <= table["ratio"]).all()
    assert (table["ratio"] <= table["high"]).all()
    ends = table[table["driver"] == "social_rented"].sort_values("rank").iloc[[0, -1]]
    assert ends["high"].iloc[0] < ends["low"].iloc[1]
