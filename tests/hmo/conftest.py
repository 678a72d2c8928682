"""What the HMO tests share: the data folder's evidence and model."""

from __future__ import annotations

import pytest

from apps.shell import state
from lbdp_core.hmo.load import Evidence, load
from lbdp_core.hmo.model import Fitted


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load(state.opened("hmo").shelf)


@pytest.fixture(scope="session")
def model() -> Fitted:
    return state.opened("hmo").model
