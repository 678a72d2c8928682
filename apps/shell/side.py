"""The sidebar, or no trace of one: Streamlit keeps an emptied sidebar's room until the run after next."""

from __future__ import annotations

import streamlit as st

WIDTH = 280  # px
STATE = "lbdp:side"  # "drawn", "leaving", "once more" or "gone"


def wanted(yes: bool) -> None:
    """Make room for a sidebar, or see to it that none is left."""
    st.set_page_config(initial_sidebar_state=WIDTH if yes else "collapsed")
    before = st.session_state.get(STATE, "gone")
    st.session_state[STATE] = "drawn" if yes else "leaving" if before in ("drawn", "leaving") else "gone"
    if st.session_state[STATE] == "leaving":
        _again()


@st.fragment(run_every=0.1)
def _again() -> None:
    """Nothing to see: the browser asks for it once the run has ended, and that starts the run that clears the room."""
    if st.session_state[STATE] == "once more":
        st.session_state[STATE] = "gone"
        st.rerun()
    st.session_state[STATE] = "once more"
