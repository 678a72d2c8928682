"""Explain: at most seven parts, the same for every theme; a theme has those that it has something for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from apps.shell import area, card, download_button, downloads, made_from, part_file, parts, scenes, state, wording
from apps.shell.state import Opened
from lbdp_core import explain, scenarios
from lbdp_core.evaluation_page import Detail
from lbdp_core.levers import Levers
from lbdp_core.result import Result
from lbdp_core.scene import PARTS, Part, Scene, Shown

Topic = Callable[[Opened, Result], None]


def offered(it: Opened) -> dict[Part, dict[str, Topic]]:
    """By part, what this theme's page can show there with the tables that are held."""
    found = {part: {**_first(it, part), **_scenes(it, part), **_last(it, part)} for part in PARTS}
    return {part: topics for part, topics in found.items() if topics}


def _first(it: Opened, part: Part) -> dict[str, Topic]:
    """What the shell shows of every theme that has it, before the theme's own scenes."""
    match part:
        case "Why here" if area.offered(it):
            return {"One area": area.why_here}
        case "How sure":
            return {"Past errors": _sure}
        case "What if" if area.offered(it):
            return {"Change an area": area.what_if, "Over a range": area.over_a_range}
        case "Data":
            return {"Tables": lambda it, _: made_from.tables(it), "Columns": lambda it, _: made_from.columns(it)}
        case "Model" if it.page.drivers:
            return {"All drivers": _drivers}
    return {}


def _last(it: Opened, part: Part) -> dict[str, Topic]:
    """The card and what not to conclude in general, which stand once a theme."""
    whole: dict[str, Topic] = {"Model card": lambda it, _: card.draw(it)} if it.theme.card else {}
    return {**whole, "Limits": lambda _, result: parts.caveats(result, heading=st.header)} if part == "Model" else {}


def _scenes(it: Opened, part: Part) -> dict[str, Topic]:
    among: Mapping[str, Scene] = {**it.page.why, **it.page.scenes}
    return {name: partial(_scene, name, among[name]) for name in scenes.offered(it, among) if among[name].part == part}


def _scene(name: str, scene: Scene, it: Opened, result: Result) -> None:
    """A scene; where it follows the levers, the answer that it explains stands under its question."""

    def heading(question: str, anchor: Literal[False]) -> None:
        st.header(question, anchor=anchor)
        if scene.tables is None:
            st.markdown(f"**{wording.plain(result.answer.lead)}**")

    scenes.draw(it, name, scene, result, heading=heading)


def ways(it: Opened) -> dict[str, Collection[str]]:
    """By name in the link, what the choices between ways of looking may be set to."""
    slug, held = it.theme.slug, offered(it)
    part: Any = st.query_params.get(f"{slug}.part")
    topics = held.get(part) or next(iter(held.values()))
    boxes = {**scenes.ways(it), **area.ways(it)}  # long lists, made only for a link that names them
    asked = {name: options() for name, options in boxes.items() if name in st.query_params}
    return {f"{slug}.part": tuple(held), f"{slug}.topic": tuple(topics), **asked}


def draw(it: Opened, levers: Levers, result: Result) -> None:
    """The choice of part and of what to see of it, then that, and the command that works out the same."""
    held, slug = offered(it), it.theme.slug
    with st.container(horizontal=True, gap="small"):
        part: Any = _choice("Part of the explanation", tuple(held), f"{slug}.part")
        topics = held[part]
        topic = _choice("What to see of it", tuple(topics), f"{slug}.topic") if len(topics) > 1 else next(iter(topics))
    with wording.part(f"“{topic}”"):
        topics[topic](it, result)
    st.caption("The same figures by command line")
    st.code(scenarios.command(slug, levers, it.theme.presets), language=None, wrap_lines=True)
    with wording.part("The brief"):
        downloads.brief_buttons(it, levers, result)


def _choice(label: str, options: tuple[str, ...], key: str) -> str:
    """A row of words, one of which is chosen; it opens on the first, also where the last choice is gone."""
    if st.session_state.get(key, options[0]) not in options:
        st.session_state[key] = options[0]
    start: dict[str, Any] = {} if key in st.session_state else {"default": options[0]}
    shared: dict[str, Any] = {"required": True, "key": key, "bind": "query-params", "label_visibility": "collapsed"}
    return str(st.segmented_control(label, options, **start, **shared))


DRIVERS, SURE = "Why do some places expect more?", "How wrong was it on data it had not seen?"


def _drivers(it: Opened, result: Result) -> None:
    st.header(DRIVERS, anchor=False)
    st.markdown(wording.plain(it.page.drivers_note))
    pictures = it.page.drivers(it.model) if it.page.drivers else ()
    for n, shown in enumerate(pictures):
        parts.picture(shown, f"why{n}")
    part_file.button(it, "all drivers", DRIVERS, Shown((it.page.drivers_note,), pictures=pictures))
    _with_shap(it)


def _with_shap(it: Opened) -> None:
    """The contributions of the published model, and the lines that plot them with the shap package."""
    if it.theme.explained is None or it.release != "released":
        return
    slug, explained = it.theme.slug, it.theme.explained
    with st.expander("Plot this yourself with shap", key=f"{slug}:shap", on_change="rerun") as box:
        if box.open:
            file = f"{slug}-drivers.npz"
            download_button.button(
                "What each driver adds in every area",
                lambda: explained(it.model).as_npz(),
                file,
                "application/octet-stream",
                f"{slug}:npz",
            )
            st.code(explain.SNIPPET.format(file=file), language="python")


def _sure(it: Opened, result: Result) -> None:
    st.header(SURE, anchor=False)
    facts, remarks, pictures = it.page.facts(it.score), it.page.remarks(it.score), _pictures(it.theme.slug)
    with st.grid(5, min_column_width=170, gap="small"):
        for label, value, remark, why in facts:
            parts.card(label, value, [remark], help=why)
    for n, shown in enumerate(pictures):
        parts.picture(shown, f"sure{n}")
    st.markdown("\n".join(f"- {wording.plain(line)}" for line in remarks))
    details = _details(it)
    for n, (heading, note, frame) in enumerate(details):
        with st.expander(heading, key=f"{it.theme.slug}:detail{n}", on_change="rerun") as box:
            if box.open:
                st.caption(wording.plain(note))
                parts.sheet(frame, heading)
    summary = pd.DataFrame([fact[:3] for fact in facts], columns=["Past forecasts", "Result", "What it means"])
    sheets = (("In short", summary), *((heading, frame) for heading, _, frame in details))
    part_file.button(it, "past errors", SURE, Shown(remarks, pictures=pictures, sheets=sheets))


def _details(it: Opened) -> tuple[Detail, ...]:
    by_borough = it.page.by_borough
    return (it.page.by_year(it.score), *([by_borough(it.model, it.score)] if by_borough else []))


@lru_cache(maxsize=16)
def _pictures(slug: str) -> tuple[Any, ...]:
    return tuple(state.opened(slug).page.sure(state.opened(slug).score))


def rehearse(it: Opened) -> None:
    """Work that the first visitor should not wait for."""
    if it.page.drivers:
        it.page.drivers(it.model)
    _pictures(it.theme.slug)
