"""Studies: parts of the explanation that read a stored table; read only when shown, and then kept."""

from __future__ import annotations

from functools import cache, lru_cache
from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import downloads, parts, say, state, where
from apps.shell.state import Opened
from lbdp_core import exports, pipeline

HEIGHT = 420


def offered(it: Opened, views: ModuleType) -> tuple[str, ...]:
    """The parts whose tables are in the data folder."""
    held = {n for n in it.theme.studies if it.shelf.has(pipeline.study_path(it.theme.slug, n))}
    return tuple(name for name, part in views.PARTS.items() if held.issuperset(part.tables))


@st.fragment
def draw(it: Opened, views: ModuleType, name: str) -> None:
    """One part: its choices, then what they show. A choice sends this part again and nothing else."""
    slug, part = it.theme.slug, views.PARTS[name]
    with say.part(f"“{name}”"):  # inside: a fragment reports its own failures
        st.subheader(part.question, anchor=False)
        asked = part.choices(_tables(slug, part.tables))
        picks = {}
        for column, (words, options) in zip(st.columns(max(len(asked), 3), gap="small"), asked.items(), strict=False):
            with column:
                picks[words] = st.selectbox(words, options, key=f"{slug}:{name}:{words}")
        shown = _shown(slug, views, name, tuple(picks.items()))
        for line in shown.sentences:
            st.markdown(say.plain(line))
        if shown.measure is not None:
            where.plain(shown.measure, it.release, HEIGHT)
        for n, picture in enumerate(shown.pictures):
            parts.picture(picture, f"{name}{n}")
        for heading, frame in shown.sheets:
            st.markdown(f"**{say.plain(heading)}**")
            parts.sheet(frame, heading, it.release)
        _checks(shown.checks)
        if shown.file is not None:
            _file(it, name, part.question, shown.file)


def _checks(checks: tuple[tuple[bool, str, str], ...]) -> None:
    if checks:
        st.markdown("**Self-tests for leaks, on the data that is shown**")
    for passed, test, words in checks:
        badge = ":green-badge[:material/check: holds]" if passed else ":red-badge[:material/close: fails]"
        st.markdown(f"{badge} **{say.plain(test)}.** {say.plain(words)}")


def _file(it: Opened, name: str, question: str, frame: pd.DataFrame) -> None:
    def made() -> bytes:
        about = {"Question": question} | downloads.provenance(it)
        return exports.export(exports.Parcel({name.lower(): frame}, about, release=it.release), "csv")

    st.download_button(
        "The whole list (CSV)",
        data=made,
        file_name=f"{it.theme.slug}-{name.lower()}.csv",
        mime=exports.MIME["csv"],
        key=f"{it.theme.slug}:{name}:download",
        on_click="ignore",
        icon=":material/download:",
    )


def _tables(slug: str, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    return {name: _table(slug, name) for name in names}


@cache
def _table(slug: str, name: str) -> pd.DataFrame:
    text = {"year": str, "period": str, "flag": str, "group": str}
    held = state.opened(slug).shelf.table(pipeline.study_path(slug, name), dtype=text)
    return held.fillna({"flag": ""}) if "flag" in held else held


@lru_cache(maxsize=32)
def _shown(slug: str, views: ModuleType, name: str, picks: tuple[tuple[str, str], ...]) -> Any:
    part = views.PARTS[name]
    return part.show(state.opened(slug).model, _tables(slug, part.tables), dict(picks))
