"""What the server keeps for everybody: opened themes, results already asked for, areas. Nothing is ever changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lbdp_core import palette, pipeline, places, sources
from lbdp_core.levers import Levers
from lbdp_core.places import Places
from lbdp_core.result import Result, Scorecard
from lbdp_core.sources import DataError, Origin, Shelf
from lbdp_core.theme import Theme


@dataclass(frozen=True)
class Opened:
    """A theme with everything that its page reads."""

    theme: Theme[Any, Any, Any]
    model: Any
    score: Scorecard
    shelf: Shelf

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Who published the theme's own tables (not those that themes share), each once."""
        found = (self.shelf.origin(path) for path in self.theme.tables if path.startswith(f"{self.theme.slug}/"))
        return tuple({(o.publisher, o.what): o for o in found}.values())

    @property
    def release(self) -> str:
        """ "protected" as soon as one of the theme's tables is."""
        return "protected" if any(o.release == "protected" for o in self.origins) else "released"


@cache
def opened(slug: str) -> Opened:
    """The theme with its stored model and scorecard.

    Raises:
        DataError: the data folder is missing, changed or of another version.
    """
    theme, model, score = pipeline.open_theme(slug, shelf())
    return Opened(theme, model, score, shelf())


@cache
def shelf() -> Shelf:
    """The data folder that this server shows."""
    return Shelf(sources.find("sample_data"))


def asked(slug: str, levers: Levers) -> Result:
    """The result of a scenario; kept, because people go back and forth."""
    return _result(slug, tuple(levers.as_dict().items()))


@lru_cache(maxsize=48)
def _result(slug: str, values: tuple[tuple[str, Any], ...]) -> Result:
    it = opened(slug)
    return it.theme.run(it.model, it.theme.levers(**dict(values)))


@dataclass(frozen=True)
class Ground:
    """The areas, and the wards as they stand on the map. ward_of: (n,) position of each LSOA's ward on it."""

    places: Places
    ward: NDArray[Any]
    ward_borough: NDArray[Any]
    ward_of: NDArray[np.int64]

    @property
    def boroughs(self) -> list[str]:
        return sorted(self.places.boroughs.tolist())


@cache
def ground() -> Ground:
    """The areas of the data folder, and the wards of the published shapes.

    Raises:
        DataError: the shapes have no ward of that code.
    """
    spots = places.read(shelf())
    path = sources.find("apps/static") / "wards.json"
    wards = [f["properties"] for f in json.loads(path.read_text("utf-8"))["features"]]
    position = {w["code"]: w["i"] for w in wards}
    if strange := set(spots.ward_code) - set(position):
        raise DataError(f"{path} has no ward {min(strange)}; publish the shapes again with `lbdp data build`.")
    names, boroughs = (np.array([w[k] for w in wards], dtype=object) for k in ("name", "borough"))
    return Ground(spots, names, boroughs, np.array([position[c] for c in spots.ward_code]))


def mode() -> palette.Mode:
    """Whether this browser shows the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
