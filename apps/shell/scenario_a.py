"""Scenario a: which scenario is A; a preset, or one that was kept. It stands in the link beside the levers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from apps.shell import wording
from lbdp_core import scenarios
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError
from lbdp_core.theme import Theme

Any_theme = Theme[Any, Any, Any]


def choose(theme: Any_theme, now: Levers) -> Levers:
    """The box of A and the button that makes the levers as they stand A; returns A, looked at as B is.

    now: B. A text in the link that names no scenario is refused in one sentence, and today is A instead.
    """
    left, right = st.columns([5, 3], vertical_alignment="bottom", gap="small")
    text = _text(theme)
    try:
        first = scenarios.read(text, theme.levers, theme.presets, now)
    except DataError as fault:
        st.warning(
            wording.plain(f"The scenario to compare with is not usable, so today stands in. {fault}"),
            icon=":material/link_off:",
        )
        text = _today(theme)
        first = scenarios.read(text, theme.levers, theme.presets, now)
    text = scenarios.write(first, theme.presets)
    _keep(theme, text)
    box, kept = f"{theme.slug}:against", st.session_state.get(_kept(theme))
    st.session_state[box] = text
    with left:
        st.selectbox(
            "Compare the levers above with",
            list(dict.fromkeys([*theme.presets, *([kept] if kept else [])])),
            key=box,
            format_func=lambda named: _title(theme, named),
            on_change=lambda: _keep(theme, st.session_state[box]),
            help="Both are looked at alike: a borough chosen above holds for both.",
        )
    with right:
        st.button(
            "Compare with these levers",
            key=f"{theme.slug}:keep",
            icon=":material/bookmark:",
            width="stretch",
            disabled=scenarios.changes(first) == scenarios.changes(now),
            on_click=_keep,
            args=(theme, scenarios.write(now, theme.presets)),
            help="Keeps the levers as they stand; then move them and see the difference.",
        )
    return first


def link(theme: Any_theme, page: str, first: Levers) -> str:
    """The address of the page with A, and this view, in it."""
    more = urlencode({"view": "Compare", _name(theme): scenarios.write(first, theme.presets)})
    return f"{page}{'&' if '?' in page else '?'}{more}"


def _title(theme: Any_theme, text: str) -> str:
    return scenarios.title(text, theme.levers, theme.presets)


def _text(theme: Any_theme) -> str:
    """A as the link has it, else as it was before another page was looked at, else today."""
    held = st.query_params.get(_name(theme)) or st.session_state.get(_last(theme))
    return held or _today(theme)


def _keep(theme: Any_theme, text: str) -> None:
    """A stands in the link unless it is today, and a kept one stays in the box."""
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
