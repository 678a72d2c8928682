"""The small SOC 2020 as the theme reads it, and the stored theme."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.postings import coder
from lbdp_core.postings.build import soc_texts
from lbdp_core.postings.schema import SOC_2020
from tests.laws.test_every_theme import opened
from tests.postings import files


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    path: Path = files.soc(tmp_path_factory.mktemp("soc") / "soc.csv")
    return door.read(path, SOC_2020)


@pytest.fixture(scope="session")
def published(table: pd.DataFrame) -> pd.DataFrame:
    return soc_texts.texts(table)


@pytest.fixture(scope="session")
def small_coder(published: pd.DataFrame) -> coder.Coder:
    return coder.fit(published)


@pytest.fixture(scope="session")
def model():
    return opened("postings")[1]
