"""Wards, boroughs and station grounds on the page, on a small model."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core.fire.model import rate_draws
from lbdp_core.fire.views.rollups import (
    GROUNDS,
    LEVEL,
    LONDON,
    MOST,
    NO_GROUNDS,
    PATH,
    RATE,
    ROLLUPS,
    SHOWS,
    WARDS,
    WHERE,
    WHOLE,
)


def shown(fitted, tables=None, level=WARDS, where=LONDON, shows=RATE):
    return ROLLUPS.show(fitted, tables or {}, {LEVEL: level, WHERE: where, SHOWS: shows})


def test_the_level_of_station_grounds_is_offered_only_when_a_file_gave_them(fitted):
    grounds = pd.DataFrame({"lsoa": fitted.code, "ground": "Soho"})
    assert GROUNDS not in ROLLUPS.choices(None, {})[LEVEL]
    assert GROUNDS in ROLLUPS.choices(None, {PATH: grounds})[LEVEL]
    assert NO_GROUNDS in shown(fitted).notes
    assert NO_GROUNDS not in shown(fitted, {PATH: grounds}).notes


def test_boroughs_are_the_draws_added_up_and_say_where_the_order_is_open(fitted):
    page = shown(fitted, level=WHOLE)
    draws = rate_draws(fitted).astype(float)
    by_name = page.file.set_index("Borough")
    for name in by_name.index:
        mine = fitted.borough == name
        row = by_name.loc[name]
        assert row[f"Expected fires in {fitted.forecast_year}"] == pytest.approx(fitted.expected[mine].sum(), abs=1e-3)
        assert row["Expected, low (80%)"] == pytest.approx(
            float(pd.Series(draws[:, mine].sum(axis=1)).quantile(0.1)), abs=2e-3
        )
        assert row["With luck, low (80%)"] <= row["Expected, low (80%)"]
        assert row["With luck, high (80%)"] >= row["Expected, high (80%)"]
        assert row[f"Fires recorded in {fitted.years[-1]}"] == fitted.last_year[mine].sum()
    assert "not read this as a ranking" in page.sentences[2]
    assert any("That is too wide" in line and "too narrow" in line for line in page.notes)
    assert f"Expected fires in {fitted.forecast_year}" in page.file


def test_a_borough_shows_its_own_wards_and_london_the_first_of_all(fitted):
    borough = str(fitted.borough[0])
    mine = shown(fitted, where=borough)
    wards = set(fitted.ward[fitted.borough == borough])
    assert set(mine.file["Ward"]) == wards
    assert "Borough" not in mine.sheets[0][1]
    every = shown(fitted)
    assert len(every.sheets[0][1]) <= MOST
    assert len(every.file) == len(set(zip(fitted.borough, fitted.ward, strict=True)))
    assert "best-fit" in " ".join(every.notes)


def test_a_ground_is_shown_whole_where_it_crosses_a_borough(fitted):
    half = len(fitted.code) // 2
    names = ["Soho"] * half + ["Euston"] * (len(fitted.code) - half - 1) + [""]
    grounds = pd.DataFrame({"lsoa": fitted.code, "ground": names}).iloc[::-1]
    page = shown(fitted, {PATH: grounds}, level=GROUNDS, where=str(fitted.borough[0]))
    row = page.file.set_index("Station ground").loc["Soho"]
    assert row["LSOAs"] == half
    nowhere = shown(fitted, {PATH: grounds.assign(ground="")}, level=GROUNDS)
    assert nowhere.sentences[0].startswith("The file has no station ground")
