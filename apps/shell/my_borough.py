"""My borough: one choice that every theme opens on; in the session, and in the link as each theme's borough."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lbdp_core.places import LONDON
from lbdp_core.theme import Theme

LEVER = "borough"
LIKE = "by homes, ages and deprivation (Census 2021, Indices of Deprivation)"  # what `state.similar` goes by
MINE, OPENED = "lbdp:borough", "lbdp:opened on my borough"


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
