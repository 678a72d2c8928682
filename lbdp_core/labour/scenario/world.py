"""A world: openings by occupation, and claimants by borough, without a change and with it, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.focus import mask
from lbdp_core.labour.model import Fitted
from lbdp_core.labour.model.forecasting import around
from lbdp_core.labour.scenario.levers import AUTOMATION, INDEX, SECTORS, SHORT, SKILLS, LabourLevers

Array = NDArray[np.float64]
SEED = 20
NET_OFF, LEAVERS_OFF = 0.06, 0.1  # of all jobs, and of replacement: how far a projection of 15 years is off
EXPOSURE_OFF = 0.45  # of the jobs that exposed work takes: the totals of the two indices differ twofold


@cache
def exposure() -> dict[str, dict[int, float]]:
    """Index -> sub-major code -> how exposed, from 0 to 1."""
    scores = yaml.safe_load(Path(__file__).with_name("exposure.yaml").read_text("utf-8"))
    return {name: {code: pair[at] for code, pair in scores.items()} for at, name in enumerate((INDEX, AUTOMATION))}


@dataclass(frozen=True, eq=False)
class World:
    """What these levers look at.

    expansion, leavers: (k,) thousand openings to the last year, as published. more: (k,) thousand that the levers add.
    added: (d,) draws of it in all. supply: (k,) thousand people that training and migration add.
    rate, rate_draws: (33,) and (d, 33) claimant rates.
    """

    model: Fitted
    levers: LabourLevers
    here: NDArray[np.bool_]
    expansion: Array
    leavers: Array
    more: Array
    added: Array
    supply: Array
    rate: Array
    rate_draws: Array

    @classmethod
    def of(cls, model: Fitted, levers: LabourLevers) -> World:
        """The world that these levers look at; cells that the publisher hides count in totals only."""
        h = int(levers.horizon) - 1
        shown = np.isfinite(model.net + model.replacement)
        expansion, leavers = (np.where(shown, part, 0.0) for part in (model.net, model.replacement))
        gone = _exposed(model, levers)
        more = _jobs(model, levers) + levers.replacement / 100 * leavers + gone
        off = np.random.default_rng(71).normal(size=len(model.shock[h]))
        added = more.sum() + EXPOSURE_OFF * gone.sum() * (off - off.mean())
        supply = _supply(model, levers, expansion + leavers + more)
        rate = model.ahead[h]
        draws = around(rate, model.shock[h], model.own[h])
        here = mask(np.array(NAMES), levers.borough)
        return cls(model, levers, here, expansion, leavers, more, added, supply, rate, draws)

    @property
    def years(self) -> int:
        """Years that openings are counted over."""
        return _years(self.model)

    def openings(self, changed: bool) -> tuple[float, Array]:
        """Thousand openings of London over the years, and draws of them."""
        net, leavers, _ = self.model.total
        whole = net + leavers
        rng = np.random.default_rng(SEED)
        off = NET_OFF * self.model.total[2] * rng.normal(size=len(self.rate_draws))
        left = LEAVERS_OFF * leavers * rng.normal(size=len(self.rate_draws))
        more, added = (float(self.more.sum()), self.added) if changed else (0.0, 0.0)
        return float(whole + more), np.asarray(whole + off + left + added)

    def claimants(self, changed: bool) -> tuple[Array, Array]:
        """People who claim by borough (33,), and draws of them (d, 33)."""
        moved = self.levers.slump if changed else 0.0
        people = self.model.people / 100
        return np.maximum(self.rate + moved, 0.0) * people, np.maximum(self.rate_draws + moved, 0.0) * people

    @property
    def gap(self) -> Array:
        """(k,) thousand: openings that the levers add, less the people whom they add."""
        return np.asarray(self.more - self.supply)


def _years(model: Fitted) -> int:
    return int(model.years_jobs[-1] - model.years_jobs[model.base])


def _jobs(model: Fitted, levers: LabourLevers) -> Array:
    """(k,) thousand jobs that growth by industry adds."""
    last = np.nan_to_num(model.jobs[:, -1])
    by_group = np.zeros(len(model.majors))
    for name, sectors in SECTORS.items():
        rows = np.isin(model.industries, sectors)
        by_group += getattr(levers, name) / 100 * (np.nan_to_num(model.industry_jobs[rows, -1]) @ model.share[rows])
    whole = np.bincount(model.groups, last, len(model.majors))
    spread = np.divide(last, whole[model.groups], out=np.zeros_like(last), where=whole[model.groups] > 0)
    return np.asarray(by_group[model.groups] * spread)


def _exposed(model: Fitted, levers: LabourLevers) -> Array:
    """(k,) thousand jobs, nought or below, that AI and automation take: so much of the exposed work of each."""
    weights = exposure()[levers.exposed]
    exposed = np.array([weights.get(int(str(name)[:2]), 0.0) for name in model.occupations])
    return np.asarray(-levers.automation / 100 * exposed * np.nan_to_num(model.jobs[:, -1]))


def _supply(model: Fitted, levers: LabourLevers, openings: Array) -> Array:
    """(k,) thousand people to the last year: training goes to the occupations of its group by their openings."""
    jobs = np.nan_to_num(model.jobs[:, -1])
    codes = [str(name)[:2] for name in model.occupations]
    taught = np.ones(len(codes), bool) if levers.trained == SHORT else np.isin(codes, SKILLS[levers.trained])
    need = np.where(taught & (jobs > 0), np.maximum(openings, 0.0), 0.0)
    return _years(model) * (levers.training * need / max(need.sum(), 1e-9) + levers.migration * jobs / jobs.sum())
