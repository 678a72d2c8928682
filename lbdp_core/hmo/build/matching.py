"""Matching: a source's addresses as written down, with realistic errors, found again among the council's own.

The errors are those of the package address-errors (MIT), which learned them from six English councils. Its authors
tested an earlier one, of four councils, on two others, and it failed: flats of one building shared errors too seldom in
one and too often in the other, and commas differed. Read the shares found here as an order of size.
"""

from __future__ import annotations

import csv
import difflib
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Index = NDArray[np.int64]
LEVELS = (0, 2, 6, 13)  # % of a source's addresses written wrongly
LOST = -1
PREVALENCE = 4.0  # of the package's setting, so that at least the highest level is written wrongly
ALIKE = 0.8  # of the letters of two names of streets, to be one street
SHORT = {"RD": "ROAD", "ST": "STREET", "AVE": "AVENUE", "AV": "AVENUE", "LN": "LANE", "CL": "CLOSE", "GDNS": "GARDENS",
         "TER": "TERRACE", "TERR": "TERRACE", "GR": "GROVE", "CRES": "CRESCENT", "CR": "CRESCENT", "PL": "PLACE",
         "SQ": "SQUARE", "CT": "COURT", "N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST"}  # fmt: skip
# "Flat 2", "Flat No. 2", and what has a floor and no number: "Ground Floor Flat".
FLOOR = re.compile(r"\b(BASEMENT|GROUND|FIRST|SECOND|THIRD|TOP|LOWER|UPPER)\s+(?:FLOOR\s+)?(?:FLAT|MAISONETTE)\b")
FLAT = re.compile(r"\b(?:FLAT|APARTMENT|APT|UNIT|ROOM|MAISONETTE|STUDIO)\b\s*(?:NO\b\s*)?(\w+)")
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
NUMBER = re.compile(r"\b(\d+[A-Z]?)(?:\s*-\s*\d+[A-Z]?)?\b")
Parts = tuple[str, str, str, str]


def parts(address: str, postcode: str = "") -> Parts:
    """Flat, number, street and postcode of an address in one field, each in one spelling.

    >>> parts("Flat 2, 18 High St., Exampletown", "zz12cd")
    ('2', '18', 'HIGH STREET EXAMPLETOWN', 'ZZ1 2CD')
    """
    text = re.sub(r"[.,;/\\\r\n]+|\bNO\b\.?(?=\s*\d)", " ", f"{address} {postcode}".upper())
    code = ""
    if found := POSTCODE.search(text):
        code, text = " ".join(found.groups()), text[: found.start()] + text[found.end() :]
    flat = ""
    if found := FLOOR.search(text) or FLAT.search(text):
        flat, text = found[1], text[: found.start()] + text[found.end() :]
    number, numbers = "", [*NUMBER.finditer(text)]
    if numbers:
        last = numbers[-1]
        number, before = last[1], text[: last.start()]
        if not flat and len(numbers) > 1:
            flat, before = numbers[0][1], before.replace(numbers[0][0], "", 1)
        text = text[last.end() :] or before
    street = " ".join(SHORT.get(word, word) for word in re.findall(r"[A-Z']+", text))
    return flat, number, street, code


class Gazetteer:
    """A council's addresses, to find others in. Each address is found once or not at all: two that fit are none."""

    def __init__(self, addresses: Iterable[Parts]):
        self._exact: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
        self._near: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
        for at, (flat, number, street, code) in enumerate(addresses):
            self._exact[flat, number, street].append((at, code))
            self._near[flat, number, code].append((street, at))

    def find(self, given: Parts) -> int:
        """The position of the address, or LOST."""
        flat, number, street, code = given
        exact = [at for at, other in self._exact.get((flat, number, street), []) if _same_town(code, other)]
        if len(exact) == 1:
            return exact[0]
        near = [(_alike(street, other), at) for other, at in self._near.get((flat, number, code), [])]
        near = [(share, at) for share, at in near if share >= ALIKE]
        return max(near)[1] if len(near) == 1 else LOST


def _same_town(one: str, other: str) -> bool:
    """Whether the first halves of two postcodes are one, or either is not given: towns have streets of one name."""
    return not one or not other or one.partition(" ")[0] == other.partition(" ")[0]


def _alike(one: str, other: str) -> float:
    """How alike two names of streets are, whether or not a town follows one of them."""
    words, others = one.split(), other.split()
    shorter = min(len(words), len(others))
    pairs = ((one, other), (" ".join(words[:shorter]), " ".join(others[:shorter])))
    return max(difflib.SequenceMatcher(None, *pair).ratio() for pair in pairs)


def broken(homes: pd.DataFrame, sources: Iterable[str], town: str, seed: int) -> pd.DataFrame:
    """source, home, found, level: addresses that a source wrote wrongly, where each was found (LOST: nowhere), and the
    lowest level of errors at which it is written so. All others are found where they belong.

    Raises:
        ValueError: the package wrote fewer addresses wrongly than the highest level.
    """
    gazetteer = Gazetteer(
        (str(flat) if flat else "", str(number), street.upper(), code)
        for flat, number, street, code in homes[["flat", "number", "street", "postcode"]].itertuples(index=False)
    )
    rng = np.random.default_rng([seed, 3])
    rows = []
    for at, source in enumerate(sources):
        written = _written(homes, town, seed + at)
        touched = np.array([at for at, row in enumerate(written) if row["touch_route"]])
        most = round(LEVELS[-1] * len(homes) / 100)
        if len(touched) < most:
            raise ValueError(f"only {len(touched)} of {len(homes)} addresses are written wrongly; raise PREVALENCE")
        for place, home in enumerate(rng.permutation(touched)[:most]):
            row = written[home]
            address = row["recorded_address"].upper().replace(town.upper(), "")
            level = next(one for one in LEVELS[1:] if 100 * place < one * len(homes))
            rows.append((source, int(home), gazetteer.find(parts(address, row["recorded_postcode"])), level))
    return pd.DataFrame(rows, columns=["source", "home", "found", "level"])


def _written(homes: pd.DataFrame, town: str, seed: int) -> list[Mapping[str, Any]]:
    """Every home's address as a source writes it, by the package; it reads its own layout from a file."""
    from address_errors import Controls, Corruptor, Profile, load_components

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "components.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            write = csv.writer(file)
            write.writerow(["uprn", "subname", "name", "number", "streetname", "townname", "postcode", "parentuprn",
                            "usrn"])  # fmt: skip
            columns = ["flat", "number", "street", "postcode", "building"]
            for at, (flat, number, street, code, building) in enumerate(homes[columns].itertuples(index=False)):
                write.writerow([at, f"FLAT {flat}" if flat else "", "", number, street.upper(), town.upper(), code,
                                f"b{building}" if flat else "", street])  # fmt: skip
        known = load_components(str(path))
    made = Corruptor(Profile.load(), seed=seed, controls=Controls(prevalence=PREVALENCE))
    made.index(known)
    rows: list[Mapping[str, Any]] = made.generate([row["uprn"] for row in known])
    return rows
