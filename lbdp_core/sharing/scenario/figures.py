"""The figures of a scenario: fires prevented, privacy risk, skill gained, and fires in the first tenth of homes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core import doubt, lift
from lbdp_core.places import LONDON
from lbdp_core.result import Headline
from lbdp_core.sharing.model import DRAWS, LEVEL, SEED, WORLDS, Verdict, smallest_worth, verdict
from lbdp_core.sharing.scenario.world import SAME_LIFT, World

Floats = NDArray[np.float64]
SKILL = ("skill", "Better predicted", "% of deviance")  # key, label, unit
CAPTURE = ("capture", "Fires in the first tenth of homes", "% of fires")


@dataclass(frozen=True)
class Gain:
    """Skill on unseen years at the levers, with its 95% interval, and what may be said of it; shares of one."""

    skill: float
    low: float
    high: float
    p: float
    says: Verdict


def gain(world: World) -> Gain:
    """What the ask adds in the areas looked at, against the model without it and against its own shuffles."""
    chosen, there = list(world.chosen), world.seen
    if not there.any():
        return Gain(0.0, 0.0, 0.0, 1.0, "cannot tell")
    saved = world.shared.gain[chosen].sum(axis=0)[there]
    whole = world.shared.deviance[chosen].sum(axis=0)[there]
    draws, _ = lift.resampled(saved, whole, world.clusters[there], DRAWS, SEED)
    low, high = (float(v) for v in np.quantile(draws, LEVEL))
    p = shuffled(world)
    worth = smallest_worth(world.fitted.base, chosen, there, float(whole.sum()))
    few = 1 if world.here.sum() < len(world.here) else world.sharing
    return Gain(float(saved.sum() / whole.sum()), low, high, p, verdict(low, high, p, worth, few))


def shuffled(world: World) -> float:
    """Share of the shuffles of these fields, place, boroughs and years that did as well; 1 for fewer than conclude."""
    found = world.fitted.says[world.dataset.key][SAME_LIFT[world.levers.place]]["placebos"]
    names = [f.name for f in world.dataset.fields]
    mine = [names.index(f) for f in world.fields]
    rows = (row["p"] for row in found if row["fields"] == mine and row["boroughs"] == world.sharing)
    return float(next(rows, [1.0] * len(world.fitted.unseen))[len(world.chosen) - 1])


def headlines(world: World) -> tuple[Headline, ...]:
    """Prevented (the places add up to it), risk, skill, capture."""
    return prevented(world), risk(world), skill(world), capture(world)


def prevented(world: World) -> Headline:
    """Fires that the same visits prevent a year."""
    today, change = world.today, world.scenario - world.today
    moved = world.draws(change)
    paired = doubt.paired(
        "fires_prevented",
        "Fires prevented a year",
        "fires a year",
        "up",
        float(today.sum()),
        float(world.scenario.sum() - today.sum()),
        world.draws(today),
        moved,
        additive=True,
        chance_not_better=float((moved <= 0).mean()) if change.any() else None,
        decimals=1,
    )
    return replace(paired, does="prevent {goal}")


def risk(world: World) -> Headline:
    """Points of the risk register; nothing shared is nothing risked, and there is no doubt about a sum of points."""
    still = np.zeros(WORLDS)
    return doubt.paired(
        "privacy_risk", "Privacy risk", "points", "down", 0.0, world.risk, still, still + world.risk, decimals=1
    )


def skill(world: World) -> Headline:
    """How much better unseen fires are predicted, in per cent of the deviance without the dataset."""
    there = world.seen
    still = np.zeros(WORLDS)
    if not world.fields:
        return doubt.paired(*SKILL, "up", 0.0, 0.0, still, still, decimals=2)
    if not there.any():
        said = f"{world.levers.borough} is not among the boroughs that share at these levers"
        return Headline.undefined(*SKILL, "up", said)
    chosen = list(world.chosen)
    saved, whole = (v[chosen].sum(axis=0)[there] for v in (world.shared.gain, world.shared.deviance))
    draws, _ = lift.resampled(100 * saved, whole, world.clusters[there], WORLDS, SEED)
    centre = float(100 * saved.sum() / whole.sum())
    return doubt.paired(
        *SKILL,
        "up",
        0.0,
        centre,
        still,
        draws,
        chance_not_better=float((draws <= 0).mean()),
        decimals=2,
    )


def capture(world: World) -> Headline:
    """Share of the fires looked at that fell in London's first tenth of homes, in per cent."""
    before, after = world.tops()
    fires = world.fitted.base.events[list(world.chosen)]
    held = [(fires * tops).sum(axis=0) for tops in (before, after)]
    here = world.here
    whole = fires.sum(axis=0)[here]
    if not whole.any():
        return Headline.undefined(*CAPTURE, "up", f"No fire in {world.levers.borough} in these years")
    cluster = world.fitted.ward_of if world.levers.borough != LONDON else world.fitted.borough
    drawn = [lift.resampled(100 * h[here], whole, cluster[here], WORLDS, SEED)[0] for h in held]
    today, then = (float(100 * h[here].sum() / whole.sum()) for h in held)
    change = drawn[1] - drawn[0]
    return doubt.paired(
        *CAPTURE,
        "up",
        today,
        then - today,
        drawn[0],
        change,
        chance_not_better=float((change <= 0).mean()) if change.any() else None,
        decimals=1,
    )
