"""Attempts: how many of something a session has tried, beside the verdict and in all that it takes away.

Test many datasets, and one may look useful by luck. A theme that counts says what a test is (`attempt`) and how often a
useless dataset looks useful (`fooled`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from apps.shell import state, wording
from apps.shell.state import Opened
from lbdp_core.formatting import plural

LINE, NAME = "Datasets tested in this session", "Dataset tested"
MOST = 50  # names that are taken from a file


def draw(it: Opened, result: Any) -> None:
    """Note what this result tries, and say how many that makes."""
    if it.page.attempt is None or it.page.fooled is None:
        return
    name = it.page.attempt(state.model(it), result).replace("; ", ", ")  # names are listed with semicolons between
    names, _ = held(it.theme.slug)
    names = names if not name or name in names else (*names, name)
    if not names:
        return
    luck = _luck(it.page.fooled(it.score), len(names))
    st.session_state[_key(it.theme.slug)] = (names, luck)
    tested = f"You have tested {plural(len(names), 'dataset')}."
    st.caption(f"**{tested}** {luck}", help=wording.plain("Tested: " + "; ".join(names)))


def lines(slug: str) -> dict[str, str]:
    """The same for a file: how many, what luck alone may do, and each by name; nothing where nothing is counted."""
    names, luck = held(slug)
    count = {LINE: f"{len(names)}. {luck}"} if names else {}
    return count | {f"{NAME} {n}": name for n, name in enumerate(names, 1)}


def again(slug: str, found: Mapping[str, str]) -> None:
    """Count what had been tried when a file was made among what this session has tried: opening it forgets nothing."""
    before = [name for line, name in found.items() if line.startswith(NAME)][:MOST]
    names, luck = held(slug)
    more = [name for name in before if name not in names]
    if more:
        st.session_state[_key(slug)] = ((*names, *more), luck)


def held(slug: str) -> tuple[tuple[str, ...], str]:
    """What this session has tried, in order, and what luck alone may do with so many."""
    nothing: tuple[tuple[str, ...], str] = ((), "")
    if get_script_run_ctx(suppress_warning=True) is None:
        return nothing
    found: tuple[tuple[str, ...], str] = st.session_state.get(_key(slug), nothing)
    return found


def _luck(fooled: float, count: int) -> str:
    """How likely it is that a useless dataset, one of as many as were tested, looks useful by luck."""
    chance = 1 - (1 - fooled) ** count
    one = "a useless dataset" if count == 1 else f"one of {count} useless datasets"
    return f"There is up to a {100 * chance:.0f}% chance that {one} would look useful."


def _key(slug: str) -> str:
    return f"{slug}:tried"
