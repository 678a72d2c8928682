"""Where: the map, its key, its table, and the choice of what it shows and how near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from apps.shell import hover, parts, state, wording
from apps.shell.stage import SIZE
from apps.shell.state import Opened
from lbdp_core import charts, map_figures, map_view, maps
from lbdp_core.result import Result

Later = Callable[[], maps.Measure | None]
ALL = "All of London"
TOP = 200  # rows of the table when no borough is chosen
WHOLE = 900  # px: what a map over the whole page is sure to have
WIDTH, HEIGHT = 390, 360  # px: what the map of LSOAs is sure to have at 1280 and at 1024 wide
NARROW = 480  # px: the same for the map of a meeting
EXPLAIN = "\nClick to see why."
CALLED: dict[maps.Level, str] = {"lsoa": "LSOA", "ward": "ward", "borough": "borough"}


def stage(it: Opened, result: Result, focus: str, width: int, height: int) -> None:
    """The map of a meeting under its title and key: nothing to set; the borough in focus if there is one."""
    model = state.model(it)
    measure, chosen = _for_a_meeting(it, model, result)

    def beside() -> map_figures.Beside:
        return hover.since_today(it, model, result, measure, lambda one: (_for_a_meeting(it, model, one)[0],))

    spots, one = state.ground().places, focus in state.ground().boroughs and measure.level != "borough"
    view = map_view.of(measure.level, state.ground(), focus if one else "")
    drawn = view.measure(measure)
    deck = maps.deck(
        drawn,
        state.mode(),
        shapes=drawn.shapes,
        chosen=view.chosen(chosen),
        look=maps.view(spots.box(focus if one else ""), width, height),
        hover=hover.tooltip(it, drawn, lambda: view.beside(beside()), str(result.levers)),
        near=one or measure.level == "borough",
    )
    with st.container(key="lbdp-map-stage", gap="xsmall"):
        st.markdown(f"**{wording.plain(measure.label)}**")
        st.pydeck_chart(deck, height=height, key="map:stage", alt=_alt(drawn))
        _key(measure, SIZE)


def _for_a_meeting(it: Opened, model: Any, result: Result) -> tuple[maps.Measure, np.ndarray]:
    """What a meeting's map shows: wards where the theme has small areas, else what its map opens on."""
    ground = state.ground()
    if it.page.wards:
        wards = it.page.wards(model, result, ground.ward_of, ground.ward, ground.ward_borough)
        return wards.measure, wards.chosen
    return it.page.measures(model, result)[0], it.page.chosen(model, result)


def areas(
    it: Opened,
    result: Result,
    measures: tuple[maps.Measure, ...],
    chosen: np.ndarray,
    focus: str,
    more: Mapping[str, Later] = MappingProxyType({}),
    explain: Callable[[int], None] | None = None,
) -> None:
    """The map of an analyst: small areas or boroughs, what it shows, how near, and the same as a table.

    more: measures by label that are made when they are chosen. explain: turns to why an area is where it is.
    """
    slug, ground, model = it.theme.slug, state.ground(), state.model(it)
    whole = measures[0].level == "borough"  # London is the only way to look at boroughs
    one_borough = not whole and focus in ground.boroughs  # then there is nothing else to see
    show, *near = [st.container()] if one_borough or whole else st.columns([9, 5], gap="small")
    with show:
        by_label = {m.label: m for m in measures}
        label = st.selectbox("The map shows", [*by_label, *more], key=f"{slug}.colour", bind="query-params")
    seen = ALL if whole else focus
    if near:
        with near[0]:
            seen = st.selectbox("Zoom to", [ALL, *ground.boroughs], key=f"{slug}.zoom", bind="query-params")
    measure = by_label[label] if label in by_label else more[label]() or measures[0]
    view = map_view.of(measure.level, ground, "" if seen == ALL else seen)
    drawn = view.measure(measure)
    if view.within is not None:
        explain = None  # a click means one area

    def beside() -> map_figures.Beside:
        return view.beside(hover.since_today(it, model, result, measure, lambda one: it.page.measures(model, one)))

    deck = maps.deck(
        drawn,
        state.mode(),
        shapes=drawn.shapes,
        chosen=view.chosen(chosen),
        look=maps.view(ground.places.box("" if seen == ALL else seen), WIDTH, HEIGHT),
        hover=hover.tooltip(it, drawn, beside, str(result.levers)) + (EXPLAIN if explain else ""),
        near=whole or seen != ALL,
    )
    key = f"map:{drawn.level}"

    def go() -> None:
        if explain and (picked := st.session_state[key].selection.objects.get("areas")):
            i = int(picked[0]["properties"]["i"])
            explain(i if view.index is None else int(view.index[i]))

    clicked: dict[str, Any] = {"on_select": go} if explain else {}
    chart = st.pydeck_chart(deck, height=HEIGHT, key=key, alt=_alt(drawn), **clicked)
    if explain and chart.selection.objects:
        st.rerun()  # the whole page, which `go` has turned to another view
    _key(drawn)
    with parts.twin("map", _note(drawn)) as box:
        if box.open:
            frame = _twin(hover.frame(it, drawn, beside()), drawn, seen)
            parts.table(frame, f"{drawn.label} by {CALLED[drawn.level]}, {seen}", it.release)
            if seen == ALL and not whole:
                st.caption(f"The {TOP} highest. Zoom to a borough for all of its areas; the downloads hold them all.")


