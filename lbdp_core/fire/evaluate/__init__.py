"""How wrong was it? Every rung of the ladder on every year it had not seen, from 2017 on.

An origin is a year t: models know the years before t and are scored on the fires of t. Settings were chosen on origins
to 2019 and then frozen; Census 2021 and IMD 2025 postdate every origin, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from lbdp_core.fire.evaluate.grid import jitter
from lbdp_core.fire.evaluate.origins import BASELINE, origin
from lbdp_core.fire.features import ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError

FIRST_ORIGIN, LAST_TUNED = 2017, 2019


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
            "tuned_on": f"origins to {LAST_TUNED}",
            "coverage_80": _mean(row["coverage_80"] for row in rows),
            "borough_coverage_80": _mean(row["borough_coverage_80"] for row in rows),
            "deciles_within_bounds": _mean(row["calibration"]["within"] for row in rows),
            "share_of_gap_closed": _mean(row["ceiling"]["share_closed"] for row in rows),
            "grid": jitter(evidence, g),
            "notes": [
                "Census 2021, the Community Needs Index 2023 and the Indices of 2025 describe the areas later than "
                "every origin: nobody could have had them then, which flatters each rung that uses them. "
                "`history_glm` uses only earlier fires, `history_imd2019_glm` these and the Indices of 2019.",
                "First trials of structure were scored on 2020 and 2021 too, before the settings were chosen on "
                "origins to 2019 and frozen.",
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
