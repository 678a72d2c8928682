"""Present: the story in big type, wards, nothing that an audience has to work out."""

from __future__ import annotations

from types import ModuleType

import pandas as pd
import streamlit as st

from apps.shell import parts, say, state, where
from apps.shell.state import Opened
from lbdp_core.levers import Levers
from lbdp_core.result import Result


def draw(it: Opened, views: ModuleType, levers: Levers, result: Result) -> None:
    st.header(say.plain(result.answer), anchor=False)
    ground, focus = state.ground(), str(levers.as_dict().get("borough", ""))
    left, right = st.columns([4, 7], gap="medium")
    with left, say.part("The headlines"):
        parts.headlines([result.headlines[n] for n in views.BIG], columns=1)
    with say.part("The map and the list"):
        wards = views.wards(it.model, result, ground.ward_of, ground.ward, ground.ward_borough)
        with right:
            where.wards(wards.measure, wards.chosen, focus, height=430)
        _first(it, wards.first)
    with say.part("The figures over time"):
        parts.over_time(it, views, result)
    parts.caveats(result, most=4)


def _first(it: Opened, first: pd.DataFrame) -> None:
    st.header("What first", anchor=False)
    if len(first):
        parts.sheet(first, "The wards that come first", it.release)
    else:
        st.markdown("No ward stands out: at these levers no steered visit falls here.")
