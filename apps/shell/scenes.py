"""Scenes: the theme's own parts of a page that follow the levers; each is worked out only while it is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import streamlit as st

from apps.shell import papers, say, shown, state
from apps.shell.state import Opened
from lbdp_core.result import Result
from lbdp_core.scene import Scene, Shown

WIDEST = 5  # boxes in a row


def below(it: Opened, result: Result, folded: bool) -> None:
    """The scenes that stand below the figures in Explore: those in the open, or those one click away."""
    for name, scene in it.page.below.items():
        if scene.folded != folded:
            continue
        if not folded:
            draw_one(it, name, scene, result)
            continue
        with st.expander(scene.question, key=f"{it.theme.slug}:below:{name}", on_change="rerun") as box:
            if box.open:
                draw_one(it, name, scene, result, headed=False)


def draw(it: Opened, name: str, result: Result) -> None:
    """One part of the explanation."""
    draw_one(it, name, it.page.scenes[name], result)


@st.fragment
def draw_one(it: Opened, name: str, scene: Scene, result: Result, headed: bool = True) -> None:
    """Its choices, then what they show. A choice sends this part again and nothing else."""
    slug, model = it.theme.slug, state.model(it)
    if scene.papers is not None:
        papers.arrive(slug)
    with say.part(f"“{name}”"):  # inside: a fragment reports its own failures
        if headed:
            st.subheader(say.plain(scene.question), anchor=False)
        picks = _picks(slug, name, scene, model, result)
        if scene.papers is not None:
            picks |= papers.held(slug)
        found = scene.show(model, result, picks)
        if scene.papers:  # between what they come to and why, so that an answer does not move them
            shown.draw(it, name, scene.question, Shown(found.sentences))
            papers.fill(it, result, scene.papers, name)
            found = replace(found, sentences=())
        shown.draw(it, name, scene.question, found)


def _picks(slug: str, name: str, scene: Scene, model: Any, result: Result) -> dict[str, str]:
    """What is chosen, by the words of each choice; the further ones depend on the first."""
    picks: dict[str, str] = {}
    asked = scene.choices(model, result)
    columns = _boxes(max(len(asked) + 1, 3)) if asked else iter(())
    for words, options in asked.items():
        with next(columns):
            picks[words] = _pick(slug, name, scene, words, options)
    for words, options in scene.then(model, result, picks).items():
        with next(columns):
            picks[words] = _pick(slug, name, scene, words, options)
    return picks


def _boxes(count: int) -> Iterator[Any]:
    """Places for boxes, side by side as long as their words have room, then in rows below."""
    wide = min(count, WIDEST)
    for start in range(0, count, wide):
        yield from st.columns(wide, gap="small")[: count - start]


def _pick(slug: str, name: str, scene: Scene, words: str, options: tuple[str, ...]) -> str:
    if words in scene.links:  # remembered in the link, because a person would share it
        return str(st.selectbox(words, options, key=f"{slug}.{scene.links[words]}", bind="query-params"))
    return str(st.selectbox(words, options, key=f"{slug}:{name}:{words}"))
