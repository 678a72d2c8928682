"""A person's own file: read, confirmed where needed, kept in this session's memory after disclosure control."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import download_button, panel, parts, received, state, visitor, wording
from apps.shell.state import Opened
from lbdp_core.charts import Picture
from lbdp_core.levers import Levers
from lbdp_core.own import Own, Proposal, Question, Say, Taken, packed, silent
from lbdp_core.sources import DataError

MOST = 4  # results that a session keeps
GONE = "Nobody used this page for two hours, so your file was forgotten. Give it again to go on with it."
NOTES = (
    "This server keeps your file in memory for this session only, and never writes it to disk. It is deleted when you "
    "forget it, a few minutes after you reload or close the page, or after two hours without use.",
    "Counts of 7 and under are hidden and others are rounded to 5, before the page keeps anything.",
    "Do not bring addresses, postcodes, property numbers (UPRNs) or names: the page refuses them. Count the rows by "
    "small area (LSOA) on your own machine first.",
)


def arrive(it: Opened) -> None:
    """Move the levers to a file that was just taken, before any of them is drawn."""
    if after := st.session_state.pop(_kept(it, "after"), None):
        panel.move(it.theme, after)


@st.fragment
def draw(it: Opened, levers: Levers) -> None:
    """The folded part of the page; an opened one sends itself and nothing else until a file is taken or forgotten."""
    mine, slug = it.theme.own, it.theme.slug
    if mine is None:
        return
    if st.session_state.pop(f"{slug}:own:moved", False):
        st.rerun()
    with st.expander(mine.heading, key=f"{slug}:own:box", on_change="rerun") as box:
        if box.open:
            with wording.part(mine.heading):
                _inside(it, mine, levers)


def _inside(it: Opened, mine: Own[Any], levers: Levers) -> None:
    slug = it.theme.slug
    taken = state.mine(slug)
    if st.session_state.get(f"{slug}:own:given") and not taken:
        st.info(GONE)
    if taken:
        _told(it, mine, taken, levers)
    else:
        st.markdown(wording.plain(mine.asks))
        if mine.columns:
            needed = pd.DataFrame({"What": list(mine.columns), "Columns": list(mine.columns.values())})
            parts.sheet(needed, "The columns that a file of your own needs")
        with st.container(horizontal=True):
            for kind in mine.kinds:
                make, key = kind.template.encode, f"{slug}:own:template:{kind.name}"
                name = f"{kind.name.replace('_', '-')}-template.csv"
                download_button.button(f"Template: {kind.what} (CSV)", make, name, "text/csv", key)
            for name, filled in mine.templates.items():
                download_button.button(f"Template: {name}", filled, name, "", f"{slug}:own:template:{name}")
        st.markdown("\n".join(f"- {note}" for note in (NOTES[0], *(mine.notes or NOTES[1:]))))
    key = f"{slug}:own:file:{st.session_state.get(f'{slug}:own:turn', 0)}"
    label = "Use another file instead" if taken else mine.upload
    # Any file may come as far as the door, which refuses it in a sentence: what the widget refuses leaves an older one.
    visitor.file_box(label, f"{slug}: own file", _given, (it, mine, key), key=key, accept_multiple_files=mine.several)
    if fault := st.session_state.get(f"{slug}:own:fault"):
        said, *faults = (wording.plain(line.replace("`", "")) for line in fault)
        st.error("\n".join([said, "", *(f"- {line}" for line in faults)]).strip())
    if held := st.session_state.get(_kept(it, "file")):
        _confirm(it, mine, *held)


def _given(it: Opened, mine: Own[Any], key: str) -> None:
    """Read what the browser sent. What is refused changes nothing, and an earlier file stays; bytes are let go."""
    slug, sent = it.theme.slug, received.files(key)
    st.session_state.pop(f"{slug}:own:fault", None)
    st.session_state.pop(_kept(it, "file"), None)
    if not sent:
        return
    raw, name = packed(sent)
    with received.refusing(partial(_refused, it)):
        proposal = mine.propose(raw, name, it.shelf)
        if proposal.questions:
            st.session_state[_kept(it, "file")] = (raw, name, proposal)
        else:
            _take(it, mine, raw, name, {}, silent)
    st.session_state[f"{slug}:own:turn"] = st.session_state.get(f"{slug}:own:turn", 0) + 1


def _confirm(it: Opened, mine: Own[Any], raw: bytes, name: str, proposal: Proposal) -> None:
    """What the file seems to be, for a person to say: one question by a button an answer, several by boxes."""
    slug = it.theme.slug
    answers: dict[str, Any] = {}
    if len(proposal.questions) == 1:
        st.markdown(wording.plain(proposal.said))
        (one,) = proposal.questions
        with st.container(horizontal=True):
            for value, words in one.options.items():
                if st.button(f"It is {wording.plain(words)}", key=f"{slug}:own:{value}"):
                    answers = {one.key: value}
    else:
        st.markdown(f"**Is this right?** {wording.plain(proposal.said)}")
        chosen = [question for question in proposal.questions if question.options]
        given = {q.key: _box(q, f"{slug}:own:{q.key}", c) for q, c in zip(chosen, st.columns(3), strict=False)}
        given |= {q.key: _box(q, f"{slug}:own:{q.key}", st) for q in proposal.questions if q not in chosen}
        if st.button("Yes, try it", key=f"{slug}:own:go", type="primary"):
            answers = given
    if answers:
        bar = st.progress(0.0, "Starting")
        _take(it, mine, raw, name, answers, lambda said, part: _said(bar, said, part))
        bar.empty()
        st.session_state[f"{slug}:own:turn"] = st.session_state.get(f"{slug}:own:turn", 0) + 1
        st.rerun(scope="app" if st.session_state.pop(f"{slug}:own:moved", False) else "fragment")


def _box(question: Question, key: str, where: Any) -> Any:
    if question.options:
        shown = {value: wording.unlinked(words) for value, words in question.options.items()}
        return where.selectbox(question.words, list(shown), format_func=shown.__getitem__, key=key)
    return where.number_input(question.words, 2000, 2100, question.first, 1, key=key, width=220)


def _take(it: Opened, mine: Own[Any], raw: bytes, name: str, answers: Mapping[str, Any], say: Say) -> None:
    """Keep what is made of the file; the same content with the same answers is not worked out again."""
    slug = it.theme.slug
    mark = hashlib.sha256(raw + repr((name, sorted(answers.items()))).encode()).hexdigest()
    results: dict[str, Taken[Any]] = st.session_state.setdefault(_kept(it, "results"), {})
    with received.refusing(partial(_refused, it)):
        results[mark] = results.get(mark) or mine.take(it.model, it.shelf, raw, name, answers, say)
        for old in list(results)[:-MOST]:
            del results[old]
        st.session_state.pop(_kept(it, "file"), None)
        st.session_state.pop(f"{slug}:own:fault", None)
        st.session_state[state.own_key(slug)] = results[mark]
        st.session_state[f"{slug}:own:given"] = True
        st.session_state[_kept(it, "after")] = dict(mine.after)
        st.session_state[f"{slug}:own:moved"] = True


def _refused(it: Opened, fault: DataError) -> None:
    slug = it.theme.slug
    still = ", and your earlier file stays in use" if state.mine(slug) else ""
    st.session_state[f"{slug}:own:fault"] = (f"{fault} The levers stay as they are{still}.", *fault.faults)


def _said(bar: Any, said: str, part: float) -> None:
    bar.progress(part, f"{said} …")


def _told(it: Opened, mine: Own[Any], taken: Taken[Any], levers: Levers) -> None:
    slug = it.theme.slug
    st.markdown("\n".join(f"- {wording.plain(line)}" for line in taken.said))
    if mine.effect and taken.model is not None:
        st.markdown(wording.plain(mine.effect(state.asked(slug, levers), state.public(slug, levers))))
    for n, (heading, note, frame) in enumerate(taken.tables):
        if isinstance(frame, Picture):
            parts.picture(frame, f"own{n}")
            continue
        if len(frame):
            st.markdown(f"**{wording.plain(heading)}**")
            parts.sheet(frame, heading)
        st.caption(wording.plain(note if len(frame) else f"{heading}: nothing to show. {note}"))
    st.button("Forget this file", key=f"{slug}:own:forget", on_click=state.forget, args=(slug,))


def _kept(it: Opened, name: str) -> str:
    """Where something of the file is kept; forgetting the file lets go of all of it."""
    return f"{state.own_key(it.theme.slug)}:kept:{name}"
