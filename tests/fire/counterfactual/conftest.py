"""The model that the suite ships."""

import pytest

from lbdp_core import pipeline, sources
from lbdp_core.sources import Shelf


@pytest.fixture(scope="session")
def shipped():
    return pipeline.open_theme("fire", Shelf(sources.find("sample_data")))[1]
