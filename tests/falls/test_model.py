"""Model: planted effects in the data folder's own counts, thirds of older people, and a session's own counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from apps.shell import state
from lbdp_core import own
from lbdp_core.boroughs import NAMES
from lbdp_core.falls import THEME
from lbdp_core.falls.build.synthetic import PLANTED
from lbdp_core.sources import DataError
from tests.falls.files import fingertips


def test_planted_effects_are_within_their_ranges(model):
    low, high = np.quantile(model.beta[:, 1:], [0.01, 0.99], axis=0)
    for name, at in (("hazard", 0), ("frailty", 1), ("both", 2)):
        assert low[at] < PLANTED[name] < high[at], name


def test_thirds_hold_equal_numbers_of_older_people(model):
    for third in (model.third_hazard, model.third_frailty):
        assert np.bincount(third, model.people) / model.people.sum() == pytest.approx([1 / 3] * 3, abs=0.01)


def test_expected_admissions_add_up_to_the_published_rate(evidence, model):
    assert model.expected.sum() / model.people.sum() == pytest.approx(evidence.report["rate"] / 1e5, rel=1e-3)
    assert evidence.counts.sum(axis=1) / model.expected.sum() == pytest.approx([1, 1, 1], abs=0.03)


def _file(model, times: float, borough: str = "Islington") -> bytes:
    here = model.borough == borough
    counts = np.random.default_rng(4).poisson(3 * times * (model.risk * model.expected)[here])
    return pd.DataFrame({"lsoa21_code": model.code[here], "falls": counts}).to_csv(index=False).encode()


def test_own_counts_move_their_borough_and_no_other(model):
    shelf = state.opened("falls").shelf
    taken = THEME.own.take(model, shelf, _file(model, 1.0), "own.csv", {"years": "3"}, own.silent)
    assert taken.model.real
    here = model.borough == "Islington"
    apart = np.abs(np.log(taken.model.risk) - np.log(model.risk))
    assert apart[here].mean() > 3 * apart[model.borough == "Bexley"].mean()
    assert any("3 years" in said for said in taken.said)


def test_counts_of_a_group_are_held_against_what_is_expected_of_that_group(model):
    """Women aged 80 and over, twice as many as expected everywhere in one borough: the risk found is about two."""
    expected, everybody = model.expected_of("80", "female"), model.expected_of("65", "all")
    assert everybody == pytest.approx(model.expected, rel=5e-3)
    parts = sum(model.expected_of(ages, sex) for ages in ("65-79", "80") for sex in ("female", "male"))
    assert parts == pytest.approx(everybody, rel=1e-4)
    assert 0.2 < expected.sum() / everybody.sum() < 0.6
    here = model.borough == "Islington"
    counts = np.random.default_rng(4).poisson(10 * expected[here])
    frame = pd.DataFrame({"lsoa21_code": model.code[here], "falls": counts})
    answers = {"years": "5", "ages": "80", "sex": "female"}
    taken = THEME.own.take(
        model, state.opened("falls").shelf, frame.to_csv(index=False).encode(), "own.csv", answers, own.silent
    )
    assert np.average(taken.model.risk[here], weights=expected[here]) == pytest.approx(2, rel=0.1)
    assert any("women aged 80 and over" in said for said in taken.said)
    assert any("the group chosen" in said for said in taken.caveats)


def test_fingertips_gives_each_borough_its_published_admissions(model):
    """Half as many again in Barnet; Hackney and the City are published as one; elsewhere nothing changes."""
    made = np.bincount(model.borough_at, model.admissions, 33)
    barnet, city, hackney = (NAMES.index(name) for name in ("Barnet", "City of London", "Hackney"))
    counts = {"Barnet": round(1.5 * made[barnet]), "Hackney": round(0.8 * (made[hackney] + made[city]))}
    raw = fingertips(counts).to_csv(index=False).encode()
    shelf = state.opened("falls").shelf
    assert not THEME.own.propose(raw, "falls.csv", shelf).questions
    taken = THEME.own.take(model, shelf, raw, "falls.csv", {}, own.silent)
    assert (taken.model.published, taken.model.real) == ("2023/24", False)
    after = np.bincount(taken.model.borough_at, taken.model.admissions, 33)
    times = np.ones(33)
    times[barnet], times[[city, hackney]] = 1.5, 0.8
    assert after / made == pytest.approx(times, rel=0.01)
    risky = np.bincount(model.borough_at, taken.model.risk * model.expected, 33)
    assert risky[barnet] == pytest.approx(after[barnet], rel=0.05)
    assert any("of women or men alone" in said for said in taken.said)


def test_a_fingertips_file_of_another_indicator_is_refused_with_what_to_download(model):
    raw = fingertips({}).to_csv(index=False).encode()
    with pytest.raises(DataError, match="22401 by London borough; download"):
        THEME.own.take(model, state.opened("falls").shelf, raw, "falls.csv", {}, own.silent)


def test_a_file_with_too_few_falls_is_refused_with_what_to_give(model):
    with pytest.raises(DataError, match="200 falls or more"):
        THEME.own.take(model, state.opened("falls").shelf, _file(model, 0.02), "own.csv", {}, own.silent)
