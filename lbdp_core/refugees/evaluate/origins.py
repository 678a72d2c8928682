"""Origins: forecasts of each quarter as they would have been made then, of support, the older series and duties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import backtest, move_on, quarters
from lbdp_core.boroughs import CODES
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import Array, course, fit
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.national import doubts
from lbdp_core.refugees.scenario.support import alone
from lbdp_core.refugees.scenario.world import Course

BOROUGHS = len(CODES)
HORIZONS, DUTY_HORIZONS = (1, 2, 4, 8), (1, 2, 4)
FIRST = 4  # quarters of the older series that are seen before the first forecast
TUNED = "2019Q4"  # the last origin that the rule was chosen on
RULES = ("last_value", "drift")  # the first is the one to beat
Entry = dict[str, Any]


def total(evidence: Evidence) -> list[Entry]:
    """People in support since December 2022: an entry an origin and horizon that is over.

    The model is what `fit` makes of the evidence cut at the origin. A quarter that is not known is neither an origin
    nor a target.
    """
    entries = []
    for n, horizons in backtest.origins(evidence.total.known, HORIZONS):
        origin = evidence.total.quarters[n]
        known = evidence.upto(origin)
        fitted = fit(known)
        flows = alone(fitted)
        for horizon in horizons:
            truth = evidence.total.people[n + horizon, :BOROUGHS]
            made = fitted.centre[horizon - 1, :BOROUGHS]
            rungs = _rules(known.total.people, horizon) | {"flows_alone": flows[horizon, :BOROUGHS]}
            london = {name: float(rung.sum() / truth.sum() - 1) for name, rung in ({"model": made} | rungs).items()}
            target = f"{quarters.words(quarters.label(quarters.index(origin) + horizon))}, {horizon} ahead"
            entry = _entry(origin, horizon, doubts(fitted).people[horizon - 1], truth, {"model": made} | rungs)
            parts = {
                "total_known": float(np.abs(made * truth.sum() / made.sum() - truth).sum()),
                "shares_known": float(np.abs(made.sum() - truth.sum())),
            }
            entry |= {"target": target, "london": {"truth": float(truth.sum())} | london, "rule": fitted.rule}
            entries.append(entry | {f"absolute_{name}": error for name, error in parts.items()})
    return entries


def older(evidence: Evidence) -> list[Entry]:
    """Dispersal and subsistence under Section 95, 2014 to 2022: an entry an origin and horizon."""
    series, entries = evidence.before, []
    for n, horizons in backtest.origins(series.known, range(1, s.STEPS + 1), FIRST):
        origin, seen = series.quarters[n], series.people[: n + 1]
        centre = course.expected(seen, seen.sum(axis=1), course.even_shares(evidence.households, seen))
        past = series.upto(origin)
        drawn = course.draws(centre, course.spread([(past, past)], evidence.households))
        for horizon in horizons:
            truth = series.people[n + horizon, :BOROUGHS]
            made = {"model": centre[horizon - 1, :BOROUGHS]} | _rules(seen, horizon)
            entry = _entry(origin, horizon, drawn[horizon - 1], truth, made)
            entries.append(entry | {"tuned": origin <= TUNED})
    return entries


def duty(evidence: Evidence) -> list[Entry]:
    """Households owed a duty after support in a quarter (H-CLIC), pooled by horizon; nothing without H-CLIC.

    Over boroughs published at the origin and at the target. The flows are those of the evidence cut at the origin,
    with the notice that held then.
    """
    if evidence.duties is None:
        return []
    published, entries = _by_borough(evidence.duties), []
    for origin in evidence.total.quarters:
        known = evidence.upto(origin)
        if known.duties is None or origin not in published.index or _by_borough(known.duties).empty:
            continue
        fitted = fit(known)
        days = move_on.days(quarters.last_day(origin), fitted.single)
        spec = RefugeesLevers.specs()["duties"]
        each = float(np.clip(fitted.duty_rate or RefugeesLevers().duties, spec.low, spec.high))  # as was known then
        then = Course.of(fitted, RefugeesLevers(notice=days, duties=each))
        for horizon in DUTY_HORIZONS:
            target = quarters.label(quarters.index(origin) + horizon)
            if target in published.index:
                expected = (then.duties(horizon) - then.duties(horizon - 1))[:, :BOROUGHS]
                last, later = (published.loc[q].to_numpy(dtype=float) for q in (origin, target))
                both = ~np.isnan(last) & ~np.isnan(later)
                made = {"model": expected.mean(axis=0)[both], "last_value": last[both], "drift": last[both]}
                counts = np.random.default_rng(s.SEED).poisson(
                    expected[:, both]
                )  # counts scatter around what is expected
                entries.append(_entry(origin, horizon, counts.astype(float), later[both], made))
    return pooled([entry for entry in entries if entry["people"] > 0])


def pooled(entries: Sequence[Entry]) -> list[Entry]:
    """A row a horizon: errors weighted by people of the model, the last count and drift, and the range's coverage."""
    rows = []
    for horizon, mine in backtest.by(entries, "horizon").items():
        low, high = backtest.interval(mine, "coverage_80", s.SEED)
        row = {"horizon": horizon} | backtest.pooled(mine, RULES, "people")
        rows.append(row | {"coverage_low": low, "coverage_high": high})
    return rows


def _rules(seen: Array, horizon: int) -> dict[str, Array]:
    return {name: getattr(backtest, name)(seen, horizon)[:BOROUGHS] for name in RULES}


def _entry(origin: str, horizon: int, drawn: Array, truth: Array, made: Mapping[str, Array]) -> Entry:
    """The errors of one forecast. drawn: (draws, boroughs or more). made: by the model and by rules, (boroughs,)."""
    errors = {name: backtest.wape(forecast, truth) for name, forecast in made.items()}
    pits = backtest.pit(drawn[:, : len(truth)], truth, s.SEED + quarters.index(origin))
    covered = float(backtest.inside_80(pits).mean()) if len(truth) else 0.0
    entry = backtest.entry(errors, RULES[0], covered, origin=origin, horizon=horizon, people=float(truth.sum()))
    absolute = {name: float(np.abs(made[name] - truth).sum()) for name in ("model", *RULES)}
    return entry | {"absolute": absolute["model"]} | {f"absolute_{name}": absolute[name] for name in RULES}


def _by_borough(duties: pd.DataFrame) -> pd.DataFrame:
    return duties.pivot_table(index="quarter", columns="code", values="duties").reindex(columns=list(CODES))
