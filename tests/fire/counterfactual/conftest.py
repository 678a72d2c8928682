"""The model that the suite ships, and areas of it that are in the top decile and not."""

import numpy as np
import pytest

from lbdp_core.counts import top_share


@pytest.fixture(scope="session")
def shipped(stored):
    return stored("fire")[1]


@pytest.fixture(scope="session")
def top(shipped):
    """(n,), true in the top decile of homes by the driver model."""
    return top_share(shipped.driver_rate, shipped.households, 0.1)


@pytest.fixture(scope="session")
def some(top):
    """Eight areas of the top decile."""
    return np.random.default_rng(5).choice(np.flatnonzero(top), 8, replace=False)
