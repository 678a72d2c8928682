"""Pair: two synthetic lists of the same people without a UPRN, with the slips that such lists have. Nobody is in them.

What is planted: 1,200 of the second list's 1,500 rows are people of the first list's 4,000; 300 are not, and 200 of
those live at an address of the first list under another name, as the next tenant does. Slips are in the second list.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SEED = 20_261_125
FIRST, SHARED, NEXT, STRANGERS = 4_000, 1_200, 200, 100  # rows of the first list; of the second, by what they are
TYPO, SHORT, GONE = (
    0.15,
    0.30,
    0.10,
)  # chance of a letter wrong in a name, of a street cut short, of a year that is missing
PARTS = (
    "bar",
    "den",
    "el",
    "fer",
    "gor",
    "hal",
    "il",
    "jor",
    "ken",
    "lun",
    "mar",
    "nor",
    "os",
    "pel",
    "ris",
    "sen",
    "tor",
)
STREETS = ("Street", "Road", "Avenue", "Close", "Gardens")
CUT = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Close": "Cl", "Gardens": "Gdns"}
COLUMNS = ["unique_id", "first_name", "surname", "birth_year", "house", "street", "postcode"]


def pair(seed: int = SEED) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The two lists and the truth.

    Returns:
        first, second: a row a person with `COLUMNS`, all text (birth_year may be missing).
        truth: `first` and `second`, ids of the rows that are one person.
    """
    draw = np.random.default_rng(seed)
    first = _people(draw, FIRST, "a")
    chosen = draw.permutation(FIRST)
    same = first.iloc[chosen[:SHARED]].reset_index(drop=True)
    place = ["house", "street", "postcode"]
    after = _people(draw, NEXT, "b")
    after[place] = first.iloc[chosen[SHARED : SHARED + NEXT]][place].to_numpy()
    rows = pd.concat([same, after, _people(draw, STRANGERS, "c")], ignore_index=True)
    second = _slipped(draw, rows).assign(unique_id=[f"s{n}" for n in range(len(rows))])
    truth = pd.DataFrame({"first": same["unique_id"], "second": second["unique_id"].iloc[:SHARED]})
    order = draw.permutation(len(second))
    return first, second.iloc[order].reset_index(drop=True), truth


def _people(draw: np.random.Generator, count: int, mark: str) -> pd.DataFrame:
    def named(parts: int) -> list[str]:
        return ["".join(word).title() for word in draw.choice(PARTS, (count, parts))]

    area = draw.integers(0, 900, count)  # postcodes; a street lies in one of them
    street = [f"{PARTS[n % 17]}{PARTS[n // 17 % 17]}".title() + f" {STREETS[n % 5]}" for n in area]
    return pd.DataFrame(
        {
            "unique_id": [f"{mark}{n}" for n in range(count)],
            "first_name": named(2),
            "surname": named(2),
            "birth_year": draw.integers(1925, 2006, count).astype(str),
            "house": draw.integers(1, 120, count).astype(str),
            "street": street,
            "postcode": [f"ZZ{n // 90 + 1} {n % 10}{chr(65 + n // 10 % 9)}Z" for n in area],  # there is no area ZZ
        }
    )[COLUMNS]


def _slipped(draw: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    found = rows.copy()
    for name in ("first_name", "surname"):
        wrong = draw.random(len(found)) < TYPO
        found[name] = [_typo(draw, text) if slip else text for text, slip in zip(found[name], wrong, strict=True)]
    short = draw.random(len(found)) < SHORT
    found["street"] = [_cut(text) if slip else text for text, slip in zip(found["street"], short, strict=True)]
    found["birth_year"] = found["birth_year"].mask(draw.random(len(found)) < GONE)
    return found


def _typo(draw: np.random.Generator, text: str) -> str:
    at = int(draw.integers(1, len(text)))
    return text[:at] + "abcdefghijklmnopqrstuvwxyz"[int(draw.integers(26))] + text[at + 1 :]


def _cut(street: str) -> str:
    name, _, kind = street.rpartition(" ")
    return f"{name} {CUT[kind]}"
