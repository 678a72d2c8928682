"""Static shapes: the shapes that the browser fetches once, and whether they are those of the data folder.

The page sends one character an area, in the order of the codes: with shapes of another order every area
would show the figure of another. So a small file beside the shapes says what they are, and the app refuses
to start when it differs.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import places, plain_json
from lbdp_core.places import Places
from lbdp_core.sources import DataError, Shelf, write_whole

LAYERS = ("lsoa", "wards", "boroughs")
MOST = 10_000  # areas that one map draws; of more, each borough's have a file of their own in PARTS
PARTS = "lsoa"
CODES = "codes.json"
VINTAGE = "LSOA 2021"


@dataclass(frozen=True)
class Ground:
    """The areas, and wards and boroughs as they stand on the map. ward_of: (n,) position of each LSOA's ward on it."""

    places: Places
    ward: NDArray[Any]
    ward_borough: NDArray[Any]
    ward_of: NDArray[np.int64]
    borough: NDArray[Any]

    @property
    def boroughs(self) -> list[str]:
        return sorted(self.places.boroughs.tolist())


def ground(shelf: Shelf, folder: Path) -> Ground:
    """The areas of a data folder, and the wards and boroughs of the shapes in a folder, in the order of the map.

    Raises:
        DataError: the shapes have no ward of that code.
    """
    areas = places.read(shelf)
    wards, outlines = (_properties((folder / name).read_bytes()) for name in ("wards.json", "boroughs.json"))
    position = {w["code"]: w["i"] for w in wards}
    if strange := set(areas.ward_code) - set(position):
        raise DataError(
            f"{folder / 'wards.json'} has no ward {min(strange)}; publish the shapes again with `lbdp data build`."
        )
    names, boroughs = (np.array([w[k] for w in wards], dtype=object) for k in ("name", "borough"))
    outlined = np.array([b["name"] for b in sorted(outlines, key=lambda b: b["i"])], dtype=object)
    return Ground(areas, names, boroughs, np.array([position[c] for c in areas.ward_code]), outlined)


@lru_cache(maxsize=4)
def _properties(raw: bytes) -> list[dict[str, Any]]:
    """What each area of a file of shapes is called. Kept: while JSON is read no other thread runs."""
    return [feature["properties"] for feature in json.loads(raw)["features"]]


def publish(root: Path, static: Path) -> tuple[Path, ...]:
    """Copy the shapes of a data folder to the folder that the browser fetches from; returns the files
    written.

    Raises:
        DataError: the data folder has no shapes.
    """
    shelf = Shelf(root)
    codes = _codes(shelf)
    files = {f"{layer}.json": shelf.bytes(f"geography/{layer}.json") for layer in LAYERS}
    if len(codes) > MOST:
        files |= _by_borough(files.pop("lsoa.json"), places.read(shelf))
    shutil.rmtree(static / PARTS, ignore_errors=True)  # of an earlier publication
    (static / "lsoa.json").unlink(missing_ok=True)
    card: dict[str, object] = {"vintage": VINTAGE, **fingerprint(codes)}
    for name, raw in files.items():
        card[name] = hashlib.sha256(raw).hexdigest()
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(static / name, raw)
    write_whole(static / CODES, plain_json.text(card, indent=1).encode())
    return (*(static / name for name in files), static / CODES)


def _by_borough(lsoas: bytes, areas: Places) -> dict[str, bytes]:
    """The shapes of each borough's areas, by the name of their file; a feature's `i` is its position among them."""
    features: dict[str, list[Any]] = {str(code): [] for code in areas.borough_codes}
    for code, feature in zip(areas.borough_code, json.loads(lsoas)["features"], strict=True):
        mine = features[str(code)]
        feature["properties"]["i"] = len(mine)
        mine.append(feature)
    return {
        f"{PARTS}/{code}.json": plain_json.text(
            {"type": "FeatureCollection", "features": mine}, separators=(",", ":"), ensure_ascii=False
        ).encode()
        for code, mine in features.items()
    }


def same_codes(shelf: Shelf, static: Path) -> None:
    """Do nothing when the published shapes are whole and draw the areas of the data, in their order.

    Raises:
        DataError: they do not; the sentence says what to do. The shapes are hashed and not parsed: a few
            milliseconds.
    """
    again = f"publish them with `lbdp data build --out {shelf.root} --publish-static`"
    try:
        card = json.loads((static / CODES).read_text("utf-8"))
        names = {"wards.json", "boroughs.json", *(name for name in card if name.endswith(".json"))}
        found = {name: hashlib.sha256((static / name).read_bytes()).hexdigest() for name in sorted(names)}
    except (FileNotFoundError, ValueError):
        raise DataError(f"The folder {static} does not hold the shapes of the map; {again}.") from None
    for name, sha in found.items():
        if card.get(name) != sha:
            raise DataError(f"{static / name} was changed after it was published; {again}.")
    codes = _codes(shelf)
    if fingerprint(codes) != {"n": card.get("n"), "lsoa": card.get("lsoa")}:
        other = " with other codes" if card.get("n") == len(codes) else ""
        raise DataError(
            f"The map in {static} draws {card.get('n', 0):,} areas and the data in {shelf.root} has "
            f"{len(codes):,}{other}; {again}."
        )


def fingerprint(codes: Sequence[str]) -> dict[str, object]:
    """How many codes, and a SHA-256 of them in their order."""
    return {"n": len(codes), "lsoa": hashlib.sha256("\n".join(codes).encode()).hexdigest()}


def _codes(shelf: Shelf) -> list[str]:
    frame: pd.DataFrame = shelf.table("areas/lsoa.csv", usecols=["code"])
    return [str(code) for code in frame["code"]]
