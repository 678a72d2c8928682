"""Papers: documents that a person fills in and takes away, kept in this session's memory only."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from apps.shell import attempts, download_button, downloads, panel, received, visitor, wording
from apps.shell.state import Opened
from lbdp_core.papers import LOOK, Box, Papers
from lbdp_core.result import Result
from lbdp_core.sources import DataError

FROM_FILE = "file:"  # where a file is refused, among the names of boxes
PLACE = "here"  # the papers' own part of the page, among those that hold their boxes
NOTE = (
    "The page keeps what you type in memory for this session only. It is gone when you close or reload the page. To "
    "carry on another day, save the JSON and open it here."
)


@st.fragment
def draw(it: Opened, result: Result) -> None:
    """The folded part of the page; it sends itself again, and nothing else unless another part shows what it holds."""
    papers = it.page.papers
    if papers is None:
        return
    arrive(it.theme.slug)
    with st.expander(papers.heading, key=_box_key(it.theme.slug), on_change="rerun") as box:
        if box.open:
            with wording.part(papers.heading):
                _inside(it, papers, result)


def arrive(slug: str) -> None:
    """Draw the page anew where another part of it holds what was just filled in."""
    if st.session_state.pop(f"{slug}:papers:moved", False):
        st.rerun()


def _inside(it: Opened, papers: Papers, result: Result) -> None:
    slug = it.theme.slug
    st.markdown(wording.plain(papers.asks))
    turn = st.session_state.get(f"{slug}:papers:turn", 0)
    key = f"{slug}:papers:file:{turn}"
    opens, types = "Open a contract or a pack", list(papers.accepts)
    visitor.file_box(opens, f"{slug}: contract or pack", _given, (it, papers, key), key=key, type=types)
    _refused(slug, FROM_FILE)
    groups = papers.boxes(result, held(slug))
    group = st.selectbox("What to fill in", list(groups), key=f"{slug}:papers:group", on_change=_fine, args=(slug,))
    fill(it, result, group, PLACE, groups[group])
    for line in papers.says(result, held(slug), group):
        st.markdown(wording.plain(line))
    _files(it, papers, result)
    st.caption(wording.plain(NOTE))
    if any(not name.startswith(LOOK) for name in held(slug)):
        st.button("Forget what was filled in", key=f"{slug}:papers:forget", on_click=_forget, args=(it,))


def fill(it: Opened, result: Result, group: str, place: str, boxes: tuple[Box, ...] | None = None) -> None:
    """The boxes of a group, wherever on the page they stand; what is filled in is held once.

    place: which part of the page this is.
    """
    if boxes is None:
        boxes = _of(it).boxes(result, held(it.theme.slug))[group]
    with st.grid(2, min_column_width=340, gap="small") as grid:
        for box in boxes:
            with grid.cell(column_span="all" if box.wide else 1):
                _box(it, result, box, place)
                _refused(it.theme.slug, box.name)


def _of(it: Opened) -> Papers:
    assert it.page.papers is not None, it.theme.slug
    return it.page.papers


def _box(it: Opened, result: Result, box: Box, place: str) -> None:
    """A box that shows what is held, and keeps its place and the focus whatever was refused."""
    key = f"{it.theme.slug}:papers:{place}:{box.name}"
    if st.session_state.get(key) != box.text:
        st.session_state[key] = box.text
    words, help_ = wording.plain(box.label), wording.plain(box.help) or None
    then = (it, result, box.name, key, place)
    if box.choices:
        if box.text not in box.choices:
            st.session_state[key] = next(iter(box.choices))
        options, said = list(box.choices), box.choices.__getitem__
        st.selectbox(words, options, format_func=said, key=key, help=help_, on_change=_filled, args=then)
        return
    empty = box.given or None
    st.text_input(words, max_chars=2_000, key=key, help=help_, on_change=_filled, args=then, placeholder=empty)


def _files(it: Opened, papers: Papers, result: Result) -> None:
    slug = it.theme.slug
    with st.container(horizontal=True):
        for name, form in papers.forms.items():
            make, key = partial(_made, it, papers, result, name), f"{slug}:papers:download:{name}"
            download_button.button(form.label, make, f"{slug}-{name}.{form.ending}", form.mime, key)


def _made(it: Opened, papers: Papers, result: Result, name: str) -> bytes:
    slug = it.theme.slug
    model = it.shelf.entries.get(f"models/{slug}.npz")
    with_ = {"date": date.today().isoformat()} | ({"model SHA-256": model.sha256} if model else {})
    with_ |= {f"SHA-256 of {path}": it.shelf.entries[path].sha256 for path in it.theme.tables if it.shelf.has(path)}
    made_of = with_ | downloads.provenance(it)
    return papers.made(result, held(slug), made_of, attempts.lines(slug), name)


def held(slug: str) -> dict[str, str]:
    """What this session has filled in or opened."""
    found: dict[str, str] = st.session_state.get(f"{slug}:papers", {})
    return found


def _filled(it: Opened, result: Result, name: str, key: str, place: str) -> None:
    """Keep a box's new text; a text that is refused changes nothing, and the reason stands under the box."""
    slug = it.theme.slug
    _fine(slug)
    try:
        st.session_state[f"{slug}:papers"] = dict(_of(it).filled(result, held(slug), name, st.session_state[key]))
    except DataError as fault:
        _refuse(slug, name, fault)
    else:
        _redraw(it, place)


