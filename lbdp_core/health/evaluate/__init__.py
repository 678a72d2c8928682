"""How wrong was it? An old round of projections against both estimates of what then happened, beside naive rules.

Nobody can score a projection of 2035 yet. What can be scored is a round of the past: what it said of a year that has
since been estimated, at the horizon it had, with the width that the model gives such a horizon. Two estimates of what
happened are there, and they disagree; both are used, and where they disagree is said.
"""

from __future__ import annotations

import numpy as np

from lbdp_core.health.evaluate.arithmetic import arithmetic
from lbdp_core.health.evaluate.scores import BASELINE, apart, score
from lbdp_core.health.load import Evidence
from lbdp_core.health.model import settings
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError


def evaluate(evidence: Evidence) -> Scorecard:
    """Score every round against every estimate that is later than its last observed year.

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
        raise DataError("No projection was made before a year that is now estimated; add an older round to score.")
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
                "source": "Simpson, Wilson and Shalley (2019), official projections of London boroughs since 1974",
                "fixed": "before scoring; coverage is reported, and nothing was changed to improve it",
            },
            "poppi": arithmetic(evidence),
            "notes": [
                "Populations are scored. How many people have a condition is never counted, so that rates cannot be.",
                "The two estimates are of different years and methods: mid-2020 was rolled forward from 2011 and has "
                "since been withdrawn in favour of the census, which was taken in lockdown.",
                "The part of the range that stands for the base itself was read from the gap between the two, so it is "
                "not independent of them; without it the range of a borough would be about 4 % narrower.",
            ],
        },
    )
