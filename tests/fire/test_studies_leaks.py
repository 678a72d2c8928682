"""The self-tests: green on sound code, and red when a leak is planted."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from lbdp_core.fire.features import ground
from lbdp_core.fire.model import Fitted, forecast
from lbdp_core.fire.studies import origins
from lbdp_core.fire.studies.leaks import doubled_homes, ethnicity, future_fires, leaks, shuffled_target, the_year_before
from tests.fire.conftest import made_up
from tests.fire.evidence import made_up_evidence


@pytest.fixture(scope="module")
def evidence():
    plain = made_up_evidence(areas=240)
    shares = np.random.default_rng(2).dirichlet(np.ones(2), len(plain.areas))
    table = pd.DataFrame(shares, columns=["asian", "white"])
    return dataclasses.replace(plain, ethnicity=table.assign(code=plain.areas["code"]))


@pytest.fixture
def fitted() -> Fitted:
    return made_up()


def test_all_are_green_and_say_why(evidence, fitted):
    table = leaks(evidence, fitted)
    assert list(table.columns) == ["test", "passed", "figure", "words"]
    assert len(table) == 5
    assert table["passed"].all(), table
    assert table["words"].str.endswith(".").all()


def planted(monkeypatch, leak):
    monkeypatch.setattr(origins, "known_before", leak)


def test_a_year_too_many_is_caught(evidence, monkeypatch):
    planted(monkeypatch, lambda e, k: forecast(ground(e), e.fires[:, : k + 1]))
    assert not future_fires(evidence)[1]


def test_the_answer_itself_is_caught_by_the_shuffle(evidence, monkeypatch):
    def told(e, k):
        sound = forecast(ground(e), e.fires[:, :k])
        return dataclasses.replace(sound, expected=sound.expected + e.fires[:, k] / 10)

    planted(monkeypatch, told)
    assert not shuffled_target(evidence)[1]


def test_a_model_deaf_to_the_past_is_caught(evidence, monkeypatch):
    deaf = forecast(ground(evidence), evidence.fires[:, :5])
    planted(monkeypatch, lambda e, k: deaf)
    assert future_fires(evidence)[1]
    assert not the_year_before(evidence)[1]


def test_homes_that_are_more_than_exposure_are_caught(evidence, monkeypatch):
    def grows(e, k):
        sound = forecast(ground(e), e.fires[:, :k])
        return dataclasses.replace(sound, expected=sound.expected * np.log(e.households))

    planted(monkeypatch, grows)
    assert not doubled_homes(evidence)[1]


def test_a_share_among_the_predictors_is_caught_by_name_and_by_value(evidence, fitted):
    assert ethnicity(evidence, fitted)[1]
    named = dataclasses.replace(fitted, features=("asian", *fitted.features[1:]))
    assert not ethnicity(evidence, named)[1]
    copied = dataclasses.replace(evidence, areas=evidence.areas.assign(disabled=evidence.ethnicity["asian"]))
    assert not ethnicity(copied, fitted)[1]
