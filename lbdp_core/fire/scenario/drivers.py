"""Why: what the driver model says pulls fires up or down here, as rate ratios, in plain names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import explain
from lbdp_core.columns import BY_NAME
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.levers import LONDON


def driver(name: str) -> str:
    """A predictor's name as a person would say it."""
    return BY_NAME[name].words if name in BY_NAME else name.replace("_", " ").capitalize()


def drivers(fitted: Fitted, focus: str) -> pd.DataFrame:
    """The predictors with their contribution and its unit, largest first.

    For a borough: the ratio of its fires a home to London's that each predictor accounts for (1.18 = 18 %
    more), from household-weighted means of the driver model's SHAP values. For London, whose ratio to itself
    is 1: the usual ratio, up or down, that the predictor makes in an area.
    """
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
