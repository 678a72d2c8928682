"""Location: which borough an advert's words say that the job is in, how sure that is, and why not where it is none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from lbdp_core.boroughs import BY_NAME, CODES, NAMES, plain_name

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?\b", re.I)
LONDON = re.compile(
    r"\b(?:greater |central |inner |outer |north |south |east |west |north[- ]?(?:west|east) |"
    r"south[- ]?(?:west|east) )*london\b",
    re.I,
)
ANYWHERE = re.compile(r"\b(?:remote|home[- ]?based|work(?:ing)? from home|nationwide|telecommute)\b", re.I)
WHOLE, NOWHERE, SEVERAL, OUTSIDE, REMOTE = (
    "London, without a borough",
    "no place is named",
    "a place that lies in several boroughs",
    "outside London, or a place that is not known",
    "remote or nationwide",
)
NAMED, AREA, DISTRICT, GUESSED = 1.0, 0.9, 0.9, 0.7  # how sure a borough is, by what names it
ALIKE, SHORT = 0.84, 6  # a misspelt name must be so like a known one, and not shorter
ELSEWHERE = frozenset(
    {
        "edgware road",
        "bank",
        "angel",
        "temple",
        "city",
        "strand",
        "oval",
        "lee",
        "ham",
        "victoria",
        "borough",
        "hayes",
        "rainham",
        "richmond",
        "kingston",
        "belmont",
        "downham",
        "hampton",
        "charlton",
        "stratford",
        "bow",
        "barnes",
        "waterloo",
        "sutton",
        "hampton hill",
        "finsbury",
        "sydenham",
        "mile end",
        "maryland",
    }
)  # names that other towns have too: only where London is named as well


@dataclass(frozen=True)
class Place:
    """Where a job is.

    borough: its name, "" where it is not known. confidence: 0 to 1. reason: why there is no borough, else "".
    """

    borough: str = ""
    confidence: float = 0.0
    reason: str = NOWHERE


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A place in plain letters -> the boroughs that it lies in: "districts" of postcodes, or "neighbourhoods".

    >>> table("districts")["SE1"], table("neighbourhoods")["canary wharf"]
    (('Lambeth', 'Southwark', 'Westminster'), ('Tower Hamlets',))
    """
    known: dict[str, list[str]] = {}
    listed = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text("utf-8"))[name]
    for borough, text in listed.items():
        places = text.split() if name == "districts" else [_plain(place) for place in text.split(",")]
        for place in places:
            known.setdefault(place, []).append(borough)
    return {place: tuple(boroughs) for place, boroughs in known.items()}


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("'", "").replace("’", "").replace("&", " and ")).strip()


@lru_cache(maxsize=100_000)
def find(*texts: str) -> Place:
    """The borough that an advert's place, town, region and postcode mean together, the most exact first.

    >>> find("Islngton", "London"), find("London SE1 9GF").reason, find("Canary Wharf, E14").borough
    (Place(borough='Islington', confidence=0.7, reason=''), 'a place that lies in several boroughs', 'Tower Hamlets')
    >>> find("Leeds", "West Yorkshire").reason, find("Greater London").reason
    ('outside London, or a place that is not known', 'London, without a borough')
    """
    whole = " , ".join(text for text in texts if text)
    if not whole.strip(" ,"):
        return Place()
    parts = [part for part in re.split(r"[,;|\n/()]| - ", whole) if part.strip()]
    district = _districts(whole)
    several = False
    for part in parts:
        if (code := _borough(part)) and not (_plain(part) in ELSEWHERE and not _in_london(whole, district)):
            return Place(NAMES[CODES.index(code)], NAMED, "")
    for words in (*parts, *(LONDON.sub(" ", part) for part in parts)):
        near = table("neighbourhoods").get(_plain(POSTCODE.sub(" ", words)), ())
        if near and (_plain(words) not in ELSEWHERE or _in_london(whole, district)):
            if len(near) == 1:
                return Place(near[0], AREA, "")
            several = True
    if len(district) == 1:
        return Place(district[0], DISTRICT, "")
    if district or several:
        return Place(reason=SEVERAL)
    if _in_london(whole, district) or not re.search(r"[a-z]", whole, re.I):
        for part in parts:
            if guess := _misspelt(part):
                return Place(guess, GUESSED, "")
    if LONDON.search(whole):
        return Place(reason=WHOLE)
    if len(parts) == 1 and (guess := _misspelt(parts[0])):
        return Place(guess, GUESSED, "")
    return Place(reason=REMOTE if ANYWHERE.search(whole) else OUTSIDE)


def _districts(text: str) -> tuple[str, ...]:
    """The boroughs of the first postcode district of London that a text holds, as exact as it is known."""
    for match in POSTCODE.finditer(text):
        code = match[1].upper()
        for known in (code, re.sub(r"(?<=\d)[A-Z]$", "", code)):
            if found := table("districts").get(known):
                return found
    return ()


def _in_london(text: str, district: Sequence[str]) -> bool:
    return bool(district) or LONDON.search(text) is not None


@lru_cache(maxsize=20_000)
def _borough(part: str) -> str:
    name = plain_name(re.sub(r"\bgreater london\b", " ", POSTCODE.sub(" ", part), flags=re.I))
    return BY_NAME.get(name, "") or BY_NAME.get(plain_name(LONDON.sub(" ", part)), "")


@cache
def _names() -> dict[str, str]:
    """Names that a misspelt one may mean -> the borough; a name in several boroughs means none."""
    hoods = {name: near[0] for name, near in table("neighbourhoods").items() if len(near) == 1 and len(name) >= SHORT}
    return {name: borough for name, borough in hoods.items() if name not in ELSEWHERE} | {
        _plain(name): name for name in NAMES
    }


@lru_cache(maxsize=20_000)
def _misspelt(part: str) -> str:
    word = _plain(POSTCODE.sub(" ", LONDON.sub(" ", part)))
    if len(word) < SHORT:
        return ""
    near = difflib.get_close_matches(word, _names(), 1, ALIKE)
    return _names()[near[0]] if near and near[0][0] == word[0] else ""
