"""Trials: how often each verdict is given to datasets whose truth is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lbdp_core import lift
from lbdp_core.sharing.baseline import WINDOW
from lbdp_core.sharing.build.planting import Scene, plant
from lbdp_core.sharing.load import Evidence
from lbdp_core.sharing.model import FEWEST, LEVEL, PLACEBO, SEED, Information, p_values, smallest_worth, verdict
from lbdp_core.sharing.model.settings import POWER_BOROUGHS, POWER_YEARS

BY_FIGURES, WARDS = "one_borough_by_figures_alone", "placebo_by_ward"
FEW = {"four": 4, "eight": 8}  # boroughs drawn by lot: the fewest that conclude anything, and twice as many
TRIALS, FEWER = 100, 99  # simulated datasets a question; shuffles for each
Floats = NDArray[np.float64]


class Grounds(NamedTuple):
    """What a verdict rests on, in the order in which `verdict` takes it."""

    low: float
    high: float
    p: float
    worth: float
    boroughs: int


def trials(evidence: Evidence, model: lift.Base) -> dict[str, dict[str, float]]:
    """How often each verdict is given, over `TRIALS` datasets whose truth is known.

    placebo, placebo_by_ward: nothing in it; standard normal by area, and alike within a ward.
    planted: 1.15 a standard deviation, all boroughs. ..._of_four, ..._of_eight: the same where so many boroughs share.
    one_borough: the same planted dataset of one borough, each in turn; and what its figures alone would have said,
    without the rule that fewer than four boroughs conclude nothing.
    """
    ground = evidence.ground
    borough = ground.boroughs[1]
    _, ward = np.unique(ground.areas["ward_code"].to_numpy(dtype=str), return_inverse=True)
    scene = scene_of(evidence, model)
    names = ("placebo", WARDS, *(f"placebo_of_{few}" for few in FEW), "planted", *(f"planted_of_{few}" for few in FEW))
    found: dict[str, list[str]] = {name: [] for name in (*names, "one_borough", BY_FIGURES)}
    for seed in range(TRIALS):
        rng = np.random.default_rng([SEED, seed])
        planted = plant(scene, 1.15, rng)
        alone = np.where(borough == seed % (int(borough.max()) + 1), planted, np.nan)
        noise = rng.standard_normal(len(borough))
        smooth = np.random.default_rng([SEED, seed, 1]).standard_normal(int(ward.max()) + 1)[ward]
        lots = np.random.default_rng([SEED, seed, 2]).permutation(int(borough.max()) + 1)
        given = {"placebo": noise, WARDS: smooth, "planted": planted}
        for few, boroughs in FEW.items():
            sharing = np.isin(borough, lots[:boroughs])
            given |= {f"{name}_of_{few}": np.where(sharing, given[name], np.nan) for name in ("placebo", "planted")}
        deals = lift.deals(borough, FEWER, seed)
        for name, values in given.items():
            found[name].append(verdict(*quick(model, values[:, None], borough, ward, deals, seed)))
        one = quick(model, alone[:, None], borough, ward, deals, seed)
        found["one_borough"].append(verdict(*one))
        found[BY_FIGURES].append(verdict(*one._replace(boroughs=FEWEST)))
    words = ("adds", "adds nothing", "cannot tell")
    return {name: {w: float(np.mean([v == w for v in said])) for w in words} for name, said in found.items()}


def scene_of(evidence: Evidence, model: lift.Base) -> Scene:
    """What effects are planted on: the fires of all years that the base is fitted to or judged on."""
    return Scene.under(model, evidence.ground.households)


def quick(
    model: lift.Base,
    values: Floats,
    borough: NDArray[np.intp],
    ward: NDArray[np.intp],
    deals: NDArray[np.intp],
    seed: int,
) -> Grounds:
    """What the bench's verdict rests on and nothing else, with fewer shuffles: `deals` (times, n)."""
    origins = range(model.origins)
    made = lift.columns(values, borough)
    few = len(np.unique(borough[made.there]))
    gain, deviance = (v[made.there] for v in lift.saved(model, made, origins))
    cluster = (borough if few >= FEWEST else ward)[made.there]
    draws, _ = lift.resampled(gain, deviance, cluster, 2000, seed)
    low, high = (float(v) for v in np.quantile(draws, LEVEL))
    dealt = lift.shuffled(model, made, deals, origins).sum(axis=1)
    p = float((1 + (dealt >= gain.sum()).sum()) / (len(deals) + 1))
    return Grounds(low, high, p, smallest_worth(model, origins, made.there, float(deviance.sum())), few)


RATIOS, DATASETS = (1.05, 1.10, 1.15), 40  # rate ratios a standard deviation; datasets of each


def powers(evidence: Evidence, model: lift.Base) -> list[dict[str, Any]]:
    """A row a ratio, number of boroughs (drawn by lot) and of unseen years: the share that was seen, and the formula's.

    Seen: the 95% interval lies above nothing, and at most one in twenty shuffles did as well.
    """
    borough = evidence.ground.boroughs[1]
    scene, most = scene_of(evidence, model), int(borough.max()) + 1
    told = Information(float(model.weight[0].sum()) / WINDOW / most, WINDOW)
    seen: dict[tuple[float, int, int], list[bool]] = {}
    for seed in range(DATASETS):
        deals = lift.deals(borough, FEWER, seed)
        lots = np.random.default_rng([SEED, seed, 2]).permutation(most)
        for ratio in RATIOS:
            x = plant(scene, ratio, np.random.default_rng([SEED, seed, round(100 * ratio)]))
            for size in POWER_BOROUGHS:
                given = np.where(np.isin(borough, lots[:size]), x, np.nan)
                for years, one in zip(POWER_YEARS, _seen(model, given, borough, deals, seed), strict=True):
                    seen.setdefault((ratio, size, years), []).append(one)
    return [
        {"ratio": r, "boroughs": b, "years": y, "seen": float(np.mean(v)), "formula": told.power(r, b, y)}
        for (r, b, y), v in seen.items()
    ]


def in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    """How far the formula is from what was seen."""
    apart = 100 * np.abs([row["formula"] - row["seen"] for row in rows])
    return (
        f"A formula says how many boroughs it takes. Over {len(rows)} sizes of effect, boroughs and years its chance "
        f"is {apart.mean():.0f} points from the share of planted effects that we saw, {apart.max():.0f} at most."
    )


def _seen(model: lift.Base, given: Floats, borough: NDArray[np.intp], deals: NDArray[np.intp], seed: int) -> list[bool]:
    """Whether a dataset (n,) is seen over the last unseen years, for each of `POWER_YEARS`."""
    made = lift.columns(given[:, None], borough)
    origins = range(model.origins)
    each = [lift.saved(model, made, [o]) for o in origins]
    gain, deviance = (np.stack([part[k][made.there] for part in each]) for k in (0, 1))
    p = p_values(gain.sum(axis=1), lift.shuffled(model, made, deals, origins))
    found = []
    for years in POWER_YEARS:
        saved, whole = (part[-years:].sum(axis=0) for part in (gain, deviance))
        draws, _ = lift.resampled(saved, whole, borough[made.there], 1_000, seed)
        found.append(bool(np.quantile(draws, LEVEL[0]) > 0 and p[years - 1] <= PLACEBO))
    return found