def plain(
    it: Opened,
    measure: maps.Measure,
    height: int,
    focus: str = "",
    beside: map_figures.Beside = MappingProxyType({}),
) -> None:
    """One measure of areas over all of London, or of a borough, with its key and its table; nothing to set."""
    near = focus in state.ground().boroughs and measure.level != "borough"
    view = map_view.of(measure.level, state.ground(), focus if near else "")
    measure, beside = view.measure(measure), view.beside(beside)
    deck = maps.deck(
        measure,
        state.mode(),
        shapes=measure.shapes,
        chosen=np.zeros(len(measure.values), dtype=bool),
        look=maps.view(state.ground().places.box(focus if near else ""), WHOLE, height),
        hover=hover.tooltip(it, measure, lambda: beside, str(list(beside))),
        near=near,
    )
    st.pydeck_chart(deck, height=height, key=f"map:{measure.key}", alt=_alt(measure))
    _key(measure)
    with parts.twin(f"map:{measure.key}", _note(measure)) as box:
        if box.open:
            top = f", the {TOP} highest" if measure.level == "lsoa" else ""
            frame = _twin(hover.frame(it, measure, beside), measure, ALL)
            parts.table(frame, f"{measure.label} by {CALLED[measure.level]}{top}", it.release)


def _note(measure: maps.Measure) -> str:
    return f"{measure.unit[:1].upper()}{measure.unit[1:]}. {measure.note}"


def _key(measure: maps.Measure, size: int = 12) -> None:
    mode = state.mode()
    words, colours = measure.words(), measure.colours(mode)
    if size > 12:  # a large word has less room
        words = tuple(f"{w.split('–')[0]}+" if "–" in w else w.replace("under ", "<") for w in words)
    alt = f"Key of the map, {measure.unit}: {', '.join(words)}"
    st.vega_lite_chart(charts.inked(charts.legend(colours, words, size), mode), alt=alt, key=f"key:{measure.key}")


def _alt(measure: maps.Measure) -> str:
    best, names = int(np.nanargmax(measure.values)), _names(measure)
    level = CALLED[measure.level]
    high = wording.number(float(measure.values[best]), measure.decimals)
    return f"Map of London by {level}: {measure.label.lower()}. Highest in {names[best]}: {high} {measure.unit}"


def _names(measure: maps.Measure) -> np.ndarray:
    """What the areas of the map are called, in their order."""
    ground = state.ground()
    names = {"lsoa": ground.places.labels, "ward": ground.ward, "borough": ground.borough}[measure.level]
    return names[ground.places.borough_code == measure.part] if measure.part else names


def _twin(frame: pd.DataFrame, measure: maps.Measure, borough: str) -> pd.DataFrame:
    """The areas of a map as a table, highest first: those of a borough, or the highest of London."""
    if borough != ALL:
        frame = frame[frame["Borough"] == borough]
    highest = frame.sort_values(measure.label, ascending=False, kind="stable")
    return highest.head(TOP if borough == ALL else len(highest))
