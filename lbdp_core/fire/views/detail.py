"""Detail: every figure of the scorecard that no picture shows, by year and by borough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.fire.model import Fitted
from lbdp_core.result import Scorecard

Origin = Mapping[str, Any]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


BY_YEAR: Mapping[str, Callable[[Origin], str]] = {
    "Skill": lambda o: _percent(o["skill"]),
    "Its 95 % interval": lambda o: f"{100 * o['skill_low']:.1f} to {100 * o['skill_high']:.1f} %",
    "Areas' counts in the middle 80 % (randomised)": lambda o: _percent(o["coverage_80"]),
    "Boroughs' counts in the middle 80 % (randomised)": lambda o: _percent(o.get("borough_coverage_80")),
    "Areas' counts within a plain range of whole numbers": lambda o: _percent(o["plain_coverage"]["observed"]),
    "The same, if the model were right": lambda o: _percent(o["plain_coverage"]["nominal"]),
    "Tenths of homes within chance": lambda o: f"{o['calibration']['within']} of {o['calibration']['of']}",
    "Of the first tenth of homes, also first the year before": lambda o: _percent(o["top_decile_overlap"]["model"]),
    "The same, by last year's counts": lambda o: _percent(o["top_decile_overlap"]["raw_counts"]),
    "Attainable skill (every true rate known; simulated)": lambda o: _percent(o["ceiling"]["skill"]),
    "Share of the way there": lambda o: _percent(o["ceiling"]["share_closed"]),
    "Fires in the first tenth of homes, every true rate known": lambda o: _percent(o["ceiling"]["capture_10"]),
    "Fires in London": lambda o: f"{o['fires']:,.0f}",
    "Forecast of that total": lambda o: f"{o['forecast_total']:,.0f}",
    "The year before": lambda o: f"{o['naive_total']:,.0f}",
    "Error (deviance), this page's model": lambda o: f"{o['model']:.3f}",
    "Error, five years evened out": lambda o: f"{o['baselines']['empirical_bayes']:.3f}",
    "Error, place only, in boroughs it never saw": lambda o: f"{o['driver_deviance_unseen_borough']:.3f}",
    "Spread of true rates (gamma shape)": lambda o: f"{o['spread_shape']:.1f}",
}


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a figure with the years as columns."""
    rows = [{"Figure": words} | {str(o["origin"]): told(o) for o in score.origins} for words, told in BY_YEAR.items()]
    note = (
        "A range of whole numbers holds more than 80 % even when the model is right, so the plain share is beside what "
        "it should be; the randomised one should be 80 %."
    )
    return "Every figure, year by year", note, pd.DataFrame(rows)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a borough: did ranges hold there, and what would a stranger expect?"""
    last = score.origins[-1]
    plain = last["plain_coverage"]
    names, at = np.unique(model.borough, return_inverse=True)
    homes = np.bincount(at, model.households)

    def rate(fires: np.ndarray) -> np.ndarray:
        return np.asarray(1_000 * np.bincount(at, fires) / homes)

    table = pd.DataFrame(
        {
            "Borough": names,
            "Areas within their 80 % range": [_percent(plain["by_borough"].get(str(name))) for name in names],
            "Fires per 1,000 homes, by this page": [f"{v:.2f}" for v in rate(model.expected)],
            "By what it is like, borough unseen": [f"{v:.2f}" for v in rate(model.driver_oof * model.households)],
        }
    )
    note = (
        f"Ranges for areas' yearly counts in {last['origin']}: whole numbers, so {_percent(plain['nominal'])} should "
        f"hold rather than 80 %, and {_percent(plain['observed'])} did. The last column comes from models that saw no "
        "fire of that borough: where it differs, history tells more than what the place is like."
    )
    return "By borough", note, table
