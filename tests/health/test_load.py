"""What the tables become in memory: shapes, order, and refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core.health.load import load
from lbdp_core.sources import DataError
from tests.health.tables import CODES, shelf


def test_arrays_stand_in_the_order_that_they_promise(tmp_path: Path) -> None:
    evidence = load(shelf(tmp_path))
    assert evidence.codes.tolist() == CODES and evidence.names.tolist() == ["City of London", "Barnet"]
    assert evidence.base.counts.shape == (2, 2, 91, 1) and evidence.base.sexes == ("female", "male")
    past = evidence.rounds["old"]
    assert past.counts.shape == (1, 2, 91, 4) and past.years == (2010, 2013, 2020, 2021)
    np.testing.assert_array_equal(past.year(2013)[1], past.counts[0, 1, :, 1])
    assert past.year(2013)[1, 3] == 2 * 1_000 + 2013 + 3  # borough, year and age each left their mark


def test_the_newest_round_stands_first(tmp_path: Path) -> None:
    evidence = load(shelf(tmp_path))
    assert list(evidence.rounds) == ["new", "old"]
    assert evidence.rounds["new"].last_observed > evidence.rounds["old"].last_observed


def test_truths_are_the_estimates_and_the_census_in_its_bands(tmp_path: Path) -> None:
    mid, census = load(shelf(tmp_path)).truths
    assert (mid.key, mid.kind, mid.counts.shape) == ("mid", "estimate", (1, 2, 91, 1))
    assert (census.kind, census.ages, census.year(2021).tolist()) == ("census", (0, 16, 65), [[1, 2, 3], [4, 5, 6]])


def test_the_past_is_estimates_only_and_ends_at_the_base(tmp_path: Path) -> None:
    evidence = load(shelf(tmp_path))
    assert evidence.observed.years == (2010, 2013, 2020, 2021)
    np.testing.assert_array_equal(evidence.observed.year(2021), evidence.base.year(2021))
    np.testing.assert_array_equal(evidence.observed.year(2020), evidence.truths[0].year(2020))  # not what a round said


def test_without_a_census_or_a_life_table_it_still_loads(tmp_path: Path) -> None:
    evidence = load(shelf(tmp_path, **{"health/census.csv": None, "health/life.csv": None}))
    assert [truth.kind for truth in evidence.truths] == ["estimate"]
    assert list(evidence.gains.columns) == ["year", "sex", "age", "years"] and evidence.gains.empty


def test_tables_of_different_boroughs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="different boroughs"):
        load(shelf(tmp_path, **{"health/boroughs.csv": pd.DataFrame({"code": ["E09000009"], "name": ["Ealing"]})}))


def test_a_year_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no figures for 2030; its years are 2021–2021"):
        load(shelf(tmp_path)).base.year(2030)
