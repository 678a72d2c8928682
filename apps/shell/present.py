"""Present: the story in big type, a map or the theme's own pictures, nothing that an audience has to work out."""

from __future__ import annotations

from typing import Any

import streamlit as st

from apps.shell import parts, state, where, wording
from apps.shell.state import Opened
from lbdp_core.levers import Levers
from lbdp_core.page import SizedPictureOf, WardsOf
from lbdp_core.result import Result

ROWS = 6  # of the list, beside a map
MAP = 330  # px: so that all of it is on a projector's screen with the answer


def draw(it: Opened, levers: Levers, result: Result) -> None:
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.title(wording.plain(result.answer.lead), anchor=False)
        if result.answer.change:
            st.header(wording.plain(result.answer.change), anchor=False)
        with wording.part("The headlines"):
            parts.headlines([result.headlines[n] for n in it.page.big if n < len(result.headlines)], columns=2)
        parts.offer(it, result)
    focus = str(levers.as_dict().get("borough", ""))
    stage = it.page.stage or (it.page.over_time if len(result.over_time) else None)
    if it.page.wards:
        _wards(it, it.page.wards, focus, result, right)
    elif stage:
        _pictures(it, stage, result, right)
    else:
        _map(it, focus, result, right)
    parts.caveats(result, most=4)


def _pictures(it: Opened, stage: SizedPictureOf[Any], result: Result, beside: Any) -> None:
    """A theme's own story: one picture beside the answer, the others below, two to a row (`Page.wide`: or one)."""
    model = state.model(it)
    with wording.part("The picture"), beside:
        parts.picture(stage(model, result, where.BIG), "stage")
    with wording.part("The story"), st.grid(2, min_column_width=440, gap="medium") as grid:
        for n, shown in enumerate(it.page.acts(model, result, where.BIG)):
            with grid.cell(column_span="all" if n in it.page.wide else 1):
                parts.picture(shown, f"act{n}")


def _map(it: Opened, focus: str, result: Result, beside: Any) -> None:
    """A theme without pictures of its own: its map beside the answer, and where to start below."""
    model = state.model(it)
    with wording.part("The map and the list"):
        with beside:
            where.areas(it, result, it.page.measures(model, result), it.page.chosen(model, result), focus)
        if len(result.shortlist):
            parts.sheet(it.page.first_rows(result, ROWS), it.page.list_words or "Where to start", it.release)


def _wards(it: Opened, make: WardsOf[Any], focus: str, result: Result, beside: Any) -> None:
    ground = state.ground()
    with wording.part("The map and the list"):
        wards = make(it.model, result, ground.ward_of, ground.ward, ground.ward_borough)
        with beside:
            where.wards(wards.measure, wards.chosen, focus, height=MAP)
        st.header("Where to start", anchor=False)
        if len(wards.first):
            parts.sheet(wards.first, "The wards that come first", it.release)
        else:
            st.markdown(wording.plain(wards.nothing))
    with wording.part("The figures over time"):
        parts.over_time(it, result, where.BIG)
