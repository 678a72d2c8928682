"""A borough on one page: its answer from every theme beside boroughs like it, each one click from its scenario.

Themes that are open already answer at once; the others are opened one after the other while the page is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from apps.shell import find, my_borough, panel, state, wording
from lbdp_core import boroughs
from lbdp_core.formatting import joined
from lbdp_core.places import LONDON
from lbdp_core.sources import DataError
from lbdp_core.theme import Theme

PATH, BOX = "borough", "borough"


def draw(pages: Mapping[str, Any]) -> None:
    """The page; pages: slug, or `PATH` -> its `st.Page`."""
    state.drawing()
    st.session_state[panel.HERE] = ""
    st.title("A borough on one page", anchor=False)
    try:
        listed, names = state.themes(), [name for name in state.ground().boroughs if name in boroughs.NAMES]
    except DataError as fault:
        st.error(wording.plain(fault))
        return
    _arrive(names)
    left, right = st.columns(2, gap="medium")
    with left:
        name = st.selectbox("Borough", names, None, key=BOX, bind="query-params", placeholder="Choose a borough")
    with right, wording.part("The search"):
        find.draw(pages)
    if name is None:
        st.markdown("Choose a borough to see its line from every question.")
        return
    my_borough.remember(name)
    way = my_borough.likeness()
    near = way.near[name]
    named = f": {joined(near)}" if near else ""
    st.markdown(wording.plain(f"Every page now opens on {name}. {my_borough.alike(name, way)}{named}."))
    st.button("Forget my borough", key="borough:forget", type="tertiary", on_click=_forget)
    lines = [theme for theme in listed if my_borough.has_lever(theme)]
    rooms = {theme.slug: st.container(border=True) for theme in lines}
    slots = {slug: room.empty() for slug, room in rooms.items()}
    for theme in lines:
        if not state.ready(theme.slug):
            slots[theme.slug].caption(wording.plain(f"{theme.title}: being worked out …"))
    for theme in sorted(lines, key=lambda theme: not state.ready(theme.slug)):
        with slots[theme.slug].container(), wording.part(theme.title):
            _line(theme, name, near, pages[theme.slug])


def _arrive(names: list[str]) -> None:
    """The borough of the link, however it is written; the one that was chosen before where the link has none."""
    asked, drawn = st.query_params.get(BOX, ""), BOX in st.session_state
    if drawn and not st.session_state[BOX]:  # the box was emptied
        my_borough.remember("")
    meant = boroughs.name_of(asked) or ("" if asked in names else my_borough.mine() if not asked else "")
    if asked and not meant:
        st.warning(wording.plain(f"There is no borough called “{asked[:40]}”; choose one below."))
    if meant and asked != meant and not drawn:
        st.query_params[BOX] = meant
        st.rerun()


def _forget() -> None:
    my_borough.remember("")
    st.session_state[BOX] = None


def _line(theme: Theme[Any, Any, Any], name: str, near: Sequence[str], page: Any) -> None:
    """One theme: the borough's answer at the opening scenario, and its figure beside those of boroughs like it."""
    opening = theme.presets[theme.opening]
    result = state.public(theme.slug, replace(opening, borough=name))
    st.header(theme.title, anchor=False)
    st.markdown(f"**{wording.plain(result.answer.lead)}**")
    if result.answer.change:
        st.markdown(wording.plain(result.answer.change))
    main = result.additive
    rates = not theme.page().only  # a made-up borough has homes of its own
    told = ", in brackets per 1,000 homes" if rates else ""
    st.caption(wording.plain(f"{main.label} ({main.unit}){told}. Choose a borough to open its scenario:"))
    homes = dict(zip(state.ground().places.boroughs, state.ground().places.borough_households, strict=True))
    london = state.public(theme.slug, replace(opening, borough=LONDON))
    figures = london.places.groupby("borough")["scenario"].sum()
    with st.container(horizontal=True, gap="medium"):
        for one in (name, *near):
            own = (
                state.public(theme.slug, replace(opening, borough=one)).additive.scenario if not rates else figures[one]
            )
            own = float(own or 0.0)
            label = f"{one}: {wording.number(own, main.decimals, main.unit)}"
            label += f" ({wording.number(1_000 * own / float(homes[one]), 2)})" if rates else ""
            label = wording.plain(label)
            st.page_link(page, label=label, query_params={panel.key(theme, my_borough.LEVER): one})
