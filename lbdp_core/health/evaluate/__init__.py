"""How wrong was it? An old round of projections against each estimate of what then happened, beside naive rules.

Nobody can score a projection of 2035 yet. What can be scored is a round of the past: what it said of a year that has
since been estimated, at the horizon it had, with the width that the model gives such a horizon. Estimates of what
happened disagree; all are used, and where they disagree is said. Some were known when the width was fixed
(`settings.FIXED_ON`); those that were not are the test of it.
"""

from __future__ import annotations

import numpy as np

from lbdp_core.health.evaluate.scores import BASELINE, apart, score
from lbdp_core.health.load import Evidence
from lbdp_core.health.model import settings
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError


def evaluate(evidence: Evidence) -> Scorecard:
    """Score every round against every estimate that is later than its last observed year, oldest estimate first.

    Raises:
        DataError: no round was made before any of the estimates.
    """
    rows = [
        score(evidence, past, truth)
        for past in evidence.rounds.values()
        for truth in evidence.truths
        if past.last_observed < truth.years[-1] <= past.years[-1]
    ]
    if not rows:
        raise DataError("No projection is older than a year that is now estimated; add an older one to score.")
    return Scorecard(
        theme="health",
        target="Residents of London's boroughs by age band, as later estimated",
        metric="weighted absolute percentage error (WAPE) over boroughs and age bands",
        unit="share of residents",
        baseline=BASELINE,
        origins=tuple(rows),
        skill=float(np.mean([row["skill"] for row in rows])),
        more={
            "coverage_80": float(np.mean([row["coverage_80"] for row in rows])),
            "coverage_80_by_age": float(np.mean([row["coverage_80_by_age"] for row in rows])),
            "truths_apart": apart(evidence),
            "width": {
                "median_error_after_ten_years": settings.PUBLISHED_MEDIAN,
                "median_error_by_age": dict(zip(map(str, settings.GROUPS), settings.MEDIANS, strict=True)),
                "source": "Simpson, Wilson and Shalley (2019), official projections of London boroughs since 1974",
                "fixed": "from published errors and from two older estimates, mid-2020 and Census 2021, before we "
                "scored any later one, and changed nothing afterwards",
                "untouched": [row["truth"] for row in rows if row["truth"] not in settings.FIXED_ON],
            },
            "notes": [
                "We score populations, not rates: nobody counts how many people have a condition.",
                "No estimate is certain. Mid-2020 was carried forward from 2011 and has since been withdrawn. The "
                "census was taken in lockdown, and later years are carried forward from it.",
                "We set the width with mid-2020 and Census 2021 in sight, so only later estimates test it.",
            ],
        },
    )
