"""The shell: one page for every theme, seen in four ways. The only shared Streamlit code.

`page(slug)` draws a theme; what only that theme shows is its `Page` record (`Opened.page`).
Each view draws only what it shows, so a change of a lever pays for nothing that is out of sight.
"""

from __future__ import annotations

import logging
from functools import partial

import streamlit as st

from apps.shell import compare, explain, explore, panel, parts, plug, present, say, side, state, tries
from apps.shell.home import home
from lbdp_core.pipeline import LeftOut
from lbdp_core.sources import Altered, DataError
from lbdp_core.themes import by_slug

__all__ = ["home", "page", "warm"]


def page(slug: str) -> None:
    """Question, data line, levers, and the view asked for."""
    try:
        it = state.opened(slug)
        state.ground()
    except LeftOut as why:
        st.title(by_slug(slug).question, anchor=False)
        st.info(say.plain(why), icon=":material/info:")
        return
    except DataError as fault:
        st.error(say.plain(fault))
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
    """Load the themes of the folder, import what pages need and work out opening scenarios, before the doors open.

    Raises:
        DataError: the data folder cannot be used, or a file of it was altered.
    """
    state.ground()
    for theme in state.themes():
        try:
            _rehearse(state.opened(theme.slug))
        except Altered:
            raise
        except Exception:  # a fault of one theme: its page says so where it stands, and the others open
            logging.getLogger("lbdp").exception("%s could not be rehearsed", theme.slug)


def _rehearse(it: state.Opened) -> None:
    result = state.asked(it.theme.slug, it.theme.presets[it.theme.opening])
    explore.rehearse(it, result)
    explain.rehearse(it)
