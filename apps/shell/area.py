"""One area: why it is where it is, and what the model would expect of a place that is otherwise.

The area is chosen once; each way of looking at it is drawn only when it is chosen, and its widgets send only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from apps.shell import parts, state, wording
from apps.shell.state import Opened
from lbdp_core import boroughs
from lbdp_core.page import OneArea

Look = Callable[[Opened, int], None]


def offered(it: Opened) -> bool:
    """Whether the theme explains single areas."""
    return it.page.one_area is not None


def _of(it: Opened) -> OneArea[Any]:
    assert it.page.one_area is not None, it.theme.slug
    return it.page.one_area


def ways(it: Opened) -> dict[str, Callable[[], Collection[str]]]:
    """By name in the link, what the boxes may be set to; an area is of the borough that the link names."""
    if it.page.one_area is None:
        return {}
    slug = it.theme.slug

    def areas() -> Collection[str]:
        asked = boroughs.name_of(st.query_params.get(f"{slug}.place", ""))
        return _labels(asked if asked in state.ground().boroughs else _first(_of(it).priority(it.model)))

    return {
        f"{slug}.ask": lambda: tuple(LOOKS),
        f"{slug}.place": lambda: state.ground().boroughs,
        f"{slug}.area": areas,
        f"{slug}.run": lambda: [s.words for s in _of(it).sliders(it.model)],
    }


@st.fragment
def draw(it: Opened) -> None:
    """One LSOA: chosen by borough and name, so that any of the 4,994 is two short lists away; then what to ask."""
    slug = it.theme.slug
    with wording.part("“One area”"):
        i = _chosen(it, _of(it).priority(it.model))
        ask = st.segmented_control(
            "What to ask of this area",
            list(LOOKS),
            default=next(iter(LOOKS)),
            required=True,
            key=f"{slug}.ask",
            bind="query-params",
            label_visibility="collapsed",
        )
        LOOKS[ask](it, i)


def _chosen(it: Opened, priority: Any) -> int:
    slug, names = it.theme.slug, state.ground().boroughs
    left, right = st.columns(2, gap="small")
    with left:
        at = names.index(_first(priority))
        borough = st.selectbox("Borough", names, at, key=f"{slug}.place", bind="query-params")
    labels = _labels(borough)
    with right:
        start = int(np.argmax(priority[list(labels.values())]))
        label = st.selectbox("Area (LSOA, ward, code)", list(labels), start, key=f"{slug}.area", bind="query-params")
    return labels[label]


def _first(priority: Any) -> str:
    """The borough of the area that is first."""
    return str(state.ground().places.borough[int(np.argmax(priority))])


@lru_cache(maxsize=64)
def _labels(borough: str) -> dict[str, int]:
    """The areas of a borough as they are called in the box, and where they stand."""
    spots = state.ground().places
    inside = np.flatnonzero(spots.borough == borough)
    return {f"{spots.label(int(i))} ({spots.code[i]})": int(i) for i in inside}


def _why_here(it: Opened, i: int) -> None:
    here = _of(it).as_it_is(it.model, i)
    st.markdown(f"**{wording.plain(here.title)}**")
    st.markdown(wording.plain(here.sentence))
    parts.picture(here.picture, "area")


@st.fragment
def _what_if(it: Opened, i: int) -> None:
    """Up to four drivers on sliders over London's range; rate and waterfall move with them."""
    with wording.part("“What if”"):
        known = {s.name: s for s in _of(it).sliders(it.model)}
        grid = st.grid(5, min_column_width=190, gap="medium")  # one above the other where the chart would be cut
        with grid.cell(column_span=2):
            wanted = _sliders(it, i, known, _of(it).most)
            shown = _of(it).imagined(it.model, i, wanted)
            for line in shown.warnings:
                st.warning(wording.plain(line), icon=":material/help:")
            st.warning(wording.plain(_of(it).association), icon=":material/info:")
            for line in shown.lines:
                st.caption(wording.plain(line))
        with grid.cell(column_span=3):
            with st.grid(3, min_column_width=130, gap="small"):
                for label, value, line in shown.cards:
                    parts.card(label, value, [line])
            parts.picture(shown.picture, "imagined")


def _sliders(it: Opened, i: int, known: Mapping[str, Any], most: int) -> Mapping[str, float]:
    """What is moved and where to, in published units: a box for a driver and its slider, then a box for the next.

    A slider left where the area stands changes nothing.
    """
    slug, wanted, chosen = it.theme.slug, {}, set[str]()
    for n in range(most):
        name = st.selectbox(
            "What would be different?" if n == 0 else "And what else?",
            list(known),
            None,
            format_func=lambda one: known[one].words,
            key=f"{slug}:imagine:box{n}",
            placeholder="Choose a driver; what matters most is first" if n == 0 else "Nothing more",
        )
        if name is None:
            break
        if name in chosen:
            st.caption("This driver has its slider above.")
            continue
        chosen.add(name)
        s = known[name]
        start = s.start(_of(it).value(it.model, i, name))
        key = f"{slug}:imagine:{i}:{name}"
        value = st.slider(s.words, s.low, s.high, start, s.step, key=key, format="localized")
        if abs(value - start) > s.step / 2:
            wanted[name] = value / s.scale
    return wanted


@st.fragment
def _over_a_range(it: Opened, i: int) -> None:
    """The curve of one driver."""
    with wording.part("“Over one driver”"):
        known = {s.words: s.name for s in _of(it).sliders(it.model)}
        words = st.selectbox("Driver", list(known), key=f"{it.theme.slug}.run", bind="query-params")
        sentence, shown = _of(it).curve(it.model, i, known[words])
        st.markdown(wording.plain(sentence))
        parts.picture(shown, "curve")
        st.caption(wording.plain(_of(it).association))


LOOKS: Mapping[str, Look] = {
    "Why here": _why_here,
    "What if": _what_if,
    "Over one driver": _over_a_range,
}
