"""Replay: open a scenario saved as a file, and see what it said then."""

from __future__ import annotations

from functools import partial

import streamlit as st

from apps.shell import panel, received, visitor, wording
from apps.shell.state import Opened
from lbdp_core import scenarios
from lbdp_core.levers import Levers
from lbdp_core.result import Result
from lbdp_core.sources import DataError

HEADING = "Open a saved scenario"


@st.fragment
def draw(it: Opened, levers: Levers, result: Result) -> None:
    """The folded part of the page. What is refused changes nothing."""
    slug = it.theme.slug
    if st.session_state.pop(f"{slug}:replay:moved", False):
        st.rerun()
    with st.expander(HEADING, key=f"{slug}:replay:box", on_change="rerun") as box:
        if not box.open:
            return
        with wording.part(HEADING):
            key = f"{slug}:replay:file:{st.session_state.get(f'{slug}:replay:turn', 0)}"
            label = "A file that “Scenario (JSON)” or “Everything (JSON)” made"
            visitor.file_box(label, f"{slug}: scenario", _given, (it, key), key=key, type=["json"])
            if fault := st.session_state.get(f"{slug}:replay:fault"):
                st.error(wording.plain(fault))
            _then(slug, levers, result)


def _then(slug: str, levers: Levers, result: Result) -> None:
    """What the scenario said when it was kept, as long as the levers stand where it set them."""
    held = st.session_state.get(f"{slug}:replay:then")
    if held is None or held[0] != levers or not held[1]:
        return
    same = held[1] == str(result.answer)
    st.markdown(
        wording.plain(
            "It gives the same answer as when you saved it." if same else f"When you saved it, it said: {held[1]}"
        )
    )


def _given(it: Opened, key: str) -> None:
    slug, sent = it.theme.slug, received.files(key)
    st.session_state.pop(f"{slug}:replay:fault", None)
    if not sent:
        return
    ((_, raw),) = sent
    with received.refusing(partial(_refused, slug)):
        levers, notices, answer = scenarios.kept(raw, slug, it.theme.levers)
        panel.move(it.theme, levers.as_dict())
        st.session_state[panel.NOTICES] = notices
        st.session_state[f"{slug}:replay:then"] = (levers, answer)
        st.session_state[f"{slug}:replay:moved"] = True
    st.session_state[f"{slug}:replay:turn"] = st.session_state.get(f"{slug}:replay:turn", 0) + 1


def _refused(slug: str, fault: DataError) -> None:
    st.session_state[f"{slug}:replay:fault"] = f"{fault} The levers stay as they are."
