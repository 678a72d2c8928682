"""Offers: the figures in what an advert says of pay, each judged by the words of its own clause.

A figure is pay, or a bonus, an allowance or a budget beside it; it is of full time, of part of it, or on target.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Period = Literal["hour", "day", "week", "month", "year", ""]
NO_PERIOD, TARGET = "a figure without a period", "only what may be earned on target"
PART = "pay for part of a week or year, without that of full time"
PERIODS: tuple[tuple[Period, str], ...] = (
    ("hour", r"(?:p\.?\s?/?|/)\s?h\b\.?r?|(?:per|an|each|/|p/)\s?-?(?:hour|hr)s?\b|\bhourly\b|\bhour\b"),
    ("day", r"(?:p\.?/?|/)d\b|(?:per|a|each|/)\s?(?:working )?(?:day|diem)\b|\bdaily\b|\bday rate\b|\bday\b"),
    ("week", r"p\.?/?w\b|(?:per|a|each|/)\s?(?:week|wk)\b|\bweekly\b|\bweek\b"),
    ("month", r"p\.?c\.?m\b|p\.?/?m\b\.?|(?:per|a|each|/)\s?(?:calendar )?(?:month|mth|mo)\b|\bmonthly\b|\bmonth\b"),
    (
        "year",
        r"p\.?\s?/?a\b\.?|(?:per|a|each|/)\s?(?:annum|year|yr)\b|\bannual(?:ly|ised)?\b|\bannum\b|\byear(?:ly)?\b",
    ),
)
UNITS: dict[str, Period] = {"ann": "year", "yea": "year", "yrl": "year", "pa": "year", "p.a": "year", "p/a": "year"}
UNITS |= {"hou": "hour", "hur": "hour", "h": "hour", "day": "day", "dai": "day", "wee": "week", "mon": "month"}
FIND_PERIOD = tuple((name, re.compile(rf"(?<![a-z£])(?:{words})", re.I)) for name, words in PERIODS)
NOT_MONEY = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:-|to)?\s*(?:\d+(?:\.\d+)?)?\s*(?:(?:hours?|hrs?)\b(?: (?:per|a|each|/) ?(?:week|day))?"
    r"|(?:days?|shifts?|nights?|weeks?) (?:per|a|each|/) ?(?:week|month|year)\b)"
    r"|£?\s?\b\d[\d,.]*\s?(?:m|mn|million|bn|billion)\b|(?<![\d.])0?\.\d+ ?fte\b|\b401 ?\(?k\b"
    r"|(?:\+44|\b0)[\d() ]{8,}\d|\b\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d\b|\b\d{1,2}(?::\d\d|[ap]m\b)"
    r"|\b\d+(?:\.\d+)?\s?%|\b(?:19|20)\d\d\s?[/-]\s?(?:20)?\d\d\b"
    r"|\b\d+\s?(?:days?|weeks?|months?|years?)['’]?(?! ?rate)\b"
    r"|\b(?:bands?|grades?|scales?(?: points?)?|scp|points?|spine points?|level|step|spinal column points?|nsc|njc)\s?"
    r"[a-z]?\d+[a-z]?(?:\s?(?:-|to|–|/)\s?[a-z]?\d+[a-z]?)?|\b(?:m|u|l|mps|ups|mpr|upr|mpg|lps?|so|po|ks|pt)\s?\d+"
    r"(?:\s?(?:-|to|–)\s?(?:m|u|l|ups|mps|so|po)?\s?\d+)?\b",
    re.I,
)
MONEY = re.compile(
    r"(?P<pound>£)?\s?(?<![\d,.])(?P<digits>\d{1,3}(?:(?:, ?| )\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?![\d,]*\d)(?:\s?(?P<k>k\b))?",
    re.I,
)
EACH = r"(?:per|an?|p\.?\s?/?|/)\s?(?:annum|hour|hr|day|week|wk|month|year|yr|[ahdwm])\b\.?"
JOIN = re.compile(
    rf"(?:\s*/|[\s(]*(?:{EACH})?\s*(?:\+?\s?[-–—]|to|up to|,?\s?rising (?:[a-z]+ ){{0,3}}?to(?: a maximum of)?))"
    r"[^\w£]*(?:[a-z]{1,3})?\s*",
    re.I,
)
CLAUSES = re.compile(r"[,;()|+\n]|\.\s|\bplus\b|\band\b", re.I)
ON_TARGET = re.compile(r"\bote\b|\bon[- ]target\b", re.I)
TARGETED = re.compile(rf"{ON_TARGET.pattern}|\bearn(?:ing)?s?\b(?: of)? up to\W*$|\bpotential", re.I)
TARGET_AFTER = re.compile(r"(?:(?!plus|with|inc)[^£,;+|]){0,12}\b(?:ote\b|on[- ]target|potential)", re.I)  # not "+ OTE"
EXTRA = re.compile(  # what is no pay of the year: after it, or before it
    r"\W*(?!plus|and|with|inc|per annum|p\.?a\b)(?:[a-z-]+ ){0,3}?(?:bonus|allowance|commission|budget|turnover|"
    r"voucher|weighting|supplement|relocation|hello|refer|recruitment|retention|joining|signing|sign[- ]on|welcome|"
    r"training)|.*\bfund",
    re.I,
)
EXTRA_BEFORE = re.compile(
    r"\b(?:(?:bonus|allowance|budget|turnover|worth|funds?|raised|revenue|voucher|commission|tlr\w*|sen\w*|payment)\b"
    r"[^£]{0,12}|(?:fines?|penalt\w+|costs?|sav\w+|los\w+|grants?|rent|prizes?)\W*(?:(?:of|up|to|by|over|at)\b ?)*)$",
    re.I,
)
WEIGHTING = re.compile(r"\b(?:weighting|benefits?|supplement|min|max)\b[^£]{0,12}$", re.I)  # beside pay that is said
FULL_TIME = re.compile(r"\bfte\b|\bfull[- ]time equivalent|\bf\.t\.e", re.I)
ACTUAL = re.compile(r"\bactual\b|\bpro rata to\b", re.I)
UP_TO = re.compile(r"\b(?:up to|max(?:imum)?|to)\W*$", re.I)
FROM = re.compile(r"\b(?:from|starting(?: at| from)?|min(?:imum)?|over|at least|in excess of|excess of)\W*$", re.I)
PLUS = re.compile(r"\+(?!\w|\s*(?:ote|bonus|comm|benefits|£|\d))", re.I)
PIECE = re.compile(
    r"\W*(?:per|each|/)\s?"
    r"(?!-?(?:working |calendar )?(?:hour|hr|day|diem|week|wk|month|mth|mo\b|ann|year|yr|[ahdwmp]\b))[a-z]",
    re.I,
)
NEAR, SHORT = 40, 20  # characters after a figure that may say its period, or what it is
SMALL = re.compile(r"[\d.,\s–-]+")  # a text that is nothing but a figure


class Offer(NamedTuple):
    """A figure or a range; near: words after it, then before; kind: "", "full time" or why it is no year's pay."""

    low: float | None
    high: float | None
    near: str
    kind: str


