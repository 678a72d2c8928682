"""Present: the story in big type, wards, nothing that an audience has to work out."""

from __future__ import annotations

from types import ModuleType

import pandas as pd
import streamlit as st

from apps.shell import parts, say, state, where
from apps.shell.state import Opened
from lbdp_core.levers import Levers
from lbdp_core.result import Result

MAP = 330  # px: so that all of it is on a projector's screen with the answer


def draw(it: Opened, views: ModuleType, levers: Levers, result: Result) -> None:
    ground, focus = state.ground(), str(levers.as_dict().get("borough", ""))
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.title(say.plain(result.answer), anchor=False)
        parts.offer(it, views, result)
        with say.part("The headlines"):
            parts.headlines([result.headlines[n] for n in views.BIG], columns=2)
    with say.part("The map and the list"):
        wards = views.wards(it.model, result, ground.ward_of, ground.ward, ground.ward_borough)
        with right:
            where.wards(wards.measure, wards.chosen, focus, height=MAP)
        _first(it, wards.first)
    with say.part("The figures over time"):
        parts.over_time(it, views, result, where.BIG)
    parts.caveats(result, most=4)


def _first(it: Opened, first: pd.DataFrame) -> None:
    st.header("What first", anchor=False)
    if len(first):
        parts.sheet(first, "The wards that come first", it.release)
    else:
        st.markdown("No ward stands out: at these levers no steered visit falls here.")
