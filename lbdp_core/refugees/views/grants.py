"""Grants: the mix of nationalities behind the share that is granted, and what appeals add later."""

from __future__ import annotations

import pandas as pd

from lbdp_core.formatting import people, percent
from lbdp_core.refugees.model import Fitted
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

YEARS = 8  # of claims, the latest


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Two small tables; both are of the whole country and of main applicants."""
    text = (
        f"Of people decided in the country ({model.run_rate}) {percent(model.granted, 0)} were granted, the share that "
        "the lever moves. It is a mix of nationalities whose shares lie far apart: when the mix changes, so does the "
        "share, with no change of policy."
    )
    sheets = []
    if len(model.nationality):
        sheets.append(("First decisions by nationality, main applicants, last four quarters held", _nationality(model)))
    if len(model.cohort):
        sheets.append(("Claims by year, main applicants: granted at first, and as it stands", _cohorts(model)))
    note = (
        "Shares by year are of granted, refused and withdrawn claims whose outcome is known; the last years are young. "
        "No share is published by borough."
    )
    return Shown((text,), sheets=tuple(sheets), notes=(note,))


def _nationality(model: Fitted) -> pd.DataFrame:
    shares = zip(model.granted_of, model.decided_of, strict=True)
    return pd.DataFrame(
        {
            "Nationality": model.nationality,
            "Decided": [people(float(v)) for v in model.decided_of],
            "Granted": [people(float(v)) for v in model.granted_of],
            "Share granted": [percent(float(a / b), 0) if b else "–" for a, b in shares],
        }
    )


def _cohorts(model: Fitted) -> pd.DataFrame:
    rows = range(max(len(model.cohort) - YEARS, 0), len(model.cohort))
    return pd.DataFrame(
        {
            "Year of claim": [f"{model.cohort[n]:.0f}" for n in rows],
            "Claims": [people(float(model.cohort_claims[n])) for n in rows],
            "Granted at first": [percent(float(model.cohort_initial[n]), 0) for n in rows],
            "As it stands": [percent(float(model.cohort_latest[n]), 0) for n in rows],
        }
    )


GRANTS = Scene("Whose claims are granted?", show)
