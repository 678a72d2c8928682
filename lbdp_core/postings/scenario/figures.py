"""Figures: adverts open now, those with an occupation, the share that states pay, and the pay that is advertised."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lbdp_core import doubt
from lbdp_core.boroughs import NAMES
from lbdp_core.model_cache import remembered
from lbdp_core.postings.model import Array, Fitted
from lbdp_core.postings.scenario.levers import PostingsLevers
from lbdp_core.postings.scenario.stock import Mask, Stock
from lbdp_core.result import Headline

DRAWS, SEED = 400, 23
NOTHING = "No advert is counted here at these levers."
FEW = "Too few adverts here say what they pay."
RULES = 0.03  # how far off duplicates, places and occupations may be together, as a share of a count: our judgement


@remembered(1)
def errors(fitted: Fitted) -> Array:
    """(33,) the standard deviation of a borough's count as a share of it: luck of a period, and errors of the rules.

    It is taken at today's rules, so that other rules share it and a change that is nothing has no width.
    """
    counts = Stock.of(fitted, PostingsLevers()).by_borough
    return np.asarray(np.sqrt(1 / np.maximum(counts, 1.0) + RULES**2))


@remembered(1)
def _shocks(fitted: Fitted) -> Array:
    """(draws, 33) by what each count is multiplied, with mean one."""
    shape = 1 / errors(fitted) ** 2
    drawn = np.random.default_rng(SEED).gamma(shape, 1 / shape, (DRAWS, len(NAMES)))
    return np.asarray(drawn / drawn.mean(axis=0))


def headlines(fitted: Fitted, now: Stock, later: Stock, looked: Mask) -> tuple[Headline, ...]:
    """Each figure by today's rules and by the levers', over the places looked at."""
    shocks = _shocks(fitted)[:, looked]
    made = []
    for key, label, of in (
        ("adverts", "Adverts open now", "by_borough"),
        ("coded", "Of them with an occupation", "coded_by_borough"),
    ):
        today, scenario = getattr(now, of)[looked], getattr(later, of)[looked]
        made.append(
            doubt.paired(
                key,
                label,
                "adverts",
                "up",
                float(today.sum()),
                float((scenario - today).sum()),
                shocks @ today,
                shocks @ (scenario - today),
                additive=key == "adverts",
                decimals=0,
            )
        )
    return tuple(replace(each, neutral=True) for each in (*made, *_of_pay(fitted, now, later, looked)))


def _of_pay(fitted: Fitted, now: Stock, later: Stock, looked: Mask) -> list[Headline]:
    """The share that states pay, and the median of what is stated: normal errors, shared by both rules."""
    one, other = (fitted.middle[stock.within(looked)] for stock in (now, later))
    share, pay = (
        ("says_pay", "Adverts that state pay", "% of adverts", "up"),
        ("pay", "Median advertised pay", "£ a year", "up"),
    )
    if not len(one) or not len(other):
        return [Headline.undefined(*share, NOTHING), Headline.undefined(*pay, NOTHING)]
    z, w = np.random.default_rng(SEED + 1).normal(size=(2, DRAWS))
    z, w = z - z.mean(), w - w.mean()
    found = [_paired(share, *_share(one), *_share(other), z, 0)]
    least = PostingsLevers().least
    if min((~np.isnan(one)).sum(), (~np.isnan(other)).sum()) < least:
        return [*found, Headline.undefined(*pay, FEW)]
    return [*found, _paired(pay, *_median(one), *_median(other), w, 0)]


def _paired(words: tuple, today: float, error: float, later: float, other: float, z: Array, decimals: int) -> Headline:
    key, label, unit, better = words
    return doubt.paired(
        key,
        label,
        unit,
        better,
        today,
        later - today,
        today + error * z,
        later - today + (other - error) * z,
        decimals=decimals,
    )


def _share(pay: Array) -> tuple[float, float]:
    share = float((~np.isnan(pay)).mean())
    return 100 * share, 100 * float(np.sqrt(share * (1 - share) / len(pay)))


def _median(pay: Array) -> tuple[float, float]:
    """The median of what is stated, and its standard error from the quartiles."""
    low, middle, high = np.nanquantile(pay, [0.25, 0.5, 0.75])
    return float(middle), float(1.2533 * (high - low) / 1.349 / np.sqrt((~np.isnan(pay)).sum()))
