"""The stored model, once, and the evidence behind it."""

from __future__ import annotations

import sys

import pytest

from lbdp_core import pipeline
from lbdp_core.sharing.load import load


@pytest.fixture(scope="session")
def model(stored):
    return stored("sharing")[1]


@pytest.fixture(scope="session")
def score(shelf):
    return pipeline.scorecard("sharing", shelf)


@pytest.fixture(scope="session")
def evidence(shelf):
    return load(shelf)


@pytest.fixture
def few_copies(monkeypatch):
    """A bench that shuffles twenty times: for what does not rest on how many copies there are."""
    for module in ("bench", "placebo"):
        held = sys.modules[f"lbdp_core.sharing.model.{module}"]
        for name in {"SHUFFLES", "FEWER"} & set(vars(held)):
            monkeypatch.setattr(held, name, 20)
