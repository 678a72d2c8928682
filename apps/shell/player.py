"""Player: what a theme lets one watch day by day: play, pause, start again, jump to a day; and a reload goes on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from apps.shell import parts, state, where, wording
from apps.shell.state import Opened
from lbdp_core import charts
from lbdp_core.player import Player, step_now
from lbdp_core.result import Result

TICK, TALL, WORDS = 1.0, 300, 16  # s between two pictures; px of map and picture, and of their words


def _key(it: Opened, name: str) -> str:
    return f"{it.theme.slug}.{name}"


def running(it: Opened) -> bool:
    """Whether the page shows the player: the address holds a day."""
    return it.page.player is not None and _key(it, "day") in st.query_params


def offer(it: Opened) -> None:
    """The button that begins it, where the theme has something to watch and nobody watches it yet."""
    if it.page.player is not None and not running(it):
        words = it.page.player.button
        st.button(
            words,
            key=f"{it.theme.slug}:play",
            icon=":material/play_arrow:",
            on_click=_begin,
            args=(it,),
        )


def _begin(it: Opened) -> None:
    assert it.page.player is not None
    _go(it, it.page.player.first, True)


def _go(it: Opened, step: int, play: bool) -> None:
    """Stand at a step, playing or not: in the address, so that and a reload goes on."""
    st.query_params.update({_key(it, "day"): str(step), _key(it, "play"): "1" if play else "0"})
    st.session_state[_key(it, "since")] = (step, time.monotonic())


def _leave(it: Opened) -> None:
    for name in ("day", "play"):
        st.query_params.pop(_key(it, name), None)


def _at(it: Opened, player: Player[Any], last: int, speed: float) -> tuple[int, bool]:
    """The step that is reached now, and whether it goes on."""
    text = st.query_params.get(_key(it, "day"), "")
    step = min(int(text), last) if text.isdecimal() and len(text) < 6 else player.first
    playing = st.query_params.get(_key(it, "play")) == "1"
    if not playing:
        return step, False
    start, since = st.session_state.setdefault(_key(it, "since"), (step, time.monotonic()))
    reached = step_now(start, time.monotonic() - since, speed, last)
    return reached, reached < last


def stage(it: Opened, result: Result) -> None:
    """The player over the whole width; only it is sent again while days pass."""
    playing = st.query_params.get(_key(it, "play")) == "1"
    st.fragment(_stage, run_every=TICK if playing else None)(it, result)


def _stage(it: Opened, result: Result) -> None:
    player = it.page.player
    if player is None or not running(it):
        return
    with wording.part("The replay"):
        model = state.model(it)
        steps = player.steps(model, result)
        step, playing = _at(it, player, len(steps) - 1, float(result.levers[player.speed]))
        if str(step) != st.query_params.get(_key(it, "day")):
            st.query_params[_key(it, "day")] = str(step)
        if not playing and st.query_params.get(_key(it, "play")) == "1":  # the last day is reached
            _go(it, step, False)
            st.rerun()
        shown = player.show(model, result, step)
        with st.container(key="lbdp-player", gap="small"):
            _buttons(it, player, steps, step, playing)
            figures, left, right = st.columns([3, 5, 5], gap="small")
            with figures:
                for label, value in shown.figures:
                    st.metric(label, value)
            with left:
                where.plain(it, shown.measure, TALL)
            with right:
                drawn = replace(shown.picture, spec=charts.enlarged(shown.picture.spec, WORDS, TALL, 1))
                parts.chart(drawn, "player")


def _buttons(it: Opened, player: Player[Any], steps: Sequence[str], step: int, playing: bool) -> None:
    """The day, and what can be done with it; to jump, one pauses first."""
    slug = it.theme.slug
    day, *rest = st.columns([4, 2.2, 3, 2.4, 4], vertical_alignment="bottom", gap="small")
    with day:
        st.subheader(wording.plain(steps[step]), anchor=False)
    with rest[0]:
        if playing:
            _button(it, "Pause", ":material/pause:", step, False)
        else:
            _button(it, "Play", ":material/play_arrow:", step if step < len(steps) - 1 else player.first, True)
    with rest[1]:
        _button(it, "Start again", ":material/replay:", player.first, True)
    with rest[2]:
        if st.button("Close", key=f"{slug}:player:close", icon=":material/close:"):
            _leave(it)
            st.rerun()
    with rest[3]:
        named = {words: n for n, words in enumerate(steps)}
        if playing:
            return
        words = st.selectbox(
            "Jump to a day", list(named), step, key=f"{slug}:player:jump:{step}", label_visibility="collapsed"
        )
        if named[words] != step:
            _go(it, named[words], False)
            st.rerun()


def _button(it: Opened, words: str, icon: str, step: int, play: bool) -> None:
    if st.button(words, key=f"{it.theme.slug}:player:{words}", icon=icon):
        _go(it, step, play)
        st.rerun()
