"""Panels: rows of a population file, whichever way it is laid out, to residents by sex, borough, age and year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES, NAMES, borough
from lbdp_core.health.schema import AGES, OLDEST
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
SEXES = {
    **dict.fromkeys(("female", "females", "f", "women", "2"), "female"),
    **dict.fromkeys(("male", "males", "m", "men", "1"), "male"),
    **dict.fromkeys(("persons", "person", "all", "both", "all persons", "total", "p", ""), "persons"),
}


@dataclass(frozen=True, eq=False)
class Panel:
    """Residents (s, b, a, t): sexes, boroughs sorted by code, single ages to 90 and over, years without gaps.

    notes: what was missing and how it was filled, a sentence each.
    """

    counts: Array
    sexes: tuple[str, ...]
    years: tuple[int, ...]
    notes: tuple[str, ...]


def panel(frame: pd.DataFrame, label: str, year: int | None = None) -> Panel:
    """A population from the usable rows of a file (see the kinds' `sift`).

    Args:
        frame: as the door reads it, aggregates taken out. label: what to call the file. year: of a file without one.

    Raises:
        DataError: a borough is missing or there twice, a sex or an age is not one, or too little is left to fill gaps.
    """
    raw = _by_age(frame, year) if "age_0" in frame else _by_year(frame, label)
    raw["sex"] = _sexes(raw["sex"], label)
    if gone := [name for code, name in zip(CODES, NAMES, strict=True) if code not in set(raw["code"])]:
        raise DataError(f"{label} has no row for {gone[0]}{_others(gone)}; give all 33 boroughs.")
    if (again := raw.duplicated(["code", "sex", "year"])).any():
        row = raw[again].iloc[0]
        name = NAMES[CODES.index(row["code"])]
        raise DataError(f"{label} has {name} twice for {row['year']} and {row['sex']}; keep one of the rows.")
    wanted = ("female", "male") if {"female", "male"} <= set(raw["sex"]) else ("persons",)
    if not set(wanted) <= set(raw["sex"]):
        raise DataError(f"{label} has one sex only; give both, or persons.")
    years = tuple(range(int(raw["year"].min()), int(raw["year"].max()) + 1))
    counts = np.full((len(wanted), len(CODES), len(AGES), len(years)), np.nan)
    kept = raw[raw["sex"].isin(wanted)]
    s, b = pd.Index(wanted).get_indexer(pd.Index(kept["sex"])), pd.Index(CODES).get_indexer(pd.Index(kept["code"]))
    counts[s, b, :, kept["year"].to_numpy(int) - years[0]] = kept[list(AGES)].to_numpy(float)
    return filled(Panel(counts, wanted, years, ()), label)


def filled(gapped: Panel, label: str) -> Panel:
    """Years that are not there, or not whole, filled in a straight line between their neighbours, and said.

    A year at either end that some borough lacks is left out for all.

    Raises:
        DataError: no year has every borough.
    """
    lacks = np.asarray(np.isnan(gapped.counts).any(axis=(0, 2)))  # (b, t)
    whole = np.flatnonzero(~lacks.any(axis=0))
    if not len(whole):
        raise DataError(f"{label} has no year in which all boroughs and ages have a figure; give the whole file.")
    first, last = whole[0], whole[-1] + 1
    ends = [y for i, y in enumerate(gapped.years) if not first <= i < last]
    years, counts, lacks = gapped.years[first:last], gapped.counts[..., first:last].copy(), lacks[:, first:last]
    notes = [f"{label}: {_years(ends)} left out, because not every borough has a figure"] if ends else []
    empty = [y for i, y in enumerate(years) if lacks[:, i].all()]
    if empty:
        notes.append(f"{label}: {_years(empty)} not in the file, filled in evenly between the years beside")
    at = np.arange(len(years))
    for b in np.flatnonzero(lacks.any(axis=1)):
        some = [y for i, y in enumerate(years) if lacks[b, i] and y not in empty]
        if some:
            notes.append(f"{label}: {NAMES[b]} has no whole figure for {_years(some)}, filled in evenly")
        known = ~lacks[b]
        flat = counts[:, b].reshape(-1, len(years))
        counts[:, b] = np.array([np.interp(at, at[known], line[known]) for line in flat]).reshape(counts[:, b].shape)
    return replace(gapped, counts=counts, years=years, notes=tuple(notes))


def _by_age(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
    ages = frame[[f"age_{age}" for age in AGES]].set_axis(list(AGES), axis=1)
    at = frame["year"] if "year" in frame else pd.Series(float(year or 0), index=frame.index)
    sex = frame["sex"] if "sex" in frame else pd.Series("persons", index=frame.index)
    return ages.assign(code=borough(frame), sex=sex, year=at.astype(int))


def _by_year(frame: pd.DataFrame, label: str) -> pd.DataFrame:
    columns = [c for c in frame if str(c).startswith("in_")]
    long = frame.assign(code=borough(frame), at=_ages(frame["age"], label))
    long = long.melt(["code", "sex", "at"], columns, "year", "people")
    long["year"] = long["year"].astype("str").str[3:].astype(int)
    # an age above 90 belongs to the open band; a gap in any part is a gap in the sum
    keys = ["code", "sex", "year"]
    summed = long.pivot_table(index=keys, columns="at", values="people", aggfunc="sum").reindex(columns=list(AGES))
    gaps = long[long["people"].isna()].set_index([*keys, "at"]).index
    for *row, age in gaps.unique():
        summed.loc[tuple(row), age] = np.nan
    return summed.reset_index()


def _ages(texts: pd.Series, label: str) -> pd.Series:
    first = texts.astype("str").str.extract(r"^\s*(\d{1,3})(?:\s*\+|\s+and over|\s+years?)?\s*$", expand=False)
    if first.isna().any():
        raise DataError(f"{label} has the age “{texts[first.isna()].iloc[0]}”; give single years of age.")
    return first.astype(int).clip(upper=OLDEST)


def _sexes(texts: pd.Series, label: str) -> pd.Series:
    known = texts.fillna("").astype("str").str.strip().str.casefold().str.removesuffix(".0").map(SEXES)
    if known.isna().any():
        raise DataError(f"{label} has the sex “{texts[known.isna()].iloc[0]}”; give male, female or persons.")
    return known


def _others(names: list[str]) -> str:
    return f" and {len(names) - 1} more" if len(names) > 1 else ""


def _years(years: list[int]) -> str:
    return ", ".join(map(str, years)) if len(years) < 4 else f"{len(years)} years from {years[0]} to {years[-1]}"
