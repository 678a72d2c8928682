"""The sidebar's room is cleared by further runs; a run cut short must not be taken for one of them."""

from streamlit.testing.v1 import AppTest

from apps.shell import sidebar


def page():
    import streamlit as st

    from apps.shell import sidebar

    sidebar.wanted(st.session_state["explore"])
    sidebar.settle()


def test_a_page_that_never_had_a_sidebar_asks_for_no_more_runs():
    at = AppTest.from_function(page)
    at.session_state["explore"] = False
    at.run()
    assert sidebar.DRAWN not in at.session_state


def test_leaving_asks_for_more_runs_and_only_the_browser_counts_them_down():
    at = AppTest.from_function(page)
    at.session_state["explore"] = False
    at.session_state[sidebar.STATE] = sidebar.RUNS
    for _ in range(3):  # whole runs: clicks that cut the first one short
        at.run()
        assert at.session_state[sidebar.STATE] == sidebar.RUNS
        assert at.session_state[sidebar.DRAWN]


def test_coming_back_starts_the_count_anew():
    at = AppTest.from_function(page)
    at.session_state["explore"] = True
    at.session_state[sidebar.STATE] = 0
    at.run()
    assert at.session_state[sidebar.STATE] == sidebar.RUNS
