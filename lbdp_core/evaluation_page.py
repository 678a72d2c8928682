"""Evaluation page: "How sure" from a scorecard: bars of errors, a few facts and every past forecast.

What is here without a theme's words is the default of `Page`; a theme replaces what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import backtest
from lbdp_core.charts import Picture, bars, ratio_by_group
from lbdp_core.formatting import percent
from lbdp_core.result import Scorecard

Fact = tuple[str, str, str, str]  # label, value, range or remark, explanation
Detail = tuple[str, str, pd.DataFrame]  # heading, what to read from it, table
Row = Mapping[str, Any]  # an entry of a scorecard, or several pooled
Columns = Mapping[str, Callable[[Any], Any]]  # heading -> what stands below it, of a row


def error(row: Row, name: str) -> float:
    """The error of the method ("model") or of a rule, in an entry or in a pooled row."""
    return float(row[name] if name == "model" or "baselines" not in row else row["baselines"][name])


def table(rows: Iterable[Any], columns: Columns) -> pd.DataFrame:
    """A row each, a column for each heading."""
    return pd.DataFrame([{heading: tell(row) for heading, tell in columns.items()} for row in rows])


def errors(
    groups: Mapping[str, Row],
    rungs: Mapping[str, str],
    words: tuple[str, str, str],
    alt: str,
    note: str = "",
    *,
    columns: Columns | None = None,
    say: Callable[[float], str] = percent,
    unit: str = "",
    over: str = "",
) -> Picture:
    """Errors of the method and of simple rules as bars, a group of bars a row, and the same as a table.

    groups: what a group is called ("1 quarter ahead") -> its row. rungs: "model" and rules -> words, first the method.
    words:  title, axis, and heading of the groups in the table, whose names lose it there ("Against the census").
    columns: further columns of the table. say, unit: an error in words, and what follows it beside a bar.
    over:   the rung that errors are drawn as a share of; as they are where none is named.
    """
    title, axis, heading = words
    bar, told = [], []
    for group, row in groups.items():
        if row["model"] is None:  # nothing was scored
            continue
        each = {rung: error(row, name) for name, rung in rungs.items()}
        whole = error(row, over) if over else 1.0
        bar += [(group, rung, value / whole, f"{say(value)}{unit}") for rung, value in each.items()]
        line = {heading: group.removeprefix(f"{heading} ")} | {rung: say(value) for rung, value in each.items()}
        told.append(line | {name: tell(row) for name, tell in (columns or {}).items()})
    frame = pd.DataFrame(bar, columns=["group", "row", "value", "words"])
    return bars(frame, list(rungs.values()), title, axis, alt, pd.DataFrame(told), note)


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """Skill over the baseline to beat, and how often past ranges held, from the scorecard alone."""
    skills = [backtest.skill(o["model"], o["baselines"][score.baseline]) for o in score.origins]
    beats = f"Better than “{score.baseline.replace('_', ' ')}”"
    by = f"{percent(min(skills))} to {percent(max(skills))} over {len(skills)} past forecasts"
    covered = [o["coverage_80"] for o in score.origins if o.get("coverage_80") is not None]
    shown = [(beats, percent(score.skill), by, f"{score.metric}, on data that the method had not seen.")]
    if covered:
        mean = percent(float(np.mean(covered)), 0)
        shown.append(("Figures within their 80% range", mean, "80% would be right", "Mean over past forecasts."))
    return tuple(shown)


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Errors by horizon, of the method and of every rule that all past forecasts have, as shares of the baseline's."""
    if not score.origins or any("coverage_80" not in o for o in score.origins):
        return ()
    shared = [name for name in score.origins[0]["baselines"] if all(name in o["baselines"] for o in score.origins)]
    rules = [score.baseline, *(name for name in shared if name != score.baseline)]
    scored = [{**o, "skill": backtest.skill(o["model"], o["baselines"][score.baseline])} for o in score.origins]
    groups = {f"{h:g} ahead": backtest.pooled(rows, rules) for h, rows in backtest.by(scored, "horizon").items()}
    rungs = {"model": "This model"} | {name: name.replace("_", " ").capitalize() for name in rules}
    title = "How far off was it, beside simple rules?"
    axis, alt = f"error, as a share of “{rungs[score.baseline]}”", f"{title} Skill: {percent(score.skill)}"
    note = f"{score.metric} ({score.unit}); smaller is better."
    return (errors(groups, rungs, (title, axis, "Ahead"), alt, note, say="{:.3g}".format, over=score.baseline),)


def by_year(score: Scorecard) -> Detail:
    """Every past forecast with its error and that of each baseline."""
    names = list(score.origins[0]["baselines"]) if score.origins else []
    columns: Columns = {
        "From": lambda o: str(o["origin"]),
        "Ahead": lambda o: f"{o['horizon']:g}",
        "This model": lambda o: f"{o['model']:.3g}",
    } | {name.replace("_", " ").capitalize(): lambda o, name=name: f"{o['baselines'][name]:.3g}" for name in names}
    return "Every past forecast", f"{score.metric} ({score.unit}); smaller is better.", table(score.origins, columns)


def chances(rows: Sequence[Mapping[str, Any]], groups: Sequence[str], count: str, axis: str, what: str) -> Picture:
    """Chances that were said, beside how often they were right, with what luck alone allows (95%).

    rows: each with `said` and `true`, and `count` for how many they are of; groups: a name for each.
    """
    frame = pd.DataFrame(rows)
    least = frame["said"].clip(lower=1e-4)
    half = 1.96 * np.sqrt(frame["said"] * (1 - frame["said"]) / frame[count]) / least
    drawn = pd.DataFrame({"group": groups, "ratio": frame["true"] / least, "low": 1 - half, "high": 1 + half})
    drawn["outside"] = np.where(drawn["ratio"].between(drawn["low"], drawn["high"]), "within", "outside")
    table = pd.DataFrame(
        {"Chance said": groups, count.capitalize(): [f"{v:,}" for v in frame[count]],
         "Mean chance": [percent(v) for v in frame["said"]], "True": [percent(v) for v in frame["true"]]}
    )  # fmt: skip
    alt = f"{what}: " + "; ".join(f"{said}: {true}" for said, true in zip(groups, table["True"], strict=True))
    words = (axis, "true ÷ said")
    return ratio_by_group(drawn, "Were the chances right?", words, alt, table, "On the line: right.")
