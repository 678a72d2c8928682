from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import places
from lbdp_core.places import Places
from lbdp_core.sources import DataError, Origin, Workbench
from tests import small_london as small

BOROUGHS = pd.DataFrame(
    {
        "code": ["E09000003", "E09000007"],
        "name": ["Barnet", "Camden"],
        "households": [300, 330],
        "west": [-0.3, -0.2],
        "south": [51.5, 51.4],
        "east": [-0.1, 0.1],
        "north": [51.6, 51.55],
    }
)
AREAS = pd.DataFrame(
    {
        "code": small.CODES,
        "name": small.NAMES,
        "ward_code": ["E05000001"] * 3 + ["E05000002"] * 3,
        "ward": ["East"] * 3 + ["NA"] * 3,
        "borough_code": small.BOROUGH,
        "borough": [small.BOROUGH_NAMES[b] for b in small.BOROUGH],
        "households": [100, 100, 100, 110, 110, 110],
        "social_rented": 0.1,
    }
)


@pytest.fixture
def six() -> Places:
    return places.of(AREAS, BOROUGHS)


def test_places_are_read_from_a_data_folder(tmp_path: Path) -> None:
    bench, origin = Workbench(tmp_path), Origin("x", "x", "x", "2021")
    bench.table("areas/lsoa.csv", AREAS, origin)
    bench.table("areas/boroughs.csv", BOROUGHS, origin)
    read = places.read(bench.shelf({}))
    assert len(read) == 6
    assert read.households.dtype == np.int64
    assert read.ward[5] == "NA"  # a name, not a missing value


def test_labels_name_the_ward(six: Places) -> None:
    assert six.label(0) == "Barnet 001A, East"
    assert len(set(six.labels)) == 6


def test_an_area_is_found_by_its_code(six: Places) -> None:
    assert six.index("E01000004") == 3
    for stranger in ("E01000099", "", "E0100000"):
        with pytest.raises(KeyError):
            six.index(stranger)


def test_a_borough_is_a_mask_and_london_is_all(six: Places) -> None:
    assert six.in_borough("Camden").tolist() == [False] * 3 + [True] * 3
    assert six.in_borough("London").all()
    assert six.in_borough("").all()
    with pytest.raises(KeyError):
        six.in_borough("Paris")


def test_the_box_of_london_holds_every_borough(six: Places) -> None:
    assert six.box("Camden") == (-0.2, 51.4, 0.1, 51.55)
    assert six.box("") == (-0.3, 51.4, 0.1, 51.6)


def test_sums_by_borough_add_up(six: Places) -> None:
    assert six.by_borough(np.arange(6.0)).tolist() == [3.0, 12.0]
    assert six.by_borough(six.households.astype(float)).tolist() == six.borough_households.tolist()


def test_areas_out_of_order_or_of_an_unknown_borough_are_refused() -> None:
    with pytest.raises(DataError, match="not sorted by code"):
        places.of(AREAS.iloc[::-1], BOROUGHS)
    with pytest.raises(DataError, match="no borough E09000007"):
        places.of(AREAS, BOROUGHS.head(1))
