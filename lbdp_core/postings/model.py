"""Model: every advert of the stream as numbers, coded to an occupation, and the coder itself."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.postings import coder
from lbdp_core.postings.load import Evidence
from lbdp_core.postings.skills import counts, listed

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Fitted:
    """Adverts (n,) in the order of their days; codes of places, occupations and skills are positions in their names.

       groups, occupations: SOC 2020 minor groups, codes and names; wide_*: the sub-major groups that they are parts of.
    day: days since the first; last_day: ISO. place: borough, -1 where it is not known. occupation: minor group, and
    lead: how sure it is. likeness: to an earlier advert, 0 to 1. low, high: pounds a year, NaN where not said.
    skill, skill_of: each skill that an advert names, and the advert. planted_repeat, planted_group: the truth of each.
    The fields that begin with `coder_` are those of `Coder`.
    """

    last_day: str
    groups: NDArray[Any]
    occupations: NDArray[Any]
    wide_groups: NDArray[Any]
    wide_occupations: NDArray[Any]
    skills: NDArray[Any]
    day: NDArray[np.int16]
    place: NDArray[np.int8]
    occupation: NDArray[np.int16]
    lead: NDArray[np.float32]
    likeness: NDArray[np.float32]
    low: NDArray[np.float32]
    high: NDArray[np.float32]
    skill: NDArray[np.int16]
    skill_of: NDArray[np.int32]
    planted_repeat: NDArray[np.bool_]
    planted_group: NDArray[np.int16]
    coder_groups: NDArray[Any]
    coder_features: NDArray[Any]
    coder_idf: Array
    coder_weights: NDArray[np.int8]
    coder_scale: Array
    coder_bias: Array

    @cached_property
    def coder(self) -> coder.Coder:
        """The coder, ready to code."""
        return coder.Coder(*(getattr(self, f"coder_{field.name}") for field in fields(coder.Coder)))

    @cached_property
    def wide(self) -> Ints:
        """(groups,) the sub-major group of each minor group."""
        return np.searchsorted(self.wide_groups, [code[:2] for code in self.groups])

    @property
    def days(self) -> int:
        """How many days the stream has."""
        return int(self.day[-1]) + 1

    @cached_property
    def middle(self) -> Array:
        """(n,) the middle of the pay that is said, or its one end, in pounds a year; NaN where none is said."""
        return np.asarray((np.fmin(self.low, self.high) + np.fmax(self.low, self.high)) / 2, float)

    @cached_property
    def _leads(self) -> NDArray[np.float32]:
        return np.sort(self.lead)

    def least_lead(self, coded: float) -> float:
        """How sure the coder must be for a share of adverts to be coded, in per cent."""
        return float(self._leads[min(int(len(self._leads) * (1 - coded / 100)), len(self._leads) - 1)])

    def new(self, alike: float, first: int = 0, last: int | None = None) -> NDArray[np.bool_]:
        """Which adverts, from one position to another, are less like an earlier one than a share of words, in %."""
        return self.likeness[first:last] < alike / 100 - 1e-6


def fit(evidence: Evidence) -> Fitted:
    """The coder, from what SOC 2020 publishes; and the adverts, coded by their titles."""
    learnt = coder.fit(evidence.published)
    adverts, names = evidence.adverts, evidence.groups.set_index("group")["occupation"]
    groups, wide = ([code for code in names.index if len(code) == digits] for digits in (3, 2))
    titles = adverts["title"].tolist()
    unique = list(dict.fromkeys(titles))
    best, lead = learnt.code(unique)
    number = {title: n for n, title in enumerate(unique)}
    of = np.array([number[title] for title in titles])
    position = {group: n for n, group in enumerate(groups)}
    coded = np.array([position[str(learnt.groups[b])] for b in best])
    said = [(n, int(skill)) for n, text in enumerate(adverts["skills"]) for skill in text.split()]
    named = [(n, skill) for n, skill in said if counts(skill, groups[coded[of[n]]])]
    pairs = np.array(named, dtype=int).reshape(-1, 2)
    boroughs = {name: n for n, name in enumerate(NAMES)}
    return Fitted(
        last_day=str(evidence.report["last_day"]),
        groups=np.array(groups),
        occupations=names[groups].to_numpy(str),
        wide_groups=np.array(wide),
        wide_occupations=names[wide].to_numpy(str),
        skills=np.array(listed()),
        day=adverts["day"].to_numpy(np.int16),
        place=adverts["borough"].map(lambda name: boroughs.get(name, -1)).to_numpy(np.int8),
        occupation=coded[of].astype(np.int16),
        lead=lead[of].round(4).astype(np.float32),
        likeness=adverts["likeness"].to_numpy(np.float32),
        low=adverts["low"].to_numpy(np.float32),
        high=adverts["high"].to_numpy(np.float32),
        skill=pairs[:, 1].astype(np.int16),
        skill_of=pairs[:, 0].astype(np.int32),
        planted_repeat=adverts["planted_repeat"].to_numpy(bool),
        planted_group=adverts["planted_group"].map(position).to_numpy(np.int16),
        **{f"coder_{field.name}": getattr(learnt, field.name) for field in fields(learnt)},
    )
