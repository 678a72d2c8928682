"""The model that the suite ships, and areas of it that are in the top decile and not."""

import numpy as np
import pytest

from lbdp_core import pipeline, sources
from lbdp_core.counts import top_share
from lbdp_core.sources import Shelf


@pytest.fixture(scope="session")
def shipped():
    return pipeline.open_theme("fire", Shelf(sources.find("sample_data")))[1]


@pytest.fixture(scope="session")
def top(shipped):
    """(n,), true in the top decile of homes by the driver model."""
    return top_share(shipped.driver_rate, shipped.households, 0.1)


@pytest.fixture(scope="session")
def some(top):
    """Eight areas of the top decile."""
    return np.random.default_rng(5).choice(np.flatnonzero(top), 8, replace=False)
