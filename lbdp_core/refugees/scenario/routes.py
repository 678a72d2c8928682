"""Routes: asylum, resettlement, Ukraine, family reunion and unaccompanied children side by side, never added up."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from lbdp_core.doubt import interval
from lbdp_core.figure import over
from lbdp_core.formatting import month
from lbdp_core.refugees.model import cited
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.world import World

YEAR = 4
OVERDISPERSED = 4.0  # times as much variance as chance alone: families and hotels come together (judgement)
UNSURE = 0.4  # of a figure that no borough's own count stands behind, either way (judgement)
PUBLISHED, SHARED = "published by borough", "shared out, because none is published by borough"


def table(world: World) -> pd.DataFrame:
    """route, what, unit, expected, low, high, basis, note; from the last count to the quarter looked at."""
    fitted, here, span = world.fitted, world.here, world.step
    people, duties = (over(each, here) for each in (world.scenario.people[span], world.scenario.duties(span)))
    share = float(fitted.seen[-1][here].sum() / fitted.country)
    children = float(fitted.children[here].sum()) * s.CHILDREN_TO_17
    care = f"{100 * cited.THRESHOLD.value:g}% would be {s.TRANSFER_THRESHOLD * children:,.0f} in care at once"
    ukraine = (
        f"At the pace of the year to {month(fitted.ukraine_when)}, with {fitted.ukraine_owed[here].sum():,.0f} so far."
    )
    resettled, owed = (float(rate[here].sum()) for rate in (fitted.resettled, fitted.ukraine_rate))
    alone = fitted.unaccompanied * children / s.UK_CHILDREN * span
    rows = [
        ("Asylum", f"People in support, {world.when}", "people", _drawn(people), PUBLISHED, "This page's model."),
        ("Asylum", "Homelessness duties", "households", _drawn(duties), "this page's model", "Duties after a grant."),
        ("Resettlement", "People resettled here", "people", _paced(resettled, span), PUBLISHED,
         "At the pace of the last four quarters."),
        ("Ukraine", "Households newly owed a homelessness duty", "households", _paced(owed, span), PUBLISHED, ukraine),
        ("Family reunion", "People who join a refugee", "people", _shared(fitted.reunion * share * span), SHARED,
         "Shared by people in support."),
        ("Unaccompanied children", "Children who claim asylum", "children", _shared(alone), SHARED,
         f"Shared by residents under 18. The National Transfer Scheme's threshold of {care}."),
    ]  # fmt: skip
    names = ["route", "what", "unit", "expected", "low", "high", "basis", "note"]
    return pd.DataFrame([(*row[:3], *row[3], *row[4:]) for row in rows], columns=names)


def _drawn(draws: np.ndarray) -> tuple[float, float, float]:
    mean = float(draws.mean())
    return mean, *interval(draws, mean)


def _paced(rate: float, span: int) -> tuple[float, float, float]:
    """A pace a quarter carried on, with the 80% range of so few counts (a gamma, overdispersed)."""
    shape = (rate * YEAR + 0.5) / OVERDISPERSED
    low, high = gammaincinv(shape, [0.1, 0.9]) * OVERDISPERSED * span / YEAR
    mean = rate * span
    return mean, min(float(low), mean), max(float(high), mean)


def _shared(mean: float) -> tuple[float, float, float]:
    return mean, mean * (1 - UNSURE), mean * (1 + UNSURE)
