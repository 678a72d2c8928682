"""The scenario in words: the answer, what moves it most, and what not to conclude."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.sources import DataError


def test_what_moves_most_is_what_direct_runs_say(unsure):
    for borough in ("London", "Camden"):
        view = RefugeesLevers(borough=borough, horizon=5)
        base = run(unsure, view).headlines[0].scenario
        table = run(unsure, view).extras["moves"]
        assert set(table["lever"]) == {"decisions", "claims", "grant_rate", "appeals", "notice", "dispersal"}
        for row in table.itertuples():
            ends = RefugeesLevers.specs()[row.lever].swing
            found = [
                run(unsure, dataclasses.replace(view, **{row.lever: at})).headlines[0].scenario - base for at in ends
            ]
            assert found == pytest.approx([row.low, row.high], abs=1e-6), row.lever
        width = (table["high"] - table["low"]).abs()
        assert width.tolist() == sorted(width, reverse=True)
        said = run(unsure, view).answer.why.lower().partition("what changes it most ")[2]
        assert said.removeprefix("is ").removeprefix("are ").startswith(f"{table['words'][0].lower()} (")


def test_a_total_further_ahead_than_could_be_scored_says_so(fitted):
    """Six quarters since December 2022: forecasts of one, two and four quarters were scored."""
    far, near = (run(fitted, RefugeesLevers(horizon=h)).caveats for h in (5, 4))
    (said,) = (line for line in far if "have not been tested" in line)
    assert said.startswith("Totals 15 months ahead have not been tested")
    assert "at most 12 months ahead" in said
    assert not any("have not been tested" in line for line in near)
    assert any("March 2024" in line for line in near)


def test_a_borough_that_the_data_do_not_hold_is_one_sentence(fitted):
    bare = dataclasses.replace(fitted, place=np.where(fitted.place == "Camden", "Elsewhere", fitted.place))
    with pytest.raises(DataError, match=r"holds nobody in Camden; choose another borough\.$"):
        run(bare, RefugeesLevers(borough="Camden"))
