"""The list of indicators: what a row must have, and that adding one is adding a row."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from lbdp_core.children.indicators import TIMES, from_rows, indicators, terms
from lbdp_core.children.load import _series
from lbdp_core.children.releases import Release
from lbdp_core.sources import DataError
from tests.children import files
from tests.children.test_releases import read

ROW = {"key": "hats", "name": "Hats", "group": "care", "unit": "%", "better": "higher", "decimals": 1,
       "clock": "year", "numerator": "hats given", "denominator": "referrals"}  # fmt: skip


def test_there_are_enough_and_each_can_be_looked_for():
    assert len(indicators()) >= 25
    assert len({one.key for one in indicators()}) == len(indicators())
    for one in indicators():
        assert all(all(words for words in names) for names in (*terms(one.numerator), *terms(one.denominator))), one.key
        assert one.unit in TIMES
        assert one.better in ("lower", "higher", "neither")


def test_adding_an_indicator_is_adding_a_row(tmp_path):
    table = files.referrals().assign(Hats_given="30")
    (hats,) = from_rows([ROW])
    figures = Release(read(tmp_path, table), (hats,)).figures
    camden = figures[(figures["place"] == "208") & (figures["year"] == 2024)].iloc[0]
    assert (camden["indicator"], camden["n"]) == ("hats", 30)
    assert camden["of"] > 100


def test_years_that_cannot_be_compared_are_left_out():
    (hats,) = from_rows([ROW | {"since": 2015}])
    rows = pd.DataFrame(
        {"year": [2014, 2015], "place": "208", "n": [1.0, 2.0], "of": 4.0, "value": float("nan"), "why": ""}
    )
    series = _series(hats, rows, (2014, 2015), ["208", "England", "London"])
    assert np.isnan(series.value[0, 0])
    assert series.value[1, 0] == 50.0


def test_figures_are_written_as_people_write_them():
    (hats,) = from_rows([ROW])
    assert (hats.figure(12.34), hats.figure(float("nan"))) == ("12.3%", "not known")
    rate = dataclasses.replace(hats, unit="per 10,000 children", decimals=0)
    assert rate.figure(1519.4) == "1,519 per 10,000 children"


@pytest.mark.parametrize(
    ("change", "words"),
    [({"unit": "per head"}, "unknown unit"), ({"decimal": 1}, "decimal"), ({"key": "referrals"}, "there twice")],
)
def test_a_row_that_cannot_be_used_is_refused_in_one_sentence(change, words):
    rows = [dataclasses.asdict(indicators()[0]), ROW | change]
    with pytest.raises(DataError, match=words) as told:
        from_rows(rows)
    assert str(told.value).count(". ") == 0
