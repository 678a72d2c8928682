"""How wrong was it? Every quarter is forecast from the quarters before it, beside simple rules.

By origin, horizon, target and borough: how much nearer than the rules, and how often the ranges were right.

`skill` is over the seasonal-naive rule, against which the goal is set; the last value and drift stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from lbdp_core import backtest
from lbdp_core.homelessness.evaluate.origins import HORIZONS, RULES, Scored, every
from lbdp_core.homelessness.evaluate.street import street
from lbdp_core.homelessness.load import Evidence
from lbdp_core.homelessness.model import settings
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError

BASELINE, LAST = "seasonal_naive", "last_value"
GOAL = 0.10
# The method was chosen on forecasts of quarters up to this one; it is reported on origins from this quarter on.
CHOSEN_UNTIL = "2022Q1"
SEED = 7


def evaluate(evidence: Evidence) -> Scorecard:
    """Score every target at one to four quarters from every origin, and report the origins that did not choose the
    method.

    Raises:
        DataError: fewer quarters are held than a first forecast and its truth need.
    """
    scored = every(evidence)
    later = [s for s in scored if s.origin >= CHOSEN_UNTIL] or scored
    if not later:
        raise DataError("There are too few quarters of H-CLIC to check a forecast; add ten or more in a row.")
    origins = [entry(s) for s in later]
    by_target = {t: [o for o in origins if o["target"] == t] for t in settings.TARGETS}
    by_horizon = {str(h): pooled([o for o in origins if o["horizon"] == h]) for h in HORIZONS}
    cells = {
        t: {str(h): pooled([o for o in mine if o["horizon"] == h]) for h in HORIZONS} for t, mine in by_target.items()
    }
    inside = [(x, s.quarter) for s in later for x in s.inside[:-1] if x == x]
    values, quarters = np.array([x for x, _ in inside]), np.array([q for _, q in inside])
    low, high = backtest.clustered_interval(values, quarters, SEED)
    chosen_on = pooled([entry(s) for s in scored if s.quarter <= CHOSEN_UNTIL])
    return Scorecard(
        theme="homelessness",
        target="Duties owed, main duties accepted and households in temporary accommodation, by borough and quarter",
        metric="weighted interval score, mean over the boroughs that reported",
        unit="households",
        baseline=BASELINE,
        origins=tuple(origins),
        skill=backtest.mean(origins, "skill") or 0.0,
        more={
            "goal": GOAL,
            "goal_reached": {h: stands(row) == "model" for h, row in by_horizon.items()},
            "skill_over_last_value": backtest.mean(origins, "skill_over_last_value"),
            "chosen_on": {"quarters_until": CHOSEN_UNTIL, **chosen_on},
            "by_horizon": by_horizon,
            "by_target": {t: pooled(mine) for t, mine in by_target.items()},
            "by_target_and_horizon": cells,
            "stands": {t: {h: stands(row) for h, row in by.items()} for t, by in cells.items()},
            "stands_at": {h: stands(row) for h, row in by_horizon.items()},
            "by_borough": boroughs(evidence, later),
            "london": {t: london([s for s in later if s.target == t]) for t in settings.TARGETS},
            "coverage_80": float(values.mean()),
            "coverage_80_low": low,
            "coverage_80_high": high,
            "coverage_80_of_naive": float(np.nanmean([np.nanmean(s.naive_inside[:-1]) for s in later])),
            "forecasts_scored": len(values),
            "not_published": int(sum(np.isnan(s.inside[:-1]).sum() for s in later)),
            "street": street(evidence),
            "notes": [
                "We check only boroughs and quarters that were reported. London is the publisher's own total.",
                "Intervals resample whole quarters, because boroughs go wrong together.",
                "H-CLIC comes four to five months after its quarter, so the first quarter ahead is nearly over when it "
                "is forecast.",
                "We do not check rough sleeping by borough, because its borough figures are synthetic.",
            ],
        },
    )


def entry(s: Scored) -> dict[str, Any]:
    """One origin, horizon and target."""
    errors = {name: float(np.nanmean(scores[:-1])) for name, scores in s.scores.items()}
    where = {"origin": s.origin, "horizon": s.horizon, "target": s.target, "quarter": s.quarter}
    return backtest.entry(errors, BASELINE, float(np.nanmean(s.inside[:-1])), **where) | {
        "skill_over_last_value": backtest.skill(errors["model"], errors[LAST]),
        "boroughs": int((~np.isnan(s.scores["model"][:-1])).sum()),
        "london": {name: None if np.isnan(scores[-1]) else float(scores[-1]) for name, scores in s.scores.items()},
    }


def stands(row: Mapping[str, Any]) -> str:
    """Which of the two a page should go by: the method where it reaches the goal, otherwise the seasonal-naive rule."""
    return "model" if row["skill"] is not None and row["skill"] >= GOAL else BASELINE


def pooled(entries: Sequence[backtest.Entry]) -> dict[str, Any]:
    """`backtest.pooled`, with the skill over the last value, and a 95% interval of the skill by quarter forecast."""
    row = backtest.pooled(entries, tuple(RULES))
    row["skill_over_last_value"] = backtest.mean(entries, "skill_over_last_value")
    if entries:
        row["skill_low"], row["skill_high"] = backtest.interval(entries, "skill", SEED, "quarter")
    return row


def london(scored: Sequence[Scored]) -> dict[str, Any]:
    """The same of the publisher's own row, pooled over origins and horizons."""
    errors = {name: _mean(s.scores[name][-1] for s in scored) for name in ("model", *RULES)}
    return errors | {
        "skill": _skill(errors["model"], errors[BASELINE]),
        "skill_over_last_value": _skill(errors["model"], errors[LAST]),
        "coverage_80": _mean(s.inside[-1] for s in scored),
    }


def boroughs(evidence: Evidence, scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """Skill and coverage of every borough over all targets, each target in shares of its naive score; by name."""
    rows = []
    for b in np.argsort(evidence.names):
        mine = [s for s in scored if not np.isnan(s.scores["model"][b])]
        by = {}
        for t in settings.TARGETS:
            model, naive = (_mean(s.scores[name][b] for s in mine if s.target == t) for name in ("model", BASELINE))
            by[t] = {"model": model, BASELINE: naive, "skill": _skill(model, naive)}
        skill = _mean(row["skill"] for row in by.values() if row["skill"] is not None)
        coverage = _mean(s.inside[b] for s in scored)
        row = {"borough": evidence.names[b], "skill": skill, "coverage_80": coverage, "forecasts": len(mine)}
        rows.append(row | {"by_target": by})
    return rows


def _skill(model: float | None, rule: float | None) -> float | None:
    return None if model is None or not rule else 1 - model / rule


def _mean(values: Iterable[float]) -> float | None:
    known = [float(v) for v in values if v == v]
    return float(np.mean(known)) if known else None
