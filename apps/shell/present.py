"""Present: the answer first, two figures and one picture, in words that the back row reads; a tour tells the rest."""

from __future__ import annotations

import streamlit as st

from apps.shell import parts, player, stage, state, where, wording
from apps.shell.state import Opened
from lbdp_core.levers import Levers
from lbdp_core.result import Result

MAP, TALL = 300, 320  # px of a map or a picture, so that all of it is on a projector's screen with the answer
WHOLE = 460  # px of a picture over the whole width, below the levers


HOME = "lbdp:home"  # where the session keeps the way home: Present has no navigation bar


def draw(it: Opened, levers: Levers, result: Result) -> None:
    with st.container(key="lbdp-present", gap="small"):
        if player.running(it):
            player.stage(it, result)
            return
        if it.page.told:
            _answer(result)
            left, right = st.columns([8, 4], gap="medium")
            with left, wording.part("What to know"):
                _told(it, result)
            with right, wording.part("The headlines"):
                stage.figures(stage.two(result, it.page.big), likely="likely")
            return
        left, right = st.columns([6, 6], gap="medium")
        with left:
            _answer(result)
            with wording.part("The headlines"):
                stage.figures(stage.two(result, it.page.big), likely="likely")
            player.offer(it)
        with right, wording.part("The picture"):
            _picture(it, result, str(it.page.only or levers.as_dict().get("borough", "")))


def _answer(result: Result) -> None:
    st.header(wording.plain(result.answer.lead), anchor=False)
    if result.answer.change:
        st.markdown(wording.plain(result.answer.change))


def below(it: Opened, result: Result) -> None:
    """Below the levers: what a person may want next, and what all this does not tell."""
    parts.offer(it, result)
    if it.page.told and it.page.stage:
        with wording.part("The picture"):
            stage.picture(it.page.stage(state.model(it), result, stage.SIZE), WHOLE, "stage")
    st.page_link(st.session_state[HOME], label="Home", icon=":material/home:")
    parts.caveats(result, most=4)


def _told(it: Opened, result: Result) -> None:
    """What the theme tells a meeting, a sentence each."""
    assert it.page.told is not None
    heading, sentences = it.page.told(state.model(it), result)
    st.markdown(f"**{wording.plain(heading)}**")
    st.markdown("\n".join(f"- {wording.plain(sentence)}" for sentence in sentences))


def _picture(it: Opened, result: Result, focus: str) -> None:
    """The theme's own picture, or its map."""
    if it.page.stage:
        stage.picture(it.page.stage(state.model(it), result, stage.SIZE), TALL, "stage")
    else:
        where.stage(it, result, focus, where.NARROW, MAP)
