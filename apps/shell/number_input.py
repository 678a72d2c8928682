"""A number with more steps than a mouse can hit: a box that takes any value, and a slider over round ones beside it."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import takewhile
from typing import Any

import streamlit as st

from lbdp_core.levers import Lever

FEW = 100  # up to so many steps a plain slider does
MANY = 400  # beyond so many a slider helps nobody
ROUND = (1, 2, 3, 4, 6, 8, 10, 15)


def stops(spec: Lever) -> list[float]:
    """Round values from the lowest to the highest, close together near the lowest where a change tells most.

    >>> stops(Lever("", "", "change", "", "", 0, 200_000, 500))[:6]
    [0, 500, 1000, 1500, 2000, 3000]
    """
    steps = sorted({n * 10**k for k in range(9) for n in ROUND})
    inside = takewhile(lambda value: value < spec.high, (spec.low + n * spec.step for n in steps))
    return [spec.low, *inside, spec.high]


def draw(spec: Lever, label: str, start: float, number: type, row: bool, shared: dict[str, Any]) -> float:
    """Both widgets; what the box holds is what counts, and the slider follows it.

    row: side by side, otherwise one above the other.
    """
    box, slide = shared["key"], f"{shared['key']}:slide"
    low, high, step = (number(v) for v in (spec.low, spec.high, spec.step))
    beside = st.columns([3, 2], vertical_alignment="bottom", gap="small") if row else None
    left, right = beside or (st.container(), nullcontext())
    with right:  # first: a link or the way back reaches the box, and the slider must show the same
        boxed = shared | {"help": None}  # without its label there is no place for it: the slider has it
        value = st.number_input(label, low, high, start, step, label_visibility="collapsed", **boxed)
    st.session_state[slide] = value
    with left:
        st.select_slider(
            label,
            sorted({*map(number, stops(spec)), value}),
            key=slide,
            help=shared["help"],
            format_func=lambda v: f"{v:,}",
            on_change=_follow,
            args=(box, slide),
        )
    return value


def _follow(box: str, slide: str) -> None:
    st.session_state[box] = st.session_state[slide]
