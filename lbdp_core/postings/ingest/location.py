"""Location: which borough an advert's words say that the job is in, how sure that is, and why not where it is none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from lbdp_core.boroughs import BY_NAME, CODES, NAMES, plain_name

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(\s*\d[A-Z]{2})?\b", re.I)
COMPASS = r"greater |central |inner |outer |(?:north|south)(?:[- ]?(?:west|east))? |east |west "
LONDON = re.compile(rf"\b(?<!new )(?:{COMPASS})*london\b(?! (?:colney|road|rd|street|st|lane|avenue|way)\b)", re.I)
ANYWHERE = re.compile(r"\b(?:remote|home[- ]?based|work(?:ing)? from home|nationwide|telecommute)\b", re.I)
AROUND = re.compile(r"\b(?:town cent(?:re|er)|area|hybrid(?: working)?|on[- ]?site|across)\b", re.I)
REGION = re.compile(r"\b(?!UK|GB|[SN][EW]|[WE]C)[A-Z]{2}\b|(?i:\w+(?<!hertford)shire)")  # a state or province; a county
STREET = re.compile(r"\b(?:road|rd|street|st|lane|avenue|way|close)$")
WHOLE, NOWHERE, SEVERAL, OUTSIDE, REMOTE = (
    "London, without a borough",
    "no place is named",
    "a place that lies in several boroughs",
    "outside London, or a place that is not known",
    "remote or nationwide",
)
NAMED, AREA, DISTRICT, POINT, GUESSED = 1.0, 0.9, 0.9, 0.8, 0.7  # how sure a borough is, by what names it
HOME = frozenset({"", "gb", "gbr", "uk", "united kingdom", "great britain", "england"})
ALIKE, SHORT, LONG = 0.84, 6, 8  # a misspelt name must be so like a known one, and not shorter; without London, longer


@dataclass(frozen=True)
class Place:
    """Where a job is.

    borough: its name, "" where it is not known. confidence: 0 to 1. reason: why there is no borough, else "". near: the
    boroughs that it lies in where there are several.
    """

    borough: str = ""
    confidence: float = 0.0
    reason: str = NOWHERE
    near: tuple[str, ...] = ()


@cache
def listed(name: str) -> Any:
    """What `places.yaml` has under a name."""
    return yaml.safe_load((Path(__file__).parent / "places.yaml").read_text("utf-8"))[name]


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A place in plain letters -> the boroughs that it lies in: "districts", "neighbourhoods" or "counties" of old.

    >>> table("districts")["SE1"], table("neighbourhoods")["canary wharf"]
    (('Lambeth', 'Southwark', 'Westminster'), ('Tower Hamlets',))
    """
    known: dict[str, list[str]] = {}
    for borough, text in listed(name).items():
        places = text.split() if name == "districts" else [_plain(place) for place in text.split(",")]
        for place in places:
            known.setdefault(place, []).append(borough)
    return {place: tuple(boroughs) for place, boroughs in known.items()}


@cache
def names(kind: str) -> frozenset[str]:
    """In plain letters: "shared", names that other towns have too, or "elsewhere", well-known places not in London."""
    return frozenset(_plain(name) for name in listed(kind).split(","))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("'", "").replace("’", "").replace("&", " and ")).strip()


