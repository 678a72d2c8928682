"""Evaluate: every indicator from every earlier year, one and three years on, against the rules it must beat."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import backtest
from lbdp_core.children import verdicts
from lbdp_core.children.load import Array, Evidence
from lbdp_core.children.model import need
from lbdp_core.children.model.forecasting import Method, Situation, kept, last_known, neighbour_shrink
from lbdp_core.result import Scorecard

HORIZONS = (1, 3)
FIRST = 3  # years that must be known before a forecast is scored
LEAST = 30  # councils
MANY = 5  # origins that an indicator must have before its skill is counted
LATE = 3  # the last years forecast, counted by themselves
SMALLEST = 10  # councils that a group must have
BASELINE = "neighbour_shrink"


def evaluate(evidence: Evidence) -> Scorecard:
    """Weighted absolute percentage error over councils, and how often 80% ranges held."""
    each: list[dict[str, Any]] = []
    origins = [row for horizon in HORIZONS for row in _origins(evidence, horizon, each)]
    by = _by_indicator(origins)
    skill = backtest.mean(origins, "skill")
    more = {
        "by_indicator": by,
        "better": [_better(by, horizon) for horizon in HORIZONS],
        "lately": [_lately(origins, horizon) for horizon in HORIZONS],
        "by_group": _by_group(each),
        "need": _need(evidence),
        "funnels": _funnels(evidence),
    }
    what = "indicators of children's social care by council"
    return Scorecard(
        "children",
        what,
        "weighted absolute error",
        "% of the values",
        BASELINE,
        tuple(origins),
        float("nan") if skill is None else skill,
        more,
    )


def _origins(evidence: Evidence, horizon: int, each: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """An entry an indicator and year; the same for each group of councils is added to `each`."""
    rows, known, groups = [], dict[tuple[str, int], Situation | None](), group_masks(evidence)
    for count in range(FIRST, len(evidence.years) - horizon + 1):
        method = Method(evidence.upto(evidence.years[count - 1]), horizon, known)
        for one in evidence.indicators:
            found = method.forecast(one.key)
            seen, truth = method.evidence.series[one.key].value, evidence.series[one.key].value[count - 1 + horizon]
            if found is None:
                continue
            held = share_held(found.low, found.high, truth)
            if held is None:
                continue  # from the first years there is no past error, so no method yet
            rules = {"last_value": last_known(seen), "drift": kept(one, backtest.drift(seen, horizon, -np.inf)),
                     BASELINE: neighbour_shrink(seen, method.near, horizon)}  # fmt: skip
            there = np.isfinite(truth) & np.isfinite(found.middle) & np.isfinite(rules[BASELINE])
            if there.sum() < LEAST:
                continue
            facts = {"origin": str(evidence.years[count - 1]), "horizon": horizon, "target": one.key}
            rules = {"model": found.middle, **rules}
            errors = {name: weighted_error(rule, truth, there) for name, rule in rules.items()}
            rows.append(backtest.entry(errors, BASELINE, held, councils=int(there.sum()), **facts))
            for group, mask in groups.items():
                inside = there & mask
                part = share_held(found.low[inside], found.high[inside], truth[inside])
                if inside.sum() >= SMALLEST and part is not None and truth[inside].any():
                    errors = {name: weighted_error(rule, truth, inside) for name, rule in rules.items()}
                    each.append(backtest.entry(errors, BASELINE, part, group=group, horizon=horizon))
    return rows


def group_masks(evidence: Evidence) -> dict[str, NDArray[np.bool_]]:
    """(c,) by group: London and not, and the thirds of councils with the fewest and the most children."""
    children = evidence.children[-1]
    few, many = np.nanquantile(children, [1 / 3, 2 / 3])
    return {"London boroughs": evidence.london, "Other councils": ~evidence.london,
            "The third of councils with the fewest children": children <= few,
            "The third of councils with the most children": children >= many}  # fmt: skip


def _by_group(each: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a group and horizon: mean errors over indicators and origins, mean skill and coverage."""
    rows = []
    for group, horizon in dict.fromkeys((e["group"], e["horizon"]) for e in each):
        mine = [e for e in each if (e["group"], e["horizon"]) == (group, horizon)]
        row = backtest.pooled(mine, (BASELINE, "last_value", "drift"))
        rows.append({"group": group, "horizon": horizon} | {name: round(value, 4) for name, value in row.items()})
    return rows


