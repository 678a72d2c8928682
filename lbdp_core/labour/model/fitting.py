"""Fitting: the evidence to forecasts of claimants and arrays of published jobs, once, before the doors open."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES
from lbdp_core.labour.load import ENGLAND, LONDON, Array, Evidence
from lbdp_core.labour.model.fitted import HORIZONS, Fitted, base
from lbdp_core.labour.model.forecasting import forecast, outcomes

REGION, NATION, ALL = "Greater London", "England", "All occupations"


def fit(evidence: Evidence) -> Fitted:
    """Everything that a lever moves from."""
    jobs = evidence.jobs
    mine = jobs[jobs["region"].eq(REGION) & jobs["table"].eq("occupations")]
    names = [name for name in dict.fromkeys(mine["row"]) if str(name)[:2].isdigit()]
    years = sorted({int(m) for m in mine["measure"] if str(m).isdigit()})
    industries = jobs[jobs["region"].eq(REGION) & jobs["table"].eq("industries")]
    sectors = [name for name in dict.fromkeys(industries["row"]) if name != "All industries"]
    levels = list(dict.fromkeys(jobs[jobs["region"].eq(REGION) & jobs["table"].eq("qualifications")]["row"]))[:-1]
    measures, measured, measured_in = _measured(evidence.rates)
    matrix = evidence.matrix.pivot_table(index="industry", columns="group", values="share")
    majors = list(dict.fromkeys(evidence.matrix["group"]))
    ahead = [forecast(evidence.rate, horizon) for horizon in HORIZONS]
    drawn = [outcomes(evidence.rate, h, each.model) for h, each in zip(HORIZONS, ahead, strict=True)]
    wide = {name: _areas(evidence, name) for name in ("rate", "low", "high")}
    total = mine[mine["row"].eq(ALL)].set_index("measure")["thousands"]
    whole = np.vstack([_levels(jobs, region, "occupations", [ALL], years) for region in (REGION, NATION)])
    start = base(whole[0], float(total["net"]))
    return Fitted(
        years=np.array(evidence.years, dtype=np.int64),
        rate=evidence.rate,
        england=evidence.england,
        people=evidence.people,
        ahead=np.array([each.middle for each in ahead]).round(4),
        shock=np.array([shock for shock, _ in drawn]).round(4),
        own=np.array([own for _, own in drawn]).round(4),
        better=np.array([each.model for each in ahead]),
        occupations=np.array(names),
        groups=np.array([int(str(name)[0]) - 1 for name in names], dtype=np.int64),
        years_jobs=np.array(years, dtype=np.int64),
        jobs=_levels(jobs, REGION, "occupations", names, years),
        england_jobs=_levels(jobs, NATION, "occupations", names, years),
        all_jobs=whole,
        net=_column(mine, names, "net"),
        replacement=_column(mine, names, "replacement"),
        total=np.array([float(total["net"]), float(total["replacement"]), float(total[str(years[-1])])]),
        effects=_effects(evidence.effects, names, f"{years[start]}-{years[-1]}"),
        industries=np.array(sectors),
        industry_jobs=_levels(jobs, REGION, "industries", sectors, years),
        majors=np.array(majors),
        share=matrix.reindex(index=sectors, columns=majors).fillna(0.0).to_numpy(dtype=float),
        levels=np.array(levels, dtype=str),
        level_jobs=_levels(jobs, REGION, "qualifications", levels, years),
        measures=measures,
        measured=measured,
        measured_in=measured_in,
        areas=evidence.codes,
        dates=np.array(sorted(set(evidence.areas["date"])), dtype=str),
        area_rate=wide["rate"],
        area_low=wide["low"],
        area_high=wide["high"],
        advert_soc=evidence.adverts["soc"].to_numpy(dtype=str),
        adverts=evidence.adverts["adverts"].to_numpy(dtype=float),
        synthetic=evidence.adverts["synthetic"].to_numpy(dtype=bool),
    )


def _measured(rates: pd.DataFrame) -> tuple[NDArray[np.str_], Array, NDArray[np.int64]]:
    """Names, figures and years of all measures but claimants: the last year that has half the boroughs."""
    names = sorted(set(rates["indicator"]) - {"claimants"})
    found, years = [], []
    for name in names:
        mine = rates[rates["indicator"].eq(name)]
        boroughs = mine[mine["code"].isin(CODES)].groupby("year")["value"].count()
        years.append(int(boroughs[boroughs >= len(CODES) / 2].index.max()))
        last = mine[mine["year"].eq(years[-1])].set_index("code")[["value", "low", "high"]]
        found.append(last.reindex([*CODES, LONDON, ENGLAND]).to_numpy(dtype=float))
    return np.array(names, dtype=str), np.array(found).reshape(-1, len(CODES) + 2, 3), np.array(years, dtype=np.int64)


def _levels(jobs: pd.DataFrame, region: str, table: str, names: list[str], years: list[int]) -> Array:
    rows = jobs[jobs["region"].eq(region) & jobs["table"].eq(table)]
    wide = rows.pivot_table(index="row", columns="measure", values="thousands", aggfunc="first")
    return wide.reindex(index=names, columns=[str(year) for year in years]).to_numpy(dtype=float)


def _column(rows: pd.DataFrame, names: list[str], measure: str) -> Array:
    return rows[rows["measure"].eq(measure)].set_index("row")["thousands"].reindex(names).to_numpy(dtype=float)


def _effects(effects: pd.DataFrame, names: list[str], span: str) -> Array:
    mine = effects[effects["region"].eq(REGION)]
    wide = mine.pivot_table(index="row", columns="measure", values="thousands", aggfunc="first")
    columns = [f"{effect} {span}" for effect in ("scale", "occupation", "industry")]
    return wide.reindex(index=names, columns=columns).to_numpy(dtype=float)


def _areas(evidence: Evidence, name: str) -> Array:
    """(d, n) by date and LSOA."""
    wide = evidence.areas.pivot_table(index="date", columns="code", values=name, aggfunc="first")
    return wide.reindex(columns=list(evidence.codes)).to_numpy(dtype=float)


def quotients(local: Array, wider: Array, whole: Array) -> Array:
    """(k, y) location quotients: the share of a row in all jobs, over its share in the wider area.

    whole: (2, y) all jobs here and in the wider area, those of hidden rows too.

    >>> quotients(np.array([[1.0], [3.0]]), np.array([[5.0], [5.0]]), np.array([[4.0], [10.0]])).ravel().tolist()
    [0.5, 1.5]
    """
    return np.asarray((local / whole[0]) / (wider / whole[1]))
