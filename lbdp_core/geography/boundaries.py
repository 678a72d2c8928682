"""Boundaries: the shapes of areas as their publisher drew them, and the lookup to wards and boroughs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from lbdp_core import door, editions
from lbdp_core.door import codes
from lbdp_core.door.walking import headers_of
from lbdp_core.geography import coverage
from lbdp_core.geography.coverage import Polygons
from lbdp_core.row_accounts import ROWS, RowAccount
from lbdp_core.sources import DataError, Origin

# The vintage is part of a column's name (LAD22CD, WD25NM): any year from 2011 to 2030 is read, latest first.
YEARS = tuple(f"{y:02d}" for y in range(30, 10, -1))
LAD_CODE, LAD_NAME = tuple(f"LAD{y}CD" for y in YEARS), tuple(f"LAD{y}NM" for y in YEARS)
WARD_CODE, WARD_NAME = tuple(f"WD{y}CD" for y in YEARS), tuple(f"WD{y}NM" for y in YEARS)
VINTAGE = re.compile(r"(?:LSOA|WD|LAD)(\d\d)CD")
YEAR = re.compile(r"^(?:WD|LAD|ward|ltla)(\d\d)", re.IGNORECASE)
ONS, OGL = "Office for National Statistics; contains OS data", "Open Government Licence v3.0"
OUTSIDE = "of an area outside the local authorities asked for"
Sift = Callable[[pd.DataFrame], pd.Series]


def _not_of_london(frame: pd.DataFrame, within: tuple[str, ...] = codes.LONDON) -> pd.Series:
    """For each row why its area is none of London's, or of what is read, by the code of the borough; "" when it is."""
    code = frame["borough_code"] if "borough_code" in frame else frame["code"]
    outside = codes.OUTSIDE if within == codes.LONDON else OUTSIDE
    return pd.Series(outside, index=frame.index, dtype="str").mask(code.str.startswith(within), "")


def _drawn(
    name: str, what: str, *columns: door.Column, without: tuple[str, ...] = (), sift: Sift | None = _not_of_london
) -> door.Kind:
    return door.Kind(name, what, ONS, OGL, columns, form="geojson", without=without, sift=sift, unit="area")


def _text(name: str, *spellings: str) -> door.Column:
    return door.Column(name, spellings, filled=True)


LSOAS = _drawn(
    "lsoa_boundaries",
    "a file of the boundaries of the LSOAs of 2021",
    _text("code", "LSOA21CD"),
    _text("name", "LSOA21NM"),
    sift=None,
)
WARDS = _drawn(
    "ward_boundaries",
    "a file of the boundaries of wards",
    _text("code", *WARD_CODE),
    _text("name", *WARD_NAME),
    _text("borough_code", *LAD_CODE),
)
BOROUGHS = _drawn(
    "borough_boundaries",
    "a file of the boundaries of boroughs",
    _text("code", *LAD_CODE),
    _text("name", *LAD_NAME),
    without=("LSOA21CD", "LSOA11CD", *WARD_CODE),
)
WARD_LOOKUP = door.Kind(
    "lookup_lsoa21_ward",
    "a lookup from LSOAs of 2021 to wards and boroughs",
    ONS,
    OGL,
    (
        _text("code", "lsoa21_code", "LSOA21CD"),
        _text("ward_code", *WARD_CODE, *(f"ward{y}_code" for y in YEARS)),
        _text("ward", *WARD_NAME, *(f"ward{y}_name" for y in YEARS)),
        _text("borough_code", *LAD_CODE, *(f"ltla{y}_code" for y in YEARS)),
    ),
    sift=_not_of_london,
    unit="area",
)
KINDS = (LSOAS, WARDS, BOROUGHS, WARD_LOOKUP)


@dataclass(frozen=True, eq=False)
class Shapes:
    """Areas sorted by code; the position is the area's index everywhere.

    code, name, borough_code: (n,) text. polygon: (n,) shapely polygons in metres, EPSG:27700.
    """

    code: NDArray[np.str_]
    name: NDArray[np.str_]
    borough_code: NDArray[np.str_]
    polygon: Polygons

    @property
    def hectares(self) -> NDArray[np.float64]:
        return np.asarray(shapely.area(self.polygon) / 10_000.0)


