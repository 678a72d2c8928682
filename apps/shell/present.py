"""Present: the story in big type, a map or the theme's own pictures, nothing that an audience has to work out."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import parts, say, state, where
from apps.shell.state import Opened
from lbdp_core.levers import Levers
from lbdp_core.result import Result

MAP = 330  # px: so that all of it is on a projector's screen with the answer


def draw(it: Opened, views: ModuleType, levers: Levers, result: Result) -> None:
    left, right = st.columns([7, 5], gap="medium")
    with left:
        said = views.aloud(it.model, result) if hasattr(views, "aloud") else result.answer
        st.title(say.plain(said), anchor=False)
        parts.offer(it, views, result)
        with say.part("The headlines"):
            parts.headlines([result.headlines[n] for n in views.BIG], columns=2)
    if hasattr(views, "stage"):
        _pictures(it, views, result, right)
    else:
        _wards(it, views, str(levers.as_dict().get("borough", "")), result, right)
    parts.caveats(result, most=4)


def _pictures(it: Opened, views: ModuleType, result: Result, beside: Any) -> None:
    """A theme's own story: one picture beside the answer, the others below, two to a row (or over it all: `WIDE`)."""
    model = state.model(it)
    with say.part("The picture"), beside:
        parts.picture(views.stage(model, result, where.BIG), "stage")
    with say.part("The story"), st.grid(2, min_column_width=440, gap="medium") as grid:
        for n, shown in enumerate(views.acts(model, result, where.BIG)):
            with grid.cell(column_span="all" if n in getattr(views, "WIDE", ()) else 1):
                parts.picture(shown, f"act{n}")


def _wards(it: Opened, views: ModuleType, focus: str, result: Result, beside: Any) -> None:
    ground = state.ground()
    with say.part("The map and the list"):
        wards = views.wards(it.model, result, ground.ward_of, ground.ward, ground.ward_borough)
        with beside:
            where.wards(wards.measure, wards.chosen, focus, height=MAP)
        _first(it, wards.first)
    with say.part("The figures over time"):
        parts.over_time(it, views, result, where.BIG)


def _first(it: Opened, first: pd.DataFrame) -> None:
    st.header("What first", anchor=False)
    if len(first):
        parts.sheet(first, "The wards that come first", it.release)
    else:
        st.markdown("No ward stands out: at these levers no steered visit falls here.")
