"""Find: a box for a place by ward, area, borough or code, and links to the pages that look at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from apps.shell import area, my_borough, panel, state, wording
from lbdp_core.place_search import POSTCODE, Spot, by_postcode, search
from lbdp_core.theme import Theme

MOST = 5  # places that are offered
WORDS = {"borough": "borough", "ward": "ward in {}", "area": "area in {}"}


@st.fragment
def draw(pages: Mapping[str, Any]) -> None:
    """The box and what it found; pages: slug, or "borough" -> its `st.Page`."""
    text = st.text_input("Find a place", key="find", placeholder="Ward, area, borough, postcode or code", max_chars=60)
    if not text.strip():
        return
    found = search(text, state.ground().places, MOST)
    if POSTCODE.fullmatch(text.strip()):
        found, said = by_postcode(text, state.ground().places, state.shelf(), MOST)
        st.markdown(wording.plain(said.replace("`", "")))
    elif not found:
        st.markdown(wording.plain(f"No borough, ward or area is called “{text[:40]}”. Try a part of its name."))
    for spot in found:
        _found(spot, pages)


def _found(spot: Spot, pages: Mapping[str, Any]) -> None:
    st.markdown(f"**{wording.plain(spot.name)}** ({wording.plain(WORDS[spot.kind].format(spot.borough))})")
    with st.container(horizontal=True, gap="small"):
        st.page_link(pages["borough"], label="One page", query_params={"borough": spot.borough})
        for theme in state.themes():
            if my_borough.has_lever(theme):
                st.page_link(pages[theme.slug], label=theme.title, query_params=link(theme, spot))


def link(theme: Theme[Any, Any, Any], spot: Spot) -> dict[str, str]:
    """What the link of a theme says to look at a place: its borough, and where areas are explained, the area."""
    query = {panel.key(theme, my_borough.LEVER): spot.borough}
    if spot.area < 0 or theme.page().one_area is None:
        return query
    return query | area.link(theme.slug, str(state.ground().places.code[spot.area]))
