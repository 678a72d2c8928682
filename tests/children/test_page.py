"""The children's page as a person meets it: five sentences in a meeting, and places that can be clicked away."""

from __future__ import annotations

import json

from lbdp_core import children
from tests.laws.test_every_page import page, whole


def lines(at) -> set[str]:
    """The names of the lines of the chart of one figure, from the key of its colours."""
    charts = [element.proto.spec for element in at.main if element.type.endswith("vega_lite_chart")]
    (drawn,) = [json.loads(chart) for chart in charts if '"Simple rule"' in chart]
    (key,) = {tuple(layer["encoding"]["color"]["scale"]["domain"]) for layer in drawn["layer"]
              if "color" in layer.get("encoding", {})}  # fmt: skip
    return set(key)


def test_a_place_that_is_clicked_away_is_gone_from_the_chart_and_comes_back():
    opened = {"children:below:One figure": True}
    at = page(children.THEME, opened, view="Explore", children__borough="Hackney")
    whole(at)
    assert {"Hackney", "London", "England", "Middle of 10 similar"} <= lines(at)
    box = next(each for each in at.main if "click to leave out" in str(getattr(each, "key", "")))
    box.unselect("London").unselect("Southwark").run()
    whole(at)
    assert "London" not in lines(at)
    assert "Middle of 9 similar" in lines(at)
    box = next(each for each in at.main if "click to leave out" in str(getattr(each, "key", "")))
    box.select("London").run()
    assert "London" in lines(at)


def test_a_meeting_sees_five_sentences_of_the_borough_it_looks_at():
    at = page(children.THEME, view="Present", children__borough="Hackney")
    whole(at)
    told = next(block.value for block in at.markdown if block.value.count("\n- ") == 4)
    assert all(line.startswith("- ") for line in told.splitlines())
    assert any("Hackney, 2024" in block.value for block in at.markdown)
