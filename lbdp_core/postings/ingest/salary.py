"""Salary: what an advert says of pay, to a range in pounds a year by stated rules. Nothing is ever filled in.

A year is 52 weeks of 5 days or 37.5 hours, as in Nesta's Open Jobs Observatory, whose limits are used too: at least
£4.20 an hour, at most £500,000 a year, and an upper end of at most ten times the lower.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lbdp_core.postings.ingest.markup import one_line

Period = Literal["hour", "day", "week", "month", "year", ""]
A_YEAR = {"hour": 37.5 * 52, "day": 5 * 52, "week": 52, "month": 12, "year": 1}
LEAST, MOST, WIDEST = 4.20 * 37.5 * 52, 500_000.0, 10.0
NO_TEXT, NO_FIGURE, BAND = "nothing said of pay", "words without a figure", "a pay band or scale, not a figure"
NO_PERIOD, ODD, CURRENCY = "a figure without a period", "a figure that cannot be a year's pay", "another currency"
TARGET, ESTIMATE = "only what may be earned on target", "the publisher's own estimate"
PERIODS: tuple[tuple[Period, str], ...] = (
    ("hour", r"p\.?\s?/?\s?h\b\.?r?|(?:per|an|each|/|p/)\s?-?(?:hour|hr)s?\b|\bhourly\b|\bhour\b"),
    ("day", r"p\.?/?d\b|(?:per|a|each|/)\s?(?:working )?(?:day|diem)\b|\bdaily\b|\bday rate\b|\bday\b"),
    ("week", r"p\.?/?w\b|(?:per|a|each|/)\s?(?:week|wk)\b|\bweekly\b|\bweek\b"),
    ("month", r"p\.?c\.?m\b|p\.?/?m\b\.?|(?:per|a|each|/)\s?(?:calendar )?(?:month|mth)\b|\bmonthly\b|\bmonth\b"),
    ("year", r"p\.?\s?/?a\b\.?|(?:per|a|each|/)\s?(?:annum|year|yr)\b|\bannual(?:ly|ised)?\b|\bannum\b|\byear\b"),
)
FIND_PERIOD = tuple((name, re.compile(rf"(?<![a-z£])(?:{words})", re.I)) for name, words in PERIODS)
HOURS = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:-|to)?\s*(?:\d+(?:\.\d+)?)?\s*(?:hours?|hrs?)\b(?: (?:per|a|each|/) ?(?:week|day))?", re.I
)
NOT_MONEY = re.compile(
    r"\b\d+(?:\.\d+)?\s?%|\b(?:19|20)\d\d\s?[/-]\s?(?:20)?\d\d\b|"
    r"\b\d+\s?(?:days?|weeks?|months?|years?)['’]?(?! ?rate)\b"
    r"|\b(?:bands?|grades?|scales?(?: points?)?|scp|points?|spine points?|level|step|spinal column points?|nsc|njc)\s?"
    r"[a-z]?\d+[a-z]?(?:\s?(?:-|to|–|/)\s?[a-z]?\d+[a-z]?)?|\b(?:m|u|l|mps|ups|mpr|upr|mpg|ups|lps?|so|po|ks|pt)\s?\d+"
    r"(?:\s?(?:-|to|–)\s?(?:m|u|l|ups|mps|so|po)?\s?\d+)?\b",
    re.I,
)
BANDS = re.compile(
    r"\bbands? ?\d|\bgrades? ?\w+|\bscales?\b|\bscp\b|\bmps\b|\bups\b|\bmpr\b|\bupr\b|\bmain (?:pay )?(?:range|scale)\b"
    r"|\bm1\b|\bm6\b|\bl\d+\b|\bleadership (?:pay|scale|spine)|\bnjc\b|\bspine point|\bsoulbury\b|\bagenda for change\b"
    r"|\bteachers?['’]? pay|\bpay range\b|\bupper pay\b|\btlr\b",
    re.I,
)
AMOUNT = r"(?P<{0}p>£|gbp)?\s?(?P<{0}>\d{{1,3}}(?:[, ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<{0}k>k\b)?"
MONEY = re.compile(
    AMOUNT.format("a")
    + r"(?P<mid>[^\d£]{0,22}?)(?:\s?(?:-|–|—|\bto\b|\band\b|/|\bup to\b|rising to)\s?"
    + AMOUNT.format("b")
    + r")?(?![\d,]*\d)",
    re.I,
)
BETWEEN = re.compile(
    r"^[^a-z]*(?:(?:per|an?|p\.?/?)\s?(?:annum|hour|day|week|month|year|a|h|d|w|m)\b\.?|gbp|[a-z]{0,2})?[^a-z]*$", re.I
)
OTE = re.compile(
    r"\bote\b|\bon[- ]target\b|\bwith commission\b|\bbonus(?:es)? (?:of )?(?:up to )?$|"
    r"\bcommission (?:of )?(?:up to )?$|\bearn (?:up to )?$|\bpotential",
    re.I,
)
EXTRA_AFTER = re.compile(r"[\s(]*(?:ote\b|on[- ]target|bonus|commission|signing|welcome|joining|referral)", re.I)
FULL_TIME = re.compile(r"\bfte\b|\bfull[- ]time equivalent|\bf\.t\.e", re.I)
FULL_AFTER = re.compile(r"[^£\d]{0,14}?(?:\bfte\b|\bfull[- ]time equivalent|\bf\.t\.e)(?!\W*£)", re.I)
NOT_PAY = re.compile(
    r"\b(?:bonus|allowance|budget|turnover|worth|fund|raised|revenue|voucher|benefits?|weighting|tlr\d?|sen)\b[^£]{0,12}$",
    re.I,
)
UP_TO = re.compile(r"\b(?:up to|max(?:imum)?|to)\W*$", re.I)
FROM = re.compile(r"\b(?:from|starting(?: at| from)?|min(?:imum)?|over|at least)\W*$", re.I)
PLUS = re.compile(r"\s?\+(?!\s*(?:ote|bonus|comm|benefits|\w))", re.I)
NEAR = 28  # characters before and after a figure that say what it is
Offer = tuple[float | None, float | None, str, bool]  # low, high, words near it, whether it is said to be of full time
PIECE = re.compile(
    r"(?:per|a|each|/)\s?(?:session|shift|visit|night|lesson|class|drop|delivery|mile|event|assignment)", re.I
)
FOREIGN = re.compile(r"[$€¥]|\b(?:usd|eur|euros?|dollars?|chf|aud|inr)\b", re.I)


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
    said = one_line(text).replace("\u00a0", " ").strip()
    if not said:
        return Pay()
    pounds = "£" in said or re.search(r"\bgbp\b", said, re.I) is not None
    if not pounds and FOREIGN.search(said):
        return Pay(reason=CURRENCY)
    banded = BANDS.search(said) is not None
    bare = NOT_MONEY.sub(" ", HOURS.sub(" ", said))
    offers, target = _offers(bare, pounds, banded)
    pro_rata = (
        re.search(r"pro[- ]?rata|actual salary|part[- ]time", said, re.I) is not None
        or FULL_TIME.search(said) is not None
    )
    if not offers:
        return Pay(reason=TARGET if target else BAND if banded else NO_FIGURE, target=target)
    full = [offer for offer in offers if offer[3]]
    low, high, near, _ = (full or offers)[0]
    named = _period(near) or _period(bare) or period
    if not named and PIECE.search(near):
        return Pay(reason=NO_PERIOD, target=target)
    return replace(_judged(low, high, named), pro_rata=pro_rata, target=target)


def structured(low: float | None, high: float | None, period: str, currency: str = "GBP") -> Pay:
    """The pay that fields say: both ends and a unit such as "YEAR" or "per hour".

    >>> structured(13.15, 13.15, "HOUR").annual, structured(0, 0, "YEAR").reason
    ((25642.5, 25642.5), 'words without a figure')
    """
    if currency and currency.strip().upper() not in ("GBP", "£", "UKP"):
        return Pay(reason=CURRENCY)
    low, high = (None if end is None or end <= 0 else float(end) for end in (low, high))
    if low is None and high is None:
        return Pay(reason=NO_FIGURE)
    if low is not None and high is not None and low > high:
        low, high = high, low
    unit = period.strip().casefold()
    short: dict[str, Period] = {"ann": "year", "annual": "year", "hur": "hour", "mon": "month", "wee": "week"}
    return _judged(low, high, short.get(unit) or _period(f" {unit}"))


def _offers(text: str, pounds: bool, banded: bool) -> tuple[list[Offer], bool]:
    """The figures that may be pay, in their order, and whether something is said of pay on target."""
    found: list[Offer] = []
    for match in MONEY.finditer(text):
        marked = bool(match["ap"] or match["ak"] or match["bp"] or match["bk"])
        one, two = _value(match["a"], match["ak"]), _value(match["b"], match["bk"]) if match["b"] else None
        if two is not None and not BETWEEN.match(match["mid"]):
            two = None
        if not marked and (
            pounds or banded or (one < 1_000 and not _period(text[match.end() : match.end() + NEAR // 2]))
        ):
            continue
        if two is not None and one < 1_000 <= two and one * 1_000 <= two * 1.01:
            one *= 1_000  # "£30-35k"
        end = match.end("a") if two is None else match.end()
        before, after = text[max(match.start() - NEAR, 0) : match.start()], text[end : end + NEAR]
        if OTE.search(before[-18:]) or EXTRA_AFTER.match(after) or (found and NOT_PAY.search(before)):
            continue
        low, high = sorted((one, one if two is None else two))
        most, least = two is None and UP_TO.search(before), two is None and (FROM.search(before) or PLUS.match(after))
        full = FULL_AFTER.match(after) is not None or FULL_TIME.search(before[-12:]) is not None
        found.append((None if most else low, None if least and not most else high, f"{match['mid']} {after}", full))
    return found, OTE.search(text) is not None


def _value(digits: str, thousand: str | None) -> float:
    if re.fullmatch(r"\d{2,3}\.\d{3}", digits):  # "£30.000"
        digits = digits.replace(".", "")
    return float(digits.replace(",", "").replace(" ", "")) * (1_000 if thousand else 1)


def _period(text: str) -> Period:
    """The period that is named first."""
    named = [(found.start(), name) for name, pattern in FIND_PERIOD if (found := pattern.search(text))]
    return min(named)[1] if named else ""


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
