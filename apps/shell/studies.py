"""Studies: parts of the explanation that read a stored table; read only when shown, and then kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from functools import cache, lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import say, shown, state
from apps.shell.state import Opened
from lbdp_core import pipeline
from lbdp_core.scene import Study


def offered(it: Opened, among: Mapping[str, Study]) -> tuple[str, ...]:
    """Those whose tables are in the data folder."""
    held = {n for n in it.theme.studies if it.shelf.has(pipeline.study_path(it.theme.slug, n))}
    return tuple(name for name, part in among.items() if held.issuperset(part.tables))


def ways(it: Opened) -> dict[str, Callable[[], Collection[str]]]:
    """By name in the link, what the boxes of the parts may be set to."""
    held = (*offered(it, it.page.studies), *offered(it, it.page.why))
    linked = {name: _part(it.theme.slug, name).links for name in held}
    return {
        f"{it.theme.slug}.{link}": partial(_options, it.theme.slug, name, words)
        for name, links in linked.items()
        for words, link in links.items()
    }


def _options(slug: str, name: str, words: str) -> tuple[str, ...]:
    part = _part(slug, name)
    return tuple(part.choices(_tables(slug, part))[words])


def _part(slug: str, name: str) -> Study:
    page = state.opened(slug).page
    return {**page.studies, **page.why}[name]


@st.fragment
def draw(it: Opened, name: str) -> None:
    """One part: its choices, then what they show. A choice sends this part again and nothing else."""
    slug, part = it.theme.slug, _part(it.theme.slug, name)
    with say.part(f"“{name}”"):  # inside: a fragment reports its own failures
        st.subheader(part.question, anchor=False)
        asked = part.choices(_tables(slug, part))
        picks: dict[str, str] = {}
        columns = iter(st.columns(max(len(asked), 3), gap="small"))
        for words, options in asked.items():
            with next(columns):
                picks[words] = st.selectbox(words, options, **_kept(slug, name, words, part.links))
        for words, options in part.then(it.model, _tables(slug, part), picks).items():
            with next(columns, nullcontext()):  # keyed by what it depends on: another borough, another list
                key = f"{slug}:{name}:{words}:{'/'.join(picks.values())}"
                picks[words] = st.selectbox(words, options, key=key)
        found = _shown(slug, name, tuple(picks.items()))
        shown.draw(it, name, part.question, found)


def _kept(slug: str, name: str, words: str, links: Mapping[str, str]) -> dict[str, Any]:
    """Where a choice is remembered: in the link, if a person would share it."""
    if words in links:
        return {"key": f"{slug}.{links[words]}", "bind": "query-params"}
    return {"key": f"{slug}:{name}:{words}"}


def _tables(slug: str, part: Study) -> dict[str, pd.DataFrame]:
    held = [path for path in part.given if state.opened(slug).shelf.has(path)]
    return {name: _table(slug, name) for name in part.tables} | {path: _given(slug, path) for path in held}


@cache
def _given(slug: str, path: str) -> pd.DataFrame:
    return state.opened(slug).shelf.table(path, dtype=str, keep_default_na=False)


@cache
def _table(slug: str, name: str) -> pd.DataFrame:
    text = {"year": str, "period": str, "flag": str, "group": str}
    held = state.opened(slug).shelf.table(pipeline.study_path(slug, name), dtype=text)
    return held.fillna({"flag": ""}) if "flag" in held else held


@lru_cache(maxsize=32)
def _shown(slug: str, name: str, picks: tuple[tuple[str, str], ...]) -> Any:
    part = _part(slug, name)
    return part.show(state.opened(slug).model, _tables(slug, part), dict(picks))
