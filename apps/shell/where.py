"""Where: the map, its key, its table, and the choice of what it shows and how near."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from apps.shell import parts, say, state
from apps.shell.state import Opened
from lbdp_core import charts, maps
from lbdp_core.result import Result

ALL = "All of London"
TOP = 200  # rows of the table when no borough is chosen
WIDTH, HEIGHT = 390, 360  # px: what the map of LSOAs is sure to have at 1280 and at 1024 wide
WIDE = 620


def wards(measure: maps.Measure, chosen: np.ndarray, focus: str, height: int) -> None:
    """The map of a meeting: wards, nothing to set; it shows the borough in focus if there is one."""
    spots = state.ground().places
    deck = maps.deck(
        measure,
        state.mode(),
        shapes="app/static/wards.json",
        chosen=chosen,
        look=maps.view(spots.box(focus if focus in spots.boroughs else ""), WIDE, height),
        hover="{name}, {borough}",
        near=focus in spots.boroughs,
    )
    st.pydeck_chart(deck, height=height, key="map:wards", alt=_alt(measure, "ward"))
    _key(measure)
    st.caption(_note(measure))


def lsoas(it: Opened, result: Result, measures: tuple[maps.Measure, ...], chosen: np.ndarray, focus: str) -> None:
    """The map of an analyst: 4,994 LSOAs, what it shows, which borough, and the same as a table."""
    slug, ground = it.theme.slug, state.ground()
    show, near = st.columns([3, 2], gap="small")
    with show:
        by_label = {m.label: m for m in measures}
        label = st.selectbox("The map shows", list(by_label), key=f"{slug}.colour", bind="query-params")
    with near:
        borough = st.selectbox("Zoom to", [ALL, *ground.boroughs], key=f"{slug}.zoom", bind="query-params")
    seen = focus if borough == ALL and focus in ground.boroughs else borough
    measure = by_label[label]
    deck = maps.deck(
        measure,
        state.mode(),
        shapes="app/static/lsoa.json",
        chosen=chosen,
        look=maps.view(ground.places.box("" if seen == ALL else seen), WIDTH, HEIGHT),
        hover="{name}\n{ward}, {borough}",
        near=seen != ALL,
    )
    st.pydeck_chart(deck, height=HEIGHT, key="map:lsoa", alt=_alt(measure, "LSOA"))
    _key(measure)
    with parts.twin("map", _note(measure)) as box:
        if box.open:
            parts.table(_twin(measure, seen), f"{measure.label} by LSOA, {seen}", it.release)
            if seen == ALL:
                st.caption(f"The {TOP} highest. Zoom to a borough for all of its areas; the downloads hold them all.")


def _note(measure: maps.Measure) -> str:
    return f"{measure.unit[:1].upper()}{measure.unit[1:]}. {measure.note}"


def _key(measure: maps.Measure) -> None:
    mode = state.mode()
    words, colours = measure.words(), measure.colours(mode)
    alt = f"Key of the map, {measure.unit}: {', '.join(words)}"
    st.vega_lite_chart(charts.inked(charts.legend(colours, words), mode), alt=alt, key=f"key:{measure.key}")


def _alt(measure: maps.Measure, level: str) -> str:
    best = int(np.nanargmax(measure.values))
    names = state.ground().ward if level == "ward" else state.ground().places.name
    high = say.number(float(measure.values[best]), measure.decimals)
    return f"Map of London by {level}: {measure.label.lower()}. Highest in {names[best]}: {high} {measure.unit}"


def _twin(measure: maps.Measure, borough: str) -> pd.DataFrame:
    """The map as a table, highest first: the areas of a borough, or the highest of London."""
    spots = state.ground().places
    frame = pd.DataFrame(
        {
            "LSOA": spots.name,
            measure.label: measure.values.round(measure.decimals),
            "Ward": spots.ward,
            "Borough": spots.borough,
        }
    )
    if borough != ALL:
        frame = frame[frame["Borough"] == borough]
    highest = frame.sort_values(measure.label, ascending=False, kind="stable")
    return highest.head(TOP if borough == ALL else len(highest))
