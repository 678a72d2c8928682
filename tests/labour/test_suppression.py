"""Suppression: no small cell is shown, and none can be worked out from what is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbdp_core.labour.build.suppression import FEWEST, FLOWS, hide, suppressed
from tests.labour.workbooks import REGION


def projection(rows):
    """rows: name -> (2020, 2035, replacement), with the total that a publisher prints."""
    cells = pd.DataFrame(rows, index=["2020", "2035", "replacement"]).T
    cells.loc["All occupations"] = cells.sum()
    cells["net"] = cells["2035"] - cells["2020"]
    cells["requirement"] = cells["net"] + cells["replacement"]
    long = cells.rename_axis("row").reset_index().melt("row", var_name="measure")
    return long.assign(region=REGION, table="occupations")


def wide(rows):
    return rows.pivot_table(index="row", columns="measure", values="value", aggfunc="first", dropna=False)


def left_over(shown):
    """What a reader gets by taking all that is shown from the total."""
    cells = wide(shown)
    return cells.loc["All occupations"] - cells.drop("All occupations").sum()


def test_the_only_small_row_is_not_given_away_by_the_total():
    table = projection({"a": (6, 6, 3), "b": (36, 27, 12), "c": (100, 110, 50), "d": (200, 220, 90)})
    shown = wide(hide(table))
    assert shown.loc["a"].isna().all()
    assert shown.loc["b"].isna().all()
    assert shown.loc["d"].notna().all()
    rest = left_over(hide(table))
    assert (rest[["2020", "2035", *FLOWS]] >= FEWEST).all()


def test_few_leavers_hide_leavers_and_requirement_alone():
    table = projection({"a": (40, 30, 9), "b": (60, 60, 20), "c": (100, 110, 50)})
    shown = wide(hide(table))
    assert shown.loc["a", ["2020", "2035", "net"]].notna().all()
    assert shown.loc[["a", "b"], list(FLOWS)].isna().all().all()
    assert shown.loc["c"].notna().all()


def test_where_nothing_is_small_nothing_is_hidden():
    table = projection({"a": (40, 50, 19), "b": (60, 60, 20)})
    assert hide(table)["value"].notna().all()


def test_a_publisher_s_own_gap_counts_as_hidden():
    cells = pd.DataFrame({"2020": [np.nan, 50.0, 12.0]}, index=["a", "b", "c"])
    assert suppressed(cells).tolist() == [True, False, True]


@given(st.lists(st.tuples(*[st.floats(0.5, 60.0)] * 3), min_size=4, max_size=12))
def test_what_is_hidden_is_two_rows_or_more_and_ten_thousand_people_or_all(rows):
    shown = hide(projection({f"row {n}": each for n, each in enumerate(rows)}))
    cells = wide(shown).drop("All occupations")
    counts = cells[["2020", "2035", *FLOWS]]
    assert not (counts < FEWEST).any().any()
    rest = left_over(shown)
    for name in counts:
        hidden = counts[name].isna()
        assert hidden.sum() != 1
        assert not hidden.any() or hidden.all() or rest[name] == pytest.approx(max(rest[name], FEWEST))
