"""One area: why it is where it is, and what the model would expect of a place that is otherwise.

Each way of looking has the same box for the area, which the link remembers, and its widgets send only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from apps.shell import part_file, parts, state, wording
from apps.shell.state import Opened
from lbdp_core.page import OneArea
from lbdp_core.result import Result
from lbdp_core.scene import Shown

LISTED = 50  # areas that a box offers
FIRST = 15  # those of a list: each change of a lever sends them again


def offered(it: Opened) -> bool:
    """Whether the theme explains single areas."""
    return it.page.one_area is not None


def _of(it: Opened) -> OneArea[Any]:
    assert it.page.one_area is not None, it.theme.slug
    return it.page.one_area


def ways(it: Opened) -> dict[str, Callable[[], Collection[str]]]:
    """By name in the link, what the boxes may be set to."""
    if it.page.one_area is None:
        return {}
    slug = it.theme.slug
    return {f"{slug}.area": _labels, f"{slug}.run": lambda: [s.words for s in _of(it).sliders(it.model)]}


def link(slug: str, code: str) -> dict[str, str]:
    """What a link says so that Explain opens on why an area is where it is."""
    return {"view": "Explain", f"{slug}.part": "Why here", f"{slug}.topic": "One area", f"{slug}.area": label_of(code)}


def from_list(it: Opened, listed: pd.DataFrame) -> None:
    """Below a list of areas: a box that goes straight to why one of them is there."""
    if not offered(it) or "code" not in listed or listed.empty:
        return
    codes = listed["code"].head(FIRST).tolist()
    key = f"{it.theme.slug}:why"

    def go() -> None:
        if st.session_state[key] is not None:
            st.session_state.update(link(it.theme.slug, st.session_state[key]))

    words = "Choose an area of this list to see what explains its forecast"
    st.selectbox("Why here?", codes, None, label_of, key=key, placeholder=words, on_change=go)


def label_of(code: str) -> str:
    """What the box calls an area."""
    spots = state.ground().places
    return _labelled(spots.label(spots.index(code)), code)


def _chosen(it: Opened) -> int:
    """A box to look for areas, and one of those that fit: to send all of London costs as much as five changes."""
    labels, slug = _labels(), it.theme.slug
    key, sought = f"{slug}.area", f"{slug}:area:sought"

    def take_first() -> None:
        if fitting := _fitting(it, st.session_state[sought]):
            st.session_state[key] = fitting[0]

    with st.grid(2, min_column_width=300, gap="small") as grid:
        with grid.cell():
            words = "Find an area: type a name, ward, borough or code"
            text = st.text_input(words, key=sought, max_chars=60, on_change=take_first)
        now = st.session_state.get(key, st.query_params.get(key))
        fitting, first = _fitting(it, text), _fitting(it, "")
        opening = first[0]  # always the first: what a box opens on needs no words in the link
        listed = list(dict.fromkeys([opening, *([now] if now in labels else []), *(fitting or first)]))
        with grid.cell():
            label = st.selectbox("Area", listed, key=key, bind="query-params")
    if text.strip() and not fitting:
        st.caption(wording.plain(f"No area is called “{text[:40]}”. Try a part of its name."))
    return labels[label]


def _fitting(it: Opened, text: str) -> list[str]:
    """At most `LISTED` areas whose label has every word of the text, those that come first by the model at the top."""
    words = text.casefold().split()
    labels = list(_labels())
    order = np.argsort(-_of(it).priority(it.model), kind="stable")
    found = (labels[i] for i in order if all(word in labels[i].casefold() for word in words))
    return list(islice(found, LISTED))


def _labelled(label: str, code: str) -> str:
    return f"{label} ({code})"


@cache
def _labels() -> dict[str, int]:
    """The areas of London as they are called in the box, and where they stand."""
    spots = state.ground().places
    return {_labelled(*each): i for i, each in enumerate(zip(spots.labels, spots.code, strict=True))}


@st.fragment
def why_here(it: Opened, result: Result) -> None:
    """What leads from a typical area to this one."""
    with wording.part("“Why here”"):
        st.header("Why is the forecast what it is here?", anchor=False)
        here = _of(it).as_it_is(it.model, _chosen(it))
        st.markdown(f"**{wording.plain(here.title)}.** {wording.plain(here.sentence)}")
        parts.picture(here.picture, "area")
        part_file.button(it, "one area", here.title, Shown((here.sentence,), pictures=(here.picture,)))


@st.fragment
def what_if(it: Opened, result: Result) -> None:
    """Up to four drivers on sliders over London's range; rate and waterfall move with them."""
    with wording.part("“What if”"):
        st.header("What if this place were different?", anchor=False)
        i = _chosen(it)
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
def over_a_range(it: Opened, result: Result) -> None:
    """The curve of one driver."""
    with wording.part("“Over a range”"):
        st.header("How does the rate here go with one driver?", anchor=False)
        i = _chosen(it)
        known = {s.words: s.name for s in _of(it).sliders(it.model)}
        words = st.selectbox("Driver", list(known), key=f"{it.theme.slug}.run", bind="query-params")
        sentence, shown = _of(it).curve(it.model, i, known[words])
        st.markdown(wording.plain(sentence))
        parts.picture(shown, "curve")
        st.caption(wording.plain(_of(it).association))
