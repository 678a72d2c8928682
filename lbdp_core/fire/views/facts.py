"""Facts: what to know before trusting the map, and the figures of the scorecard that have no chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core.fire.load import part_years
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.evaluation import RUNGS
from lbdp_core.result import Scorecard


def facts(score: Scorecard) -> tuple[tuple[str, str, str, str], ...]:
    """label, value, range or remark, explanation: what a person should know before trusting the map."""
    years = [o["origin"] for o in score.origins]
    skills = [100 * o["skill"] for o in score.origins]
    more, grid = score.more, score.more["grid"]
    last = score.origins[-1]
    return (
        (
            "Better than a five-year average",
            f"{100 * score.skill:.1f}%",
            f"{min(skills):.1f} to {max(skills):.1f} by year; {last['origin']}: {100 * last['skill_low']:.1f} to "
            f"{100 * last['skill_high']:.1f} (95%)",
            f"How much smaller the model's error (Poisson deviance) is, on average over {years[0]} to {years[-1]}. In "
            f"{last['origin']} it was {100 * last['skill']:.1f}% (95% interval {100 * last['skill_low']:.1f} to "
            f"{100 * last['skill_high']:.1f}, from drawing whole boroughs again).",
        ),
        (
            "Areas' yearly counts within range",
            f"{100 * more['coverage_80']:.0f}%",
            "of counts fell in their 80% range. 80% would be right",
            "The share of areas whose yearly count fell in the middle 80% of the forecast (randomised, as counts are "
            "whole numbers). These ranges include luck. The ranges of the headline figures do not.",
        ),
        (
            "Tenths within chance",
            f"{more['deciles_within_bounds']:.1f} of 10",
            "by expected rate",
            "We put areas in ten groups with equal homes. In how many did luck (95%) explain the gap between observed "
            "and expected fires?",
        ),
        (
            "Share of the possible gain",
            f"{100 * more['share_of_gap_closed']:.0f}%",
            "rest: what these data cannot tell",
            "Someone who knew every area's true rate would still be wrong, by luck, but less than five years evened "
            "out. This is how much of that distance the model goes (simulated).",
        ),
        (
            "Fires in a neighbour's area",
            f"1 in {1 / grid['expected_misassignment']:.0f}",
            f"{100 * grid['top_decile_overlap_mean']:.0f}% of the top tenth stays",
            f"Each fire's place is published to 100 m. We moved every fire within its square {grid['jitters']} times. "
            f"Skill in {grid['origin']} was then {100 * grid['skill_mean']:.1f}% ({100 * grid['skill_low']:.1f} to "
            f"{100 * grid['skill_high']:.1f}).",
        ),
    )


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What to know about how this was measured."""
    more = score.more
    frozen, tuned = more["skill_on_frozen_origins"], more["skill_on_tuned_origins"]
    lines = []
    if frozen is not None and tuned is not None:
        lines.append(
            f"We chose the settings on {_plainly(more['tuned_on'])} (skill {100 * tuned:.1f}%) and then kept them. "
            f"Later years gave {100 * frozen:.1f}%."
        )
    if more.get("never_seen"):
        lines.append(
            f"We made no choice on {' and '.join(more['never_seen'])}. The gain there was "
            f"{100 * more['skill_on_never_seen_origins']:.1f}%."
        )
    if (fewer := more.get("without_added")) is not None:
        lines += [
            "With people living alone and each domain of the 2025 Indices of Deprivation, the gain is "
            f"{100 * score.skill:.2f}%. Without them it is {100 * fewer['skill']:.2f}%.",
            f"The first tenth of homes has {100 * _captured(score):.2f}% of fires with them and "
            f"{100 * fewer['capture_10']:.2f}% without.",
        ]
    last = score.origins[-1]["top_decile_overlap"]
    if last["model"] is not None:
        lines.append(
            f"The list is steady. {100 * last['model']:.0f}% of the first tenth of homes was in it the year before. A "
            f"list by last year's counts keeps {100 * last['raw_counts']:.0f}%."
        )
    if (held := more.get("borough_coverage_80")) is not None:
        lines.append(f"Boroughs' yearly counts fell in the middle 80% of their forecast {100 * held:.0f}% of the time.")
    return (*lines, *map(_named, more["notes"]))


