"""London's boroughs: codes and names, which one a text means, and which row of a publisher's table is of which."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import pandas as pd

NAMES = (
    *("City of London", "Barking and Dagenham", "Barnet", "Bexley", "Brent", "Bromley", "Camden", "Croydon", "Ealing"),
    *("Enfield", "Greenwich", "Hackney", "Hammersmith and Fulham", "Haringey", "Harrow", "Havering", "Hillingdon"),
    *("Hounslow", "Islington", "Kensington and Chelsea", "Kingston upon Thames", "Lambeth", "Lewisham", "Merton"),
    *("Newham", "Redbridge", "Richmond upon Thames", "Southwark", "Sutton", "Tower Hamlets", "Waltham Forest"),
    *("Wandsworth", "Westminster"),
)
CODES = tuple(f"E09{n:06d}" for n in range(1, len(NAMES) + 1))
CODE = re.compile(r"\b[EWSNKJ]\d{8}\b", re.IGNORECASE)  # of any area, by the Government Statistical Service
# What stands before or after the name of a borough and is no part of it.
BEFORE = re.compile(
    r"^(the|(royal |london )*borough( council)?( of)?|(lb|lbc|rb|rbc)( of)?|city of(?! london)|council of) (?=\w)"
)
AFTER = re.compile(
    r"(?<=\w) ((royal |london )*borough|lb|rb|city(?= of$| council$)|(city )?corporation)?( ?council)?( ?of)?$"
)
NOTES = re.compile(r"\[.*?\]|\(.*?\)")  # a publisher's marks beside a name: "[note 2]", "(Royal Borough)"
ALIKE = {"london city of": "city of london", "corporation of london": "city of london", "rbkc": "kensington chelsea"}
NEAR = 3  # names that a sentence suggests


def plain_name(name: str) -> str:
    """A borough's name as it is compared: without its style, case, punctuation, "and" and "upon".

    >>> plain_name("London Borough of Barking & Dagenham"), plain_name("Westminster, City of")
    ('barking dagenham', 'westminster')
    """
    text = re.sub(r"[^a-z]+", " ", NOTES.sub(" ", name.casefold())).strip()
    text = re.sub(r"\b(and|upon|on) ", "", text)
    while (bare := ALIKE.get(text) or AFTER.sub("", BEFORE.sub("", text)).strip()) != text:
        text = bare
    return text


BY_NAME = {plain_name(name): code for name, code in zip(NAMES, CODES, strict=True)}


def code_of(text: str, short: bool = False) -> str:
    """The code of the borough that a text means, by its code or its name however it is written; "" where it is none.

    short: whether the beginning of one name is enough, where all places can be taken for boroughs of London.

    >>> code_of("E09000013 - London Borough of Hammersmith & Fulham"), code_of(" LB Hackney ")
    ('E09000013', 'E09000012')
    >>> code_of("Kingston"), code_of("Kingston", short=True), code_of("E12000007 London")
    ('', 'E09000021', '')
    """
    given = {found.upper() for found in CODE.findall(text)}
    name = plain_name(CODE.sub(" ", text))
    named = BY_NAME.get(name, "")
    if given:  # a code is not overruled by a name: E12000007 is the region, whatever it is called
        (code, *others) = given
        return code if not others and code in CODES and named in ("", code) else ""
    if short and not named and name:
        begun = [code for full, code in BY_NAME.items() if full.startswith(f"{name} ")]
        return begun[0] if len(begun) == 1 and name != "city" else ""
    return named


def name_of(text: str) -> str:
    """The name of the borough that a text means, all places being boroughs of London; "" where it is none."""
    code = code_of(text, short=True)
    return NAMES[CODES.index(code)] if code else ""


def nearest(text: str, names: Iterable[str] = NAMES) -> list[str]:
    """The names that a text is most like, the likeliest first: what it is part of, then what it is spelt like.

    >>> nearest("Chelsea"), nearest("Islngton"), nearest("Atlantis")
    (['Kensington and Chelsea'], ['Islington', 'Hillingdon'], [])
    """
    plainly = {plain_name(name): name for name in names}
    wanted = plain_name(text)
    part = [full for full in plainly if wanted and wanted in full.split()]
    like = difflib.get_close_matches(wanted, plainly, NEAR, 0.6)
    return [plainly[full] for full in dict.fromkeys((*part, *like))][:NEAR]


def codes_in(texts: pd.Series) -> pd.Series:
    """The code of the borough that each text of a column means, "" where it is none.

    A short name ("Richmond") counts where half of the column's names or more are boroughs and none is that one.
    """
    said = texts.astype("str").fillna("")
    full = {text: code_of(text) for text in said.unique() if text.strip()}
    known = {code for code in full.values() if code}
    if 2 * sum(map(bool, full.values())) >= max(len(full), 1):
        short = {text: code_of(text, short=True) for text, code in full.items() if not code}
        full |= {text: code for text, code in short.items() if code not in known}
    return said.map(lambda text: full.get(text, "")).astype("str")


def borough(frame: pd.DataFrame) -> pd.Series:
    """The code of the London borough of each row, by its code, or by its name where no code of an area is given."""
    empty = pd.Series("", index=frame.index, dtype="str")
    given = frame.get("borough_code", empty).astype("str").fillna("")
    by_code = codes_in(given)
    coded = given.str.contains(CODE) | by_code.ne("")
    return by_code.where(coded, codes_in(frame.get("borough_name", empty)))


def not_a_borough(frame: pd.DataFrame) -> pd.Series:
    """For each row why it is not of a London borough, or ""."""
    code = frame.get("borough_code", pd.Series(pd.NA, index=frame.index)).fillna("").astype("str").str.strip()
    why = pd.Series("an area outside London, or a region", index=frame.index, dtype="str")
    why = why.mask(code.eq(""), "an aggregate without a code (Inner, Outer, Greater London)")
    return why.mask(borough(frame).ne(""), "")
