"""Present: the answer first, two figures and one picture, in words that the back row reads; a tour tells the rest."""

from __future__ import annotations

import streamlit as st

from apps.shell import parts, stage, state, tour, where, wording
from apps.shell.state import Opened
from lbdp_core.levers import Levers
from lbdp_core.result import Result
from lbdp_core.tour import steps

TALL = 300  # px of the picture, so that all of it is on a projector's screen with the answer


def draw(it: Opened, levers: Levers, result: Result) -> None:
    with st.container(key="lbdp-present", gap="small"):
        left, right = st.columns([6, 6], gap="medium")
        with left:
            st.header(wording.plain(result.answer.lead), anchor=False)
            if result.answer.change:
                st.markdown(wording.plain(result.answer.change))
            with wording.part("The headlines"):
                parts.headlines(stage.two(result, it.page.big), columns=2)
            if steps(it.theme.slug):
                st.button("Start the tour", key="lbdp-present-tour", icon=":material/slideshow:", on_click=tour.start)
            parts.offer(it, result)
        with right, wording.part("The picture"):
            _picture(it, result, str(levers.as_dict().get("borough", "")))
        parts.caveats(result, most=4)


def _picture(it: Opened, result: Result, focus: str) -> None:
    """The theme's own picture, or its map."""
    if it.page.stage:
        stage.picture(it.page.stage(state.model(it), result, stage.SIZE), TALL, "stage")
    else:
        where.stage(it, result, focus, where.NARROW, TALL)
