"""Compare chart: differences in % of the first scenario, each with its range."""

from __future__ import annotations

import pytest

from lbdp_core import compare_chart
from lbdp_core.compare import Difference

NAMES = ("“Today”", "“Winter plan”")


def difference(key: str, a: float | None, gap: float | None, low: float = 0.0, high: float = 0.0) -> Difference:
    b = None if a is None or gap is None else a + gap
    return Difference(key, key.capitalize(), "people", "down", a, b, gap, low, high, None)


def test_figures_that_differ_stand_on_one_axis_and_the_others_are_left_out():
    found = [
        difference("seen", 200.0, -20.0, -30.0, -10.0),
        difference("homes", -50.0, 1.0, 0.5, 1.5),
        difference("nothing", 0.0, 3.0, 1.0, 5.0),  # no share of nought
        difference("same", 10.0, 0.0),
        difference("lacking", None, None),
        difference("beyond", 1.0, 900.0, 800.0, 1_000.0),
    ]
    picture = compare_chart.relative(found, NAMES)
    assert picture.table["Figure"].tolist() == ["Seen", "Homes"]
    assert picture.table["Difference"].tolist() == ["−10%", "+2%"]
    assert picture.table["8 chances in 10"].tolist() == ["−15% to −5%", "+1% to +3%"]
    assert all(name in picture.title for name in NAMES)


@pytest.mark.parametrize("count", [0, 1])
def test_one_figure_makes_no_picture(count):
    assert compare_chart.relative([difference("seen", 200.0, -20.0, -30.0, -10.0)] * count, NAMES) is None
