"""Split: how much of the rise is more people, older people and changing rates, as a bridge between two counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.charts import LABEL, Picture, bridge
from lbdp_core.formatting import likely, people, signed, span, spans
from lbdp_core.health.model import Fitted
from lbdp_core.health.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

DOWN = {"More people": "Fewer people", "Older people": "Younger people"}


def picture(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """From the people of the base year to those of the horizon by three parts that add up exactly."""
    parts, counted = result.extras["split"], result.additive
    first, last = str(scope.base(model)), str(scope.when(model, result))
    start, end = float(result.places["base"].sum()), counted.scenario or 0.0
    rows: list[tuple[Any, ...]] = [(first, start, start, np.nan, np.nan, people(start), "end")]
    begins = start
    for part, size_of, low, high in parts[["part", "scenario", "low", "high"]].itertuples(index=False, name=None):
        name = DOWN.get(part, part) if size_of < 0 else part
        words, way = f"{signed(size_of)}  ({span(low, high, signed)})", "up" if size_of >= 0 else "down"
        rows.append((name, begins, begins + size_of, begins + low, begins + high, words, way))
        begins += size_of
    ends = span(counted.low or 0.0, counted.high or 0.0)
    rows.append((last, end, end, counted.low, counted.high, f"{people(end)}  ({ends})", "end"))
    steps = pd.DataFrame(rows, columns=["step", "start", "end", "low", "high", "words", "kind"])
    table = pd.DataFrame(
        {
            "Step": [f"People in {first}", *parts["part"], counted.label],
            "Without the change": [people(start), *parts["today"].map(signed), people(counted.today or 0.0)],
            "With it": [people(start), *parts["scenario"].map(signed), people(end)],
            "80% range, with it": ["–", *spans(parts["low"], parts["high"], signed), ends],
        }
    )
    parts_in_words = ", ".join(f"{row[0].lower()} {signed(row[2] - row[1])}" for row in rows[1:-1])
    alt = f"From {people(start)} in {first} to {people(end)} in {last}: {parts_in_words}"
    note = scope.noted(model, result, "The three parts add up exactly. Thin lines are 80% ranges.")
    return bridge(steps, "people", f"Why the number changes, {first} to {last}", alt, table, note, size)


def why(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The bridge, every borough's own split, and where the width of the range comes from."""
    counted = result.additive
    ends = likely(people(counted.low or 0), people(counted.high or 0))
    sentences = (
        "The number of people with a condition is all residents, times the share at each age, times the rate at each "
        "age. The rise is split into these three parts. Each part is its average over all six orders in which the "
        "three could change (Shapley values), so the parts add up.",
        f"{counted.label}: {people(counted.scenario or 0)} {ends}.",
    )
    sheets = [("What makes the range wide", doubts(result))]
    if len(result.extras["split_by_borough"]) > 1:
        sheets.append(("The split in every borough", _boroughs(model, result)))
    notes = ("We split each borough and add the parts, so a move from one borough to another counts as people.",)
    return Shown(sentences, pictures=(picture(model, result),), sheets=tuple(sheets), notes=notes)


def doubts(result: Result) -> pd.DataFrame:
    """The 80% range if only one thing were uncertain, the widest first."""
    frame = result.extras["doubts"]
    ranges = spans(frame["low"], frame["high"])
    width = [people(high - low) for low, high in zip(frame["low"], frame["high"], strict=True)]
    return pd.DataFrame({"If only this were uncertain": frame["doubt"], "80% range": ranges, "Width": width})


def _boroughs(model: Fitted, result: Result) -> pd.DataFrame:
    frame = result.extras["split_by_borough"]
    first, last = str(scope.base(model)), str(scope.when(model, result))
    table = {"Borough": frame["borough"], first: frame["base"].map(people)}
    for column, words in (("people", "More people"), ("structure", "Older people"), ("rates", "Changing rates")):
        table[words] = frame[column].map(signed)
    ranges = spans(frame["low"], frame["high"])
    return pd.DataFrame(table | {last: frame["horizon"].map(people), "80% range": ranges})


SPLIT = Scene("How much of the rise is more people, older people, or changing rates?", why)
