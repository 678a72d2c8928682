"""Figures: adverts open now, those with an occupation, the share that states pay, and the pay that is advertised."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lbdp_core import doubt
from lbdp_core.boroughs import NAMES
from lbdp_core.model_cache import remembered
from lbdp_core.postings.model import Array, Fitted
from lbdp_core.postings.scenario.levers import PostingsLevers
from lbdp_core.postings.scenario.stock import Stock
from lbdp_core.result import Headline

DRAWS, SEED = 400, 23
NOTHING = "Too few adverts are counted here at these levers."
FEW = "Too few adverts here say what they pay."
SHARE = "says_pay", "Adverts that state pay", "% of adverts"
PAY = "pay", "Median advertised pay", "£ a year"
Known = tuple[float, float]  # a figure and its standard error
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


def headlines(fitted: Fitted, now: Stock, later: Stock) -> tuple[Headline, ...]:
    """Each figure by today's rules and by the levers', over the places looked at."""
    shocks, made = _shocks(fitted)[:, later.looked], []
    for key, label, of in (
        ("adverts", "Adverts open now", "by_borough"),
        ("coded", "Of them with an occupation", "coded_by_borough"),
    ):
        today, scenario = (getattr(stock, of)[later.looked] for stock in (now, later))
        change = scenario - today
        sums, draws = (float(today.sum()), float(change.sum())), (shocks @ today, shocks @ change)
        additive = key == "adverts"
        made.append(doubt.paired(key, label, "adverts", "up", *sums, *draws, additive=additive, decimals=0))
    return tuple(replace(each, neutral=True) for each in (*made, *_of_pay(now, later)))


def _of_pay(now: Stock, later: Stock) -> list[Headline]:
    """The share that states pay, and the median of what is stated: normal errors, shared by both rules."""
    one, other = (stock.fitted.middle[stock.which[stock.here]] for stock in (now, later))
    if not len(one) or not len(other):
        return [Headline.undefined(*words, "up", NOTHING) for words in (SHARE, PAY)]
    z, w = np.random.default_rng(SEED + 1).normal(size=(2, DRAWS))
    z, w = z - z.mean(), w - w.mean()
    share = _paired(SHARE, _share(one), _share(other), z)
    if min((~np.isnan(one)).sum(), (~np.isnan(other)).sum()) < PostingsLevers().least:
        return [share, Headline.undefined(*PAY, "up", FEW)]
    return [share, _paired(PAY, _median(one), _median(other), w)]


def _paired(words: tuple[str, str, str], now: Known, later: Known, z: Array) -> Headline:
    """A headline of a figure and its error by today's rules and by the levers'; z: (draws,) standard normal."""
    (today, error), (scenario, other) = now, later
    change = scenario - today
    return doubt.paired(*words, "up", today, change, today + error * z, change + (other - error) * z, decimals=0)


def _share(pay: Array) -> Known:
    share = float((~np.isnan(pay)).mean())
    return 100 * share, 100 * float(np.sqrt(share * (1 - share) / len(pay)))


def _median(pay: Array) -> Known:
    """The median of what is stated, and its standard error from the quartiles."""
    low, middle, high = np.nanquantile(pay, [0.25, 0.5, 0.75])
    return float(middle), float(1.2533 * (high - low) / 1.349 / np.sqrt((~np.isnan(pay)).sum()))
