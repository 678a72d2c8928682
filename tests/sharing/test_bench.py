"""The bench: what it says where truth is known, on the real fires."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from lbdp_core import lift
from lbdp_core.sharing.evaluate.trials import quick, trials
from lbdp_core.sharing.model import FEWEST, frontier, looked_at, trial, verdict
from lbdp_core.sharing.schema import BUNDLED
from tests.alike import FITTED, apart


def test_the_stored_study_finds_what_is_planted_and_is_seldom_fooled(score):
    """100 datasets each, on the real fires, run by `lbdp evaluate sharing`."""
    said = score.more["trials"]
    assert said["placebo"]["adds"] <= 0.10
    assert said["placebo_of_four"]["adds"] <= 0.10
    assert said["placebo_of_eight"]["adds"] <= 0.10
    assert said["planted"]["adds"] >= 0.95
    assert said["one_borough"]["cannot tell"] == 1.0


def test_the_study_can_fail(model):
    """A placebo that peeps at the unseen fires is found out as adding: the bench does see what is there."""
    peeping = np.sqrt(model.base.events.sum(axis=0))
    deals = lift.deals(model.borough, 99, 1)
    assert verdict(*quick(model.base, peeping[:, None], model.borough, model.ward_of, deals, 1)) == "adds"


def test_a_few_of_its_datasets_say_the_same_again(evidence, model, monkeypatch):
    monkeypatch.setattr(sys.modules["lbdp_core.sharing.evaluate.trials"], "TRIALS", 3)
    said = trials(evidence, model.base)
    assert said["planted"]["adds"] == 1.0
    assert said["one_borough"]["cannot tell"] == 1.0
    assert said["placebo"]["adds"] == 0.0


def test_every_bundled_dataset_is_judged_as_it_should_be(score):
    said = {v["dataset"]: v for v in score.more["verdicts"]}
    assert set(said) == set(BUNDLED)
    assert said["bins"]["verdict"] == said["old_codes"]["verdict"] == "adds"
    assert said["placebo"]["verdict"] != "adds"
    assert said["placebo"]["low"] < 0.001
    assert said["withheld"]["planted_rate_ratio"] is None
    assert said["withheld"]["retrospective"]
    assert not said["bins"]["retrospective"]
    for v in said.values():
        assert v["low"] <= v["skill"] <= v["high"]
        assert 0 < v["p_placebo"] <= 1


@pytest.mark.parametrize(
    ("low", "high", "p", "boroughs", "says"),
    [
        (0.01, 0.02, 0.01, 33, "adds"),
        (0.01, 0.02, 0.01, FEWEST - 1, "cannot tell"),
        (0.01, 0.02, 0.20, 33, "cannot tell"),
        (-0.01, 0.02, 0.01, 33, "cannot tell"),
        (-0.01, 0.001, 0.30, 33, "adds nothing"),
        (-0.01, 0.001, 0.01, 33, "adds nothing"),  # not enough to be worth it, whatever the copies did
        (0.0001, 0.0003, 0.01, 33, "adds nothing"),
    ],
)
def test_a_verdict_needs_interval_shuffles_and_boroughs(low, high, p, boroughs, says):
    assert verdict(low, high, p, 0.002, boroughs) == says


def test_one_borough_alone_cannot_tell_though_the_effect_is_there(model):
    values = model.of("bins", ("collections",))
    values[model.borough != 11] = np.nan
    found = trial(model.base, values, model.borough, model.ward_of, model.households)
    assert found["verdict"] == "cannot tell"
    assert found["boroughs"] == 1


def test_a_trial_says_how_far_it_is_and_what_is_stored(model):
    told: list[float] = []
    found = looked_at(model, "old_codes", lambda words, part: told.append(part))  # one field, as a file of one's own
    assert told == sorted(told)
    assert found["trial"]["draws"] >= 2_000
    assert found["trial"]["shuffles"] >= 200
    assert apart(found, model.says["old_codes"], FITTED) == []


def test_what_was_planted_has_the_highest_lift_of_the_smallest_asks_that_are_as_good(model):
    found = model.says["bins"]["lsoa"]
    names = [f.name for f in BUNDLED["bins"].fields]
    small = [{names[j] for j in found["points"][n]["fields"]} for n in found["smallest"][-1]]
    assert small[0] == {"collections", "lives_alone"}
    assert all(len(fields) == 2 for fields in small)
    assert len(found["points"]) == 2 ** len(names)
    assert found["points"][0] == {"fields": [], **dict.fromkeys(set(found["points"][0]) - {"fields"}, 0.0)}


def test_nothing_is_the_smallest_ask_where_nothing_helps(model):
    found = frontier(model.base, np.random.default_rng(3).standard_normal((len(model.code), 2)), model.borough)
    assert [found["points"][n]["fields"] for n in found["smallest"][-1]] == [[]]


def test_a_ward_s_counts_lose_lift_and_a_home_s_add_none(model):
    point = {place: model.says["bins"][place]["points"][-1]["inner"] for place in ("lsoa", "ward")}
    assert point["ward"] < 0.6 * point["lsoa"]


def test_what_is_held_already_is_said_to_be(model):
    deprived = model.says["allowance"]["trial"]["fields"][0]["r2_on_held"]
    assert 0.35 < deprived < 0.65, "half of its spread was planted as deprivation's"
    assert model.says["bins"]["trial"]["fields"][0]["r2_on_held"] < 0.2
