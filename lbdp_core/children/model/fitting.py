"""Fitting: the evidence to verdicts and forecasts, once, before the doors open."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.children import verdicts
from lbdp_core.children.indicators import Indicator
from lbdp_core.children.load import DFE, Array, Evidence, Series
from lbdp_core.children.model import need
from lbdp_core.children.model.fitted import HORIZONS, SCORED, Fitted
from lbdp_core.children.model.forecasting import GRID, Forecast, Method, last_known, scale

SPENDING = ["spending_looked_after", "spending_safeguarding"]  # in £ thousand
DECIMALS = 3  # of what is stored
FINE = 6  # of distances that are held against a limit: rounding may not carry one over it
MOST = 10  # neighbours of a council
DISTANCES = ("plain", "apart", "unlike")
SKILL = 0.05  # of the variance between councils that need must explain before a council is held against it


def fit(evidence: Evidence) -> Fitted:
    """Verdicts at the last year and forecasts from it."""
    ones = evidence.indicators
    series = [evidence.series[one.key] for one in ones]
    now = [_now(one, each, evidence) for one, each in zip(ones, series, strict=True)]
    ahead = [_ahead(evidence, horizon) for horizon in HORIZONS]
    reasons, why = np.unique(["", *np.array([each.why for each in series]).ravel()], return_inverse=True)
    near = evidence.neighbours.get(DFE, np.full((len(evidence.councils), 1), -1, dtype=np.int64))
    return Fitted(
        years=np.array(evidence.years, dtype=np.int64),
        keys=np.array([one.key for one in ones]),
        dfe=evidence.councils["dfe"].to_numpy(dtype=np.int64),
        codes=evidence.councils["ons"].to_numpy(dtype=str),
        names=evidence.councils["name"].to_numpy(dtype=str),
        london=evidence.london,
        children=evidence.children[-1],
        value=_stored([each.value for each in series]),
        wider=_stored([each.wider for each in series]),
        counted=_stored([each.of for each in series]),
        near=near,
        spending=evidence.context.reindex(columns=SPENDING).to_numpy(dtype=float) * 1_000,
        slope=_stored([verdicts.regression_to_mean(each.value)[0] for each in series]),
        moves=_stored([verdicts.quartile_changes(each.value) for each in series]),
        sets=np.array(list(evidence.neighbours), dtype=str),
        near_by=_sets(evidence),
        reasons=reasons,
        why=why[1:].reshape(len(ones), len(evidence.years), -1).astype(np.int8),
        **{name: _stored([each[name] for each in now], FINE if name in DISTANCES else DECIMALS) for name in now[0]},
        **{name: np.moveaxis(_stored([each[name] for each in ahead]), 0, 1) for name in ahead[0]},
        **_before(evidence),
    )


def _before(evidence: Evidence) -> dict[str, Array]:
    """What was forecast for the last year, from what was known one and three years before it."""
    blank = np.full(len(evidence.councils), np.nan)
    nothing, found = Forecast(blank, blank, blank), []
    for horizon in SCORED:
        known = evidence.upto(evidence.years[-1] - horizon)
        method = Method(known, horizon) if known.years else None
        found.append([(method.forecast(one.key) if method else None) or nothing for one in evidence.indicators])
    parts = {"before": "middle", "before_low": "low", "before_high": "high"}
    made = {name: np.array([[getattr(one, part) for one in row] for row in found]) for name, part in parts.items()}
    return {name: each.swapaxes(0, 1).round(DECIMALS) for name, each in made.items()}


def _sets(evidence: Evidence) -> NDArray[np.int64]:
    """Every set of neighbours (s, c, n), -1 where a council has fewer."""
    made = np.full((len(evidence.neighbours), len(evidence.councils), MOST), -1, dtype=np.int64)
    for row, near in zip(made, evidence.neighbours.values(), strict=True):
        row[:, : near.shape[1]] = near[:, :MOST]
    return made


def _now(one: Indicator, series: Series, evidence: Evidence) -> dict[str, Array]:
    """The verdicts of an indicator at the last year."""
    n, of = series.n[-1], series.of[-1]
    low, high = (verdicts.wilson if one.share else verdicts.byar)(n, of)
    among = verdicts.funnel(n, of, one.share)
    found = {"low": one.times * low, "high": one.times * high, "plain": among.plain, "apart": among.z,
             "phi": np.array(among.phi), "target": np.array(one.times * among.target),
             "between": np.array(one.times * among.between)}  # fmt: skip
    expected = need.expected(evidence.context, series.value[-1])
    blank = np.full(n.shape, np.nan)
    if expected is None:
        return found | {"expected": blank, "unlike": blank, "need_error": np.full(3, np.nan)}
    unlike = blank
    if expected.explained >= SKILL:
        floor = np.nanmin(np.where(series.value[-1] > 0, series.value[-1], np.nan))
        against = np.clip(expected.expected, floor, one.times * 0.99 if one.share else np.inf) / one.times
        unlike = verdicts.funnel(n, of, one.share, against).z
    errors = np.array([expected.error, expected.naive, expected.explained])
    return found | {"expected": expected.expected, "unlike": unlike, "need_error": errors}


def _ahead(evidence: Evidence, horizon: int) -> dict[str, Array]:
    """The forecasts of every indicator at a horizon, with what is needed to draw them."""
    method, blank = Method(evidence, horizon), np.full(len(evidence.councils), np.nan)
    rows = []
    for one in evidence.indicators:
        found, spread, now = method.forecast(one.key), method.spread(one.key), method.at(one.key, len(evidence.years))
        series = evidence.series[one.key]
        none = np.full(len(GRID), np.nan)
        shock, own = spread or (none, none)
        if found is None or now is None:
            rows.append((blank, blank, blank, blank, shock, own))
            continue
        width = scale(one, last_known(series.value), last_known(series.of), now.unit)
        rows.append((found.middle, found.low, found.high, width, shock, own))
    names = ("ahead", "ahead_low", "ahead_high", "width", "shock", "own")
    return {name: np.array(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}


def _stored(rows: list[Array] | list[float], decimals: int = DECIMALS) -> Array:
    return np.asarray(np.array(rows, dtype=np.float64).round(decimals), dtype=np.float64)
