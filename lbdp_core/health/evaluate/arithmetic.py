"""Arithmetic: the same sum as POPPI's, rates by five-year band and sex times residents, done its way and ours."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core.health.conditions import SEXES, by_age
from lbdp_core.health.load import Evidence

CONDITION = "dementia"


def arithmetic(evidence: Evidence) -> dict[str, Any]:
    """People with dementia in London's base, band by band as POPPI adds them up, and by single years of age as here.

    Both use the same rates, so they may differ only by slips; the largest difference of a borough is given too.
    """
    base, rows = evidence.base, evidence.conditions[evidence.conditions["condition"] == CONDITION]
    people = base.counts[..., -1]  # (s, b, a)
    ours = np.einsum("sba,sa->b", people, by_age(evidence.conditions, CONDITION, base.ages))
    theirs = np.zeros(len(evidence.codes))
    for sex, low, high, rate in zip(rows["sex"], rows["age_low"], rows["age_high"], rows["rate"], strict=True):
        band = [i for i, age in enumerate(base.ages) if low <= age <= high]
        for s, name in enumerate(SEXES):
            if sex in (name, "persons"):
                theirs += people[s][:, band].sum(axis=1) * rate
    return {
        "condition": CONDITION,
        "here": float(ours.sum()),
        "as_poppi": float(theirs.sum()),
        "difference": float(ours.sum() / theirs.sum() - 1),
        "largest_difference_of_a_borough": float(np.abs(ours / theirs - 1).max()),
    }
