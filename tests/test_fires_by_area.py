"""Fires by area: what every theme that counts them reads, and that it is the same for all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import sources
from lbdp_core.fire.load import load
from lbdp_core.fires_by_area import read
from lbdp_core.sharing import baseline
from lbdp_core.sources import DataError, Shelf
from tests.fire.test_load import shelf


def test_themes_read_the_same_fires() -> None:
    held = Shelf(sources.find("sample_data"))
    fires, ground, evidence = read(held), baseline.read(held), load(held)
    assert fires.years == ground.years == evidence.years
    for name in ("fires", "recorded", "neighbours", "households"):
        assert np.array_equal(getattr(fires, name), getattr(ground, name))
        assert np.array_equal(getattr(fires, name), getattr(evidence, name))


def test_a_folder_without_a_complete_year_has_no_years_and_no_fires(tmp_path: Path) -> None:
    none = read(shelf(tmp_path, report={"complete_years": []}))
    assert none.years == ()
    assert none.fires.shape == (3, 0)


def test_a_year_that_is_not_complete_is_kept_for_display(tmp_path: Path) -> None:
    by_year = read(shelf(tmp_path)).by_year.groupby("year")["fires"].sum()
    assert by_year.to_dict() == {2020: 3, 2021: 4, 2022: 8}


def test_homes_are_recorded_where_the_centre_of_their_square_is(tmp_path: Path) -> None:
    # 25 of the first area's homes and all of the third's are recorded in the second; a tenth is left.
    assert read(shelf(tmp_path)).recorded.tolist() == [75.0, 525.0, 30.0]


def test_fires_known_to_the_metre_are_not_shifted_by_the_grid(tmp_path: Path) -> None:
    exact = read(shelf(tmp_path, report={"grid_m": {"1": 15}}))
    assert exact.recorded.tolist() == exact.households.tolist()


def test_fires_of_another_geography_are_refused(tmp_path: Path) -> None:
    stranger = pd.DataFrame({"lsoa": ["E01999999"], "year": [2020], "grid_m": [100], "fires": [1]})
    with pytest.raises(DataError, match="E01999999"):
        read(shelf(tmp_path, **{"fire/fires.csv": stranger}))