def _captured(score: Scorecard) -> float:
    """Mean share of fires in the first tenth of homes by the model."""
    return sum(o["capture"]["model"]["10"] for o in score.origins) / len(score.origins)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the incident files, in plain sentences."""
    aside = " + ".join(f"{count:,} set aside ({reason})" for reason, count in report["set_aside"].items())
    return (
        f"{report['rows']:,} rows in = {report['used']:,} used" + (f" + {aside}." if aside else ", none set aside."),
        f"{100 * report['in_recorded_borough']:.1f}% of the fires used lie in the borough that their row records.",
        f"{report['placed_by_nearest']:,} fires were in no area. We counted them in the nearest one of their borough, "
        "within 150 m.",
        f"About 1 fire in {1 / report['expected_misassignment']:.0f} is counted in a neighbouring area, because the "
        "publisher gives each place to 100 m.",
        *(f"The file also has {told}. That is part of a year, so no figure uses it." for told in part_years(report)),
    )


def _named(note: str) -> str:
    """A note with methods by the names that the ladder gives them."""
    for rung, words in RUNGS.items():
        note = note.replace(f"`{rung}`", f"“{words}”")
    return _plainly(note)


def _plainly(text: str) -> str:
    """An origin is the year that a forecast is scored on."""
    return text.replace("origins", "years").replace("every origin", "every year")


Origin = Mapping[str, Any]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}%"


BY_YEAR: Mapping[str, Callable[[Origin], str]] = {
    "Skill": lambda o: _percent(o["skill"]),
    "Its 95% interval": lambda o: f"{100 * o['skill_low']:.1f} to {100 * o['skill_high']:.1f}%",
    "Areas' counts in the middle 80% (randomised)": lambda o: _percent(o["coverage_80"]),
    "Boroughs' counts in the middle 80% (randomised)": lambda o: _percent(o.get("borough_coverage_80")),
    "Areas' counts in a range of whole numbers": lambda o: _percent(o["plain_coverage"]["observed"]),
    "The same, if the model were right": lambda o: _percent(o["plain_coverage"]["nominal"]),
    "Tenths of homes within chance": lambda o: f"{o['calibration']['within']} of {o['calibration']['of']}",
    "First tenth of homes that was also first the year before": lambda o: _percent(o["top_decile_overlap"]["model"]),
    "The same, by last year's counts": lambda o: _percent(o["top_decile_overlap"]["raw_counts"]),
    "Best possible skill (if every true rate were known)": lambda o: _percent(o["ceiling"]["skill"]),
    "Share of that reached": lambda o: _percent(o["ceiling"]["share_closed"]),
    "Fires in the first tenth of homes, if every true rate were known": lambda o: _percent(o["ceiling"]["capture_10"]),
    "Fires in London": lambda o: f"{o['fires']:,.0f}",
    "Forecast of that total": lambda o: f"{o['forecast_total']:,.0f}",
    "The year before": lambda o: f"{o['naive_total']:,.0f}",
    "Error (deviance), this model": lambda o: f"{o['model']:.3f}",
    "Error, five-year average": lambda o: f"{o['baselines']['empirical_bayes']:.3f}",
    "Error from place alone, in boroughs it never saw": lambda o: f"{o['driver_deviance_unseen_borough']:.3f}",
    "Spread of true rates (gamma shape)": lambda o: f"{o['spread_shape']:.1f}",
}


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a figure with the years as columns."""
    rows = [{"Figure": words} | {str(o["origin"]): told(o) for o in score.origins} for words, told in BY_YEAR.items()]
    note = (
        "A range of whole numbers covers more than 80% even when the model is right. So the plain share stands beside "
        "what it should be. The randomised share should be 80%."
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
            "Areas within their 80% range": [_percent(plain["by_borough"].get(str(name))) for name in names],
            "Fires per 1,000 homes, this model": [f"{v:.2f}" for v in rate(model.expected)],
            "From place alone, borough unseen": [f"{v:.2f}" for v in rate(model.driver_oof * model.households)],
        }
    )
    note = (
        f"These are ranges for areas' counts in {last['origin']}. Counts are whole numbers, so "
        f"{_percent(plain['nominal'])} of ranges should hold, and {_percent(plain['observed'])} did. The last column "
        "comes from models that saw no fire of that borough. Where it differs, the borough's history matters more."
    )
    return "By borough", note, table
