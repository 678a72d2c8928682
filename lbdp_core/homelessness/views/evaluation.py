"""Evaluation: quarters forecast from the quarters before them, beside the seasonal-naive rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core import formatting
from lbdp_core.charts import Picture, bars, ranges
from lbdp_core.formatting import people, plural, span
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.result import Scorecard

RUNGS = {"model": "The method", "last_value": "Last figure", "drift": "Drift", "seasonal_naive": "Seasonal-naive rule"}
SHORT = settings.TARGET_WORDS | {"ta_households": "In temporary accommodation"}
STANDS = {"model": "the method", "seasonal_naive": "the seasonal-naive rule"}


def percent(value: float | None, decimals: int = 0, sign: bool = False) -> str:
    """A share in words; whole per cent unless more is asked for."""
    return formatting.percent(value, decimals, sign)


def ahead(horizon: str) -> str:
    """A horizon in words."""
    return f"{plural(int(horizon), 'quarter')} ahead"


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Skill by horizon and target; scores of both; London's published quarters of CHAIN."""
    shown = (skills(score), scores(score))
    return (*shown, chain(score)) if score.more["street"]["rows"] else shown


def skills(score: Scorecard) -> Picture:
    """How much smaller the score is than the seasonal-naive rule's, by target and horizon, with the goal as a line."""
    rows, table = [], []
    for target, by in score.more["by_target_and_horizon"].items():
        for horizon, found in by.items():
            if found["skill"] is None:
                continue
            span = f"{percent(found['skill_low'])} to {percent(found['skill_high'])}"
            words = f"{percent(found['skill'], sign=True)} ({span})"
            name = f"{SHORT[target]}, {ahead(horizon)}"
            ends = {"low": found["skill_low"], "high": found["skill_high"]}
            rows.append({"row": name, "value": found["skill"], "words": words} | ends)
            over = percent(found["skill_over_last_value"], sign=True)
            said = {"What": settings.TARGET_WORDS[target], "Ahead": ahead(horizon), "Better by (95%)": words}
            table.append(said | {"Than the last figure": over, "Stands": STANDS[score.more["stands"][target][horizon]]})
    frame = pd.DataFrame(rows)
    title = "How much better than the seasonal-naive rule?"
    note = (
        "Weighted interval score over boroughs, mean over origins; intervals of whole quarters. Dashed: the goal, 10%."
    )
    alt = f"Skill by target and horizon; over all {percent(score.skill)}"
    return ranges(
        frame, list(frame["row"]), title, "share by which the score is smaller", alt, pd.DataFrame(table), note, 0.1
    )


def scores(score: Scorecard) -> Picture:
    """The scores themselves, one to four quarters ahead, each as a share of the seasonal-naive rule's."""
    rows = []
    for horizon, found in score.more["by_horizon"].items():
        for key, words in RUNGS.items():
            if found[key] is not None:
                said = f"{found[key]:.1f} households"
                rows.append(
                    {
                        "group": ahead(horizon),
                        "row": words,
                        "value": found[key] / found["seasonal_naive"],
                        "words": said,
                    }
                )
    table = pd.DataFrame(
        {
            "Ahead": ahead(h),
            **{w: f"{f[k]:.1f}" for k, w in RUNGS.items()},
            "80% ranges that held": percent(f["coverage_80"]),
        }
        for h, f in score.more["by_horizon"].items()
        if f["model"] is not None
    )
    note = (
        "Smaller is better. Up to three quarters ahead the last figure is the harder rule to beat; at four last year's "
        "quarter is about as good a guide as either."
    )
    title = "Scores by horizon, against simple rules"
    alt = "Weighted interval scores of the method and of three simple rules, one to four quarters ahead"
    return bars(pd.DataFrame(rows), list(RUNGS.values()), title, "score, as a share of the rule's", alt, table, note)


def chain(score: Scorecard) -> Picture:
    """London's published quarters of CHAIN beside what the street chain would have said."""
    rows = score.more["street"]["rows"]
    frame = pd.DataFrame(
        {
            "row": f"{r['quarter']}, said after {r['origin']}",
            "value": r["said"] / r["published"] - 1,
            "low": r["low"] / r["published"] - 1,
            "high": r["high"] / r["published"] - 1,
            "words": f"{people(r['said'])} ({span(r['low'], r['high'])}); published {people(r['published'])}",
        }
        for r in rows
    )
    table = pd.DataFrame(
        {
            "Quarter": r["quarter"],
            "Said after": r["origin"],
            "Said (80%)": f"{people(r['said'])} ({span(r['low'], r['high'])})",
            "Published": people(r["published"]),
            "Last figure then": people(r["last_value"]),
        }
        for r in rows
    )
    note = (
        "This is a look and not a score: few quarters are published, some were worked out from stated changes, and the "
        "model's rates were set with yearly totals of all of them. Boroughs are left out because theirs are synthetic."
    )
    title = "People seen rough sleeping in London: what the model would have said, and what was published"
    off = percent(score.more["street"]["mean_error"])
    alt = f"{len(rows)} forecasts of London's quarters of CHAIN, off by {off} on average"
    return ranges(frame, list(frame["row"]), title, "said over published", alt, table, note, 0.0)


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row an origin, over targets and horizons."""
    origins: dict[str, list[Mapping[str, Any]]] = {}
    for o in score.origins:
        origins.setdefault(str(o["origin"]), []).append(o)
    rows = [
        {
            "Last quarter known": origin,
            "Better than last year's quarter by": percent(sum(o["skill"] for o in each) / len(each), sign=True),
            "Than the last figure by": percent(sum(o["skill_over_last_value"] for o in each) / len(each), sign=True),
            "80% ranges that held": percent(sum(o["coverage_80"] for o in each) / len(each)),
            "Forecasts": len(each),
        }
        for origin, each in origins.items()
    ]
    note = "Each origin forecasts up to four quarters of four targets from the quarters up to then."
    return "Every origin", note, pd.DataFrame(rows)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a borough."""
    rows = [
        {
            "Borough": b["borough"],
            "Better by": percent(b["skill"], sign=True),
            "80% ranges that held": percent(b["coverage_80"]),
            "Forecasts scored": b["forecasts"],
        }
        for b in score.more["by_borough"]
    ]
    note = "Over all targets and horizons. A borough that reports seldom is scored seldom."
    return "Every borough", note, pd.DataFrame(rows)
