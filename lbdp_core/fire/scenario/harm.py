"""Harm: fires weighted by how likely the people of an area are to die in one, from published profiles.

Occurrence and harm are asked apart: expected fires come from the model, which knows the area's homes and history; what
a fire does to people is taken from published profiles of casualties (`harm.yaml`): who dies, of those hurt, so that a
group's share of fires is not counted twice. An area's weight is the mean over its residents, scaled so that London's
mean over expected fires is 1: London has as much harm as fires. No deaths by area are published, so nothing here can be
calibrated with the data held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from lbdp_core.fire.model import Fitted
from lbdp_core.model_cache import remembered
from lbdp_core.provenance import Status

OLDER, OLDEST, DISABLED, ALONE = "aged_65plus", "aged_75plus", "disabled", "one_person_65plus"


@dataclass(frozen=True)
class Group:
    """One group of residents, and how many times as likely one of them is to die when hurt in a fire.

    column: the column of `areas/lsoa.csv` that counts the group.
    """

    column: str
    label: str
    relative: float
    figure: str
    source: str
    year: str
    mark: Status
    caution: str


_ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
HARM = tuple(Group(column, **row) for column, row in _ROWS["groups"].items())
BESIDE: tuple[tuple[str, str, str, Status, str], ...] = tuple(tuple(row.values()) for row in _ROWS["beside"])


@dataclass(frozen=True)
class Reading:
    """One way to read the profiles.

    relative:   instead of `HARM`'s, by column; a column left out weighs 1.
    multiplied: someone in two groups has the product of their weights, else the larger.
    oldest:     disability falls on the oldest first, else alike on all ages.
    """

    words: str
    relative: Mapping[str, float] = field(default_factory=lambda: {g.column: g.relative for g in HARM})
    multiplied: bool = False
    oldest: bool = False


CENTRAL = "central"
READINGS: Mapping[str, Reading] = {
    CENTRAL: Reading("As used: the larger weight counts, disability alike at all ages"),
    "multiplied": Reading("Weights multiplied where somebody is older and disabled", multiplied=True),
    "oldest": Reading("Disability falls on the oldest first", oldest=True),
    "age": Reading("Age alone", {OLDER: 1.7, OLDEST: 3.0, ALONE: 1.25}),
    "disability": Reading("Disability alone", {DISABLED: 3.0}),
    "residents": Reading("Age by deaths per resident (2.3 and 4.0), not per casualty", {OLDER: 2.3, OLDEST: 4.0}),
    "odds": Reading(
        "Odds of any casualty, adjusted: 1.54 from 65 on, 1.25 alone", {OLDER: 1.54, OLDEST: 1.54, ALONE: 1.25}
    ),
    "double": Reading("Every weight twice as far from 1", {g.column: 2 * g.relative - 1 for g in HARM}),
}


Array = NDArray[np.float64]
TOP = 0.1  # of homes
NONE = 1e-9  # of residents: a group that nobody is in


def held(fitted: Fitted) -> tuple[Group, ...]:
    """The groups that the data counts."""
    needs = {ALONE: (ALONE, OLDER, "people_per_household")}
    return tuple(g for g in HARM if all(c in fitted.features for c in needs.get(g.column, (g.column,))))


def weights(fitted: Fitted, reading: str = CENTRAL) -> Array:
    """Harm weights (n,), read only: London's mean over expected fires is 1. All 1 where no group is held."""
    return _weights(fitted.of_rates, reading)


@remembered(32)
def _weights(fitted: Fitted, reading: str) -> Array:
    chosen, columns = READINGS[reading], {g.column for g in held(fitted)}
    share = {c: np.asarray(fitted.values[:, fitted.features.index(c)], float) for c in columns}
    if ALONE in columns:
        per_home = np.asarray(fitted.values[:, fitted.features.index("people_per_household")], float)
        share[ALONE] = share[ALONE] / per_home  # of residents: each of these homes holds one
    relative = {c: chosen.relative.get(c, 1.0) for c in columns}
    raw = mean_relative(share, relative, len(fitted.code), multiplied=chosen.multiplied, oldest=chosen.oldest)
    found = raw * fitted.expected.sum() / (raw @ fitted.expected)
    found.flags.writeable = False
    return np.asarray(found)


