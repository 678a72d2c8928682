"""How wrong was it? Every rung of the ladder on every year it had not seen, from 2017 on.

An origin is a year t: models know the years before t and are scored on the fires of t. Settings were chosen on origins
to 2019 and then frozen; no choice rests on origins from 2022 on. Figures published later than an origin are
named, and the page says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np

from lbdp_core import columns
from lbdp_core.fire.evaluate.origins import BASELINE, WITHOUT, origin
from lbdp_core.fire.evaluate.scores import jitter
from lbdp_core.fire.features import ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError

FIRST_ORIGIN, LAST_TUNED, LAST_CHOSEN_ON = 2017, 2019, 2021
KNOWN_FROM = {  # by source: in words, and the first year that could begin with its figures in hand
    columns.IMD19: ("the Indices of 2019", 2020),
    columns.CENSUS: ("Census 2021", 2023),
    columns.CNI: ("the Community Needs Index 2023", 2024),
    columns.IMD25: ("the Indices of 2025", 2026),
}


def evaluate(evidence: Evidence) -> Scorecard:
    """Score the ladder at each origin that has five earlier years.

    Raises:
        DataError: no year from 2017 on has five years of fires before it.
    """
    g = ground(evidence)
    rows = [origin(evidence, g, k) for k in _origins(evidence)]
    if not rows:
        raise DataError(
            f"No year from {FIRST_ORIGIN} on has {HISTORY_YEARS} complete years before it; add older incident files."
        )
    skills = {row["origin"]: row["skill"] for row in rows}
    return Scorecard(
        theme="fire",
        target="Primary and secondary fires in dwellings attended by London Fire Brigade, all causes, by LSOA and year",
        metric="mean Poisson deviance per LSOA, predictions scaled to the year's total",
        unit="deviance",
        baseline=BASELINE,
        origins=tuple(rows),
        skill=float(np.mean(list(skills.values()))),
        more={
            "skill_on_tuned_origins": _mean(v for y, v in skills.items() if int(y) <= LAST_TUNED),
            "skill_on_frozen_origins": _mean(v for y, v in skills.items() if int(y) > LAST_TUNED),
            "skill_on_never_seen_origins": _mean(v for y, v in skills.items() if int(y) > LAST_CHOSEN_ON),
            "tuned_on": f"origins to {LAST_TUNED}",
            "never_seen": [y for y in skills if int(y) > LAST_CHOSEN_ON],
            "without_added": without_added(rows),
            "coverage_80": _mean(row["coverage_80"] for row in rows),
            "borough_coverage_80": _mean(row["borough_coverage_80"] for row in rows),
            "deciles_within_bounds": _mean(row["calibration"]["within"] for row in rows),
            "share_of_gap_closed": _mean(row["ceiling"]["share_closed"] for row in rows),
            "grid": jitter(evidence, g),
            "notes": [
                look_ahead([int(y) for y in skills], g.names),
                "`history_glm` uses only earlier fires, `history_imd2019_glm` these and the Indices of 2019.",
                f"First trials of structure were scored on {LAST_TUNED + 1} and {LAST_CHOSEN_ON} too, before the "
                f"settings were chosen on origins to {LAST_TUNED} and frozen. The figures added later (people living "
                f"alone, the Indices of 2025 by domain) were chosen on origins to {LAST_CHOSEN_ON}.",
                "Counts start at half a fire in the last-year and five-year rungs; their deviance would be infinite.",
            ],
        },
    )


def _origins(evidence: Evidence) -> Iterator[int]:
    for k, year in enumerate(evidence.years):
        if year >= FIRST_ORIGIN and k >= HISTORY_YEARS:
            yield k


def _mean(values: Iterable[float]) -> float | None:
    held = list(values)
    return float(np.mean(held)) if held else None


def look_ahead(years: list[int], names: Collection[str]) -> str:
    """Which of the predictors `names` nobody could have had when which origins began, in a sentence or two.

    >>> look_ahead([2019, 2020], ["crime_rank"])[-74:]
    'began: the Indices of 2019 (2019). That flatters each rung that uses them.'
    """
    sources = [columns.BY_NAME[name].source for name in names]
    told = []
    for source, (what, known) in KNOWN_FROM.items():
        late = [year for year in years if year < known]
        if late and any(held.startswith(source) for held in sources):
            told.append(f"{what} ({spoken(late)})")
    if not told:
        return "Every figure that the models use was published before the first of these years began."
    return (
        f"The model is shown figures that were not published when these years began: {', '.join(told)}. That flatters "
        "each rung that uses them."
    )


def spoken(years: list[int]) -> str:
    """Years that follow each other as a span.

    >>> spoken([2017, 2018, 2019]), spoken([2017])
    ('2017 to 2019', '2017')
    """
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])


def without_added(rows: list[dict[str, Any]]) -> dict[str, float] | None:
    """Means over the origins of the model without `features.ADDED`; None where the data has none of these figures."""
    if not all(WITHOUT in row["baselines"] for row in rows):
        return None
    skill = [1 - row["baselines"][WITHOUT] / row["baselines"][BASELINE] for row in rows]
    return {
        "skill": float(np.mean(skill)),
        "deviance": float(np.mean([row["baselines"][WITHOUT] for row in rows])),
        "capture_10": float(np.mean([row["capture"][WITHOUT]["10"] for row in rows])),
        "driver_deviance_unseen_borough": float(
            np.mean([row["driver_deviance_unseen_borough_without_added"] for row in rows])
        ),
    }