def sterling(text: str) -> str:
    """A text with one sign for pounds, before its figure, and figures as they are written here.

    >>> sterling("GBP 30.000,50 a year"), sterling("15.50 GBP hourly")
    ('£30000.50 a year', '15.50 hourly')
    """
    text = re.sub(r"\bgbp(?![a-z])", "£", text.replace("\u00a0", " ").replace(",.", "."), flags=re.I)
    text = re.sub(
        r"£\s?(?=\d)|£\s*", lambda sign: "£" if sign.end() < len(text) and text[sign.end()].isdecimal() else "", text
    )
    text = re.sub(
        r"\b\d{1,3}(?:\.\d{3})+(?:,\d\d)?\b(?!\.)", lambda figure: figure[0].replace(".", "").replace(",", "."), text
    )
    return text.strip()


def period_of(unit: str) -> Period:
    """The period that a unit means: "YEAR", "per-year-salary", "HUR", "daily".

    >>> period_of("ANNUM"), period_of("per-year-salary"), period_of("HUR"), period_of("PROJECT")
    ('year', 'year', 'hour', '')
    """
    text = re.sub(r"^(?:(?:an?|each)\b|per|/)?\s*", "", re.sub(r"[-_]", " ", unit).strip().casefold())
    return UNITS.get(text[:3]) or period_in(f" {text}")


