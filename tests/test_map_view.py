"""What a map draws of many areas: by hand, on a country of two boroughs, three wards and six areas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core import map_view, places
from lbdp_core.maps import Measure
from lbdp_core.static_shapes import Ground

NAN = float("nan")


@pytest.fixture
def ground() -> Ground:
    areas = pd.DataFrame(
        {"code": [f"E0100000{k}" for k in range(6)], "name": list("abcdef"), "ward_code": "w", "ward": "w"}
    )
    areas["borough_code"] = ["E06000001", "E07000001"] * 3  # codes of a borough's areas need not follow each other
    areas["borough"] = ["Hull", "Wealden"] * 3
    areas["households"] = [100, 200, 300, 200, 100, 0]
    boroughs = pd.DataFrame({"code": ["E06000001", "E07000001"], "name": ["Hull", "Wealden"], "households": [500, 400]})
    spots = places.of(areas, boroughs.assign(west=0, south=50, east=1, north=51))
    wards = np.array(["North", "South", "Wealden"], dtype=object)
    of = np.array(["Hull", "Hull", "Wealden"], dtype=object)
    return Ground(spots, wards, of, np.array([0, 2, 1, 2, 1, 2]), np.array(["Hull", "Wealden"], dtype=object))


RATE = Measure("r", "Rate", "fires per 1,000 homes", np.array([1.0, 2.0, 3.0, 4.0, NAN, 6.0]), (2.0,), "A note.")


def test_few_areas_are_drawn_as_they_are(ground):
    view = map_view.of("lsoa", ground, most=6)
    chosen = np.arange(6) > 3
    assert view.measure(RATE) is RATE
    assert view.chosen(chosen) is chosen


def test_many_are_drawn_as_wards_with_the_mean_by_homes(ground):
    view = map_view.of("lsoa", ground, most=5)
    drawn = view.measure(replace(RATE, ranges=np.zeros((6, 2))))
    assert drawn.values.tolist() == [1.0, 3.0, 3.0]  # an area without homes or without a figure weighs nothing
    assert (drawn.level, drawn.shapes, drawn.ranges) == ("ward", "app/static/wards.json", None)
    assert (
        drawn.note
        == "A note. Each ward shows the mean of its small areas, weighted by homes. Zoom to a borough to see them."
    )
    assert view.chosen(np.arange(6) == 4).tolist() == [False, True, False]
    assert view.beside({"Change": np.array([0.0, 1.0, 0.0, -1.0, 5.0, 0.0])})["Change"].tolist() == [0.0, 1.25, 0.0]


def test_where_wards_are_many_too_it_is_boroughs(ground):
    assert map_view.of("lsoa", ground, most=2).measure(RATE).values.tolist() == [2.5, 3.0]
    wards = replace(RATE, values=np.array([1.0, 3.0, 3.0]), level="ward")
    assert map_view.of("ward", ground, most=2).measure(wards).values.tolist() == [2.6, 3.0]
    assert map_view.of("ward", ground, most=3).measure(wards) is wards
    assert map_view.of("borough", ground, most=1).within is None


def test_a_borough_that_is_zoomed_to_has_its_areas_from_a_file_of_its_own(ground):
    view = map_view.of("lsoa", ground, "Wealden", most=5)
    drawn = view.measure(RATE)
    assert drawn.values.tolist() == [2.0, 4.0, 6.0]
    assert drawn.shapes == "app/static/lsoa/E07000001.json"
    assert view.index.tolist() == [1, 3, 5]
    assert view.chosen(np.arange(6) > 2).tolist() == [False, True, True]


def test_where_nothing_has_a_figure_a_wider_area_has_none(ground):
    nothing = replace(RATE, values=np.where(np.arange(6) % 2 == 0, NAN, 1.0))
    drawn = map_view.of("lsoa", ground, most=2).measure(nothing)
    assert np.isnan(drawn.values[0])
    assert drawn.values[1] == 1.0


def test_classes_by_name_have_no_mean(ground):
    with pytest.raises(AssertionError, match="no mean"):
        map_view.of("lsoa", ground, most=2).measure(replace(RATE, named=("low", "high")))
