"""Hover: what a map says of the area that somebody points at.

The shapes are files that know names alone, and the figures of 4,994 areas would double what a change of a lever sends.
So the map's tooltip ends in a mark (position of the area, key of the figures), and `apps/page.js` puts the figure in
its place: it fetches the lines of a map once, when somebody first points at it. Only then are they made. Whoever
fetches them has no session, so what makes them is held by the session that drew the map, and goes with it or with its
file.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
import pandas as pd
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from apps.shell import state
from apps.shell.state import Opened
from lbdp_core import change_map, map_figures, maps
from lbdp_core.result import Result

Measures = Callable[[Result], tuple[maps.Measure, ...]]
KEPT = 8  # maps of a theme whose figures a session can ask for: those of its page and a few for who goes back
PLACE: dict[maps.Level, str] = {"lsoa": "{name}\n{ward}, {borough}", "ward": "{name}, {borough}", "borough": "{name}"}
_offered: WeakValueDictionary[str, Callable[[], list[str]]] = WeakValueDictionary()
_lock = threading.Lock()


def tooltip(it: Opened, measure: maps.Measure, beside: Callable[[], map_figures.Beside], seen: str) -> str:
    """The template of a map's tooltip, whose figures can be fetched from now on.

    beside: makes what stands beside each figure. seen: what that depends on beside the values of the measure.
    """
    own = state.mine(it.theme.slug)
    seen += "" if own is None else str((own.what, own.said))
    known = hashlib.sha256(f"{it.theme.slug} {measure.key} {seen}".encode())
    known.update(measure.values.tobytes())
    key = known.hexdigest()[:32]

    def lines() -> list[str]:
        columns = beside()
        return map_figures.words(measure, columns, frame(it, measure, columns))

    held: dict[str, Any] = st.session_state.setdefault(f"{state.own_key(it.theme.slug)}:kept:maps", {})
    with _lock:
        held[key] = _offered.setdefault(key, lines)
    for old in list(held)[:-KEPT]:
        del held[old]
    return f"{PLACE[measure.level]}\n[{{i}} {key}]"


def figures(request: Request) -> Response:
    """The lines of a map by its key, in the order of its areas."""
    with _lock:
        lines = _offered.get(request.path_params["key"])
    return Response(status_code=404) if lines is None else JSONResponse(lines())


def route(base: str = "") -> Route:
    """Where `apps/page.js` asks for them. base: the path under which the suite is served."""
    return Route(f"{base}/figures/{{key}}", figures)


def frame(it: Opened, measure: maps.Measure, beside: map_figures.Beside) -> pd.DataFrame:
    """Every area of a map in its order: name, figure, what stands beside it, where."""
    ground = state.ground()
    names: dict[maps.Level, Mapping[str, np.ndarray]] = {
        "lsoa": {"LSOA": ground.places.name, "Ward": ground.places.ward, "Borough": ground.places.borough},
        "ward": {"Ward": ground.ward, "Borough": ground.ward_borough},
        "borough": {"Borough": ground.borough},
    }
    of_level = names[measure.level]
    if measure.part:
        of_level = {name: values[ground.places.borough_code == measure.part] for name, values in of_level.items()}
    return map_figures.table(measure, of_level, beside, it.release)


def since_today(
    it: Opened, model: Any, result: Result, measure: maps.Measure, measures: Measures
) -> map_figures.Beside:
    """What stands beside a measure of a scenario: what it is if nothing changes, and the change.

    model: that the scenario ran with, as no session is there when the figures are fetched. measures: those of any
    result, among them this one by its key (or by its places, for a change).
    """
    if measure.key == f"change:{result.additive.key}":
        places = result.places.set_index("code")
        codes = change_map.codes(measure.level, state.ground().places.code)
        both = {map_figures.TODAY: places["today"], map_figures.SCENARIO: places["scenario"]}
        return {name: column.reindex(codes).to_numpy(dtype=float) for name, column in both.items()}
    theme = it.theme
    levers = theme.levers(**result.levers)
    unchanged = levers.unchanged()
    if unchanged == levers:
        return {}
    before = state.public(theme.slug, unchanged) if model is it.model else theme.run(model, unchanged)
    same = next((one for one in measures(before) if one.key == measure.key), None)
    return {} if same is None else map_figures.changed(measure, same)
