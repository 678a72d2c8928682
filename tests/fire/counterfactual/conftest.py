"""The model that the suite ships."""

import pytest


@pytest.fixture(scope="session")
def shipped(stored):
    return stored("fire")[1]
