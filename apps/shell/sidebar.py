"""The sidebar, or no trace of one: Streamlit keeps an emptied sidebar's room until a run after the one that emptied it.

The browser lets go of the room when a run ends and the sidebar was empty before; and it empties the sidebar when a
whole run ends, unless the next run has begun by then. So the page is run again, twice, each time from its very end.
"""

from __future__ import annotations

import streamlit as st

WIDTH = 280  # px
STATE = "lbdp:side"  # how many more runs an emptied sidebar needs until the browser lets its room go
RUNS, DRAWN = 2, "lbdp:side drawn"


def wanted(yes: bool) -> None:
    """Make room for a sidebar, or begin to clear it away; `settle` is to be called when the page is drawn."""
    st.set_page_config(initial_sidebar_state=WIDTH if yes else "collapsed")
    if yes:
        st.session_state[STATE] = RUNS


def settle() -> None:
    """At the end of a page without a sidebar: run again until none is left."""
    if st.session_state.get(STATE, 0) > 0:
        st.session_state[DRAWN] = False
        _again()


@st.fragment(run_every=0.1)
def _again() -> None:
    """Nothing to see: drawn once with the page; the browser asks for it again when the run has ended."""
    if st.session_state[DRAWN]:
        st.session_state[STATE] -= 1
        st.rerun()
    st.session_state[DRAWN] = True
