"""Presenter: what only the presenter's second window shows of a tour: notes, what comes next, and a stopwatch.

Both windows carry the tour's code in their link (`?code=3fa9c1&presenter=1`). The first window tells the server which
step it shows; the second asks for it twice a second. So it works without a network, in any two windows, private ones
and different browsers included; and after a restart the first window, which keeps its step in its link, tells it again.
A meeting of another code is another meeting.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from apps.shell import wording
from lbdp_core.formatting import capital, plural

PRESENTER, CODE = "presenter", "code"  # names in the link
KEPT = 100  # meetings that the server remembers; the one least recently moved is forgotten first
LOOK = 0.5  # s between two looks


@dataclass
class Followed:
    """Where a meeting stands: its step, and when its first screen was left (seconds since 1970)."""

    step: int
    began: float | None


_MEETINGS: OrderedDict[str, Followed] = OrderedDict()


def asked() -> bool:
    """Whether the link asks for the presenter's window."""
    return PRESENTER in st.query_params


def tell(code: str, step: int, began: float | None) -> None:
    """The first window of a meeting shows this step now."""
    _MEETINGS[code] = Followed(step, began)
    _MEETINGS.move_to_end(code)
    while len(_MEETINGS) > KEPT:
        _MEETINGS.popitem(last=False)


def draw(screens: Sequence[Any], say: Callable[[Any], str]) -> None:
    """Notes, what comes next and the clock, following the first window; screens: `tour.Screen`s."""
    _window(screens, say, st.query_params.get(CODE, ""))


@st.fragment(run_every=LOOK)
def _window(screens: Sequence[Any], say: Callable[[Any], str], code: str) -> None:
    held = _MEETINGS.get(code)
    if held is None:
        st.title("No tour is followed yet", anchor=False)
        st.markdown("Press P in the window of the tour: it opens this window with the code of that tour.")
        return
    n = min(held.step, len(screens))
    screen, coming = screens[n - 1], screens[n] if n < len(screens) else None
    with st.container(horizontal=True):
        st.metric("Since the start", _clock(time.time() - held.began if held.began else 0), border=True)
        st.metric("Step", f"{n} of {len(screens)}", border=True)
        if screen.minutes:
            st.metric(f"{capital(screen.slug)} is given", plural(screen.minutes, "minute"), border=True)
    st.title(wording.plain(screen.step.notes if screen.step else "Welcome everybody."), anchor=False)
    st.markdown(f"**On the screen.** {wording.plain(say(screen))}")
    if coming is not None:
        st.markdown(f"**Next, {wording.plain(coming.place)}.** {wording.plain(say(coming))}")
    else:
        st.markdown("**Next.** This is the last screen.")
    st.caption("This window follows. Press the keys in the first window.")


def _clock(seconds: float) -> str:
    """Minutes and seconds.

    >>> _clock(754.2)
    '12:34'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
