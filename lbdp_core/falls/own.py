"""A council's own falls by LSOA: the same model with its counts, kept by the session alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, protect
from lbdp_core.falls.model import Fitted, fit_counts
from lbdp_core.falls.schema import OWN_COUNTS
from lbdp_core.formatting import plural
from lbdp_core.own import Floats, Own, Proposal, Question, Rows, Say, Taken, placed, released, told
from lbdp_core.result import Result
from lbdp_core.sources import DataError, Shelf

LEAST = 200  # falls that a fit needs
COVERED = 0.5  # a borough counts as covered when the file has this part of what its ages lead one to expect


def _take(model: Fitted, shelf: Shelf, rows: Rows, years: int) -> Taken[Fitted]:
    weight = rows.frame["falls"].fillna(0).to_numpy(dtype=float)
    counts = rows.by_area(len(model.code), weight)
    whole = np.bincount(model.borough_at, counts, len(model.growth)).astype(float)
    ages = np.bincount(model.borough_at, model.expected, len(model.growth))
    covered = whole >= COVERED * years * ages
    if whole[covered].sum() < LEAST:
        raise DataError(
            f"The file has too few falls to learn from; give counts of at least one borough with {LEAST} falls or more."
        )
    shown = released(counts, model.borough)
    known = shown + _rest(model, shown, whole)
    used = np.where(covered[model.borough_at], known, model.admissions * years)
    fitted = fit_counts(model, used, years, shelf.table("areas/neighbours.csv").to_numpy(dtype=np.int64))
    names = [name for name, here in zip(np.unique(model.borough), covered, strict=False) if here]
    total = protect.said(float(whole[covered].sum()))
    said = (
        *told(rows.account),
        f"The file covers {plural(len(names), 'borough')}, with {total} falls.",
        f"We take them as {plural(years, 'year')}.",
        "Counts of 7 and under are hidden before the model sees them: it is given a share of their borough's rest.",
    )
    mine = covered[model.borough_at]
    table = pd.DataFrame(
        {
            "Area": model.name[mine],
            "Borough": model.borough[mine],
            "Risk": fitted.risk[mine].round(2),
            "Chance above": [f"{100 * v:.0f}%" for v in fitted.above[mine]],
        }
    )
    note = "Risk: times the admissions that ages alone would predict. It may be taken away and put on a map."
    return Taken(
        f"{total.removeprefix('about ')} of your own falls",
        fitted,
        said,
        ("Elsewhere the made-up counts stay.",),
        (("The smoothed map of your counts", note, table),),
    )


def _rest(model: Fitted, shown: Floats, whole: Floats) -> Floats:
    """(n,) what is hidden of a borough, as its rounded total less what is shown, shared out by what ages predict."""
    hidden = np.where(shown > 0, 0.0, model.expected)
    total = protect.BASE * np.round(whole / protect.BASE)
    rest = np.maximum(total - np.bincount(model.borough_at, shown, len(whole)), 0.0)
    share = np.bincount(model.borough_at, hidden, len(whole))
    return np.asarray(hidden * np.divide(rest, share, out=np.zeros(len(whole)), where=share > 0)[model.borough_at])


def effect(mine: Result, published: Result) -> str:
    """What the file changes in the answer."""
    a, b = mine.additive.scenario or 0.0, published.additive.scenario or 0.0
    more = "more" if a > b else "fewer"
    return f"With your counts, this scenario has {abs(a - b):,.0f} {more} admissions in the year shown."


YEARS = {"1": "one year", "2": "two years", "3": "three years", "4": "four years", "5": "five years"}


def _propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """Counts by area without a date: a person says of how many years they are."""
    door.recognised(raw, (OWN_COUNTS,), door.called(label), None, door.UPLOAD)
    return Proposal("How many years do these counts cover?", (Question("years", "Years", YEARS),))


def _taken(model: Fitted, shelf: Shelf, raw: bytes, label: str, answers: Mapping[str, Any], say: Say) -> Taken[Fitted]:
    name = door.called(label)
    kind = door.recognised(raw, (OWN_COUNTS,), name, None, door.UPLOAD)
    rows = placed(door.read(raw, kind, name, door.UPLOAD), kind, shelf, name)
    return _take(model, shelf, rows, int(answers.get("years", 1)))


OWN: Own[Fitted] = Own(
    heading="Your own file",
    asks="Use counts of falls by LSOA, for instance admissions of people aged 65 and over.",
    upload="Counts by LSOA, CSV or Excel",
    propose=_propose,
    take=_taken,
    columns={"Falls": "lsoa21_code (or lsoa11_code) and falls"},
    kinds=(OWN_COUNTS,),
    effect=effect,
)
