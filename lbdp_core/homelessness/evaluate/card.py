"""The scorecard: how much nearer than simple rules, by origin, horizon, target and borough, and how wide was right.

`skill` is over the seasonal-naive rule, against which the goal is set; the last value and drift stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.backtest import clustered_interval, skill
from lbdp_core.homelessness.evaluate.origins import HORIZONS, RULES, Scored, every
from lbdp_core.homelessness.evaluate.street import street
from lbdp_core.homelessness.load import Evidence
from lbdp_core.homelessness.model import settings
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
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
        raise DataError("Too few quarters of H-CLIC are held to score a forecast; add ten or more in a row.")
    origins = tuple(entry(s) for s in later)
    mean = float(np.mean([o["skill"] for o in origins]))
    by_target = {t: pooled([s for s in later if s.target == t]) for t in settings.TARGETS}
    by_horizon = {str(h): pooled([s for s in later if s.horizon == h]) for h in range(1, HORIZONS + 1)}
    cells = {
        t: {str(h): pooled([s for s in later if s.target == t and s.horizon == h]) for h in range(1, HORIZONS + 1)}
        for t in settings.TARGETS
    }
    inside = [(x, s.quarter) for s in later for x in s.inside[:-1] if x == x]
    values, quarters = np.array([x for x, _ in inside]), np.array([q for _, q in inside])
    low, high = clustered_interval(values, quarters, SEED)
    return Scorecard(
        theme="homelessness",
        target="Duties owed, main duties accepted and households in temporary accommodation, by borough and quarter",
        metric="weighted interval score, mean over the boroughs that reported",
        unit="households",
        baseline=BASELINE,
        origins=origins,
        skill=mean,
        more={
            "goal": GOAL,
            "goal_reached": {h: stands(found) == "model" for h, found in by_horizon.items()},
            "skill_over_last_value": float(np.mean([o["skill_over_last_value"] for o in origins])),
            "chosen_on": {"quarters_until": CHOSEN_UNTIL, **pooled([s for s in scored if s.quarter <= CHOSEN_UNTIL])},
            "by_horizon": by_horizon,
            "by_target": by_target,
            "by_target_and_horizon": cells,
            "stands": {t: {h: stands(found) for h, found in by.items()} for t, by in cells.items()},
            "stands_at": {h: stands(found) for h, found in by_horizon.items()},
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
                "Only boroughs and quarters that were reported are scored; London is the publisher's own row.",
                "Intervals resample whole quarters, because boroughs err together.",
                "H-CLIC comes four to five months after its quarter, so the first quarter ahead is nearly over when it "
                "is forecast.",
                "Rough sleeping by borough is not scored, because its borough figures are synthetic.",
            ],
        },
    )


def entry(s: Scored) -> dict[str, Any]:
    """One origin, horizon and target."""
    model = float(np.nanmean(s.model[:-1]))
    rules = {name: float(np.nanmean(s.rules[name][:-1])) for name in RULES}
    return {
        "origin": s.origin,
        "horizon": s.horizon,
        "target": s.target,
        "quarter": s.quarter,
        "model": model,
        "baselines": rules,
        "skill": skill(model, rules[BASELINE]),
        "skill_over_last_value": skill(model, rules[LAST]),
        "coverage_80": float(np.nanmean(s.inside[:-1])),
        "boroughs": int((~np.isnan(s.model[:-1])).sum()),
        "london": {"model": _plain(s.model[-1]), **{name: _plain(s.rules[name][-1]) for name in RULES}},
    }


def stands(found: dict[str, Any]) -> str:
    """Which of the two a page should go by: the method where it reaches the goal, otherwise the seasonal-naive rule."""
    return "model" if found["skill"] is not None and found["skill"] >= GOAL else BASELINE


def pooled(scored: Sequence[Scored]) -> dict[str, Any]:
    """Mean scores; the mean skill over origins: over the seasonal-naive rule, with a 95% interval of quarters, and
    over the last value; coverage, over boroughs.
    """
    if not scored:
        nothing = dict.fromkeys(("model", *RULES, "skill", "skill_over_last_value", "coverage_80"))
        return nothing | {"origins": 0}
    each = [entry(s) for s in scored]
    skills = np.array([e["skill"] for e in each])
    low, high = clustered_interval(skills, np.array([s.quarter for s in scored]), SEED)
    return {
        "model": float(np.mean([e["model"] for e in each])),
        **{name: float(np.mean([e["baselines"][name] for e in each])) for name in RULES},
        "skill": float(skills.mean()),
        "skill_over_last_value": float(np.mean([e["skill_over_last_value"] for e in each])),
        "skill_low": low,
        "skill_high": high,
        "coverage_80": float(np.mean([e["coverage_80"] for e in each])),
        "origins": len(each),
    }


def london(scored: Sequence[Scored]) -> dict[str, Any]:
    """The same of the publisher's own row, pooled over origins and horizons."""
    model, rules = _mean(s.model[-1] for s in scored), {n: _mean(s.rules[n][-1] for s in scored) for n in RULES}
    over = {n: None if model is None or not rule else 1 - model / rule for n, rule in rules.items()}
    return {
        "model": model,
        **rules,
        "skill": over[BASELINE],
        "skill_over_last_value": over[LAST],
        "coverage_80": _mean(s.inside[-1] for s in scored),
    }


def boroughs(evidence: Evidence, scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """Skill and coverage of every borough over all targets, each target in shares of its naive score; by name."""
    out = []
    for b in np.argsort(evidence.names):
        parts = [(s.target, s.model[b], s.naive[b]) for s in scored if not np.isnan(s.model[b])]
        by = {t: _both([(m, n) for target, m, n in parts if target == t]) for t in settings.TARGETS}
        skills = [found["skill"] for found in by.values() if found["skill"] is not None]
        out.append(
            {
                "borough": evidence.names[b],
                "skill": float(np.mean(skills)) if skills else None,
                "coverage_80": _mean(s.inside[b] for s in scored),
                "forecasts": len(parts),
                "by_target": by,
            }
        )
    return out


def _both(pairs: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Mean scores of the method and of the rule, and the skill between them; none where nothing was scored."""
    model, naive = (_mean(side) for side in zip(*pairs, strict=True)) if pairs else (None, None)
    return {"model": model, BASELINE: naive, "skill": None if model is None or not naive else 1 - model / naive}


def _mean(values: Iterable[float]) -> float | None:
    known = [float(v) for v in values if v == v]
    return float(np.mean(known)) if known else None


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
