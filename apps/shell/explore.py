"""Explore: levers at the side, headlines, map and shortlist; what a manager takes away."""

from __future__ import annotations

from types import ModuleType

import pandas as pd
import streamlit as st

from apps.shell import downloads, own, papers, parts, plug, replay, say, scenes, state, where
from apps.shell.state import Opened
from lbdp_core import maps
from lbdp_core.levers import Levers
from lbdp_core.result import Result

SMALL = 8  # a table of up to this many rows is shown in full, with its words wrapped
MAP = "Map"
SHOWN = 8  # rows of the shortlist that are always there: each change of a lever sends them again


def draw(it: Opened, views: ModuleType, levers: Levers, result: Result) -> None:
    st.header(say.plain(result.answer), anchor=False)
    parts.offer(it, views, result)
    with st.grid(2, min_column_width=340, gap="medium") as grid:
        with grid.cell(), say.part("The headlines"):
            parts.headlines(result.headlines, columns=2)
        with grid.cell():
            _where(it, views, result, levers)
    scenes.below(it, views, result, folded=False)
    with say.part("The shortlist"):
        _first(it, views, result, str(levers.as_dict().get("borough", "")))
    with say.part("The figures over time"):
        parts.over_time(it, views, result)
    with say.part("The further tables"):
        _extras(it, views, result)
    scenes.below(it, views, result, folded=True)
    with say.part("The downloads"):
        downloads.buttons(it, views, levers, result)
    papers.draw(it, views, result)
    replay.draw(it, levers, result)
    own.draw(it, levers)
    plug.draw(it, views)
    parts.caveats(result)


@st.fragment
def _where(it: Opened, views: ModuleType, result: Result, levers: Levers) -> None:
    """The map, or one of the theme's own pictures in its place: only what is chosen is made."""
    focus, slug = str(levers.as_dict().get("borough", "")), it.theme.slug
    with say.part("The map"):  # inside: a fragment reports its own failures
        beside = getattr(views, "BESIDE", {})
        shown = MAP
        if beside:
            shown = st.segmented_control(
                "Beside the figures",
                [*beside, MAP],
                default=next(iter(beside)),
                required=True,
                key=f"{slug}.beside",
                bind="query-params",
                label_visibility="collapsed",
            )
        if shown in beside:
            parts.picture(beside[shown](state.model(it), result), f"beside:{shown}")
        else:
            model = state.model(it)
            where.areas(it, result, views.measures(model, result), views.chosen(model, result), focus)


def _first(it: Opened, views: ModuleType, result: Result, focus: str) -> None:
    st.subheader("What first", anchor=False)
    frame = result.shortlist
    if frame.empty:
        st.markdown("There is nothing to put first at these levers.")
        return
    said = getattr(views, "LISTED", "Areas to start with, best first")
    parts.sheet(views.first(result, SHOWN), said, it.release)
    if hasattr(views, "LISTED"):
        st.caption(say.plain(said))
    with st.expander(f"All {len(frame)} of the list", key=f"{it.theme.slug}:shortlist", on_change="rerun") as box:
        if box.open:
            _whole(it, views, frame, one_borough=focus in state.ground().boroughs)


def _whole(it: Opened, views: ModuleType, frame: pd.DataFrame, one_borough: bool) -> None:
    columns = {
        words: st.column_config.Column(width=wide)
        if not form
        else st.column_config.NumberColumn(format=form, width=wide)
        for words, (wide, form) in views.WIDTHS.items()
    }
    listed = shortlist(frame.drop(columns="borough") if one_borough else frame, views)
    parts.table(
        listed,
        getattr(views, "LISTED", "The whole list, best first"),
        it.release,
        height=360,
        column_config=columns,
    )


def shortlist(frame: pd.DataFrame, views: ModuleType) -> pd.DataFrame:
    """The theme's columns in its words, rounded as people read them."""
    names = {c: w for c, w in views.SHORTLIST.items() if c in frame}
    return frame[list(names)].round(views.DECIMALS).rename(columns=names)


def _extras(it: Opened, views: ModuleType, result: Result) -> None:
    """The theme's further tables, one click away each: only an open one is sent."""
    told = views.in_words(result.levers)
    for name, (heading, shown) in views.EXTRAS.items():
        if name in told:
            st.markdown(say.plain(told[name]))
            continue
        with st.expander(heading, key=f"{it.theme.slug}:{name}", on_change="rerun") as box:
            if box.open:
                frame = result.extras[name][list(shown)].round(views.DECIMALS).rename(columns=views.COLUMNS)
                if len(frame) > SMALL:
                    parts.table(frame, heading, it.release)
                else:
                    parts.sheet(frame, heading, it.release)


def rehearse(it: Opened, views: ModuleType, result: Result) -> None:
    """Work that the first visitor should not wait for."""
    ground = state.ground()
    if hasattr(views, "wards"):
        views.wards(it.model, result, ground.ward_of, ground.ward, ground.ward_borough)
    for make in getattr(views, "BESIDE", {}).values():
        make(it.model, result)
    measure, *_ = views.measures(it.model, result)
    look = maps.view(ground.places.box(""), where.WIDTH, where.HEIGHT)
    maps.deck(measure, "light", shapes="", chosen=views.chosen(it.model, result), look=look, hover="").to_json()
