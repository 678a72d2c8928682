"""Fields: what a record of any form calls its title, text, employer, dates, places and pay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

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

WORDS: Mapping[str, str] = {  # meaning -> the names that fields of it have, the likeliest first
    "title": "title jobtitle vacancytitle positiontitle positionname position postitle post role name",
    "text": (
        "description fulldescription jobdescription descriptionhtml descriptionplain jobadvert jobsummary summary body advert "
        "details content contents overview snippet text"
    ),
    "more": "responsibilities skills qualifications experiencerequirements educationrequirements jobbenefits additional",
    "employer": (
        "hiringorganization company companyname employer employername organisation organization organisationname "
        "organizationname schoolname school trust council recruiter advertiser agency"
    ),
    "posted": (
        "dateposted created posted postedat posteddate publishon publicationdate datepublished publishedat publisheddate "
        "firstpublished createdat opendate openingdate advertdate dateadvertised listed listeddate listedtime "
        "originallistedtime date postingdate firstseen pubdate"
    ),
    "place": (
        "joblocation location locationraw locationname locationdisplayname joblocations locations locationnormalized "
        "categories place workplace jobgeo address addresses"
    ),
    "town": "addresslocality town city locality borough localauthority district",
    "region": "addressregion region county area state",
    "postcode": "postalcode postcode zip",
    "country": "addresscountry country",
    "pay": (
        "salary salaryraw salarytext salaryrange salarydescription salarydetails salaryinformation salaryestimate "
        "advertisedsalary annualsalary compensation pay payscale paytext wage remuneration rate payrate hourlyrate dailyrate "
        "dayrate hourlypay"
    ),
    "least": "salarymin minsalary minimumsalary salaryfrom salaryminimum payfrom minvalue salarylow minpay minamount min",
    "most": "salarymax maxsalary maximumsalary salaryto salarymaximum payto maxvalue salaryhigh maxpay maxamount max",
    "unit": (
        "salaryunit salaryperiod salarytype payperiod unittext unitcode salaryinterval payunit salaryfrequency interval "
        "payfrequency"
    ),
    "currency": "salarycurrency currency pricecurrency currencycode",
    "contract": (
        "employmenttype contracttype contracttime contract jobtype positiontype workingpattern workingpatterns worktype "
        "formattedworktype hours"
    ),
    "id": "id identifier jobid jobkey reference jobreference referencenumber jobref vacancyref vacancyid shortcode url joburl adref ref",
    "predicted": "salaryispredicted",
    "latitude": "latitude lat",
    "longitude": "longitude lng lon long",
}
NAMES = {meaning: tuple(names.split()) for meaning, names in WORDS.items()}
PARTS = (  # of a place, the most exact first
    "addresslocality name displayname town city addressregion region county postalcode postcode streetaddress"
).split()
DAY_FORMS = (
    "%d/%m/%Y|%d-%m-%Y|%d %B %Y|%d %b %Y|%d.%m.%Y|%Y/%m/%d|%d/%m/%y|%B %d, %Y|"
    "%b %d, %Y|%Y%m%d|%a, %d %b %Y|%d/%m/%Y %H:%M|%d/%m/%Y %H:%M:%S|%d-%b-%Y|%d-%b-%y"
)
ENDINGS = {"title": "title", "text": "description", "place": "location", "pay": "salary", "posted": "posted"}
OTHERS = tuple(
    "company employer organisation page meta category predicted estimated normali min max".split()
)  # no advert's own
UNSAID = (NO_TEXT, NO_FIGURE)
PAIR = re.compile(r"\s*\(?(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)\)?\s*")
NOTHING = frozenset({"", "nan", "n/a", "na", "none", "null", "-", "undefined", "not specified", "not provided"})
SAID_PAY = re.compile(r"\b(?:salary|pay|rate|wage|remuneration|package)\b[^\n£]{0,60}£.{0,90}", re.I)
ALONE = re.compile(
    r"£\s?\d[\d,.]*k?\s?(?:(?:-|–|to)\s?£?\s?\d[\d,.]*k?\s?)?(?:per|an|p/?)\s?(?:hour|h\b|annum|a\b|day|week)", re.I
)


def named(meaning: str, names: Iterable[str]) -> str:
    """Which of the fields that there are has a meaning; "" where none has.

    >>> named("title", ["location", "advertisedposttitle"]), named("text", ["companydescription"])
    ('advertisedposttitle', '')
    """
    if known := next((name for name in NAMES[meaning] if name in names), ""):
        return known
    ending = ENDINGS.get(meaning)
    return next((name for name in names if name.endswith(ending) and not name.startswith(OTHERS)), "") if ending else ""


class Fields:
    """A record by the meaning of its fields."""

    def __init__(self, record: Mapping[str, Any]):
        self.by_name = _told(record)

    def first(self, meaning: str) -> Any:
        """The first field of that meaning that has a value."""
        return self.by_name.get(named(meaning, self.by_name))

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
    def contract(self) -> str:
        return ", ".join(one_line(item) for item in _each(self.first("contract")) if not isinstance(item, Mapping))[
            :100
        ]

    @property
    def ident(self) -> str:
        said = self.first("id")  # of a PropertyValue the name is the employer's
        return one_line(_text(said.get("value") or said if isinstance(said, Mapping) else said))[:200]

    def places(self) -> tuple[str, ...]:
        """Every text that says where the job is, the most exact first."""
        direct = [self.first(name) for name in ("town", "region", "postcode")]
        said = [one_line(text) for value in (self.first("place"), *direct) for text in _where(value)]
        if (country := one_line(_text(self.first("country")))).casefold() not in HOME:
            said.append(country)
        if "telecommute" in str(self.by_name.get("joblocationtype", "")).casefold() and not any(said):
            said = ["Remote"]
        return tuple(dict.fromkeys(text[:120] for text in said if text and not PAIR.fullmatch(text)))

    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, where the advert has them."""
        return _point(self.by_name) or _point(self.first("place"))

    def pay(self, text: str) -> Pay:
        """What is said of pay: by fields, else in the text of the field, else in the title or a sentence about it."""
        if str(self.first("predicted")).casefold() in ("1", "1.0", "true", "yes"):
            return Pay(reason=ESTIMATE)
        unit, currency = one_line(_text(self.first("unit"))), one_line(_text(self.first("currency"))) or "GBP"
        found = _base(self.by_name.get("basesalary"), unit, currency)
        least, most = _number(self.first("least")), _number(self.first("most"))
        if found.reason in UNSAID and (least or most):
            found = structured(least, most, unit, currency)
        said = named("pay", self.by_name)
        if found.reason and said:
            words = _base(
                self.by_name[said], unit or period_of(said.removesuffix("rate").removesuffix("pay")), currency
            )
            found = words if not words.reason or found.reason in UNSAID else found
        if found.reason in UNSAID and "£" in (told := f"{self.title}\n{text}"):
            for spoken in (*SAID_PAY.finditer(told), *ALONE.finditer(told)):
                words = parse(spoken[0])
                if not words.reason and not (words.inferred and words.period == "hour"):
                    return words
                found = words if words.reason == TARGET else found
        return found


