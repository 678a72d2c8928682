"""A file of one's own: read when given, kept in this session's memory after disclosure control, gone when forgotten."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from apps.shell import parts, state, wording
from apps.shell.state import Opened
from lbdp_core import door, own
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError

HEADING = "Your own file"
NOTES = (
    "It is read on this server, kept in its memory for this session alone, and never written to disk. It is gone when "
    "you forget it, load the page anew or close it.",
    "Only what passes disclosure control is kept: counts of 7 and under are hidden, others are rounded to 5.",
    "A file with addresses, postcodes, UPRNs or names is refused: no figure here is about one home or one person, so "
    "no such row should come near it. `lbdp aggregate` makes counts by LSOA of it on your own machine.",
)


@st.fragment
def draw(it: Opened, levers: Levers) -> None:
    """The folded part of the page; an opened one sends itself and nothing else until a file is taken or forgotten."""
    slug = it.theme.slug
    if it.theme.own is None:
        return
    if st.session_state.pop(f"{slug}:own:moved", False):
        st.rerun()
    with st.expander(HEADING, key=f"{slug}:own:box", on_change="rerun") as box:
        if box.open:
            with wording.part(HEADING):
                _inside(it, it.theme.own, levers)


def _inside(it: Opened, mine: own.Own, levers: Levers) -> None:
    slug = it.theme.slug
    taken = state.mine(slug)
    if taken:
        _told(it, mine, taken, levers)
    else:
        st.markdown(wording.plain(mine.asks))
        parts.sheet(_needed(mine), "The columns that a file of your own needs")
        st.markdown("\n".join(f"- {note}" for note in NOTES))
    key = f"{slug}:own:file:{st.session_state.get(f'{slug}:own:turn', 0)}"
    label = "Another file in its place" if taken else "A log or counts, CSV or Excel"
    # Any file may come as far as the door, which refuses it in a sentence: what the widget refuses leaves an older one.
    st.file_uploader(label, key=key, on_change=_given, args=(it, mine, key))
    if fault := st.session_state.get(f"{slug}:own:fault"):
        st.error(wording.plain(fault.replace("`", "")))
    if unclear := st.session_state.get(f"{slug}:own:unclear"):
        st.markdown("This file has a date and a place a row, and its header does not say of what.")
        with st.container(horizontal=True):
            for kind in unclear:
                name = f"{slug}:own:{kind.name}"
                st.button(f"It is {kind.what}", key=name, on_click=_given, args=(it, mine, key, kind))


def _needed(mine: own.Own) -> pd.DataFrame:
    return pd.DataFrame({"What": list(mine.columns), "Columns": list(mine.columns.values())})


def _given(it: Opened, mine: own.Own, key: str, kind: door.Kind | None = None) -> None:
    """Read what the browser sent. What is refused changes nothing, and an earlier file stays; bytes are let go."""
    slug, sent = it.theme.slug, st.session_state.get(key)
    for left in ("fault", "unclear"):
        st.session_state.pop(f"{slug}:own:{left}", None)
    if sent is None:
        return
    try:
        taken = own.opened(mine, it.model, it.shelf, sent.getvalue(), sent.name, kind)
    except door.Unclear as fault:
        st.session_state[f"{slug}:own:unclear"] = fault.kinds
        return
    except DataError as fault:
        st.session_state[f"{slug}:own:fault"] = f"{fault} The levers stay as they are{_still(slug)}."
    else:
        st.session_state[state.own_key(slug)] = taken
        st.session_state[f"{slug}:own:moved"] = True
    st.session_state[f"{slug}:own:turn"] = st.session_state.get(f"{slug}:own:turn", 0) + 1


def _still(slug: str) -> str:
    return ", and the file before stays in use" if state.mine(slug) else ""


def _told(it: Opened, mine: own.Own, taken: own.Taken, levers: Levers) -> None:
    st.markdown("\n".join(f"- {wording.plain(line)}" for line in taken.said))
    if taken.model is not None:
        slug = it.theme.slug
        st.markdown(wording.plain(mine.effect(state.asked(slug, levers), state.public(slug, levers))))
    for heading, note, frame in taken.tables:
        if len(frame):
            st.markdown(f"**{wording.plain(heading)}**")
            parts.sheet(frame, heading)
        st.caption(wording.plain(note if len(frame) else f"{heading}: there is none to show. {note}"))
    st.button("Forget this file", key=f"{it.theme.slug}:own:forget", on_click=state.forget, args=(it.theme.slug,))