@lru_cache(maxsize=100_000)
def find(*texts: str) -> Place:
    """The borough that an advert's place, town, region and postcode mean together, the most exact first.

    A name that other towns share counts only with London, a London postcode or its old county beside it; a name beside
    a place elsewhere counts only with London. Names of two boroughs are settled by a postcode or a county, or not.

    >>> find("Islngton", "London").borough, find("London SE1 9GF").reason, find("Canary Wharf, E14").borough
    ('Islington', 'a place that lies in several boroughs', 'Tower Hamlets')
    >>> find("Hayes", "Middlesex").borough, find("Hayes").reason, find("Camden, NJ").reason
    ('Hillingdon', 'outside London, or a place that is not known', 'outside London, or a place that is not known')
    """
    whole = " , ".join(text for text in texts if text)
    if not whole.strip(" ,-"):
        return Place()
    parts = [part for part in re.split(r"[,;|\n/()]| - |\bor\b", whole) if _plain(part) not in HOME]
    district, london = _districts(whole), LONDON.search(whole) is not None
    plain = [_plain(part) for part in parts]
    county = frozenset(near for name in plain for near in table("counties").get(name, ()))
    if not district and _elsewhere(parts, plain, whole, london):
        return Place(reason=REMOTE if ANYWHERE.search(whole) else OUTSIDE)
    only = any(
        name not in names("shared") and (_borough(part) or _neighbourhood(part))
        for part, name in zip(parts, plain, strict=True)
    )
    for confidence, kind in ((NAMED, _borough), (AREA, _neighbourhood)):
        sure = london or district or only or (len(parts) == 1 and kind is _borough)
        near = {
            one
            for part, name in zip(parts, plain, strict=True)
            for one in kind(part)
            if sure or one in county or name not in names("shared")
        }
        if len(near) > 1:
            near = near & (frozenset(district) or county) or near
        if kind is _neighbourhood and len(district) == 1 and near and district[0] not in near:
            near = set(district)  # a postcode is more exact than the neighbourhood beside it
        if len(near) == 1:
            return Place(near.pop(), confidence, "")
        if near:
            return Place(reason=SEVERAL, near=tuple(sorted(near)))
    if district:
        return Place(district[0], DISTRICT, "") if len(district) == 1 else Place(reason=SEVERAL, near=district)
    for part in parts if london else parts[:1] if len(parts) == 1 else ():
        if guess := _misspelt(part, SHORT if london else LONG):
            return Place(guess, GUESSED, "")
    if london:
        return Place(reason=WHOLE)
    return Place(reason=REMOTE if ANYWHERE.search(whole) else OUTSIDE)


def _elsewhere(parts: Sequence[str], plain: Sequence[str], whole: str, london: bool) -> bool:
    """Whether a place outside London is named: a state or county, a postcode of another area, a known town."""
    if any(REGION.fullmatch(part.strip()) for part in parts):
        return True
    full = [match[1] for match in POSTCODE.finditer(whole) if match[2]]
    areas = {re.sub(r"\d.*", "", code) for code in table("districts")}
    if any(re.sub(r"\d.*", "", code.upper()) not in areas for code in full):
        return True
    return bool(names("abroad") & set(plain)) or (not london and bool(names("elsewhere") & set(plain)))


def _districts(text: str) -> tuple[str, ...]:
    """The boroughs of the first postcode district of London that a text holds, as exact as it is known."""
    for match in POSTCODE.finditer(text):
        code = match[1].upper()
        for known in (code, re.sub(r"(?<=\d)[A-Z]$", "", code)):
            if found := table("districts").get(known):
                return found
    return ()


@lru_cache(maxsize=20_000)
def _borough(part: str) -> tuple[str, ...]:
    """The borough whose name a part of a place is, with or without London, a postcode or a word like "area"."""
    for text in (part, LONDON.sub(" ", part)):
        name = plain_name(re.sub(r"\bgreater london\b", " ", AROUND.sub(" ", POSTCODE.sub(" ", text)), flags=re.I))
        if code := BY_NAME.get(name):
            return (NAMES[CODES.index(code)],)
    return ()


@lru_cache(maxsize=20_000)
def _neighbourhood(part: str) -> tuple[str, ...]:
    """The boroughs of the neighbourhood that a part of a place names."""
    for text in (part, LONDON.sub(" ", part)):
        if near := table("neighbourhoods").get(_plain(AROUND.sub(" ", POSTCODE.sub(" ", text)))):
            return near
    return ()


@cache
def _names() -> dict[str, str]:
    """Names that a misspelt one may mean -> the borough; a name in several boroughs means none."""
    hoods = {name: near[0] for name, near in table("neighbourhoods").items() if len(near) == 1 and len(name) >= SHORT}
    return {name: borough for name, borough in hoods.items() if name not in names("shared")} | {
        _plain(name): name for name in NAMES
    }


@lru_cache(maxsize=20_000)
def _misspelt(part: str, shortest: int) -> str:
    """The borough that a part of a place nearly names; a neighbourhood counts only where short names do."""
    word = _plain(POSTCODE.sub(" ", LONDON.sub(" ", part)))
    if len(word) < shortest or STREET.search(word):
        return ""
    known = _names() if shortest == SHORT else {_plain(name): name for name in NAMES}
    near = difflib.get_close_matches(word, known, 1, ALIKE)
    return known[near[0]] if near and near[0][0] == word[0] else ""