def _told(record: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields that say something, by their plain names."""
    return {
        _key(str(name)): value
        for name, value in record.items()
        if value not in (None, [], {})
        and value == value  # not NaN
        and not (isinstance(value, str) and value.strip().casefold() in NOTHING)
    }


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
                for name in ("display_name", "name", "legalName", "label", "value", "@value", "text")
                if value.get(name)
            ),
            "",
        )
    return ""


def _scalar(value: Any) -> Any:
    return value if isinstance(value, int | float) else _text(value)


def _where(value: Any) -> Iterator[str]:
    """Texts of a place, however deep its parts lie; what is most exact first, a country only if it is another."""
    for item in _each(value):
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            lower = {_key(str(name)): part for name, part in item.items() if part}
            for name in PARTS:
                if isinstance(lower.get(name), str | list):
                    yield from _where(lower[name])
            if isinstance(lower.get("area"), list):
                yield from (str(part) for part in reversed(lower["area"]))
            for name in ("address", "location", "place", "geo"):
                if isinstance(lower.get(name), str | Mapping | list):
                    yield from _where(lower[name])
            if (country := one_line(_text(lower.get("addresscountry")))).casefold() not in HOME:
                yield country


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if value == value else None
    found = re.fullmatch(r"\s*£?\s*(\d[\d, ]*(?:\.\d+)?)\s*(k?)\s*", str(value), re.I)
    return float(re.sub("[, ]", "", found[1])) * (1_000 if found[2] else 1) if found else None


def _base(value: Any, unit: str, currency: str) -> Pay:
    """Pay of a field: a number, a text, or a MonetaryAmount with a value, or with a range, of some unit.

    Where an amount has both a number and words, the words count if they give a figure, as they say more.
    """
    found = Pay()
    for item in _each(value):
        if isinstance(item, str) and _number(item) is None:
            found = parse(one_line(item), period_of(unit))
            if currency.strip().upper() not in POUNDS and "£" not in item:
                found = Pay(reason=CURRENCY)
        elif not isinstance(item, Mapping):
            found = structured(_number(item), _number(item), unit, currency)
        else:
            told = Fields(item)
            money = one_line(_text(told.first("currency"))) or currency
            named = one_line(_text(told.first("unit"))) or unit
            inner = next(
                (told.by_name[name] for name in ("value", "price", "amount", "text") if name in told.by_name), None
            )
            least, most = (
                _number(next((told.by_name[name] for name in (*NAMES[end], more) if name in told.by_name), None))
                for end, more in (("least", "minprice"), ("most", "maxprice"))
            )
            found = Pay() if inner is None else _base(inner, named, money)
            if (found.reason and found.reason not in (CURRENCY, ESTIMATE)) and (least or most):
                found = structured(least, most, named, money)
        if not found.reason:
            break
    return found


def _point(value: Any, depth: int = 0) -> tuple[float, float] | None:
    """The first pair of coordinates in a place, however deep it lies."""
    if isinstance(value, str) and (pair := PAIR.fullmatch(value)):
        return float(pair[1]), float(pair[2])
    if isinstance(value, list):
        return next((point for item in value[:20] if (point := _point(item, depth + 1))), None) if depth < 5 else None
    if not isinstance(value, Mapping):
        return None
    told = _told(value)
    latitude, longitude = (
        next((_degrees(told[name]) for name in NAMES[way] if name in told), None) for way in ("latitude", "longitude")
    )
    if latitude is not None and longitude is not None:
        return (latitude, longitude) if (latitude, longitude) != (0, 0) else None
    inner = (told[name] for name in ("geo", "jobgeo", "location", "address", "coordinates") if name in told)
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