def weighted_error(forecast: Array, truth: Array, there: NDArray[np.bool_]) -> float:
    """Absolute errors added up over councils, as a percentage of the values added up."""
    return round(100 * backtest.wape(forecast[there], truth[there]), 3)


def share_held(low: Array, high: Array, truth: Array) -> float | None:
    """The share of truths within their range; None where no past error gave one."""
    ranged = np.isfinite(truth) & np.isfinite(low)
    return round(float(((truth >= low) & (truth <= high))[ranged].mean()), 3) if ranged.any() else None


def _by_indicator(origins: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row an indicator and horizon: mean errors over its origins, skill of those means, and coverage."""
    found = []
    for key, horizon in dict.fromkeys((o["target"], o["horizon"]) for o in origins):
        mine = [o for o in origins if (o["target"], o["horizon"]) == (key, horizon)]
        row = backtest.pooled(mine, (BASELINE, "last_value", "drift"))
        row["skill"] = backtest.skill(row["model"], row[BASELINE])
        found.append({"indicator": key, "horizon": horizon} | {name: round(value, 4) for name, value in row.items()})
    return found


def _better(rows: list[dict[str, Any]], horizon: int) -> dict[str, Any]:
    """How many indicators with a long enough past are forecast better than by the neighbour shrink."""
    mine = [row for row in rows if row["horizon"] == horizon and row["origins"] >= MANY]
    means = {name: backtest.mean(mine, name) for name in ("skill", "coverage_80")}
    return {"horizon": horizon, "indicators": len(mine), "better": sum(row["skill"] > 0 for row in mine)} | means


def _lately(origins: list[dict[str, Any]], horizon: int) -> dict[str, Any]:
    """The same over the last years that were forecast, which no setting of the method was chosen on."""
    target = {id(o): int(o["origin"]) + horizon for o in origins if o["horizon"] == horizon}
    last = max(target.values(), default=0)
    long = [o["indicator"] for o in _by_indicator(origins) if o["horizon"] == horizon and o["origins"] >= MANY]
    late = [o for o in origins if target.get(id(o), 0) > last - LATE and o["target"] in long]
    rows = _by_indicator(late)
    years = {"from": last - LATE + 1, "to": last}
    return {"horizon": horizon, "indicators": len(rows), "better": sum(row["skill"] > 0 for row in rows)} | years


def _need(evidence: Evidence) -> list[dict[str, Any]]:
    """How well need alone says what a council not seen has, by indicator."""
    found = []
    for one in evidence.indicators:
        by = need.expected(evidence.context, evidence.series[one.key].value[-1])
        if by is not None:
            facts = {"indicator": one.key, "error": round(by.error, 3), "mean_of_others": round(by.naive, 3)}
            found.append(facts | {"explained": round(by.explained, 3)})
    return found


def _funnels(evidence: Evidence) -> list[dict[str, Any]]:
    """What a funnel flags in the last year, plain and over-dispersed, and how much is left of a distance a year on."""
    found: list[dict[str, Any]] = []
    for one in evidence.indicators:
        series = evidence.series[one.key]
        among = verdicts.funnel(series.n[-1], series.of[-1], one.share)
        (plain, wide), (plain_998, wide_998) = among.outside(), among.outside(verdicts.Z998)
        facts: dict[str, float] = {"phi": among.phi, "plain_95": plain, "over_dispersed_95": wide,
                 "plain_998": plain_998, "over_dispersed_998": wide_998,
                 "change_quarter": verdicts.quartile_changes(series.value),
                 "left_after_a_year": verdicts.regression_to_mean(series.value)[0]}  # fmt: skip
        found.append({"indicator": one.key} | {name: round(each, 3) for name, each in facts.items()})
    return found
