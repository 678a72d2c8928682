"""Scenario a: the baseline of a comparison; a scenario with a name, or one that was kept. It stands in the link."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from apps.shell import panel, saved, wording
from lbdp_core import scenarios
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError
from lbdp_core.theme import Theme

Any_theme = Theme[Any, Any, Any]


def choose(theme: Any_theme, now: Levers) -> Levers:
    """The box of the baseline, and the buttons that start from it or make the levers as they stand the baseline.

    now: the levers as they stand. Returns the baseline, looked at as they are. A text in the link that names no
    scenario is refused in one sentence, and today is the baseline instead.
    """
    named = saved.known(theme)
    saved.into_link(theme)
    text = _text(theme)
    try:
        first = scenarios.read(text, theme.levers, named, now)
    except DataError as fault:
        st.warning(
            wording.plain(f"The scenario to compare with is not usable, so today stands in. {fault}"),
            icon=":material/link_off:",
        )
        first = scenarios.read(_today(theme), theme.levers, theme.presets, now)
    _keep(theme, scenarios.write(first, theme.presets))
    box, kept = f"{theme.slug}:against", st.session_state.get(_kept(theme))
    held = [scenarios.write(levers, theme.presets) for levers in named.values()]
    titles = dict(zip(held, named, strict=True))
    st.session_state[box] = scenarios.write(first, theme.presets)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Compare these levers with",
            list(dict.fromkeys([*held, *([kept] if kept else [])])),
            key=box,
            format_func=lambda text: titles.get(text) or scenarios.title(text, theme.levers, theme.presets),
            on_change=lambda: _keep(theme, st.session_state[box]),
            help="Both are looked at alike: a borough chosen at the side holds for both.",
            width=290,
        )
        same = scenarios.changes(first) == scenarios.changes(now)
        st.button(
            "Make mine the baseline",
            key=f"{theme.slug}:keep",
            disabled=same,
            on_click=_keep,
            args=(theme, scenarios.write(now, theme.presets)),
            help="Makes the levers as they stand the baseline; then move them and see the difference.",
        )
        st.button(
            "Start mine from it",
            key=f"{theme.slug}:stack",
            disabled=same,
            on_click=panel.start_from,
            args=(theme, first),
            help="Sets the levers to the scenario you compare with, so that yours is built on top of it.",
        )
    return first


def link(theme: Any_theme, page: str, first: Levers) -> str:
    """The address of the page with the baseline, and this view, in it."""
    more = urlencode({"view": "Compare", _name(theme): scenarios.write(first, theme.presets)})
    return f"{page}{'&' if '?' in page else '?'}{more}"


def _text(theme: Any_theme) -> str:
    """The baseline as the link has it, else as it was before another page was looked at, else today."""
    held = st.query_params.get(_name(theme)) or st.session_state.get(_last(theme))
    return held or _today(theme)


def _keep(theme: Any_theme, text: str) -> None:
    """The baseline stands in the link unless it is today, and a kept one stays in the box."""
    st.session_state[_last(theme)] = text
    if text not in theme.presets:
        st.session_state[_kept(theme)] = text
    if text == _today(theme):
        st.query_params.pop(_name(theme), None)
    elif st.query_params.get(_name(theme)) != text:
        st.query_params[_name(theme)] = text


def _today(theme: Any_theme) -> str:
    return scenarios.write(theme.levers(), theme.presets)


def _name(theme: Any_theme) -> str:
    return f"{theme.slug}.against"


def _last(theme: Any_theme) -> str:
    return f"{theme.slug}:against:last"


def _kept(theme: Any_theme) -> str:
    return f"{theme.slug}:against:kept"
