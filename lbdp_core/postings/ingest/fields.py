"""Fields: what a record of any form calls its title, text, employer, dates, places and pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from lbdp_core.postings.ingest.markup import one_line, plain
from lbdp_core.postings.ingest.salary import ESTIMATE, NO_FIGURE, NO_TEXT, Pay, parse, structured

WORDS: Mapping[str, str] = {  # meaning -> the names that fields of it have, the likeliest first
    "title": "title jobtitle vacancytitle position postitle role name",
    "text": "description fulldescription jobdescription jobsummary summary body advert details content contents text",
    "more": "responsibilities skills qualifications experiencerequirements educationrequirements jobbenefits",
    "employer": (
        "hiringorganization company companyname employer employername organisation organization schoolname "
        "school recruiter advertiser"
    ),
    "posted": (
        "dateposted created posted postedat posteddate publishon publicationdate datepublished publishedat "
        "createdat opendate advertdate listed date postingdate firstseen pubdate"
    ),
    "closes": "validthrough closingdate expirationdate expireson expires expiry applicationdeadline closes deadline",
    "place": (
        "joblocation location locationraw locationname joblocations locations locationnormalized place "
        "workplace jobgeo address addresses"
    ),
    "town": "addresslocality town city locality borough localauthority district",
    "region": "addressregion region county area",
    "postcode": "postalcode postcode zip",
    "pay": "salary salaryraw salarytext salaryrange pay payscale wage rate remuneration payrate",
    "least": "salarymin minsalary minimumsalary salaryfrom payfrom minvalue salarylow minpay",
    "most": "salarymax maxsalary maximumsalary salaryto payto maxvalue salaryhigh maxpay",
    "unit": "salaryunit salaryperiod salarytype payperiod unittext salaryinterval payunit salaryfrequency",
    "currency": "salarycurrency currency",
    "contract": "employmenttype contracttype contracttime jobtype workingpattern hours",
    "id": "id identifier jobid reference jobreference url adref ref",
    "predicted": "salaryispredicted",
}
NAMES = {meaning: tuple(names.split()) for meaning, names in WORDS.items()}
DAY_FORMS = (
    "%d/%m/%Y|%d-%m-%Y|%d %B %Y|%d %b %Y|%d.%m.%Y|%Y/%m/%d|%d/%m/%y|%B %d, %Y|"
    "%b %d, %Y|%Y%m%d|%a, %d %b %Y|%d/%m/%Y %H:%M|%d/%m/%Y %H:%M:%S|%d-%b-%Y|%d-%b-%y"
)
SAID_PAY = re.compile(
    r"^.{0,40}?\b(?:salary|pay|pay rate|rate of pay|hourly rate|remuneration|package)\b\W.{0,100}", re.I | re.M
)
PAY_START = re.compile(r"\b(?:salary|pay|rate|remuneration|package)\b.*", re.I | re.S)
ALONE = re.compile(
    r"£\s?\d[\d,.]*k?\s?(?:(?:-|–|to)\s?£?\s?\d[\d,.]*k?\s?)?(?:per|an|p/?)\s?(?:hour|h\b|annum|a\b|day|week)", re.I
)


class Fields:
    """A record by the meaning of its fields."""

    def __init__(self, record: Mapping[str, Any]):
        self.by_name = {_key(str(name)): value for name, value in record.items() if value not in (None, "", [], {})}

    def first(self, meaning: str) -> Any:
        """The first field of that meaning that has a value."""
        by_name = self.by_name
        return next((by_name[name] for name in NAMES[meaning] if name in by_name), None)

    @property
    def title(self) -> str:
        return one_line(_text(self.first("title")))[:300]

    @property
    def text(self) -> str:
        """The description, and what stands in fields of its own beside it."""
        parts = [self.first("text"), *(self.by_name.get(name) for name in NAMES["more"])]
        return "\n".join(plain(_text(part)) for part in parts if part)

    @property
    def employer(self) -> str:
        return one_line(_text(self.first("employer")))[:200]

    @property
    def posted(self) -> date | None:
        return day_of(_scalar(self.first("posted")))

    @property
    def closes(self) -> date | None:
        return day_of(_scalar(self.first("closes")))

    @property
    def contract(self) -> str:
        return ", ".join(one_line(item) for item in _each(self.first("contract")) if not isinstance(item, Mapping))[
            :100
        ]

    @property
    def ident(self) -> str:
        return one_line(_text(self.first("id")))[:200]

    def places(self) -> tuple[str, ...]:
        """Every text that says where the job is, the most exact first."""
        direct = [self.first(name) for name in ("town", "region", "postcode")]
        found = [one_line(text) for value in (self.first("place"), *direct) for text in _where(value)]
        if "telecommute" in str(self.by_name.get("joblocationtype", "")).casefold() and not found:
            found = ["Remote"]
        return tuple(dict.fromkeys(text[:120] for text in found if text))

    def pay(self, text: str) -> Pay:
        """What is said of pay: by fields, else in the text of the field, else in a sentence of the advert about it."""
        if str(self.first("predicted")).casefold() in ("1", "1.0", "true", "yes"):
            return Pay(reason=ESTIMATE)
        unit, currency = one_line(_text(self.first("unit"))), one_line(_text(self.first("currency"))) or "GBP"
        found = _base(self.by_name.get("basesalary"), unit, currency)
        least, most = _number(self.first("least")), _number(self.first("most"))
        if found.reason and (least or most):
            found = structured(least, most, unit, currency)
        said = self.first("pay")
        if found.reason and said is not None:
            words = (
                _base(said, unit, currency)
                if isinstance(said, Mapping | list)
                else parse(one_line(str(said)), _unit(unit))
            )
            found = words if not words.reason or found.reason in (NO_TEXT, NO_FIGURE) else found
        if found.reason in (NO_TEXT, NO_FIGURE):
            spoken = SAID_PAY.search(text) if "£" in text else None
            start = PAY_START.search(spoken[0]) if spoken else None
            words = (
                parse(start[0])
                if start and "£" in start[0]
                else parse(alone[0])
                if "£" in text and (alone := ALONE.search(text))
                else Pay()
            )
            found = words if not words.reason else found
        return found


@lru_cache(maxsize=5_000)
def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


def _each(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """The words of a field: a text, the name of a thing, or the first of a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return " ".join(text for item in value if (text := _text(item)))
    if isinstance(value, Mapping):
        return next(
            (
                _text(value[name])
                for name in ("display_name", "name", "legalName", "label", "value", "@value", "text", "@id")
                if value.get(name)
            ),
            "",
        )
    return ""


