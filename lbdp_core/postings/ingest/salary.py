"""Salary: what an advert says of pay, to a range in pounds a year by stated rules. Nothing is ever filled in.

A year is 52 weeks of 5 days or 37.5 hours, as in Nesta's Open Jobs Observatory, whose limits are used too: at least
£4.20 an hour, at most £500,000 a year, and an upper end of at most ten times the lower.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lbdp_core.postings.ingest.markup import one_line
from lbdp_core.postings.ingest.offers import (
    FULL_TIME,
    NO_PERIOD,
    NOT_MONEY,
    ON_TARGET,
    PART,
    TARGET,
    Period,
    offers_in,
    period_in,
    period_of,
    sterling,
)

A_YEAR = {"hour": 37.5 * 52, "day": 5 * 52, "week": 52, "month": 12, "year": 1}
LEAST, MOST, WIDEST = 4.20 * 37.5 * 52, 500_000.0, 10.0
NO_TEXT, NO_FIGURE, BAND = "nothing said of pay", "words without a figure", "a pay band or scale, not a figure"
ODD, CURRENCY = "a figure that cannot be a year's pay", "another currency"
ESTIMATE = "the publisher's own estimate"
POUNDS = frozenset({"", "GBP", "£", "UKP", "POUNDS", "POUND STERLING"})
BANDS = re.compile(
    r"\bbands? ?\d|\bgrades? ?\w+|\bscales?\b|\bscp\b|\bmps\b|\bups\b|\bmpr\b|\bupr\b|\bmain (?:pay )?(?:range|scale)\b"
    r"|\bm1\b|\bm6\b|\bl\d+\b|\bleadership (?:pay|scale|spine)|\bnjc\b|\bspine point|\bsoulbury\b|\bagenda for change\b"
    r"|\bteachers?['’]? pay|\bpay range\b|\bupper pay\b|\btlr\b",
    re.I,
)
FOREIGN = re.compile(r"[$€¥₹]|‚¬|\b(?:usd|eur|euros?|dollars?|chf|aud|cad|inr|aed|pln|sek|nok|dkk|sgd|hkd|zar)\b", re.I)
ESTIMATED = re.compile(r"\bglassdoor est|^estimated\b(?! total)|\bestimated by\b|\bpredicted\b", re.I)
LONGEST = 600  # characters of what is said of pay


@dataclass(frozen=True)
class Pay:
    """What an advert says of pay.

    low, high: as said, in pounds a `period`; None for an end that is not said ("up to £40,000" has no low).
    annual_low, annual_high: the same for a full-time year. reason: why there is no figure, "" where there is one.
    pro_rata: part-time, and the figure is that of full time. target: more is promised on target and is left out.
    inferred: the period follows from the size of the figure, as no word says it.
    """

    low: float | None = None
    high: float | None = None
    period: Period = ""
    reason: str = NO_TEXT
    pro_rata: bool = False
    target: bool = False
    inferred: bool = False

    @property
    def annual(self) -> tuple[float | None, float | None]:
        """Both ends in pounds for a full-time year."""
        times = A_YEAR.get(self.period, 0)
        return tuple(None if end is None else end * times for end in (self.low, self.high))  # type: ignore[return-value]


@lru_cache(maxsize=50_000)
def parse(text: str, period: Period = "") -> Pay:
    """The pay that a text says. period: what the field beside it says, where no word of the text does.

    >>> parse("£30,000 - £35,000 per annum").annual, parse("£12.60ph").annual, parse("up to £40k").annual
    ((30000.0, 35000.0), (24570.0, 24570.0), (None, 40000.0))
    >>> parse("£25-30k + OTE £45k").annual, parse("Band 6").reason, parse("Competitive").reason
    ((25000.0, 30000.0), 'a pay band or scale, not a figure', 'words without a figure')
    """
    said = sterling(one_line(text[:LONGEST]))
    if not said:
        return Pay()
    if "£" not in said and FOREIGN.search(said):
        return Pay(reason=CURRENCY)
    if ESTIMATED.search(said):
        return Pay(reason=ESTIMATE)
    banded = BANDS.search(said) is not None
    offers = offers_in(said, banded or "£" in said)
    target = ON_TARGET.search(said) is not None or any(offer.kind == TARGET for offer in offers)
    full_time = FULL_TIME.search(said) is not None
    pro_rata = full_time or re.search(r"pro[- ]?rata|actual salary|part[- ]time", said, re.I) is not None
    for kind in ("full time", "", PART, NO_PERIOD, TARGET):
        if offer := next((offer for offer in offers if offer.kind == kind), None):
            break
    else:
        return Pay(reason=BAND if banded else NO_FIGURE)
    if offer.kind not in ("full time", ""):
        return Pay(reason=BAND if banded and offer.kind != PART else offer.kind, target=target)
    named = period_in(offer.near) or period_in(NOT_MONEY.sub(" ", said)) or period
    pay = _judged(offer.low, offer.high, named)
    if pay.reason == NO_PERIOD and banded:
        pay = Pay(reason=BAND)
    return replace(pay, pro_rata=pro_rata, target=target)


def structured(low: float | None, high: float | None, period: str, currency: str = "GBP") -> Pay:
    """The pay that fields say: both ends and a unit such as "YEAR" or "per hour".

    >>> structured(13.15, 13.15, "HOUR").annual, structured(0, 0, "YEAR").reason
    ((25642.5, 25642.5), 'words without a figure')
    """
    if currency.strip().upper() not in POUNDS:
        return Pay(reason=CURRENCY)
    low, high = (None if end is None or end <= 0 else float(end) for end in (low, high))
    if low is None and high is None:
        return Pay(reason=NO_FIGURE)
    if low is not None and high is not None and low > high:
        low, high = high, low
    named = period_of(period)
    return Pay(reason=NO_PERIOD) if period.strip() and not named else _judged(low, high, named)


def _judged(low: float | None, high: float | None, period: Period) -> Pay:
    """A figure within the limits of a year's pay, its period by its size where no word says it and only one fits."""
    size, inferred = high or low or 0.0, not period
    if inferred:
        period = "year" if size >= 10_000 else "hour" if size < 100 else ""
        if not period:
            return Pay(reason=NO_PERIOD)
    if period != "year" and size >= 10_000:  # "£32,000, paid monthly"
        period = "year"
    if (period == "hour" and size >= 1_000) or (period == "year" and size < 100):
        return Pay(reason=ODD)
    pay = Pay(low, high, period, "", inferred=inferred)
    ends = [end for end in pay.annual if end is not None]
    if min(ends) < LEAST or max(ends) > MOST or max(ends) > WIDEST * min(ends):
        return Pay(reason=ODD)
    return pay
