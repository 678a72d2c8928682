"""Evaluation: how far the course was off, beside the last count and drift, every input cut at the origin."""

from __future__ import annotations

from typing import Any

from lbdp_core import backtest, quarters
from lbdp_core.refugees.evaluate.origins import duty, older, pooled, total
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import settings as s
from lbdp_core.result import Scorecard

__all__ = ["evaluate"]
GATE = 6  # origins from which coverage is held against its nominal value


def evaluate(evidence: Evidence) -> Scorecard:
    """Score the course on people in support since December 2022, and on the series before hotels were counted.

    `origins` are those of the total; `skill` is their mean. `more`: `before` (origins of the older series), pooled
    figures by horizon of both (`by_horizon`, `before_by_horizon`) and of people without those on subsistence only,
    whom some quarters leave out (`accommodated_by_horizon`), what the error would be had London's total or the shares
    been known (`at_longest`), `skill_before`, `skill_before_tuned` (origins on which the rule was chosen) and `notes`.
    """
    now, then = total(evidence), older(evidence)
    after = [o for o in then if not o["tuned"]]
    chosen = [o for o in then if o["tuned"]]
    found, before = pooled(now), pooled(then)
    gated = {row["horizon"]: row["origins"] >= GATE for row in found}
    more: dict[str, Any] = {
        "by_horizon": [row | {"coverage_is_gated": gated[row["horizon"]]} for row in found],
        "before": then,
        "before_by_horizon": before,
        "skill_before": backtest.mean(after, "skill") or 0.0,
        "skill_before_tuned": backtest.mean(chosen, "skill") or 0.0,
        "coverage_80": _weighted(found),
        "accommodated_by_horizon": pooled(total(evidence.of_accommodated())),
        "at_longest": _at_longest(now),
        "duties_by_horizon": duty(evidence),
        "longest_scored": max((o["horizon"] for o in now), default=0),
        "notes": _notes(evidence, found),
    }
    return Scorecard(
        theme="refugees",
        target="people in asylum support (Sections 95, 98 and 4) in each of 33 boroughs",
        metric="weighted absolute percentage error over boroughs",
        unit="share of people in support",
        baseline="last_value",
        origins=tuple(now),
        skill=backtest.mean(now, "skill") or 0.0,
        more=more,
    )


def _at_longest(origins: list[dict[str, Any]]) -> dict[str, float]:
    """Errors at the longest horizon scored: as they were, had London's total been known, and had the shares been."""
    mine = [o for o in origins if o["horizon"] == max((each["horizon"] for each in origins), default=0)]
    people = sum(o["people"] for o in mine)
    names = {"model": "absolute", "total_known": "absolute_total_known", "shares_known": "absolute_shares_known"}
    return {name: sum(o[key] for o in mine) / people for name, key in names.items()} if people else {}


def _weighted(rows: list[dict[str, Any]]) -> float:
    count = sum(row["origins"] for row in rows)
    return sum(row["coverage_80"] * row["origins"] for row in rows) / count if count else 0.0


def _notes(evidence: Evidence, found: list[dict[str, Any]]) -> list[str]:
    labels, few = evidence.total.quarters, [row["horizon"] for row in found if row["origins"] < GATE]
    lines = [
        f"From {quarters.words(labels[0])} to {quarters.words(labels[-1])} {int(evidence.total.known.sum())} quarters "
        "have a count. Forecasts made from them share most of their quarters, so intervals by quarter are wide.",
        "We chose the rule (how much of London's trend goes on, how fast shares even out) on the older series to the "
        "end of 2019, and have not changed it since.",
        f"We draw the errors of the next {s.STEPS} quarters from those that the same rule had made by the origin.",
        "Some quarters leave out people on subsistence only. Part of the change there is a break, which no rule could "
        "forecast. Scores without these people are given too, for quarters that count them separately.",
    ]
    if few:
        said = " and ".join(str(h) for h in few)
        lines.append(
            f"Coverage at {said} quarters rests on fewer than {GATE} origins, so we report it and do not judge it."
        )
    return lines
