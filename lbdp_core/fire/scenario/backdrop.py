"""Backdrop: what stays the same however the levers stand, such as each area's drivers; worked out once a model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.columns import BY_NAME
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.levers import LONDON
from lbdp_core.model_cache import remembered

# Fields that tell an officer whom to look for, by kind; of each kind the one that stands out most is named.
ASK_FOR = {
    "aged_75plus": ("age", "aged 75 and over"),
    "aged_65plus": ("age", "aged 65 and over"),
    "one_person_65plus": ("alone", "people of 66 and over living alone"),
    "one_person": ("alone", "people living alone"),
    "one_person_other": ("alone", "adults under 66 living alone"),
    "disabled": ("disability", "disabled residents"),
    "social_rented": ("tenure", "social tenants"),
    "private_rented": ("tenure", "private tenants"),
    "overcrowded": ("crowding", "overcrowded homes"),
    "smoking": ("smoking", "smokers"),
}


@dataclass(frozen=True, eq=False)
class Backdrop:
    """The areas, and how each stands among London's in the fields that say whom to ask for.

    areas:    code, place, ward, borough, households; one row an area.
    borough:  (n,) index into `names`, which are in alphabetical order.
    ask:      the `ASK_FOR` fields that the model holds. held: (n, fields) their values. standing: (n, fields)
              the share of areas below each value. usual: (fields,) London's mean, weighted by households.
    """

    areas: pd.DataFrame
    names: tuple[str, ...]
    borough: NDArray[np.intp]
    ask: tuple[str, ...]
    held: NDArray[np.float64]
    standing: NDArray[np.float64]
    usual: NDArray[np.float64]


def backdrop(fitted: Fitted) -> Backdrop:
    """The backdrop of a fitted model."""
    return _backdrop(fitted.of_rates)


@remembered(4)  # by identity, which is how a fitted model compares
def _backdrop(fitted: Fitted) -> Backdrop:
    areas = pd.DataFrame(
        {
            "code": fitted.code,
            "place": fitted.name,
            "ward": fitted.ward,
            "borough": fitted.borough,
            "households": fitted.households,
        }
    )
    names, borough = np.unique(fitted.borough, return_inverse=True)
    ask = tuple(name for name in ASK_FOR if name in fitted.features)
    held = np.asarray(fitted.values, float)[:, [fitted.features.index(name) for name in ask]]
    standing = np.empty_like(held)
    for column in range(held.shape[1]):
        standing[:, column] = np.searchsorted(np.sort(held[:, column]), held[:, column]) / len(held)
    usual = np.average(held, axis=0, weights=fitted.households)
    return Backdrop(areas, tuple(str(name) for name in names), borough, ask, held, standing, usual)


def driver(name: str) -> str:
    """A predictor's name as a person would say it."""
    return BY_NAME[name].words if name in BY_NAME else name.replace("_", " ").capitalize()


def drivers(fitted: Fitted, focus: str) -> pd.DataFrame:
    """The predictors with their contribution and its unit, largest first.

    For a borough: the ratio of its fires a home to London's that each predictor accounts for (1.18 = 18%
    more), from household-weighted means of the driver model's SHAP values. For London, whose ratio to itself
    is 1: the usual ratio, up or down, that the predictor makes in an area.
    """
    return _drivers(fitted.of_rates, focus).copy()


@remembered(40)
def _drivers(fitted: Fitted, focus: str) -> pd.DataFrame:
    if focus == LONDON:
        pull, unit = (
            explain.importance(fitted.contributions, fitted.households),
            "times, up or down, in a usual area",
        )
    else:
        here = fitted.borough == focus
        pull, unit = explain.against(fitted.contributions, fitted.households, here), "times London's rate"
    order = np.argsort(-np.abs(pull), kind="stable")
    names = [driver(fitted.features[i]) for i in order]
    return pd.DataFrame({"driver": names, "contribution": np.exp(pull[order]), "unit": unit})
