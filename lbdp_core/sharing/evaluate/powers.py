"""Powers: how often an effect of a size is said to add, planted in the real fires, beside what the formula says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import lift
from lbdp_core.sharing.baseline import WINDOW
from lbdp_core.sharing.build.planting import plant
from lbdp_core.sharing.evaluate.trials import FEWER, scene_of
from lbdp_core.sharing.load import Evidence
from lbdp_core.sharing.model import LEVEL, PLACEBO, SEED, Information, p_values
from lbdp_core.sharing.model.settings import POWER_BOROUGHS, POWER_YEARS

RATIOS, DATASETS = (1.05, 1.10, 1.15), 40  # rate ratios a standard deviation; datasets of each
Floats = NDArray[np.float64]


def powers(evidence: Evidence, model: lift.Base) -> list[dict[str, Any]]:
    """A row a ratio, number of boroughs (drawn by lot) and of unseen years: the share that was seen, and the formula's.

    Seen: the 95 % interval lies above nothing, and at most one in twenty shuffles did as well.
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
        f"How many boroughs it takes is by a formula: over {len(rows)} sizes of effect, boroughs and years its chance "
        f"is {apart.mean():.0f} points from the share of planted effects that were seen, {apart.max():.0f} at most."
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
