"""Change map: a difference by area around nought, and a rate against London's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core import change_map, maps, palette
from lbdp_core.boroughs import CODES
from lbdp_core.result import Headline


def test_a_change_has_a_colour_on_either_side_of_nought_and_none_without_a_change():
    codes = pd.Index(CODES[:3])
    before, after = pd.Series([1.0, 2.0, 3.0], codes), pd.Series([1.0, 4.5, 1.0], codes)
    main = Headline.undefined("fires", "Expected fires", "fires", "down", "")
    made = change_map.measure(before, after, np.array(CODES), main)
    assert made.level == "borough"
    assert made.values[:3].tolist() == [0.0, 2.5, -2.0]
    assert np.isnan(made.values[3:]).all()
    assert made.edges == tuple(-edge for edge in reversed(made.edges))
    assert len(made.words()) == len(made.colours("light")) == len(made.edges) + 1
    low, none, high = made.digits()[[2, 0, 1]]
    assert low < none < high
    assert made.colours("dark")[none] == palette.NOTHING["dark"]
    assert change_map.measure(before, before, np.array(CODES), main) is None


def test_people_who_are_in_no_borough_do_not_hide_the_map_of_the_boroughs():
    codes = pd.Index([*CODES[:2], "elsewhere"])
    before, after = pd.Series([1.0, 2.0, 5.0], codes), pd.Series([1.0, 3.0, 9.0], codes)
    made = change_map.measure(
        before, after, np.array(["E01000001"]), Headline.undefined("p", "P", "people", "down", "")
    )
    assert made.level == "borough"
    assert made.values[:2].tolist() == [0.0, 1.0]


def test_a_rate_against_london_is_nought_where_it_is_londons():
    rate = maps.Measure("rate", "Fires", "fires per 1,000 homes", np.array([1.0, 2.0, 4.0]), (1.0,), level="borough")
    against = change_map.against_london(rate, rate, np.array([100, 200, 75]))
    assert change_map.is_rate(rate)
    assert not change_map.is_rate(against)
    london = (100 * 1 + 200 * 2 + 75 * 4) / 375
    assert against.values == pytest.approx([100 * (v / london - 1) for v in (1, 2, 4)])
