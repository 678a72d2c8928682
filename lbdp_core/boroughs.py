"""London's boroughs: their codes and names, and which row of a publisher's table is of which."""

from __future__ import annotations

import re

import pandas as pd

NAMES = (
    *("City of London", "Barking and Dagenham", "Barnet", "Bexley", "Brent", "Bromley", "Camden", "Croydon", "Ealing"),
    *("Enfield", "Greenwich", "Hackney", "Hammersmith and Fulham", "Haringey", "Harrow", "Havering", "Hillingdon"),
    *("Hounslow", "Islington", "Kensington and Chelsea", "Kingston upon Thames", "Lambeth", "Lewisham", "Merton"),
    *("Newham", "Redbridge", "Richmond upon Thames", "Southwark", "Sutton", "Tower Hamlets", "Waltham Forest"),
    *("Wandsworth", "Westminster"),
)
CODES = tuple(f"E09{n:06d}" for n in range(1, len(NAMES) + 1))


def plain_name(name: str) -> str:
    """A borough's name as it is compared: "Barking & Dagenham" is "barking and dagenham"."""
    text = re.sub(r"[^a-z ]+", " ", name.casefold().replace("&", " and "))
    text = re.sub(r"^(london borough of|royal borough of|city of(?! london))\s", "", " ".join(text.split()))
    return " ".join(text.split())


BY_NAME = {plain_name(name): code for name, code in zip(NAMES, CODES, strict=True)}


def borough(frame: pd.DataFrame) -> pd.Series:
    """The code of the London borough of each row, by code or by name; "" where it is none.

    A code that is no borough's is not overruled by a name: E12000007 is the region, whatever its row is called.
    """
    empty = pd.Series(pd.NA, index=frame.index, dtype="str")
    given = frame.get("borough_code", empty).fillna("").astype("str").str.strip()
    named = (
        frame.get("borough_name", empty).fillna("").astype("str").map(lambda text: BY_NAME.get(plain_name(text), ""))
    )
    return given.where(given.isin(CODES), "").mask(given.eq(""), named)


def not_a_borough(frame: pd.DataFrame) -> pd.Series:
    """For each row why it is not of a London borough, or ""."""
    code = frame.get("borough_code", pd.Series(pd.NA, index=frame.index)).fillna("").astype("str").str.strip()
    why = pd.Series("an area outside London, or a region", index=frame.index, dtype="str")
    why = why.mask(code.eq(""), "an aggregate without a code (Inner, Outer, Greater London)")
    return why.mask(borough(frame).ne(""), "")