def _scalar(value: Any) -> Any:
    return value if isinstance(value, int | float) else _text(value)


def _where(value: Any) -> Iterator[str]:
    """Texts of a place, however deep its parts lie; what is most exact first, a country never."""
    for item in _each(value):
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            lower = {_key(str(name)): part for name, part in item.items() if part}
            for name in (
                "addresslocality",
                "name",
                "displayname",
                "town",
                "city",
                "addressregion",
                "region",
                "postalcode",
                "postcode",
                "streetaddress",
            ):
                if isinstance(lower.get(name), str | list):
                    yield from _where(lower[name])
            if isinstance(lower.get("area"), list):
                yield from (str(part) for part in reversed(lower["area"]))
            for name in ("address", "location", "place", "geo"):
                if isinstance(lower.get(name), str | Mapping | list):
                    yield from _where(lower[name])


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if value == value else None
    found = re.fullmatch(r"\s*£?\s*(\d[\d, ]*(?:\.\d+)?)\s*(k?)\s*", str(value), re.I)
    return float(re.sub("[, ]", "", found[1])) * (1_000 if found[2] else 1) if found else None


@lru_cache(maxsize=1_000)
def _unit(text: str) -> Any:
    return structured(1.0 if "h" in text.casefold()[:4] else 30_000.0, None, text).period if text else ""


def _base(value: Any, unit: str, currency: str) -> Pay:
    """Pay of `baseSalary`: a number, a text, or a MonetaryAmount with a value, or with a range, of some unit."""
    for item in _each(value):
        if isinstance(item, str) and _number(item) is None:
            return parse(one_line(item), _unit(unit))
        if not isinstance(item, Mapping):
            one = _number(item)
            return structured(one, one, unit, currency)
        lower = {_key(str(name)): part for name, part in item.items()}
        inner = lower.get("value", lower.get("price"))
        money = one_line(_text(lower.get("currency") or lower.get("pricecurrency"))) or currency
        named = one_line(_text(lower.get("unittext") or lower.get("unitcode"))) or unit
        least, most = (_number(lower.get(name)) for name in ("minvalue", "maxvalue"))
        if least is None and most is None:
            least, most = (_number(lower.get(name)) for name in ("minprice", "maxprice"))
        if least is not None or most is not None:
            return structured(least, most, named, money)
        if inner is not None:
            return _base(inner, named, money)
    return Pay()


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
    if re.match(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return None
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    for form in DAY_FORMS.split("|"):
        try:
            return datetime.strptime(text[:40], form).date()
        except ValueError:
            continue
    return None