def lsoa_shapes(inventory: door.Inventory) -> Shapes:
    """London's LSOAs of 2021 as published: a valid coverage in metres, to place points in and to measure.

    Raises:
        DataError: boundaries or lookup are not in the folder, or do not hold the same areas of London.
    """
    lookup, frame = ward_lookup(inventory), only(inventory, LSOAS)
    # A national file draws the rest of the country too. The name of an LSOA begins with that of its borough.
    borough = frame["name"].str.rsplit(" ", n=1).str[0]
    drawn = frame[borough.isin(borough_names(inventory).values()) | frame["code"].isin(lookup["code"])]
    if differ := sorted(set(drawn["code"]) ^ set(lookup["code"])):
        raise DataError(
            f"The LSOA boundaries draw {len(drawn):,} areas of London and the lookup to wards has "
            f"{len(lookup):,}, and only one of them has {differ[0]}; use both for the LSOAs of 2021."
        )
    return _shapes(drawn.merge(lookup[["code", "borough_code"]], on="code"))


def ward_shapes(inventory: door.Inventory) -> Shapes:
    """London's wards, in the vintage of the boundary file."""
    return _shapes(_asked_for(inventory, WARDS))


def ward_lookup(inventory: door.Inventory) -> pd.DataFrame:
    """Ward (code, name) and borough code of each of London's LSOAs of 2021, sorted by code."""
    return _asked_for(inventory, WARD_LOOKUP).sort_values("code", ignore_index=True)


def borough_names(inventory: door.Inventory) -> dict[str, str]:
    """Name by code of London's boroughs, in the order of the codes."""
    frame = _asked_for(inventory, BOROUGHS).sort_values("code")
    return dict(zip(frame["code"], frame["name"], strict=True))


def neighbours(shapes: Shapes, within_m: float = 1.0) -> pd.DataFrame:
    """Pairs of areas that share a border or a corner (queen contiguity), as indices i < j, sorted.

    within_m: borders this near count as shared, since published corners are rounded to about a metre.
    """
    a, b = shapely.STRtree(shapes.polygon).query(shapes.polygon, predicate="dwithin", distance=within_m)
    return pd.DataFrame({"i": a[a < b], "j": b[a < b]}).sort_values(["i", "j"], ignore_index=True)


def origin(what: str, inventory: door.Inventory, kind: door.Kind) -> Origin:
    """Who drew a layer, and of which year; names in its properties are the same publisher's."""
    path = inventory.found[kind.name][0]
    years = [found[1] for h in headers_of(path)[0] if (found := VINTAGE.fullmatch(h))]
    return Origin(what, ONS, OGL, f"20{years[0]}" if years else "", made_from=(inventory.label(path),))


def _asked_for(inventory: door.Inventory, kind: door.Kind) -> pd.DataFrame:
    frame = only(inventory, kind)
    return frame[_not_of_london(frame, inventory.within).eq("")]


def accounts(inventory: door.Inventory, known: door.Known) -> list[dict[str, Any]]:
    """Rows of each file of shapes and lookups, used and set aside. known: London's codes by geography."""
    sift = partial(_not_of_london, within=inventory.within)
    kinds = (replace(kind, sift=sift) if kind.sift else kind for kind in KINDS)
    return [account(only(inventory, kind), kind, known) for kind in kinds]


def account(frame: pd.DataFrame, kind: door.Kind, known: door.Known) -> dict[str, Any]:
    """One file's rows: rows = used + the sum of set_aside, as `lbdp data check` says them."""
    why = kind.sift(frame) if kind.sift else codes.elsewhere(frame, kind, known)
    return RowAccount(frame.attrs["label"], kind.name, len(frame), door.tally(why)).line(ROWS)


def only(inventory: door.Inventory, kind: door.Kind, *wider: door.Kind) -> pd.DataFrame:
    """The rows of a kind, of its latest or fullest edition; an area that is a row has one row.

    wider: kinds whose files hold all that this one asks for, and more.

    Raises:
        DataError: there is no file of the kind, two of them differ and neither is later, or a code is there twice.
    """
    frame = editions.read(inventory, kind, _vintage if kind in KINDS else editions.last_time, wider)
    if kind.unit == "area":
        key = "code" if "code" in frame else "lsoa11"
        if (again := frame[key].duplicated()).any():
            code = frame[key][again].iloc[0]
            raise DataError(f"{frame.attrs['label']} has {code} more than once; keep one of the rows.")
    return frame


def _vintage(path: Path, frame: pd.DataFrame) -> str:
    """The year that the headers of a file name, the latest; areas of another year are other areas."""
    return max((found[1] for h in headers_of(path)[0] if (found := YEAR.search(h))), default="")


def _shapes(frame: pd.DataFrame) -> Shapes:
    frame = frame.sort_values("code")
    drawn = shapely.from_geojson([json.dumps(g) for g in frame["geometry"]])
    code, name, borough = (frame[c].to_numpy(dtype=str) for c in ("code", "name", "borough_code"))
    return Shapes(code, name, borough, coverage.to_bng(coverage.clean(drawn)))