def _redraw(it: Opened, place: str) -> None:
    """Redraw the whole page if another open part shows the same texts; otherwise this part alone is sent.

    Example: somebody fills in a term under The papers while the scene Contract is open: both must change.
    """
    slug = it.theme.slug
    scenes = {n: f"{slug}:below:{n}" for n, s in it.page.below.items() if s.papers is not None}
    shown = {n for n, box in scenes.items() if st.session_state.get(box)}
    shown |= {PLACE} if st.session_state.get(_box_key(slug)) else set()
    if shown - {place}:
        st.session_state[f"{slug}:papers:moved"] = True


def _given(it: Opened, papers: Papers, key: str) -> None:
    """Read an opened file and set the levers at which it was made; a file that is refused changes nothing."""
    slug, sent = it.theme.slug, received.files(key)
    _fine(slug)
    if not sent:
        return
    ((name, raw),) = sent
    with received.refusing(partial(_refuse, slug, FROM_FILE)):
        then, at, found = (each(raw, name) for each in (papers.opened, papers.levers, papers.found))
        st.session_state[f"{slug}:papers"] = dict(then)
        attempts.again(slug, found)
        _redraw(it, PLACE)
        if at:
            levers, notices = it.theme.levers.parse(at)
            panel.move(it.theme, levers.as_dict())
            st.session_state[panel.NOTICES] = notices
            st.session_state[f"{slug}:papers:moved"] = True
    st.session_state[f"{slug}:papers:turn"] = st.session_state.get(f"{slug}:papers:turn", 0) + 1  # an empty uploader


def _forget(it: Opened) -> None:
    st.session_state.pop(f"{it.theme.slug}:papers", None)
    _fine(it.theme.slug)
    _redraw(it, PLACE)


def _refuse(slug: str, name: str, fault: DataError) -> None:
    st.session_state[f"{slug}:papers:fault"] = (name, f"{fault} The papers stay as they were.")


def _refused(slug: str, name: str) -> None:
    """Why a text was refused, under the box in which it was typed."""
    where, words = st.session_state.get(f"{slug}:papers:fault", ("", ""))
    if words and where == name:
        st.error(wording.plain(words))


def _fine(slug: str) -> None:
    """Clear the last refusal."""
    st.session_state.pop(f"{slug}:papers:fault", None)


def _box_key(slug: str) -> str:
    return f"{slug}:papers:box"
