"""Papers: what a theme lets a person fill in and take away as documents; kept in this session's memory alone."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from types import ModuleType

import streamlit as st

from apps.shell import downloads, panel, say
from apps.shell.state import Opened
from lbdp_core.papers import Box, Papers
from lbdp_core.result import Result
from lbdp_core.sources import DataError

NOTE = (
    "What is typed here is kept in this session's memory alone and is gone when the page is closed or loaded anew: "
    "save the JSON to go on another day, and open it here."
)


@st.fragment
def draw(it: Opened, views: ModuleType, result: Result) -> None:
    """The folded part of the page; it sends itself again and nothing else."""
    papers: Papers | None = getattr(views, "PAPERS", None)
    if papers is None:
        return
    if st.session_state.pop(f"{it.theme.slug}:papers:moved", False):
        st.rerun()
    with st.expander(papers.heading, key=f"{it.theme.slug}:papers:box", on_change="rerun") as box:
        if box.open:
            with say.part(papers.heading):
                _inside(it, papers, result)


def _inside(it: Opened, papers: Papers, result: Result) -> None:
    slug = it.theme.slug
    held = _held(slug)
    st.markdown(say.plain(papers.asks))
    turn = st.session_state.get(f"{slug}:papers:turn", 0)
    key = f"{slug}:papers:file:{turn}"
    st.file_uploader(
        "Open a contract or a pack", list(papers.accepts), key=key, on_change=_given, args=(it, papers, key)
    )
    if fault := st.session_state.get(f"{slug}:papers:fault"):
        st.error(say.plain(fault))
    groups = papers.boxes(result, held)
    group = st.selectbox("What to fill in", list(groups), key=f"{slug}:papers:group")
    with st.grid(2, min_column_width=340, gap="small") as grid:
        for box in groups[group]:
            with grid.cell():
                _box(slug, papers, result, box, turn)
    for line in papers.says(result, held, group):
        st.markdown(say.plain(line))
    _files(it, papers, result)
    st.caption(say.plain(NOTE))
    if held:
        st.button("Forget what was filled in", key=f"{slug}:papers:forget", on_click=_forget, args=(slug,))


def _box(slug: str, papers: Papers, result: Result, box: Box, turn: int) -> None:
    stands = hashlib.sha256(box.text.encode()).hexdigest()[
        :8
    ]  # a lever may change what stands in a box: then it is new
    key = f"{slug}:papers:{turn}:{box.name}:{stands}"
    words, help_, then = say.plain(box.label), say.plain(box.help) or None, (slug, papers, result, box.name, key)
    if box.choices:
        options = list(box.choices)
        at = options.index(box.text) if box.text in options else 0
        st.selectbox(
            words, options, at, lambda value: box.choices[value], key=key, help=help_, on_change=_filled, args=then
        )
        return
    empty = box.given or None
    st.text_input(words, box.text, 2_000, key, help=help_, on_change=_filled, args=then, placeholder=empty)


def _files(it: Opened, papers: Papers, result: Result) -> None:
    slug = it.theme.slug
    with st.container(horizontal=True):
        for name, form in papers.forms.items():
            st.download_button(
                form.label,
                data=partial(_made, it, papers, result, name),
                file_name=f"{slug}-{name}.{form.ending}",
                mime=form.mime,
                key=f"{slug}:papers:download:{name}",
                on_click="ignore",
                icon=":material/download:",
            )


def _made(it: Opened, papers: Papers, result: Result, name: str) -> bytes:
    model = it.shelf.entries.get(f"models/{it.theme.slug}.npz")
    held = {"date": date.today().isoformat()} | ({"model SHA-256": model.sha256} if model else {})
    held |= {f"SHA-256 of {path}": it.shelf.entries[path].sha256 for path in it.theme.tables if it.shelf.has(path)}
    return papers.made(result, _held(it.theme.slug), held | downloads.provenance(it), name)


def _held(slug: str) -> dict[str, str]:
    held: dict[str, str] = st.session_state.get(f"{slug}:papers", {})
    return held


def _filled(slug: str, papers: Papers, result: Result, name: str, key: str) -> None:
    """Keep what a box now says; what it may not say changes nothing, and is said."""
    tried = _held(slug) | {name: st.session_state[key]}
    st.session_state.pop(f"{slug}:papers:fault", None)
    try:
        papers.checked(result, tried)
    except DataError as fault:
        st.session_state[f"{slug}:papers:fault"] = f"{fault} The papers stay as they were."
        _turn(slug)
    else:
        st.session_state[f"{slug}:papers"] = tried


def _given(it: Opened, papers: Papers, key: str) -> None:
    """Read what the browser sent, and set the levers at which it was made; what is refused changes nothing."""
    slug, sent = it.theme.slug, st.session_state.get(key)
    st.session_state.pop(f"{slug}:papers:fault", None)
    if sent is None:
        return
    try:
        held, at = (read(sent.getvalue(), sent.name) for read in (papers.opened, papers.levers))
    except DataError as fault:
        st.session_state[f"{slug}:papers:fault"] = f"{fault} The papers stay as they were."
    else:
        st.session_state[f"{slug}:papers"] = dict(held)
        if at:
            levers, notices = it.theme.levers.parse(at)
            panel.move(it.theme, levers.as_dict())
            st.session_state[panel.NOTICES] = notices
            st.session_state[f"{slug}:papers:moved"] = True
    _turn(slug)


def _forget(slug: str) -> None:
    for name in ("", ":fault"):
        st.session_state.pop(f"{slug}:papers{name}", None)
    _turn(slug)


def _turn(slug: str) -> None:
    """New boxes, that show what is now held."""
    st.session_state[f"{slug}:papers:turn"] = st.session_state.get(f"{slug}:papers:turn", 0) + 1
