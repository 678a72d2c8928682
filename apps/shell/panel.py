"""The levers' widgets: drawn from their declarations, kept in the link, checked again before they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from apps.shell import say
from lbdp_core.levers import Lever, Levers
from lbdp_core.theme import Theme

Any_theme = Theme[Any, Any, Any]
SLIDER_STEPS = 400  # more steps than this cannot be hit with a mouse: a box with - and + is kinder
PAGE_KEYS = (
    "colour",
    "zoom",
    "place",
    "area",
    "part",
)  # widgets of a page that are in the link but are not levers
HERE, NOTICES, RESYNC = "lbdp:here", "lbdp:notices", "lbdp:resync"


def key(theme: Any_theme, name: str) -> str:
    """Name of a lever in the link and in the session."""
    return f"{theme.slug}.{name}"


def arrive(theme: Any_theme) -> None:
    """On coming to the page: read the link, put every usable value in its widget, and note what was not usable."""
    if st.session_state.get(HERE) == theme.slug:
        for name in st.session_state.pop(RESYNC, ()):  # the link is rewritten once the widgets stand
            st.session_state[key(theme, name)] = st.session_state[key(theme, name)]
        return
    st.session_state[HERE] = theme.slug
    levers, notices, given = read_link(theme, dict(st.query_params))
    for name in given:
        st.session_state[key(theme, name)] = _widget_value(theme.levers.specs()[name], getattr(levers, name))
    st.session_state[NOTICES] = notices
    st.session_state[RESYNC] = given


def read_link(theme: Any_theme, link: Mapping[str, str]) -> tuple[Levers, tuple[str, ...], tuple[str, ...]]:
    """Levers that a link asks for, a sentence for each value not usable, and the names of the levers it gives."""
    prefix = f"{theme.slug}."
    specs = theme.levers.specs()
    asked = {name.removeprefix(prefix): text for name, text in link.items() if name.startswith(prefix)}
    known = {name: _code(specs[name], text) for name, text in asked.items() if name in specs}
    levers, notices = theme.levers.parse(known)
    strange = [name for name in asked if name not in specs and name not in PAGE_KEYS]
    more = [f"This page has no lever called “{name[:40]}”; that part of the link was left out." for name in strange]
    return levers, (*notices, *more[:3]), tuple(known)


def _code(spec: Lever, text: str) -> str:
    """The value behind the words of a choice: a select box writes its words into the link."""
    return next((code for code, words in spec.choices.items() if words == text), text)


def draw(theme: Any_theme, strip: bool) -> Levers:
    """All levers, either in the sidebar or as a strip across the page; returns what they are set to.

    Every lever is drawn in every view, because a widget that is not drawn falls out of the link.
    """
    specs = theme.levers.specs()
    views = [name for name, spec in specs.items() if spec.kind == "view"]
    first, *rest = [name for name in specs if name not in views]
    values: dict[str, Any] = {}
    if strip:
        start, lever, look, more = st.columns([4, 4, 3, 2.5], vertical_alignment="bottom", gap="medium")
        with start:
            _presets(theme)
        with lever:
            values[first] = _widget(theme, first)
        with look:
            values |= {name: _widget(theme, name) for name in views}
        with more, st.popover("More", width="stretch", icon=":material/tune:"):
            values |= _groups(theme, rest, st.container)
            st.button("Back to the start", key=f"{theme.slug}:reset", on_click=_set, args=(theme, _opening(theme)))
    else:
        with st.sidebar:
            _presets(theme)
            values[first] = _widget(theme, first)
            values |= {name: _widget(theme, name) for name in views}
            values |= _groups(theme, rest, st.expander)
            st.button("Back to the start", key=f"{theme.slug}:reset", on_click=_set, args=(theme, _opening(theme)))
    return checked(theme, values)


def checked(theme: Any_theme, values: Mapping[str, Any]) -> Levers:
    """Levers from widget values; a value that a browser should not have been able to send falls back to today's."""
    levers, notices = theme.levers.parse({name: str(value) for name, value in values.items()})
    for notice in notices:
        st.warning(say.plain(notice))
    return levers


def _groups(theme: Any_theme, names: list[str], box: Callable[..., Any]) -> dict[str, Any]:
    specs = theme.levers.specs()
    values: dict[str, Any] = {}
    opening = specs[next(iter(specs))].group
    for group in dict.fromkeys(specs[name].group for name in names):
        inside = [name for name in names if specs[name].group == group]
        if group == opening:
            values |= {name: _widget(theme, name) for name in inside}
        elif box is st.expander:
            with st.expander(group):
                values |= {name: _widget(theme, name) for name in inside}
        else:
            st.markdown(f"**{group}**")
            values |= {name: _widget(theme, name) for name in inside}
    return values


def _widget(theme: Any_theme, name: str) -> Any:
    spec = theme.levers.specs()[name]
    start = _widget_value(spec, getattr(_opening(theme), name))
    shared: dict[str, Any] = {"key": key(theme, name), "help": spec.why or None, "bind": "query-params"}
    if spec.choices:
        codes = list(spec.choices)
        words = spec.choices.__getitem__
        return st.selectbox(spec.label, codes, codes.index(start), format_func=words, **shared)
    low, high, step = (_widget_value(spec, v) for v in (spec.low, spec.high, spec.step))
    label = spec.label if spec.unit in spec.label.lower() else f"{spec.label} ({spec.unit})"
    if (spec.high - spec.low) / spec.step <= SLIDER_STEPS:
        return st.slider(label, low, high, start, step, format="localized", **shared)
    return st.number_input(label, low, high, start, step, **shared)


def _widget_value(spec: Lever, value: Any) -> Any:
    """Whole numbers as int, so that widget and link show no decimals where there are none."""
    if spec.choices:
        return value
    whole = all(float(v).is_integer() for v in (spec.low, spec.high, spec.step))
    return int(value) if whole else float(value)


def _opening(theme: Any_theme) -> Levers:
    return theme.presets[theme.opening]


def _presets(theme: Any_theme) -> None:
    """Named scenarios; shows the one that the levers are at, or that they are at none of them."""
    now = {n: st.session_state.get(key(theme, n), getattr(_opening(theme), n)) for n in theme.levers.specs()}
    change = [n for n, spec in theme.levers.specs().items() if spec.kind == "change"]
    same = (n for n, p in theme.presets.items() if all(getattr(p, f) == now[f] for f in change))
    box = f"{theme.slug}:preset"
    st.session_state[box] = next(same, None)
    st.selectbox(
        "Start from",
        list(theme.presets),
        None,
        key=box,
        placeholder="Your own scenario",
        on_change=_take,
        args=(theme, box),
    )


def _take(theme: Any_theme, box: str) -> None:
    if st.session_state[box] is not None:
        _set(theme, theme.presets[st.session_state[box]])


def _set(theme: Any_theme, levers: Levers) -> None:
    """Move every change lever; what is looked at stays."""
    for name, spec in theme.levers.specs().items():
        if spec.kind == "change":
            st.session_state[key(theme, name)] = _widget_value(spec, getattr(levers, name))
    st.session_state[NOTICES] = ()