def offers_in(text: str, marked: bool) -> list[Offer]:
    """The figures of a text in their order, each with what the words beside it make of it.

    marked: figures of pay have a sign or a k.

    >>> [offer[:2] + offer[3:] for offer in offers_in("£25k - £30k plus a £500 bonus, OTE £45k", True)]
    [(25000.0, 30000.0, ''), (45000.0, 45000.0, 'only what may be earned on target')]
    """
    alone = SMALL.fullmatch(text) is not None
    text = re.sub(r"\s+", " ", NOT_MONEY.sub(lambda other: "; " if other[0].endswith("%") else " ", text))
    found: list[Offer] = []
    figures = [figure for figure in MONEY.finditer(text) if float(re.sub("[, ]", "", figure["digits"]))]
    position = n = 0
    while n < len(figures):
        first = last = figures[n]
        n += 1
        if n < len(figures) and _joined(text, first, figures[n], text[position : first.start()]):
            last = figures[n]
            n += 1
        stop = figures[n].start() if n < len(figures) else len(text)
        before, gap = text[position : first.start()], text[last.end() : stop]
        near = f"{text[first.end() : last.start()]} {gap}"
        position = last.end()
        signed = any(one["pound"] or one["k"] for one in (first, last))
        ends = [_value(first), _value(last)]
        if not signed and (marked or (ends[0] < 1_000 and not alone and not period_in(gap[:SHORT]))):
            continue
        if ends[0] < 1_000 <= ends[1] and ends[0] * 1_000 <= ends[1] * 1.01:
            ends[0] *= 1_000  # "£30-35k"
        kind = _kind(before, gap, stop == len(text), bool(found))
        if kind is not None:
            most, least = (
                first is last and UP_TO.search(before),
                first is last and (FROM.search(before) or PLUS.match(gap)),
            )
            low, high = min(ends), max(ends)
            words = f"{near[:NEAR]} {CLAUSES.split(before)[-1][-NEAR:]}"
            found.append(Offer(None if most else low, None if least and not most else high, words, kind))
    return found


def _joined(text: str, first: re.Match[str], second: re.Match[str], before: str) -> bool:
    """Whether two figures are the ends of a range."""
    gap = text[first.end() : second.start()]
    between = re.search(r"\bbetween\W*$", before, re.I) is not None and gap.strip().casefold() == "and"
    signed = all(figure["pound"] or figure["k"] for figure in (first, second))
    dash_lost = not gap.strip() and signed and _value(first) < _value(second)
    return between or dash_lost or JOIN.fullmatch(gap) is not None


def _kind(before: str, gap: str, is_last: bool, is_later: bool) -> str | None:
    """What the words of a figure's own clause make of it: "" pay, "full time", or why it is not pay; None for an extra.

    Where no mark ends the clause of a figure before the next figure, the words between belong to the next.
    """
    own = CLAUSES.split(before)[-1]
    clauses = CLAUSES.split(gap)
    after = gap if is_last else gap[: len(gap) - len(clauses[-1])]
    extra = EXTRA.match(CLAUSES.split(after.lstrip(" ("))[0])
    if extra or EXTRA_BEFORE.search(own) or (is_later and WEIGHTING.search(own)):
        return None
    label = after[:SHORT]
    if TARGETED.search(own) or TARGET_AFTER.match(label):
        return TARGET
    if PIECE.match(gap):
        return NO_PERIOD
    if ACTUAL.search(own) or ACTUAL.search(label):
        return PART
    return "full time" if FULL_TIME.search(own) or FULL_TIME.search(label) else ""


def _value(figure: re.Match[str]) -> float:
    return float(re.sub("[, ]", "", figure["digits"])) * (1_000 if figure["k"] else 1)


def period_in(text: str) -> Period:
    """The period that is named first."""
    named = [(found.start(), name) for name, pattern in FIND_PERIOD if (found := pattern.search(text))]
    return min(named)[1] if named else ""
