"""The synthetic pair and its truth; and Splink on it, where the extra is installed."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from lbdp_core.sharing.linkage.pair import COLUMNS, FIRST, NEXT, SHARED, STRANGERS, pair
from lbdp_core.sharing.linkage.unnumbered import Scored, linked, scored
from lbdp_core.sources import DataError

ONE, TWO, TRUTH = pair()


def test_the_pair_is_what_it_says():
    assert (len(ONE), len(TWO), len(TRUTH)) == (FIRST, SHARED + NEXT + STRANGERS, SHARED)
    assert list(ONE.columns) == list(TWO.columns) == COLUMNS
    assert ONE["unique_id"].is_unique and TWO["unique_id"].is_unique
    assert set(TRUTH["first"]) <= set(ONE["unique_id"]) and set(TRUTH["second"]) <= set(TWO["unique_id"])
    assert TRUTH["first"].is_unique and TRUTH["second"].is_unique
    assert ONE["postcode"].str.startswith("ZZ").all()  # there is no such area
    again = pair()
    assert all(a.equals(b) for a, b in zip((ONE, TWO, TRUTH), again, strict=True))
    assert not pair(seed=1)[0].equals(ONE)


def test_slips_are_planted_where_they_are_said_to_be():
    both = TRUTH.merge(ONE, left_on="first", right_on="unique_id").merge(
        TWO, left_on="second", right_on="unique_id", suffixes=("", "_too")
    )
    assert 0.12 < (both["surname"] != both["surname_too"]).mean() < 0.18
    assert 0.25 < (both["street"] != both["street_too"]).mean() < 0.35
    assert 0.07 < both["birth_year_too"].isna().mean() < 0.13
    assert (both["postcode"] == both["postcode_too"]).all() and both["birth_year"].notna().all()
    homes = ONE[["house", "street", "postcode"]].drop_duplicates()
    others = TWO[~TWO["unique_id"].isin(TRUTH["second"])]
    assert len(others.merge(homes, on=["house", "postcode"])) >= NEXT  # next tenants


def test_scores_by_hand():
    truth = pd.DataFrame({"first": ["a", "b", "c", "d"], "second": ["s", "t", "u", "v"]})
    found = pd.DataFrame({"first": ["a", "b", "x"], "second": ["s", "u", "t"], "probability": [1.0, 0.9, 0.9]})
    how = scored(found, truth)
    assert (how.found, how.true, how.right) == (3, 4, 1)
    assert (how.precision, how.recall) == (1 / 3, 1 / 4)
    assert Scored(0, 4, 0).precision == 1.0


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "splink", None)
    monkeypatch.setitem(sys.modules, "splink.comparison_library", None)
    with pytest.raises(DataError, match=r"lbdp\[linkage\]"):
        linked(ONE, TWO)


def test_splink_finds_the_planted_pairs():
    pytest.importorskip("splink", reason="the extra lbdp[linkage] is not installed")
    found = linked(ONE, TWO)
    assert found["second"].is_unique and (found["probability"] >= 0.9).all()
    how = scored(found, TRUTH)
    assert how.precision > 0.95 and how.recall > 0.95
