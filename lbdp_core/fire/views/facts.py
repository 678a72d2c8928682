"""Facts: what to know before trusting the map, and every figure of the scorecard that no picture shows."""

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
            "Better than five years evened out",
            f"{100 * score.skill:.1f}%",
            f"{min(skills):.1f} to {max(skills):.1f} by year; {last['origin']}: {100 * last['skill_low']:.1f} to "
            f"{100 * last['skill_high']:.1f} (95%)",
            f"Mean over {years[0]} to {years[-1]} of how much smaller the error (Poisson deviance) is. In "
            f"{last['origin']}: {100 * last['skill']:.1f}%, 95% interval {100 * last['skill_low']:.1f} to "
            f"{100 * last['skill_high']:.1f} from resampling whole boroughs.",
        ),
        (
            "Areas' yearly counts within range",
            f"{100 * more['coverage_80']:.0f}%",
            "of 80% ranges for one area's yearly count; 80% would be right",
            "Share of areas whose count fell in the middle 80% of what was forecast, randomised for whole numbers. "
            "These ranges hold luck as well; the headlines' ranges are for what is expected, without a year's luck.",
        ),
        (
            "Tenths within chance",
            f"{more['deciles_within_bounds']:.1f} of 10",
            "by expected rate",
            "Areas in ten groups of equal homes; observed fires against expected, within 95% Poisson bounds.",
        ),
        (
            "Of the attainable gain",
            f"{100 * more['share_of_gap_closed']:.0f}%",
            "rest: what these data cannot tell",
            "Someone who knew every area's true rate would still be wrong, by luck, but less than five years evened "
            "out. This is how much of that distance the model goes (simulated).",
        ),
        (
            "Fires in a neighbour's area",
            f"1 in {1 / grid['expected_misassignment']:.0f}",
            f"{100 * grid['top_decile_overlap_mean']:.0f}% of the top tenth stays",
            f"Coordinates are 100 m squares. Every fire was moved within its square {grid['jitters']} times: skill in "
            f"{grid['origin']} was {100 * grid['skill_mean']:.1f}% ({100 * grid['skill_low']:.1f} to "
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
            f"Settings were chosen on {_plainly(more['tuned_on'])} (skill {100 * tuned:.1f}%) and then frozen: the "
            f"years after gave {100 * frozen:.1f}%."
        )
    if more.get("never_seen"):
        lines.append(
            f"No choice rests on {' and '.join(more['never_seen'])}: there the gain was "
            f"{100 * more['skill_on_never_seen_origins']:.1f}%."
        )
    if (fewer := more.get("without_added")) is not None:
        lines.append(
            "With people living alone and the Indices of Deprivation 2025 by domain the gain is "
            f"{100 * score.skill:.2f}%, without them {100 * fewer['skill']:.2f}%; the first tenth of homes holds "
            f"{100 * _captured(score):.2f}% of fires with them, {100 * fewer['capture_10']:.2f}% without."
        )
    last = score.origins[-1]["top_decile_overlap"]
    if last["model"] is not None:
        lines.append(
            f"The list is steady: {100 * last['model']:.0f}% of the first tenth of homes was in it the year before, "
            f"against {100 * last['raw_counts']:.0f}% by last year's counts."
        )
    if (held := more.get("borough_coverage_80")) is not None:
        lines.append(f"Boroughs' yearly counts lay in the middle 80% of their forecast {100 * held:.0f}% of the time.")
    return (*lines, *map(_named, more["notes"]))


def _captured(score: Scorecard) -> float:
    """Mean share of fires in the first tenth of homes by the model."""
    return sum(o["capture"]["model"]["10"] for o in score.origins) / len(score.origins)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """What became of the rows of the incident files, in plain sentences."""
    aside = " + ".join(f"{count:,} set aside ({reason})" for reason, count in report["set_aside"].items())
    return (
        f"{report['rows']:,} rows in = {report['used']:,} used" + (f" + {aside}." if aside else "; none set aside."),
        f"{100 * report['in_recorded_borough']:.1f}% of the fires used lie in the borough that their row records.",
        f"{report['placed_by_nearest']:,} lay in no area and went to the nearest one of their borough, within 150 m.",
        f"About 1 fire in {1 / report['expected_misassignment']:.0f} happened in a neighbour of the area it is counted "
        "in, because the publisher gives 100 m squares and not addresses.",
        *(f"{told}, a part of a year: shown here, and used in no figure." for told in part_years(report)),
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
        "A range of whole numbers holds more than 80% even when the model is right, so the plain share is beside what "
        "it should be; the randomised one should be 80%."
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
            "Fires per 1,000 homes, by this page": [f"{v:.2f}" for v in rate(model.expected)],
            "By what it is like, borough unseen": [f"{v:.2f}" for v in rate(model.driver_oof * model.households)],
        }
    )
    note = (
        f"Ranges for areas' yearly counts in {last['origin']}: whole numbers, so {_percent(plain['nominal'])} should "
        f"hold rather than 80%, and {_percent(plain['observed'])} did. The last column comes from models that saw no "
        "fire of that borough: where it differs, history tells more than what the place is like."
    )
    return "By borough", note, table
