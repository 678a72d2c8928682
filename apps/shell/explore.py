"""Explore: levers at the side, headlines, map and shortlist; what a manager takes away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from apps.shell import (
    area,
    downloads,
    explain,
    my_borough,
    own,
    panel,
    papers,
    parts,
    player,
    replay,
    scenes,
    state,
    where,
    wording,
)
from apps.shell.state import Opened
from lbdp_core import boroughs, change_map, compare, maps, protect
from lbdp_core.levers import Levers
from lbdp_core.places import LONDON
from lbdp_core.result import Result

SMALL = 8  # a table of up to this many rows is shown in full, with its words wrapped
MAP = "Map"
SHOWN = 8  # rows of the shortlist that are always there: each change of a lever sends them again


def draw(it: Opened, levers: Levers, result: Result) -> None:
    parts.answer(result.answer)
    if moved := compare.apart(levers.unchanged(), levers):
        said = "; ".join(f"{x.label}: {x.b_words} (today {x.a_words})" for x in moved)
        st.caption(wording.plain(f"What you changed. {said}."))
    parts.offer(it, result)
    player.offer(it)
    if player.running(it):
        player.stage(it, result)
    with st.grid(2, min_column_width=340, gap="medium") as grid:
        with grid.cell(), wording.part("The headlines"):
            parts.headlines(result.headlines, columns=2)
        with grid.cell():
            _where(it, result, levers)
    focus = str(it.page.only or levers.as_dict().get("borough", ""))
    if focus in boroughs.NAMES and my_borough.has_lever(it.theme) and not it.page.only:
        with wording.part("The boroughs like it"):
            _alike(it, focus)
    scenes.below(it, result, folded=False)
    with wording.part("The shortlist"):
        _first(it, result, focus)
        area.from_list(it, result.shortlist)
    with wording.part("The figures over time"):
        parts.over_time(it, result)
    with wording.part("The further tables"):
        _extras(it, result)
    scenes.below(it, result, folded=True)
    with wording.part("The downloads"):
        downloads.buttons(it, levers, result)
    papers.draw(it, result)
    replay.draw(it, levers, result)
    own.draw(it, levers)
    parts.caveats(result)


@st.fragment
def _where(it: Opened, result: Result, levers: Levers) -> None:
    """The map, or one of the theme's own pictures in its place: only what is chosen is made."""
    focus, slug = str(it.page.only or levers.as_dict().get("borough", "")), it.theme.slug
    with wording.part("The map"):  # inside: a fragment reports its own failures
        beside = it.page.beside
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
            measures = it.page.measures(model, result)
            more = _further(it, levers, result, measures[0])
            with st.container(key="lbdp-map-areas"):  # what a full screen shows
                chosen, explained = it.page.chosen(model, result), _explainer(it, measures[0].level)
                where.areas(it, result, measures, chosen, focus, more, explained)


def _explainer(it: Opened, level: maps.Level) -> Callable[[int], None] | None:
    """Turns Explain to an area of the map: to itself, or to its borough; None where the theme explains no place."""
    ground, slug = state.ground(), it.theme.slug
    if level == "lsoa" and area.offered(it):
        return lambda i: st.session_state.update(area.link(slug, str(ground.places.code[i])))
    if "Why here" not in explain.offered(it) or not my_borough.has_lever(it.theme):
        return None
    boroughs = ground.borough if level == "borough" else ground.places.borough

    def go(i: int) -> None:
        panel.look_at(it.theme, str(boroughs[i]))
        st.session_state.update({"view": "Explain", f"{slug}.part": "Why here"})

    return go


def _alike(it: Opened, focus: str) -> None:
    """The boroughs most like the one looked at, each one click away."""
    way = my_borough.likeness()
    choose = " Choose one to look at it:" if way.near[focus] else ""
    st.caption(wording.plain(f"{my_borough.alike(focus, way)}.{choose}"))
    with st.container(horizontal=True, gap="small"):
        for name in way.near[focus]:
            key = f"{it.theme.slug}:alike:{name}"
            st.button(name, key=key, type="tertiary", on_click=panel.look_at, args=(it.theme, name))


