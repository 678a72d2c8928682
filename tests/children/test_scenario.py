"""The least scenario: what closing a gap and more children would mean, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.children import THEME
from lbdp_core.children.model.fitted import neighbours_median
from lbdp_core.children.scenario import ChildrenLevers, run


def test_more_children_at_the_same_rates_are_as_many_more_in_care(fitted):
    result = run(fitted, ChildrenLevers(more=10, years="1"))
    care = result.figure("looked_after")
    assert care.scenario == pytest.approx(1.1 * care.today)
    assert result.figure("plans").change == pytest.approx(0.1 * result.figure("plans").today)


def test_the_whole_gap_closed_is_the_rate_of_similar_councils(fitted):
    borough = "Barnet"
    result = run(fitted, ChildrenLevers(gap=100, years="1", borough=borough))
    at = fitted.council(borough)
    k = fitted.at("looked_after")
    children = fitted.counted[k, -1, at]
    similar = neighbours_median(fitted, "looked_after", 1)[at]
    assert result.figure("looked_after").scenario == pytest.approx(similar * children / 10_000, rel=1e-3)


def test_the_past_is_what_was_published_and_a_gap_stays_open(fitted):
    result = run(fitted, ChildrenLevers(borough="Hackney"))
    observed = result.over_time.set_index("period")["observed"]
    at, k = fitted.council("Hackney"), fitted.at("looked_after")
    assert "2021" not in observed.index
    assert observed["2024"] == pytest.approx(fitted.value[k, -1, at] * fitted.counted[k, -1, at] / 10_000)


def test_the_shortlist_names_what_is_unlike_others_and_rests_on_enough(fitted):
    result = run(fitted, THEME.presets["As today"])
    assert list(result.shortlist) == ["borough", "indicator", "unit", "last_value", "expected"]
    assert len(result.shortlist) <= 10
    assert np.isin(result.shortlist["borough"], fitted.names[fitted.london]).all()
