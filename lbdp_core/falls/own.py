"""A council's own falls by LSOA: the same model with its counts, kept by the session alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import protect
from lbdp_core.door import Kind
from lbdp_core.falls.model import Fitted, fit_counts
from lbdp_core.falls.schema import OWN_COUNTS
from lbdp_core.formatting import plural
from lbdp_core.own import Rows, Taken, of_kinds, released, told
from lbdp_core.result import Result
from lbdp_core.sources import DataError, Shelf

LEAST = 200  # falls that a fit needs
COVERED = 0.5  # a borough counts as covered when the file has this part of what its ages lead one to expect


def _take(model: Fitted, shelf: Shelf, kind: Kind, rows: Rows) -> Taken[Fitted]:
    weight = rows.frame["falls"].fillna(0).to_numpy(dtype=float)
    counts = rows.by_area(len(model.code), weight)
    whole = np.bincount(model.borough_at, counts, len(model.growth))
    ages = np.bincount(model.borough_at, model.expected, len(model.growth))
    covered = whole >= COVERED * ages
    if whole[covered].sum() < LEAST:
        raise DataError(
            f"The file has too few falls to learn from; give counts of at least one borough with {LEAST} falls or more."
        )
    protected = released(counts, model.borough)
    years = max(1, round(float(whole[covered].sum() / ages[covered].sum())))
    used = np.where(covered[model.borough_at], protected, model.admissions * years)
    fitted = fit_counts(model, used, years, shelf.table("areas/neighbours.csv").to_numpy(dtype=np.int64))
    names = [name for name, here in zip(np.unique(model.borough), covered, strict=False) if here]
    total = protect.said(float(whole[covered].sum()))
    said = (
        *told(rows.account),
        f"The file covers {plural(len(names), 'borough')}, with {total} falls.",
        f"We take them as {plural(years, 'year')}.",
        "Counts of 7 and under are hidden before the model sees them, so small areas lean on their neighbours.",
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


def effect(mine: Result, published: Result) -> str:
    """What the file changes in the answer."""
    a, b = mine.additive.scenario or 0.0, published.additive.scenario or 0.0
    more = "more" if a > b else "fewer"
    return f"With your counts, this scenario has {abs(a - b):,.0f} {more} admissions in the year shown."


OWN = of_kinds(
    (OWN_COUNTS,),
    _take,
    heading="Your own file",
    asks="Use counts of falls by LSOA, for instance admissions of people aged 65 and over.",
    upload="Counts by LSOA, CSV or Excel",
    columns={"Falls": "lsoa21_code (or lsoa11_code) and falls"},
    effect=effect,
)