def mean_relative(
    share: Mapping[str, Array], relative: Mapping[str, float], areas: int, *, multiplied: bool, oldest: bool
) -> Array:
    """Mean over residents (n,) of their relative harm, somebody in no group being 1.

    share: column -> (n,) share of residents. Older people living alone are alike in both ages from 65 on.

    Example:
        >>> shares = {"aged_75plus": np.array([0.1]), "disabled": np.array([0.2])}
        >>> weighs = {"aged_75plus": 3.0, "disabled": 2.0}
        >>> mean_relative(shares, weighs, 1, multiplied=False, oldest=False).round(3).tolist()  # .72 + .18 x 2 + .1 x 3
        [1.38]
    """
    none = np.zeros(areas)
    over_75 = share.get(OLDEST, none)
    over_65 = np.maximum(share.get(OLDER, over_75), over_75)
    disabled = share.get(DISABLED, none)
    alone = np.clip(np.divide(share.get(ALONE, none), over_65, out=none.copy(), where=over_65 > NONE), 0, 1)
    ages = (("", 1 - over_65), (OLDER, over_65 - over_75), (OLDEST, over_75))
    left, mean = disabled, np.zeros(areas)
    for name, people in reversed(ages):
        among = np.clip(np.divide(left, people, out=none.copy(), where=people > NONE), 0, 1) if oldest else disabled
        left = left - among * people
        lives = ((1.0, alone), (0.0, 1 - alone)) if name else ((0.0, np.ones(areas)),)
        for (by_self, part), (unwell, of) in product(lives, ((1.0, among), (0.0, 1 - among))):
            by_age = relative.get(name, 1.0) * (relative.get(ALONE, 1.0) if by_self else 1.0)
            by_health = relative.get(DISABLED, 1.0) if unwell else 1.0
            mean += people * part * of * (by_age * by_health if multiplied else max(by_age, by_health))
    return mean


def per_home(fitted: Fitted, reading: str = CENTRAL) -> Array:
    """Expected harm a home (n,), in harm-weighted fires: what steering by harm goes by."""
    return np.asarray(fitted.expected * weights(fitted, reading) / fitted.households)


def rank(score: Array) -> NDArray[np.int64]:
    """Places (n,), 1 for the largest; equal scores in the order of the areas."""
    places = np.empty(len(score), dtype=np.int64)
    places[np.argsort(-score, kind="stable")] = np.arange(1, len(score) + 1)
    return places


def ranks(fitted: Fitted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each area's place in London by expected fires a home, and by expected harm a home (n,)."""
    return _ranks(fitted.of_rates)


@remembered(4)
def _ranks(fitted: Fitted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return rank(fitted.expected / fitted.households), rank(per_home(fitted))


def top_tenth(score: Array, households: Array) -> NDArray[np.bool_]:
    """The areas with the highest scores (n,) that together hold a tenth of homes."""
    order = np.argsort(-score, kind="stable")
    found = np.zeros(len(score), dtype=bool)
    found[order] = np.cumsum(households[order]) <= TOP * households.sum()
    return found


def overlap(fitted: Fitted, score: Array, other: Array) -> float:
    """Share of the homes in the one top tenth that are in the other too."""
    one, two = (top_tenth(s, fitted.households) for s in (score, other))
    return float(fitted.households[one & two].sum() / max(fitted.households[one].sum(), 1.0))


def table(fitted: Fitted) -> pd.DataFrame:
    """The weights and what stands behind them, as shown; groups that the data does not count are left out."""
    used = [(g.label, g.relative, g.figure, g.source, g.year, g.mark, g.caution) for g in held(fitted)]
    columns = ["group", "relative", "figure", "source", "year", "mark", "caution"]
    return pd.DataFrame([*used, *(("Shown, not used", np.nan, *line) for line in BESIDE)], columns=columns)
