"""Counts of one's own whatever their columns are called: proposed, confirmed, tried with progress, kept by the
session.
"""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from apps.shell import panel, state, wording
from apps.shell.own import NOTES
from apps.shell.state import Opened
from lbdp_core.own import Plug, Proposed, Taken
from lbdp_core.sources import DataError

HEADING = "Try a file of your own"
MOST = 4  # results that a session keeps


def arrive(it: Opened) -> None:
    """Move the levers to a file that was just taken, before any of them is drawn."""
    after = st.session_state.pop(_key(it, "after"), None)
    if after:
        panel.move(it.theme, after)


@st.fragment
def draw(it: Opened) -> None:
    """The folded part of the page; an opened one sends itself and nothing else until a file is tried or forgotten."""
    plug = it.page.plug
    if plug is None:
        return
    if st.session_state.pop(f"{it.theme.slug}:own:moved", False):
        st.rerun()
    with st.expander(HEADING, key=f"{it.theme.slug}:plug:box", on_change="rerun") as box:
        if box.open:
            with wording.part(HEADING):
                _inside(it, plug)


def _inside(it: Opened, plug: Plug[Any]) -> None:
    slug, taken = it.theme.slug, state.mine(it.theme.slug)
    if taken:
        st.markdown("\n".join(f"- {wording.plain(line)}" for line in taken.said))
        st.button("Forget this file", key=f"{slug}:own:forget", on_click=state.forget, args=(slug,))
    else:
        st.markdown(wording.plain(plug.asks))
        st.markdown("\n".join(f"- {note}" for note in NOTES))
    key = f"{slug}:plug:file:{st.session_state.get(f'{slug}:own:turn', 0)}"
    label = "Another file in its place" if taken else "Counts by LSOA"
    st.file_uploader(label, key=key, on_change=_looked, args=(it, plug, key))
    if fault := st.session_state.get(f"{slug}:own:fault"):
        st.error(wording.plain(fault.replace("`", "")))
    if held := st.session_state.get(_key(it, "file")):
        _confirm(it, plug, *held)


def _looked(it: Opened, plug: Plug[Any], key: str) -> None:
    """Read what the browser sent; what is refused changes nothing, and its bytes are let go."""
    slug, sent = it.theme.slug, st.session_state.get(key)
    st.session_state.pop(f"{slug}:own:fault", None)
    st.session_state.pop(_key(it, "file"), None)
    if sent is None:
        return
    raw = sent.getvalue()
    try:
        st.session_state[_key(it, "file")] = (raw, sent.name, plug.propose(raw, sent.name, it.shelf))
    except DataError as fault:
        st.session_state[f"{slug}:own:fault"] = f"{fault} The levers stay as they are."
        st.session_state[f"{slug}:own:turn"] = st.session_state.get(f"{slug}:own:turn", 0) + 1


def _confirm(it: Opened, plug: Plug[Any], raw: bytes, name: str, found: Proposed) -> None:
    """What the columns seem to be, for a person to say; then the trial itself."""
    slug = it.theme.slug
    st.markdown(f"**Is this right?** {found.rows[:1].upper()}{found.rows[1:]} rows.")
    for column, (words, options) in zip(
        st.columns(3), {"LSOA codes": found.codes, "Counts": found.counts}.items(), strict=False
    ):
        column.selectbox(words, options, key=f"{slug}:plug:{words}")
    words, first = plug.year
    st.number_input(words, 2000, 2100, first, 1, key=f"{slug}:plug:year", width=220)
    if st.button("Yes, try it", key=f"{slug}:plug:go", type="primary"):
        _try(it, plug, raw, name)


def _try(it: Opened, plug: Plug[Any], raw: bytes, name: str) -> None:
    """The trial with its progress; the same content with the same columns is not worked out again."""
    slug = it.theme.slug
    chosen = [st.session_state[f"{slug}:plug:{words}"] for words in ("LSOA codes", "Counts", "year")]
    mark = hashlib.sha256(raw + repr(chosen).encode()).hexdigest()
    kept: dict[str, Taken[Any]] = st.session_state.setdefault(_key(it, "results"), {})
    if mark not in kept:
        bar = st.progress(0.0, "Starting")
        try:
            code, count, year = chosen
            kept[mark] = plug.take(
                it.model, it.shelf, raw, name, code, count, int(year), lambda said, part: _said(bar, said, part)
            )
        except DataError as fault:
            st.error(wording.plain(str(fault).replace("`", "")))
            return
        finally:
            bar.empty()
        for old in list(kept)[:-MOST]:
            del kept[old]
    st.session_state[state.own_key(slug)] = kept[mark]
    st.session_state.pop(_key(it, "file"), None)
    st.session_state[_key(it, "after")] = dict(plug.after)
    st.session_state[f"{slug}:own:turn"] = st.session_state.get(f"{slug}:own:turn", 0) + 1
    st.rerun()


def _said(bar: Any, said: str, part: float) -> None:
    bar.progress(part, f"{said} …")


def _key(it: Opened, name: str) -> str:
    """Where something of the file is kept; forgetting the file lets go of all of it."""
    return f"{state.own_key(it.theme.slug)}:kept:{name}"
