"""Hover: what a map says of the area that somebody points at.

The shapes are files that know names alone, and the figures of 4,994 areas would double what a change of a lever sends.
So the map's tooltip ends in a mark (position of the area, key of the figures), and `apps/page.js` puts the figure in
its place: it fetches the lines of a map once, when somebody first points at it. Only then are they made.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from apps.shell import state
from apps.shell.state import Opened
from lbdp_core import change_map, map_figures, maps
from lbdp_core.result import Result

Measures = Callable[[Result], tuple[maps.Measure, ...]]
KEPT = 64  # maps whose figures can be asked for: one for each visitor and a few for who goes back
PLACE: dict[maps.Level, str] = {"lsoa": "{name}\n{ward}, {borough}", "ward": "{name}, {borough}", "borough": "{name}"}
_offered: OrderedDict[str, Callable[[], list[str]]] = OrderedDict()
_lock = threading.Lock()


def tooltip(it: Opened, measure: maps.Measure, beside: Callable[[], map_figures.Beside], seen: str) -> str:
    """The template of a map's tooltip, whose figures can be fetched from now on.

    beside: makes what stands beside each figure. seen: what that depends on beside the values of the measure.
    """
    known = hashlib.sha256(f"{it.theme.slug} {measure.key} {seen}".encode())
    known.update(measure.values.tobytes())
    key = known.hexdigest()[:32]

    def lines() -> list[str]:
        columns = beside()
        return map_figures.words(measure, columns, frame(it, measure, columns))

    with _lock:
        _offered[key] = lines
        _offered.move_to_end(key)
        while len(_offered) > KEPT:
            _offered.popitem(last=False)
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
    return map_figures.table(measure, names[measure.level], beside, it.release)


def since_today(it: Opened, result: Result, measure: maps.Measure, measures: Measures) -> map_figures.Beside:
    """What stands beside a measure of a scenario: what it is if nothing changes, and the change.

    measures: those of any result, among them this one by its key (or by its places, for a change).
    """
    if measure.key == f"change:{result.additive.key}":
        places = result.places.set_index("code")
        codes = change_map.codes(measure.level, state.ground().places.code)
        both = {map_figures.TODAY: places["today"], map_figures.SCENARIO: places["scenario"]}
        return {name: column.reindex(codes).to_numpy(dtype=float) for name, column in both.items()}
    theme, model = it.theme, state.model(it)
    levers = theme.levers(**result.levers)
    unchanged = levers.unchanged()
    if unchanged == levers:
        return {}
    before = state.public(theme.slug, unchanged) if model is it.model else theme.run(model, unchanged)
    same = next((one for one in measures(before) if one.key == measure.key), None)
    return {} if same is None else map_figures.changed(measure, same)
