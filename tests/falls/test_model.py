"""Model: planted effects in the data folder's own counts, thirds of older people, and a session's own counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from apps.shell import state
from lbdp_core import own
from lbdp_core.falls import THEME
from lbdp_core.falls.build.synthetic import PLANTED
from lbdp_core.sources import DataError


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


def test_a_file_with_too_few_falls_is_refused_with_what_to_give(model):
    with pytest.raises(DataError, match="200 falls or more"):
        THEME.own.take(model, state.opened("falls").shelf, _file(model, 0.02), "own.csv", {}, own.silent)
