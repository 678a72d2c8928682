"""The shell: one page for every theme, seen in four ways. The only shared Streamlit code.

`page(slug)` draws a theme; what only that theme shows is its `Page` record (`Opened.page`).
Each view draws only what it shows, so a change of a lever pays for nothing that is out of sight.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from apps.shell import compare, explain, explore, panel, parts, plug, present, side, state, tries
from apps.shell.home import home
from lbdp_core.sources import DataError

__all__ = ["home", "page", "warm"]


def page(slug: str) -> None:
    """Question, data line, levers, and the view asked for."""
    try:
        it = state.opened(slug)
        state.ground()
    except DataError as fault:
        st.error(str(fault))
        return
    plug.arrive(it)
    panel.arrive(
        it.theme,
        {"view": parts.VIEWS.values(), **explain.ways(it), f"{slug}.look": compare.looks(it)},
    )
    view, line = parts.top(it)
    side.wanted(view == "explore")
    levers = panel.draw(it.theme, strip=view != "explore", beside=partial(parts.beside, it), lead=it.page.lead)
    line.markdown(parts.banner(it, levers))
    result = parts.ask(it, levers)
    if result is not None:
        tries.draw(it, result)
        draw = {"present": present.draw, "explore": explore.draw, "compare": compare.draw, "explain": explain.draw}[
            view
        ]
        draw(it, levers, result)
    if view != "explore":
        side.settle()


def warm() -> None:
    """Load every theme, import what its pages need and work out its opening scenario, before the doors open.

    Raises:
        DataError: the data folder cannot be used.
    """
    from lbdp_core.themes import THEMES

    for theme in THEMES:
        it = state.opened(theme.slug)
        result = state.asked(theme.slug, theme.presets[theme.opening])
        state.ground()
        explore.rehearse(it, result)
        explain.rehearse(it)
