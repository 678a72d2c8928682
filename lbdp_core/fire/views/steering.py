"""Steering: the forecast that places visits, split up into what the place is like and what is known of past fires.

All in one unit: dwelling fires per 1,000 homes in the forecast year.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.fire.features import BEYOND
from lbdp_core.fire.model import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
AFTER = {  # steps after the place: of the features that `features.operational` adds
    "Its own fires in past years": ("own_history",),
    "Past fires in the areas around it": ("near_history", "wider_history"),
    "Its number of homes, and how its fires are recorded": ("rounding", "size"),
}


@remembered(4)
def usual(model: Fitted) -> Array:
    """Mean of what each feature adds (k + 5,), over homes: where a typical area stands."""
    return np.asarray(np.average(model.steering, axis=0, weights=model.households), dtype=np.float64)


def typical(model: Fitted) -> float:
    """The forecast of a typical area (the geometric mean over London's homes)."""
    return 1_000 * float(np.exp(model.steering_base + usual(model).sum()))


def london(model: Fitted) -> float:
    """The forecast over all of London's homes."""
    return 1_000 * float(model.expected.sum() / model.households.sum())


def unit(model: Fitted) -> str:
    """What the forecast's rates count."""
    return f"dwelling fires per 1,000 homes in {model.forecast_year}"


def beyond(model: Fitted, pulls: Array) -> list[tuple[str, float]]:
    """The steps after the place, in words, with their log ratios; pulls (k + 5,)."""
    start = len(model.features)
    return [(words, float(sum(pulls[start + BEYOND.index(name)] for name in names))) for words, names in AFTER.items()]
