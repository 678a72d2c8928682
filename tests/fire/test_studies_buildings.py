"""Buildings: every recorded type finds its group, rates are worked by hand, and what has no homes has no rate."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lbdp_core.counts import garwood
from lbdp_core.fire.studies.buildings import GROUPS, HMO, HOUSE, SHELTERED_TOO, buildings, kinds_of
from tests.fire.evidence import YEARS, made_up_evidence

PBF = "Purpose Built Flats/Maisonettes - Up to 3 storeys"


@pytest.mark.parametrize(
    ("recorded", "groups"),
    [
        ("House - single occupancy", (HOUSE,)),
        ("Bungalow - single occupancy", (HOUSE,)),
        (PBF, ("Purpose-built flat", SHELTERED_TOO, "Purpose-built flat: up to 3 storeys")),
        ("Tenement Building", ("Purpose-built flat", SHELTERED_TOO)),
        ("Converted Flat/Maisonette - Up to 2 storeys", ("Converted flat", "Converted flat: up to 2 storeys")),
        ("Self contained Sheltered Housing", ("Sheltered housing, self-contained", SHELTERED_TOO)),
        (
            "House in Multiple Occupation - 3 or more storeys (not known if licensed)",
            (HMO, "HMO: licence not known", "HMO: 3 or more storeys"),
        ),
        (
            "Licensed House in Multiple Occupation - Up to 2 storeys",
            (HMO, "HMO: licensed", "HMO: up to 2 storeys"),
        ),
        ("Houseboat (permanent dwelling)", ("Other dwelling",)),
        ("Stately Home (part not open to public)", ("Other dwelling",)),
    ],
)
def test_a_recorded_type_finds_its_groups(recorded, groups):
    assert kinds_of(recorded) == groups


@pytest.fixture(scope="module")
def evidence():
    held = made_up_evidence()
    table = held.areas.assign(detached=0.1, semi=0.2, terraced=0.2, flat_purpose_built=0.4, flat_converted=0.0)
    rows = [
        {"lsoa": code, "property_type": kind, "year": year, "fires": fires}
        for code in table["code"]
        for year in (*YEARS, YEARS[-1] + 1)  # a year that is not complete is left out
        for kind, fires in (("House - single occupancy", 2), (PBF, 3), ("Self contained Sheltered Housing", 1))
    ]
    return dataclasses.replace(held, areas=table, by_property=pd.DataFrame(rows))


@pytest.fixture(scope="module")
def table(evidence):
    return buildings(evidence, None)


def one(table, group, place="London", period="2009-2019"):
    return table[(table["place"] == place) & (table["group"] == group) & (table["period"] == period)].iloc[0]


def test_a_rate_is_fires_over_homes_and_years(table, evidence):
    homes = evidence.households.sum()
    row = one(table, HOUSE)
    assert row["fires"] == 240 * 11 * 2
    assert row["homes"] == pytest.approx(0.5 * homes, abs=1)
    assert row["figure"] == pytest.approx(1_000 * row["fires"] / (0.5 * homes * 11), abs=1e-3)
    assert row["low"] < row["figure"] < row["high"]
    with_sheltered = one(table, SHELTERED_TOO)["figure"] / one(table, "Purpose-built flat")["figure"]
    assert with_sheltered == pytest.approx(4 / 3, abs=0.01)


def test_no_homes_no_rate_and_counts_have_none(table):
    assert np.isnan(one(table, "Converted flat")["figure"])
    counts = table[(table["kind"] == "count") & (table["period"] != "slope")]
    assert counts["figure"].isna().all()
    assert set(table.loc[table["kind"] == "rate", "group"]) == set(GROUPS)


def test_boroughs_add_up_to_london(table):
    every = table[(table["period"] == "2009-2019") & (table["group"] == HOUSE)].set_index("place")["fires"]
    assert every.drop("London").sum() == every["London"]


@pytest.mark.parametrize("fires", [0, 1, 7, 400])
def test_the_interval_is_exact(fires):
    low, high = garwood(fires)
    assert stats.poisson.cdf(fires, high) == pytest.approx(0.025)
    if fires:
        assert stats.poisson.sf(fires - 1, low) == pytest.approx(0.025)
    else:
        assert low == 0
