"""Home: the questions as cards, each with its answer at the opening scenario, and what is not here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from apps.shell import find, my_borough, panel, parts, state, wording
from lbdp_core import pipeline
from lbdp_core.sources import DataError, Shelf
from lbdp_core.theme import Theme
from lbdp_core.themes import THEMES


def home(pages: Mapping[str, Any]) -> None:
    """Draw the home page; pages: slug, or "borough" -> its `st.Page`."""
    state.drawing()
    st.session_state[panel.HERE] = ""
    st.title("What should London do first?", anchor=False)
    st.markdown(
        "Answers from published figures to the questions of a London Borough Data Partnership meeting, and how sure we "
        "are of each."
    )
    try:
        listed = state.themes()
    except DataError as fault:
        st.error(wording.plain(fault))
        return
    st.page_link(pages["meeting"], label="Start the meeting", icon=":material/slideshow:", query_params={"step": "1"})
    with wording.part("The search"):
        left, right = st.columns([5, 3], vertical_alignment="bottom", gap="medium")
        with left:
            find.draw(pages)
        mine = my_borough.mine()
        label = f"{mine} on one page" if mine else "A borough on one page"
        right.page_link(
            pages["borough"],
            label=wording.plain(label),
            icon=":material/location_city:",
            query_params={"borough": mine} if mine else None,
        )
    with st.grid(2, min_column_width=420, gap="medium", border=True) as grid:
        for theme in listed:
            with grid.cell(column_span="all" if len(listed) == 1 else 1), wording.part(theme.title):
                _card(theme, state.shelf(), pages[theme.slug])
    _since(state.shelf())
    for column, (name, what) in zip(st.columns(len(WAYS), gap="medium"), WAYS.items(), strict=True):
        column.subheader(name, anchor=False)
        column.markdown(what)
    with st.expander("What is here, and what is not"):
        st.markdown(NOT_HERE)
    with st.expander("Accessibility"):
        st.markdown(ACCESSIBILITY)


def _since(shelf: Shelf) -> None:
    """Which questions this data folder cannot answer and why, which are out of date, and what changed."""
    report = shelf.report
    left = [pipeline.left_out(theme.slug, shelf) for theme in THEMES]
    told = {
        "Not in this data folder": [why for why in left if why],
        "To be built again": report.get("stale", {}).values(),
        "What changed since the last build": pipeline.lines(report.get("changes", [])),
    }
    for heading, lines in told.items():
        if lines:
            st.subheader(heading, anchor=False)
            st.markdown("\n".join(f"- {wording.plain(line)}" for line in lines))


def _card(theme: Theme[Any, Any, Any], shelf: Shelf, page: Any) -> None:
    """The question, its answer at the opening scenario, its first figure with its course, and the ways in."""
    st.caption(theme.strand)
    st.header(theme.question, anchor=False)
    try:
        opening = pipeline.opening(theme.slug, shelf)
    except DataError as fault:
        st.error(wording.plain(fault))
        return
    st.markdown(wording.plain(opening.lead))
    first = [h for h in opening.headlines if parts.tells(h)][:1]
    parts.headlines(first, columns=1)
    if len(opening.course) > 1:
        (start, first_value), *_, (end, last_value) = opening.course
        alt = f"{theme.title}: {first_value:,.10g} in {start}, {last_value:,.10g} in {end}"
        parts.sparkline([value for _, value in opening.course], alt, theme.slug)
        st.caption(wording.plain(f"From {start} to {end}, as its page shows it over time."))
    st.markdown(parts.data_line(theme, shelf, opening.tables, opening.labels))
    with st.container(horizontal=True):
        for view, icon in (
            ("Present", "slideshow"),
            ("Explore", "tune"),
            ("Compare", "balance"),
            ("Explain", "troubleshoot"),
        ):
            link = None if view == "Explore" else {"view": view}
            st.page_link(page, label=view, icon=f":material/{icon}:", query_params=link)


WAYS = {
    "Present": "Show the answer at a meeting in big type, with a map and where to start.",
    "Explore": "Move the levers. See what changes, where and for whom. Take the figures away.",
    "Compare": "Set two scenarios side by side. Find what a goal takes, and what matters most.",
    "Explain": "See what drives a figure, how wrong past forecasts were, and the data.",
}
NOT_HERE = """
- Every figure comes from published open data, or from made-up data where a page says so. No file is about a person or
  an address.
- Addresses, visit logs, referrals and assisted bin collections are not public and are not here. Each page names what is
  missing, and any public source.
- Figures are about areas. Do not use them to rank a household or to replace a professional's judgement.
- Nothing leaves this machine. It uses no map service, no font service and no usage statistics.
"""
ACCESSIBILITY = """
We aim for the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. Every page works by keyboard, at 200% and on a
phone. Every picture and map can be read as a table. A program checks each page, but people who use a screen reader have
not tried them yet. Long tables and maps are hard for a screen reader: take the CSV or Excel file instead. The whole
statement is in the file docs/accessibility.md of the suite. If something is in your way, tell whoever runs it for you.
"""
