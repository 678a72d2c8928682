"""Loading: the compact tables to the evidence that a model is fitted to, checked only by the manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]
LIFE = ["year", "sex", "age", "years"]


@dataclass(frozen=True, eq=False)
class Population:
    """Residents of the boroughs, as one publisher gave them at one time.

    key, label: a short name ("gla_2014") and the words for a page ("GLA 2014 projections").
    kind:    "estimate", "census", "projection", or "made" where tables were put together (`note` says how).
    years:   (t,) ascending, not always without gaps.
    sexes:   (s,) ("persons",) or ("female", "male").
    ages:    (a,) first age of each band; the last band is open. Single years: 0 to 90.
    counts:  (s, b, a, t) residents, boroughs in the order of `Evidence.codes`.
    last_observed: in a projection, the last year that was an estimate when it was made.
    """

    key: str
    label: str
    kind: str
    years: tuple[int, ...]
    sexes: tuple[str, ...]
    ages: tuple[int, ...]
    counts: Array
    last_observed: int
    source: str
    note: str

    @property
    def persons(self) -> Array:
        """Both sexes together, (b, a, t)."""
        return np.asarray(self.counts.sum(axis=0))

    def year(self, year: int) -> Array:
        """Both sexes together in one year, (b, a).

        Raises:
            DataError: the year is not there.
        """
        if year not in self.years:
            raise DataError(f"{self.label} has no figures for {year}; its years are {self.years[0]}–{self.years[-1]}.")
        return np.asarray(self.persons[:, :, self.years.index(year)])


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything the health theme knows. Boroughs (b) are sorted by code, 33 in London.

    codes, names:  (b,) E09 codes and names.
    base:       the best current base, one year, (2, b, 91, 1): female, male. What projections start from.
    rounds:     projections by key, newest first ("gla_2014"; an ONS or newer GLA file adds its own), single years of
                age 0 to 90 and over, persons or sexes; their years reach past the base's. Their growth from the
                base's year is applied to the base.
    truths:     what a round is scored against, oldest first: ONS mid-year estimates by single age; Census 2021 in
                bands (its `ages`).
    observed:   persons (1, b, 91, t) in years up to and with the base, for the line of the past.
    conditions: one row per condition, sex and age band: condition, title, noun, what, sex ("female", "male" or
                "persons", for both), age_low, age_high (inclusive; 120 is open), rate, rate_low, rate_high (shares;
                an 80% range), source, year, status (a mark of `provenance`, row by row). Ages that no row covers have
                a rate of nought. A second basis of a condition stands among them under its own key.
    local:      one row per condition and borough with a local figure: condition, code, measured, expected (shares of
                the ages measured), factor (measured / expected), age_low, age_high, year, basis ("diagnosed",
                "modelled locally" or "census"), source. No row: nothing local is known.
    gains:      period life expectancy (year, sex, age, years), ages 55 to 90.
    report:     how the files were used, what they lack (health/report.json).
    """

    codes: NDArray[np.str_]
    names: NDArray[np.str_]
    base: Population
    rounds: dict[str, Population]
    truths: tuple[Population, ...]
    observed: Population
    conditions: pd.DataFrame
    local: pd.DataFrame
    gains: pd.DataFrame
    report: dict[str, Any]


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing or altered, or the tables are of different boroughs.
    """
    boroughs = shelf.table("health/boroughs.csv")
    codes = boroughs["code"].to_numpy(dtype=str)
    facts = {one["key"]: one for one in json.loads(shelf.bytes("health/populations.json"))}
    wide = shelf.table("health/populations.csv.gz")
    known = {str(key): _population(facts[str(key)], rows, codes) for key, rows in wide.groupby("key", sort=False)}
    base = known.pop("base")
    projections = {key: one for key, one in known.items() if one.kind == "projection"}
    rounds = dict(sorted(projections.items(), key=lambda item: -item[1].last_observed))
    estimates = [one for one in known.values() if one.kind == "estimate"]
    census = [_census(shelf, codes)] if shelf.has("health/census.csv") else []
    life = shelf.table("health/life.csv") if shelf.has("health/life.csv") else pd.DataFrame(columns=LIFE)
    return Evidence(
        codes=codes,
        names=boroughs["name"].to_numpy(dtype=str),
        base=base,
        rounds=rounds,
        truths=tuple(sorted((*estimates, *census), key=lambda one: one.years[-1])),
        observed=_observed(base, [*estimates, *rounds.values()]),
        conditions=shelf.table("health/conditions.csv"),
        local=shelf.table("health/local.csv"),
        gains=life,
        report=json.loads(shelf.bytes("health/report.json")),
    )


def _population(facts: dict[str, Any], rows: pd.DataFrame, codes: NDArray[np.str_]) -> Population:
    ages = tuple(int(c) for c in rows.columns if c.isdigit())
    years, sexes = tuple(sorted(map(int, rows["year"].unique()))), tuple(map(str, rows["sex"].unique()))
    sorted_rows = rows.set_index(["sex", "code", "year"])[list(map(str, ages))]
    wanted = pd.MultiIndex.from_product([sexes, codes, years])
    if len(sorted_rows) != len(wanted) or not wanted.isin(sorted_rows.index).all():
        raise DataError("The health tables are of different boroughs; make them again with `lbdp data build`.")
    block = sorted_rows.loc[wanted].to_numpy(dtype=float).reshape(len(sexes), len(codes), len(years), len(ages))
    counts = np.ascontiguousarray(np.moveaxis(block, 3, 2))
    return Population(years=years, sexes=sexes, ages=ages, counts=counts, **facts)


def _census(shelf: Shelf, codes: NDArray[np.str_]) -> Population:
    """Census 2021 in age bands, as a population of one year."""
    bands = shelf.table("health/census.csv").set_index("code")
    if list(bands.index) != list(codes):
        raise DataError("The health tables are of different boroughs; make them again with `lbdp data build`.")
    counts = bands.to_numpy(dtype=float)[None, :, :, None]
    ages, source = tuple(int(c) for c in bands.columns), shelf.origin("health/census.csv").publisher
    note = "Taken in lockdown: students and people who had left for a time are counted where they were."
    return Population("census_2021", "Census 2021", "census", (2021,), ("persons",), ages, counts, 2021, source, note)


def _observed(base: Population, known: list[Population]) -> Population:
    """Persons in every year with an estimate up to the base, the base itself last; of two, that of the first known."""
    by_year: dict[int, Array] = {}
    for one in known:
        for i, year in enumerate(one.years):
            if year <= one.last_observed and year < base.years[-1]:
                by_year.setdefault(year, one.persons[:, :, i])
    by_year[base.years[-1]] = base.persons[:, :, -1]
    years = tuple(sorted(by_year))
    counts = np.stack([by_year[year] for year in years], axis=-1)[None]
    source = "; ".join(dict.fromkeys([*(one.source for one in known), base.source]))
    label, note = "Estimates to the base", "Earlier years are as they were estimated at the time."
    return Population("observed", label, "estimate", years, ("persons",), base.ages, counts, years[-1], source, note)
