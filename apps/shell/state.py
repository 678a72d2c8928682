"""What the server keeps for everybody: opened themes, results already asked for, areas. Nothing is ever changed.

The one thing that a session keeps for itself is a file of its own (`mine`): it is in no cache that others share.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from functools import cache, lru_cache
from time import monotonic
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lbdp_core import address, borough_profile, palette, pipeline, sources, static_shapes
from lbdp_core.levers import Levers
from lbdp_core.own import Taken
from lbdp_core.pipeline import Opened
from lbdp_core.result import Result
from lbdp_core.sources import Shelf
from lbdp_core.static_shapes import Ground
from lbdp_core.theme import Theme

USED = "lbdp:used"  # where a session keeps when it last asked for a page
_drawn = [0.0]  # when a page was last asked for


def drawing() -> None:
    """A page is being drawn."""
    _drawn[0] = st.session_state[USED] = monotonic()


def idle() -> float:
    """Seconds since a page was last asked for."""
    return monotonic() - _drawn[0]


ALIKE = 4  # boroughs that stand beside one
_READY: set[str] = set()  # themes that are open
_ONE_AT_A_TIME = threading.RLock()  # a visitor and the warm-up behind it must open the same model, not two


def opened(slug: str) -> Opened:
    """The theme with its stored model and scorecard.

    Raises:
        LeftOut: the data folder was made without the theme.
        DataError: the data folder is missing, changed or of another version.
    """
    with _ONE_AT_A_TIME:
        found = _opened(slug)
        _READY.add(slug)
        return found


def ready(slug: str) -> bool:
    """Whether a theme is open already, so that asking it waits for nothing."""
    return slug in _READY


@cache
def similar() -> dict[str, borough_profile.Likeness]:
    """The ways to say which boroughs are alike, by key; the suite's own first."""
    return borough_profile.ways(shelf(), ALIKE)


@cache
def _opened(slug: str) -> Opened:
    return pipeline.opened(slug, shelf())


def themes() -> tuple[Theme[Any, Any, Any], ...]:
    """The themes that the data folder holds; raises as `shelf` does."""
    return pipeline.themes_in(shelf())


@cache
def shelf() -> Shelf:
    """The data folder that this server shows."""
    return Shelf(sources.find("sample_data"))


def asked(slug: str, levers: Levers) -> Result:
    """The result of a scenario, with the session's own file if it has one; otherwise kept for everybody."""
    taken = mine(slug)
    if taken is None or taken.model is None:
        return public(slug, levers)
    result: Result = opened(slug).theme.run(taken.model, levers)
    return replace(result, caveats=(*taken.caveats, *result.caveats))


def public(slug: str, levers: Levers) -> Result:
    """The result of a scenario on the published figures alone; kept, because people go back and forth."""
    return _result(slug, tuple(levers.as_dict().items()))


def model(it: Opened) -> Any:
    """The model that scenarios run with: the published one, or the one with the session's own file."""
    taken = mine(it.theme.slug)
    return it.model if taken is None or taken.model is None else taken.model


def mine(slug: str) -> Taken[Any] | None:
    """What this session keeps of a file of its own; None where there is none, or no session."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    taken: Taken[Any] | None = st.session_state.get(own_key(slug))
    return taken


def apart(slug: str, name: str, asked_for: tuple[Any, ...], make: Callable[[Any], Any]) -> Any:
    """What takes several runs of the session's own model, kept by the session alone and for the last question only.

    asked_for: what the answer depends on beside the model. make: model to answer.
    """
    own, box = model(opened(slug)), f"{own_key(slug)}:kept:{name}"
    held = st.session_state.get(box)
    if held is None or held[0] is not own or held[1] != asked_for:
        held = st.session_state[box] = (own, asked_for, make(own))
    return held[2]


def forget(slug: str) -> None:
    """Let go of everything that came from the file."""
    let_go(st.session_state, slug)
    for left in ("fault", "given"):
        st.session_state.pop(f"{own_key(slug)}:{left}", None)
    st.session_state[f"{slug}:own:turn"] = st.session_state.get(f"{slug}:own:turn", 0) + 1
    st.session_state[f"{slug}:own:moved"] = True


def own_key(slug: str) -> str:
    """Where the session keeps what is left of its own file."""
    return f"{slug}:own"


def let_go(session: MutableMapping[Any, Any], slug: str) -> None:
    """Take what came from a file of its own out of what a session keeps."""
    own = own_key(slug)
    for name in [name for name in session if name == own or str(name).startswith(f"{own}:kept:")]:
        del session[name]


def with_a_file(session: MutableMapping[Any, Any]) -> list[str]:
    """The themes of which a session keeps something of a file of its own."""
    return [slug for slug in _READY if {own_key(slug), f"{own_key(slug)}:kept:file"} & session.keys()]


@lru_cache(maxsize=48)
def _result(slug: str, values: tuple[tuple[str, Any], ...]) -> Result:
    it = opened(slug)
    return it.theme.run(it.model, it.theme.levers(**dict(values)))


@cache
def ground() -> Ground:
    """The areas of the data folder, and the wards of the published shapes; raises as `static_shapes.ground` does."""
    return static_shapes.ground(shelf(), sources.find("apps/static"))


def page_address() -> str:
    """The address of the page that is looked at, as others reach it; empty where there is no browser."""
    return address.public(st.context.url or "")


def mode() -> palette.Mode:
    """Whether this browser shows the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
