"""What the falls tests share: the data folder's evidence and model."""

from __future__ import annotations

import pytest

from apps.shell import state
from lbdp_core.falls.load import Evidence, load
from lbdp_core.falls.model import Fitted


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load(state.opened("falls").shelf)


@pytest.fixture(scope="session")
def model() -> Fitted:
    return state.opened("falls").model
