"""Fields: what a record of any form calls its title, text, employer, dates, places and pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from lbdp_core import days
from lbdp_core.postings.ingest.location import HOME
from lbdp_core.postings.ingest.markup import one_line, plain
from lbdp_core.postings.ingest.salary import (
    CURRENCY,
    ESTIMATE,
    NO_FIGURE,
    NO_TEXT,
    POUNDS,
    TARGET,
    Pay,
    parse,
    period_of,
    structured,
)
from lbdp_core.postings.ingest.values import NAMES, all_named, items, letters, named, number, scalar, told, words

SENTENCE = re.compile(r"[.!?\n](?!\d)")
UNSAID = (NO_TEXT, NO_FIGURE)
RATING = re.compile(r"\n\d\.\d\s*$")  # stars that a page shows under the employer's name
AT_HOME = re.compile(  # a country that pays in pounds, or none
    r"$|(?:the )?(?:u\.?k|gbr?|united kingdom|(?:great(?:er)? )?(?:britain|london)|england|scotland|wales"
    r"|northern ireland|jersey|guernsey|isle of man)\b",
    re.I,
)
PAIR = re.compile(r"\s*\(?(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)\)?\s*")
SAID_PAY = re.compile(
    r"\b(?:(?:hourly|daily|weekly|annual) )?(?:salary|pay|rate|wage|remuneration|package|basic|base|band|grade)\b"
    r"(?:[^\n£]{0,60}|\W{0,5})£.{0,90}",
    re.I,
)
ALONE = re.compile(
    r"£\s?\d[\d,.]*k?\s?(?:(?:-|–|to)\s?£?\s?\d[\d,.]*k?\s?)?"
    r"(?:per|an|p/?|/)\s?(?:hour|hr|h\b|annum|a\b|day|week)|£\s?\d[\d,.]*k? basic\b.{0,40}"
    r"|(?:^|\|)[ \t]*£\s?\d[\d,.]*k?\s?(?:-|–|to)\s?£?\s?\d[\d,.]*k?[ \t]*(?=\\?\||$)",  # a heading that is a range
    re.I | re.M,
)


class Fields:
    """A record by the meaning of its fields."""

    def __init__(self, record: Mapping[str, Any]):
        self.by_name = told(record)

    def first(self, meaning: str) -> Any:
        """The first field of that meaning that has a value."""
        return self.by_name.get(named(meaning, self.by_name))

    @property
    def title(self) -> str:
        return one_line(words(self.first("title"))).removesuffix("- job post").strip()[:300]  # what Indeed's pages add

    @property
    def text(self) -> str:
        """The description, and what stands in fields of its own beside it."""
        parts = [self.first("text"), *(self.by_name.get(name) for name in NAMES["more"])]
        return "\n".join(plain(words(part)) for part in parts if part)

    @property
    def employer(self) -> str:
        return one_line(RATING.sub("", words(self.first("employer"))))[:200]

    @property
    def posted(self) -> date | None:
        said = (scalar(self.by_name[name]) for name in all_named("posted", self.by_name))
        return next((day for each in said if (day := day_of(each))), None)

    @property
    def contract(self) -> str:
        return ", ".join(one_line(item) for item in items(self.first("contract")) if not isinstance(item, Mapping))[
            :100
        ]

    @property
    def ident(self) -> str:
        said = self.first("id")  # of a PropertyValue the name is the employer's
        return one_line(words(said.get("value") or said if isinstance(said, Mapping) else said))[:200]

    def places(self) -> tuple[str, ...]:
        """Every text that says where the job is, the most exact first."""
        direct = [self.first(name) for name in ("town", "region", "postcode")]
        said = [one_line(text) for value in (self.first("place"), *direct) for text in _where(value)]
        if (country := one_line(words(self.first("country")))).casefold() not in HOME:
            said.append(country)
        if "telecommute" in str(self.by_name.get("joblocationtype", "")).casefold() and not any(said):
            said = ["Remote"]
        return tuple(dict.fromkeys(text[:120] for text in said if text and not PAIR.fullmatch(text)))

    @property
    def country(self) -> str:
        """The country that the advert's place names, "" where none is named."""
        return one_line(words(self.first("country"))) or _country(self.first("place"))

    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, where the advert has them."""
        return _point(self.by_name) or _point(self.first("place"))

    def pay(self, text: str) -> Pay:
        """What is said of pay: by fields, else in the text of the field, else in the title or a sentence about it."""
        if str(self.first("predicted")).casefold() in ("1", "1.0", "true", "yes"):
            return Pay(reason=ESTIMATE)
        unit, currency = one_line(words(self.first("unit"))), one_line(words(self.first("currency")))
        currency = currency or ("GBP" if AT_HOME.match(self.country) else CURRENCY)
        found = _base(self.by_name.get("basesalary"), unit, currency)
        if found.reason in UNSAID:
            ranged = _ends(self.first("least"), self.first("most"), unit, currency)
            found = ranged if ranged.reason not in UNSAID else found
        said = named("pay", self.by_name)
        if found.reason and said:
            spoken_pay = _base(
                self.by_name[said], unit or period_of(said.removesuffix("rate").removesuffix("pay")), currency
            )
            found = spoken_pay if not spoken_pay.reason or found.reason in UNSAID else found
        if found.reason in UNSAID and "£" in (whole := f"{self.title}\n{text}"):
            for spoken in _about_pay(whole):
                spoken_pay = parse(spoken)
                if not spoken_pay.reason and not (spoken_pay.inferred and spoken_pay.period == "hour"):
                    return spoken_pay
                found = spoken_pay if spoken_pay.reason == TARGET else found
        return found


def _about_pay(text: str) -> Iterator[str]:
    """Stretches of an advert that speak of pay: those that name it, then figures with a period, with words before."""
    for match in SAID_PAY.finditer(text):
        yield match[0]
    for match in ALONE.finditer(text):
        yield SENTENCE.split(text[max(match.start() - 40, 0) : match.end()])[-1]


def _where(value: Any) -> Iterator[str]:
    """Texts of a place, however deep its parts lie; what is most exact first, a country only if it is another."""
    for item in items(value):
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            lower = {letters(str(name)): part for name, part in item.items() if part}
            for name in NAMES["parts"]:
                if isinstance(lower.get(name), str | list):
                    yield from _where(lower[name])
            if isinstance(lower.get("area"), list):
                yield from (str(part) for part in reversed(lower["area"]))
            for name in ("address", "location", "place", "geo"):
                if isinstance(lower.get(name), str | Mapping | list):
                    yield from _where(lower[name])
            if (country := one_line(words(lower.get("addresscountry")))).casefold() not in HOME:
                yield country


def _country(value: Any) -> str:
    """The country of a place: of a postal address, or the widest of a list of areas."""
    for item in items(value):
        if isinstance(item, Mapping):
            place = told(item)
            area = items(place.get("area"))
            if said := one_line(words(place.get("addresscountry") or area[:1])) or _country(place.get("address")):
                return said
    return ""


def _base(value: Any, unit: str, currency: str) -> Pay:
    """Pay of a field: a number, two numbers, a text, or a MonetaryAmount with a value or a range, of some unit.

    Where an amount has both numbers and words, the words count if they give a figure, as they say more.
    """
    if isinstance(value, list) and len(value) == 2 and all(number(end) is not None for end in value):
        return structured(number(value[0]), number(value[1]), unit, currency)
    found = Pay()
    for item in items(value):
        if isinstance(item, str) and number(item) is None:
            found = parse(one_line(item), period_of(unit))
            if currency.strip().upper() not in POUNDS and "£" not in item:
                found = Pay(reason=CURRENCY)
        elif not isinstance(item, Mapping):
            found = structured(number(item), number(item), unit, currency)
        else:
            amount = Fields(item)
            money = one_line(words(amount.first("currency"))) or currency
            per = one_line(words(amount.first("amount_unit"))) or unit
            found = _base(amount.first("amount"), per, money)
            if found.reason and found.reason not in (CURRENCY, ESTIMATE):
                ranged = _ends(amount.first("amount_least"), amount.first("amount_most"), per, money)
                found = ranged if ranged.reason not in UNSAID else found
        if not found.reason:
            break
    return found


def _ends(least: Any, most: Any, unit: str, currency: str) -> Pay:
    """Pay of two fields, each a number or a text with its period."""
    low, high = number(least), number(most)
    told_in_words = [end for end in (least, most) if isinstance(end, str) and number(end) is None]
    if not told_in_words:
        return structured(low, high, unit, currency)
    said = " - ".join(str(end) for end in (least, most) if isinstance(end, str | int | float))
    return parse(said, period_of(unit)) if currency.strip().upper() in POUNDS else Pay(reason=CURRENCY)


def _point(value: Any, depth: int = 0) -> tuple[float, float] | None:
    """The first pair of coordinates in a place, however deep it lies."""
    if isinstance(value, str) and (pair := PAIR.fullmatch(value)):
        return float(pair[1]), float(pair[2])
    if isinstance(value, list):
        return next((point for item in value[:20] if (point := _point(item, depth + 1))), None) if depth < 5 else None
    if not isinstance(value, Mapping):
        return None
    fields = told(value)
    latitude, longitude = (
        next((_degrees(fields[name]) for name in NAMES[way] if name in fields), None)
        for way in ("latitude", "longitude")
    )
    if latitude is not None and longitude is not None:
        return (latitude, longitude) if (latitude, longitude) != (0, 0) else None
    inner = (fields[name] for name in ("geo", "jobgeo", "location", "address", "coordinates") if name in fields)
    return next((point for item in inner if (point := _point(item, depth + 1))), None) if depth < 5 else None


def _degrees(value: Any) -> float | None:
    try:
        degrees = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return degrees if abs(degrees) <= 180 else None


@lru_cache(maxsize=20_000)
def day_of(value: Any) -> date | None:
    """The day that a text or a number of seconds means; None where it means none.

    >>> day_of("2025-06-01T09:00:00Z"), day_of("03/04/2025"), day_of("1 June 2025"), day_of("soon")
    (datetime.date(2025, 6, 1), datetime.date(2025, 4, 3), datetime.date(2025, 6, 1), None)
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1_000 if value > 1e11 else value
        return datetime.fromtimestamp(seconds, UTC).date() if 9e8 < seconds < 4e9 else None
    text = one_line(value) if isinstance(value, str) else ""
    if not text:
        return None
    if re.fullmatch(r"\d{10}(\d{3})?", text):
        return day_of(int(text))
    return days.day(text[:60])
