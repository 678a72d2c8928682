"""My borough: one choice that every theme opens on; in the session, and in the link as each theme's borough."""

from __future__ import annotations

from typing import Any

import streamlit as st

from apps.shell import state
from lbdp_core.borough_profile import Likeness
from lbdp_core.places import LONDON
from lbdp_core.theme import Theme

LEVER = "borough"
LIKE = "similar"  # the way of `state.similar` that was chosen, in the link of every page
MINE, OPENED, CHOSEN = "lbdp:borough", "lbdp:opened on my borough", "lbdp:similar"


def mine() -> str:
    """The borough that this session has chosen; "" for none."""
    return str(st.session_state.get(MINE, ""))


def remember(borough: str) -> None:
    """Open further pages on this borough; on all of London for "" or "London"."""
    st.session_state[MINE] = "" if borough == LONDON else borough


def has_lever(theme: Theme[Any, Any, Any]) -> bool:
    """Whether a theme can be looked at in one borough."""
    spec = theme.levers.specs().get(LEVER)
    return spec is not None and spec.kind == "view"


def opens_on(theme: Theme[Any, Any, Any], linked: str) -> dict[str, str]:
    """The borough that a page opens on for this session.

    linked: the one that its own link says, which is then remembered; or "".
    """
    st.session_state[OPENED] = ""
    if not has_lever(theme):
        return {}
    if linked:
        remember(linked)
    if linked or MINE not in st.session_state:
        return {}
    st.session_state[OPENED] = mine()
    return {LEVER: mine() or LONDON}


def told(theme: Theme[Any, Any, Any], now: str, london: Any) -> None:
    """That the page opened on it, and the way back to all of London. london: sets the lever of the theme."""
    if now and now == st.session_state.get(OPENED):
        st.caption(f"This page opened on {now}, the borough you chose before.")
        st.button("All of London", key=f"{theme.slug}:london", type="tertiary", on_click=london)


def likeness() -> Likeness:
    """The way to say which boroughs are alike that a person has chosen, by a box where there are several."""
    ways = state.similar()
    if len(ways) == 1:
        return next(iter(ways.values()))
    if LIKE not in st.session_state and st.session_state.get(CHOSEN) in ways:
        st.session_state[LIKE] = st.session_state[CHOSEN]  # another page was looked at since
    key = st.selectbox(
        "Which boroughs are similar", list(ways), format_func=lambda k: ways[k].label, key=LIKE, bind="query-params"
    )
    st.session_state[CHOSEN] = key
    return ways[key]


def alike(name: str, way: Likeness) -> str:
    """Which boroughs are most like one, as the start of a sentence."""
    if way.near[name]:
        return f"Boroughs most like {name}, {way.said}"
    return f"The list for {name} names no other borough of London, {way.said}"
