"""Scenes: a theme's own parts of a page; each is worked out only while it is in sight, its tables read only then."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import papers, render_scene, state, wording
from apps.shell.state import Opened
from lbdp_core import pipeline
from lbdp_core.result import Result
from lbdp_core.scene import BETWEEN, Scene, Shown

WIDEST = 5  # boxes in a row
TYPED = 60  # characters of what is typed
Picked = tuple[tuple[str, str], ...]


def offered(it: Opened, among: Mapping[str, Scene]) -> tuple[str, ...]:
    """Those whose tables are in the data folder."""
    held = {n for n in it.theme.studies if it.shelf.has(pipeline.study_path(it.theme.slug, n))}
    return tuple(name for name, scene in among.items() if held.issuperset(scene.tables or ()))


def ways(it: Opened) -> dict[str, Callable[[], Collection[str]]]:
    """By name in the link, what the boxes of scenes that do not follow the levers may be set to."""
    slug, all_scenes = it.theme.slug, _explained(it.theme.slug)
    return {
        f"{slug}.{link}": partial(_options, slug, name, words)
        for name in offered(it, all_scenes)
        if all_scenes[name].tables is not None
        for words, link in all_scenes[name].links.items()
    }


def _explained(slug: str) -> dict[str, Scene]:
    page = state.opened(slug).page
    return {**page.scenes, **page.why}


def _options(slug: str, name: str, words: str) -> tuple[str, ...]:
    scene = _explained(slug)[name]
    return tuple(scene.choices(state.opened(slug).model, _tables(slug, scene))[words])


def below(it: Opened, result: Result, folded: bool) -> None:
    """The scenes that stand below the figures in Explore: those in the open, or those one click away."""
    for name, scene in it.page.below.items():
        if scene.folded != folded:
            continue
        if not folded:
            draw(it, name, scene, result)
            continue
        with st.expander(scene.question, key=f"{it.theme.slug}:below:{name}", on_change="rerun") as box:
            if box.open:
                draw(it, name, scene, result, heading=None)


@st.fragment
def draw(
    it: Opened, name: str, scene: Scene, result: Result, heading: Callable[..., Any] | None = st.subheader
) -> None:
    """Its choices, then what they show. A choice sends this part again and nothing else."""
    slug = it.theme.slug
    if scene.papers is not None:
        papers.arrive(slug)
    with wording.part(f"“{name}”"):  # inside: a fragment reports its own failures
        if heading is not None:
            heading(wording.plain(scene.question), anchor=False)
        follows = scene.tables is None
        model = state.model(it) if follows else it.model
        basis: Any = result if follows else _tables(slug, scene)
        picks = _picks(slug, name, scene, model, basis)
        if scene.papers is not None:
            picks |= papers.held(slug)
        found = scene.show(model, basis, picks) if follows else _published(slug, name, tuple(picks.items()))
        if scene.papers:  # between what they come to and why, so that an answer does not move them
            render_scene.draw(it, name, scene.question, Shown(found.sentences), None)
            papers.fill(it, result, scene.papers, name)
            found = replace(found, sentences=())
        render_scene.draw(it, name, scene.question, found, result if follows else None)


def _picks(slug: str, name: str, scene: Scene, model: Any, basis: Any) -> dict[str, str]:
    """What is chosen, by the words of each choice; the further ones depend on the first."""
    picks: dict[str, str] = {}
    asked = scene.choices(model, basis)
    columns = _boxes(max(len(asked) + (not scene.several), 3)) if asked else iter(())
    for words, options in asked.items():
        with next(columns):
            picks[words] = _pick(slug, name, scene, words, options)
    first = "" if scene.tables is None else f":{'/'.join(picks.values())}"  # another borough, another list
    for words, options in scene.then(model, basis, picks).items():
        with st.container() if words in scene.several else next(columns):  # many options need the whole width
            picks[words] = _pick(slug, name, scene, words, options, first)
    return picks


def _boxes(count: int) -> Iterator[Any]:
    """Places for boxes, side by side as long as their words have room, then in rows below."""
    wide = min(count, WIDEST)
    for start in range(0, count, wide):
        yield from st.columns(wide, gap="small")[: count - start]


def _pick(slug: str, name: str, scene: Scene, words: str, options: tuple[str, ...], first: str = "") -> str:
    if words in scene.several:  # another list of options is another box: it opens with all of them
        key = f"{slug}:{name}:{words}:{'/'.join(options)}"
        return BETWEEN.join(st.pills(words, options, default=options, selection_mode="multi", key=key))
    if words in scene.links:  # remembered in the link, because a person would share it
        return str(st.selectbox(words, options, key=f"{slug}.{scene.links[words]}", bind="query-params"))
    typed = words in scene.typed
    chosen = st.selectbox(words, options, key=f"{slug}:{name}:{words}{first}", accept_new_options=typed)
    return str(chosen or options[0])[:TYPED]


def _tables(slug: str, scene: Scene) -> Any:
    """The basis of a scene that does not follow the levers: its tables by name and by path."""
    held = [path for path in scene.given if state.opened(slug).shelf.has(path)]
    return {name: _study(slug, name) for name in scene.tables or ()} | {path: _given(slug, path) for path in held}


@cache
def _given(slug: str, path: str) -> pd.DataFrame:
    return state.opened(slug).shelf.table(path, dtype=str, keep_default_na=False)


@cache
def _study(slug: str, name: str) -> pd.DataFrame:
    text = {"year": str, "period": str, "flag": str, "group": str}
    held = state.opened(slug).shelf.table(pipeline.study_path(slug, name), dtype=text)
    return held.fillna({"flag": ""}) if "flag" in held else held


@lru_cache(maxsize=32)
def _published(slug: str, name: str, picks: Picked) -> Shown:
    """What a scene shows of the published model; kept for everybody, since the levers make no difference."""
    scene = _explained(slug)[name]
    return scene.show(state.opened(slug).model, _tables(slug, scene), dict(picks))
