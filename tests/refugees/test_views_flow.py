"""The flow diagram and what moves it: widths are people, and ends are where the levers are."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.refugees.views import PAGE as views
from lbdp_core.refugees.views import flow


def bands(picture):
    """Where each band begins and ends, from the geometry that is drawn, with its words."""
    drawn = pd.DataFrame(picture.spec["layer"][0]["data"]["values"])  # the browser bends each between its two ends
    return drawn.rename(columns={"bottom": "end"}).assign(
        below=drawn["top"] + drawn["wide"], end_below=drawn["bottom"] + drawn["wide"]
    )


def test_bands_of_the_flow_are_as_wide_as_the_people_who_go_that_way(model, result):
    picture = flow.picture(model, result)
    drawn, links = bands(picture), result.extras["links"]
    shown = links[links["people"] >= 0.5]
    assert len(drawn) == len(shown) == len(picture.table)
    people = {f"{a} → {b}": p for a, b, p in zip(shown["source"], shown["target"], shown["people"], strict=True)}
    full = flow._full(model, "London", 8)
    for band in drawn.itertuples():
        share = next(n for ends, n in people.items() if band.words.startswith(f"{ends}: ")) / full
        assert band.below - band.top == pytest.approx(share, abs=1.1e-3)
        assert band.end_below - band.end == pytest.approx(share, abs=1.1e-3)


def test_the_flow_keeps_one_scale_whatever_the_levers_are(model, result):
    """New claims are the same in both worlds, so their band is: widths can be compared from one to the other."""
    word = "New claims → Awaiting a decision"
    wide = []
    for r in (result, run(model, RefugeesLevers())):
        drawn = bands(flow.picture(model, r))
        row = drawn[drawn["words"].str.startswith(word)].iloc[0]
        wide.append(row["below"] - row["top"])
    assert wide[0] == pytest.approx(wide[1], abs=1.1e-3)
    half = bands(flow.picture(model, run(model, RefugeesLevers(claims=-50))))
    row = half[half["words"].str.startswith(word)].iloc[0]
    assert row["below"] - row["top"] == pytest.approx(wide[0] / 2, abs=1.1e-3)


def test_what_moves_it_says_its_ends_and_where_they_are(model, result):
    picture = views.beside["What changes it"](model, result)
    table, found = picture.table, result.extras["moves"]
    assert table["Lever"].tolist() == found["words"].tolist()
    row = table[table["Lever"] == RefugeesLevers.specs()["decisions"].label].iloc[0]
    spec = RefugeesLevers.specs()["decisions"]
    slow, fast = (spec.words(end) for end in spec.swing)
    assert (row["Fewest at"], row["Most at"]) == (fast, slow)  # more decisions mean fewer people
    assert row["People there"].startswith("−")
    assert row["People at most"].startswith("+")
