"""Column matching: what a published header or category means, whatever a release calls it.

The Department for Education renames measures between releases: `Re_referrals_percent` became `rereferral_percent`, and
`Referrals` became `referral_count`. Both are the same words and the same unit, so a measure is known by its words as a
set, without their order, number, filling words and punctuation, and by its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Unit = Literal["count", "percent", "rate", "statistic"]

# Phrases that mean one thing, in the order in which they are looked for; written once each, in the words of the field.
PHRASES = tuple(
    (re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"), f" {word} ")
    for pattern, word in (
        (r"re referr(al|ed|als)", "rereferral"),
        (r"(repeat|repeated) referrals?", "rereferral"),
        (r"(initial )?child protection conferences?|icpcs", "icpc"),
        (r"(subject to )?(a )?child protection plans?|cpps|cp plans?", "cpp"),
        (r"(second (or|and) (subsequent|later)|repeat|subsequent plan)( plans?)?", "subsequent"),
        (r"children in need|child in need|cins", "cin"),
        (r"(children|child) (who are )?(looked after|in care)|children cla|looked after children|lac|clas", "cla"),
        (r"looked after", "cla"),
        (r"(s|sect?|section) ?47s?( enquir(y|ies))?", "section47"),
        (r"(as )?(at|on)? ?(31|31st) ?(march|mar)( each year)?|at ?31", "at31"),
        (r"(rate )?per 10 ?(000|k)( children)?|rates?", "rate"),
        (r"whole time equivalents?|full time equivalents?|wte|ftes", "fte"),
        (r"in post", "inpost"),
        (r"case holders?|caseholders?", "caseholder"),
        (r"(\d+) ?(yrs?|years?)", r"\1 year"),
        (r"(and over|or over|or longer|and more|and above|plus)", "or more"),
        (r"(percentage|per cent|pct|percents|proportion)", "percent"),
        (r"(number of|number|numbers|counts?|num|no of|total number of)", "count"),
        (r"local authorit(y|ies)", "la"),
        (r"vacancies", "vacancy"),
        (r"enquir(y|ies)", "enquiry"),
        (r"completed|completions?", "completed"),
        (r"(aged|ages)", "age"),
        (r"(starting|started|starts|begun|beginning)", "start"),
        (r"(ending|ended|ends|ceasing|ceased|ceases)", "end"),
        (r"children|childs", "child"),
    )
)  # fmt: skip
FILLING = frozenset(
    {"of", "the", "in", "at", "on", "and", "or", "a", "an", "with", "during", "by", "for", "to", "be", "as", "who"}
    | {"were", "was", "than", "their", "from", "is", "each"}
)
NEUTRAL = frozenset({"year", "annual", "value", "indicator", "measure", "reporting"})  # say nothing of what is counted
STATISTICS = frozenset({"percentile", "median", "mean", "average", "score"})


@dataclass(frozen=True)
class Meaning:
    """The words of a header, as a set, and what it is counted in."""

    words: frozenset[str]
    unit: Unit = "count"


@cache
def meaning(text: str) -> Meaning:
    """What a header or a category means.

    >>> meaning("Re_referrals_percent") == meaning("rereferral_percent")
    True
    >>> meaning("Referrals") == meaning("referral_count")
    True
    >>> meaning("2years+") == meaning("2_years_or_more"), meaning("CPP_At31_rate").unit
    (True, 'rate')
    >>> sorted(meaning("Children looked after on 31 March each year").words)
    ['at31', 'cla']
    """
    plain = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).casefold()
    plain = plain.replace("%", " percent ").replace("+", " or more ").replace(",", "")
    plain = " ".join(re.sub(r"[^a-z0-9.]+", " ", plain).split())
    plain = re.sub(r"(?<=[0-9])(?=(year|month|day|week))", " ", plain)
    for pattern, word in PHRASES:
        plain = " ".join(pattern.sub(word, plain).split())
    found = [_singular(word) for word in plain.split()]
    unit: Unit = "count"
    if STATISTICS & set(found):
        unit = "statistic"
    elif "percent" in found:
        unit = "percent"
    elif "rate" in found:
        unit = "rate"
    drop = FILLING | ({"count", "percent", "rate"} if len({*found} - FILLING) > 1 else set())
    return Meaning(frozenset(word for word in found if word not in drop), unit)


def same(wanted: frozenset[str], given: frozenset[str]) -> bool:
    """Whether a header's words are those that are wanted, but for words that say nothing of what is counted."""
    return wanted == given or (wanted <= given and given - wanted <= NEUTRAL)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
