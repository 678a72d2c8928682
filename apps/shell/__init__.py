"""The shell: one page for every theme, seen in four ways. The only shared Streamlit code.

`page(slug)` draws a theme; what only that theme shows is its `Page` record (`Opened.page`).
Each view draws only what it shows, so a change of a lever pays for nothing that is out of sight.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial

import streamlit as st

from apps.shell import attempts, compare, explain, explore, own, panel, parts, present, sidebar, state, tour, wording
from apps.shell.borough import PATH as BOROUGH
from apps.shell.borough import draw as borough
from apps.shell.home import home
from apps.shell.idle import watch
from lbdp_core.pipeline import LeftOut
from lbdp_core.sources import Altered, DataError
from lbdp_core.themes import by_slug

__all__ = ["BOROUGH", "MEETING", "borough", "home", "meeting", "page", "warm", "warm_behind", "watch"]

MEETING = "meeting"  # its address, and its name among the pages

PAUSE = 0.2  # seconds without a visitor before a further theme is made ready


def page(slug: str) -> None:
    """Question, data line, levers, and the view asked for."""
    if tour.asked() and (screens := tour.of_theme(slug)):
        tour.draw(screens, tour.back_to_page)
        return
    state.drawing()
    try:
        it = state.opened(slug)
        state.ground()
    except LeftOut as why:
        st.title(by_slug(slug).question, anchor=False)
        st.info(wording.plain(why), icon=":material/info:")
        return
    except DataError as fault:
        st.error(wording.plain(fault))
        return
    own.arrive(it)
    panel.arrive(
        it.theme,
        {"view": parts.VIEWS.values(), **explain.ways(it), f"{slug}.look": compare.looks(it)},
    )
    view, line = parts.top(it)
    sidebar.wanted(view != "present")
    answered = st.container()  # in Present the answer stands above the levers
    levers = panel.draw(it.theme, strip=view == "present", beside=partial(parts.beside, it), lead=it.page.lead)
    line.markdown(parts.banner(it, levers))
    result = parts.ask(it, levers)
    if result is not None:
        attempts.draw(it, result)
        draw = {"present": present.draw, "explore": explore.draw, "compare": compare.draw, "explain": explain.draw}[
            view
        ]
        with answered if view == "present" else st.container():
            draw(it, levers, result)
        if view == "present":
            present.below(it, result)
    if view == "present":
        sidebar.settle()


def meeting() -> None:
    """The evening's tours, one after another; whoever leaves sees the way back in."""
    if not tour.asked():
        st.title("The meeting", anchor=False)
        st.markdown("The tours of all questions, one after another.")
        st.button("Start the meeting", icon=":material/slideshow:", on_click=parts.tour_link, args=("1",))
        return
    try:
        screens = tour.of_meeting()
    except DataError as fault:
        st.error(wording.plain(fault))
        return
    tour.draw(screens, lambda screen: st.query_params.clear())


def warm(first: str = "") -> tuple[str, ...]:
    """Make ready what the first page needs: its theme; home needs none, as its cards show what the build kept.

    Returns the themes that are left for `warm_behind`.

    Raises:
        DataError: the data folder cannot be used, or a file of it was altered.
    """
    state.ground()
    held = [theme.slug for theme in state.themes()]
    shelf = state.shelf()
    for path in filter(lambda path: shelf.place(path).is_file(), shelf.entries):
        shelf.bytes(path)  # an altered file stops the start, whichever theme it is of
    if first in held:
        _rehearse(first)
    return tuple(slug for slug in held if slug != first)


def warm_behind(slugs: Iterable[str]) -> None:
    """Make further themes ready while nobody asks for a page."""
    for slug in slugs:
        time.sleep(PAUSE)
        while state.idle() < PAUSE:
            time.sleep(PAUSE)  # a visitor's rerun goes first
        _rehearse(slug)


def _rehearse(slug: str) -> None:
    """Load a theme, import what its page needs and work out its opening scenario."""
    try:
        it = state.opened(slug)
        result = state.asked(slug, it.theme.presets[it.theme.opening])
        explore.rehearse(it, result)
        explain.rehearse(it)
    except Altered:
        raise
    except Exception:  # a fault of one theme: its page says so where it stands, and the others open
        wording.noted("%s could not be rehearsed", slug)
