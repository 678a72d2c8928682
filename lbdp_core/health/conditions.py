"""Conditions as data: how common each is by age and sex, every rate with its source, year and mark (`provenance`).

The figures are in `conditions.yaml`, which says what its rows mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

SEXES = ("female", "male")
PERSONS = "persons"
OPEN = 120
EDGES = 1.2816 / 1.96  # from 95% limits to the ends of an 80% range, on the log scale


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition: what is counted, and where its rates come from. `within`: the rates' 80% range, as a factor.

    of:       the condition of which this is a second basis; empty for the ten themselves.
    ages:     first age of each band. rates: percent in each, by sex or for persons. limits: their printed 95% limits.
    status:   the mark of all rates, or of each, or of each by sex.
    recorded: percent, age, who, source: a published London figure of people from an age on, which is not expected.
    """

    key: str
    title: str
    noun: str
    what: str
    source: str
    year: int
    within: float
    ages: tuple[int, ...]
    rates: Mapping[str, Sequence[float]]
    status: Any
    limits: Mapping[str, Sequence[Sequence[float]]]
    recorded: Mapping[str, Any] | None
    of: str

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row a sex and band: its ages (both ends included), rate and 80% range in percent, and mark."""
        lasts = [*(age - 1 for age in self.ages[1:]), OPEN]
        for sex, percents in self.rates.items():
            marks = self.status[sex] if isinstance(self.status, Mapping) else self.status
            for i, percent in enumerate(percents):
                low, high = percent / self.within, percent * self.within
                if self.limits:
                    low, high = (percent * (end / percent) ** EDGES for end in self.limits[sex][i])
                status = marks if isinstance(marks, str) else marks[i]
                ends = {"rate": percent, "rate_low": low, "rate_high": min(high, 100.0), "status": status}
                yield {"sex": sex, "age_low": self.ages[i], "age_high": lasts[i]} | ends


def _condition(key: str, row: dict[str, Any]) -> Condition:
    rates = {sex: row.pop(sex) for sex in (*SEXES, PERSONS) if sex in row}
    absent: dict[str, Any] = {"limits": {}, "recorded": None, "of": ""}
    return Condition(key=key, rates=rates, **(absent | row))


_ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
_ALL = tuple(_condition(key, row) for key, row in _ROWS.items())
CONDITIONS = tuple(condition for condition in _ALL if not condition.of)
SECOND_BASES = tuple(condition for condition in _ALL if condition.of)


def rates() -> pd.DataFrame:
    """One row per condition (or second basis of one), sex and age band; rates and their 80% ranges are shares."""
    shares = ["rate", "rate_low", "rate_high"]
    rows = []
    for c in _ALL:
        about = {"condition": c.key, "title": c.title, "noun": c.noun, "what": c.what}
        rows += [about | row | {"source": c.source, "year": c.year} for row in c.rows()]
    frame = pd.DataFrame(rows)[[*about, "sex", "age_low", "age_high", *shares, "source", "year", "status"]]
    frame[shares] = (frame[shares] / 100).round(6)
    return frame


def by_age(table: pd.DataFrame, condition: str, ages: Sequence[int], column: str = "rate") -> NDArray[np.float64]:
    """A condition's rate by sex and age, (2, ages): women, then men; nought at ages that no row covers.

    A "persons" row is used for both sexes. `column` may be "rate_low" or "rate_high".
    """
    mine = table[table["condition"] == condition]
    out = np.zeros((2, len(ages)))
    at = np.asarray(ages)
    rows = zip(mine["sex"], mine["age_low"], mine["age_high"], mine[column], strict=True)
    for sex, low, high, rate in rows:
        within = (at >= low) & (at <= high)
        for s, name in enumerate(SEXES):
            if sex in (name, PERSONS):
                out[s, within] = rate
    return out