def _further(it: Opened, levers: Levers, result: Result, first: maps.Measure) -> dict[str, where.Later]:
    """Measures that are made when they are chosen: a rate against London's, and what the levers change."""
    found: dict[str, where.Later] = {}
    if change_map.is_rate(first):
        found[change_map.london_label(first)] = lambda: _against_london(it, levers, first)
    if result.additive.change:
        places, codes = result.places.set_index("code"), state.ground().places.code
        main = result.additive
        found[change_map.label(main)] = lambda: change_map.measure(places["today"], places["scenario"], codes, main)
    return found


def _against_london(it: Opened, levers: Levers, first: maps.Measure) -> maps.Measure:
    everywhere, spots = first, state.ground().places
    if not np.isfinite(first.values).all() and my_borough.has_lever(it.theme):
        london = state.asked(it.theme.slug, replace(levers, **{my_borough.LEVER: LONDON}))
        everywhere = it.page.measures(state.model(it), london)[0]
    homes = spots.borough_households if everywhere.level == "borough" else spots.households
    return change_map.against_london(first, everywhere, homes)


def _first(it: Opened, result: Result, focus: str) -> None:
    """What to do in one sentence, then the rows that are left to act on."""
    st.subheader("Where to start", anchor=False)
    start = it.page.where_to_start(state.model(it), result)
    st.markdown(f"**{wording.plain(start.sentence)}**")
    if start.rows.empty:
        return
    said = it.page.list_words or "Areas to start with, best first"
    counts = protect.release(start.rows, it.release)  # before figures become words
    parts.sheet(it.page.first_rows(replace(result, shortlist=counts), SHOWN), said, it.release)
    if told := [text for text in (it.page.list_words, start.stops) if text]:
        st.caption(wording.plain(". ".join(text.rstrip(".") for text in told) + "."))
    if len(start.rows) <= SHOWN:
        return
    name = f"All {len(start.rows)} of the list"
    with st.expander(name, key=f"{it.theme.slug}:shortlist", on_change="rerun") as box:
        if box.open:
            _whole(it, start.rows, one_borough=focus in state.ground().boroughs)


def _whole(it: Opened, frame: pd.DataFrame, one_borough: bool) -> None:
    shown = frame.drop(columns="borough") if one_borough and "borough" in frame else frame
    columns = {
        one.words: st.column_config.NumberColumn(format=one.form, width=one.width)
        if one.form
        else st.column_config.Column(width=one.width)
        for one in it.page.columns(shown)
    }
    parts.table(
        it.page.whole_list(shown),
        it.page.list_words or "The whole list, best first",
        it.release,
        height=360,
        column_config=columns,
    )


def _extras(it: Opened, result: Result) -> None:
    """The theme's further tables, one click away each: only an open one is sent."""
    told = it.page.in_words(result.levers)
    for name, extra in it.page.extras.items():
        if name in told:
            st.markdown(wording.plain(told[name]))
            continue
        with st.expander(extra.heading, key=f"{it.theme.slug}:{name}", on_change="rerun") as box:
            if box.open:
                frame = result.extras[name][list(extra.columns)].round(dict(extra.decimals))
                frame = frame.rename(columns=dict(extra.columns))
                if len(frame) > SMALL:
                    parts.table(frame, extra.heading, it.release)
                else:
                    parts.sheet(frame, extra.heading, it.release)


def rehearse(it: Opened, result: Result) -> None:
    """Work that the first visitor should not wait for."""
    ground = state.ground()
    if it.page.wards:
        it.page.wards(it.model, result, ground.ward_of, ground.ward, ground.ward_borough)
    for make in it.page.beside.values():
        make(it.model, result)
    measure, *_ = it.page.measures(it.model, result)
    look = maps.view(ground.places.box(""), where.WIDTH, where.HEIGHT)
    maps.deck(measure, "light", shapes="", chosen=it.page.chosen(it.model, result), look=look, hover="").to_json()
