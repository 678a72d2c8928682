"""Undo: how the levers stood before, so that a step can be taken back; kept by the session alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

MOST = 20  # steps that can be taken back
Move = Callable[[Any, Mapping[str, Any]], None]


def draw(theme: Any, values: Mapping[str, Any], move: Move) -> None:
    """The button. values: of all levers as they stand now; what they were before is what it brings back."""
    steps: list[Mapping[str, Any]] = st.session_state.setdefault(f"{theme.slug}:steps", [])
    if not steps or steps[-1] != values:
        steps.append(dict(values))
        del steps[: -MOST - 1]
    st.button(
        "Undo",
        key=f"{theme.slug}:undo",
        icon=":material/undo:",
        disabled=len(steps) < 2,
        on_click=_back,
        args=(theme, steps, move),
        help="Puts the levers back to where they stood before the last change.",
    )


def _back(theme: Any, steps: list[Mapping[str, Any]], move: Move) -> None:
    steps.pop()
    move(theme, steps[-1])
