"""Render scene: what a scene found, on the page: words, map, pictures, tables, self-tests, a file to take away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from apps.shell import download_button, downloads, part_file, parts, where, wording
from apps.shell.state import Opened
from lbdp_core import exports, scenarios
from lbdp_core.result import Result
from lbdp_core.scene import Shown

HEIGHT = 420


def draw(it: Opened, name: str, question: str, found: Shown, result: Result | None) -> None:
    """All of it, in the order in which `Shown` lists it. result: what it follows; None for the published model."""
    for line in found.sentences:
        st.markdown(wording.plain(line))
    if found.cards:
        with st.grid(len(found.cards), min_column_width=240, gap="small"):
            for label, answer, sentence in found.cards:
                parts.card(label, answer, [sentence])
    if found.measure is not None:
        where.plain(it, found.measure, HEIGHT)
    for n, picture in enumerate(found.pictures):
        parts.picture(picture, f"{name}{n}")
    for heading, frame in found.sheets:
        if heading:
            st.markdown(f"**{wording.plain(heading)}**")
        parts.sheet(frame, heading or question, it.release)
    for heading, frame in found.tables:
        st.markdown(f"**{wording.plain(heading)}**")
        parts.table(frame, heading, it.release, height=HEIGHT)
    _checks(found.checks)
    for line in found.notes:
        st.caption(wording.plain(line))
    if found.stays or not (found.pictures or found.cards or found.sheets or found.tables or found.measure):
        return
    with st.container(horizontal=True):
        part_file.button(it, name, question, found, result)
        if found.file is not None:
            _file(it, name, found.file, result)


def _checks(checks: tuple[tuple[bool, str, str], ...]) -> None:
    if checks:
        st.markdown("**Self-tests for leaks, on the data that is shown**")
    for passed, test, words in checks:
        badge = ":green-badge[:material/check: holds]" if passed else ":red-badge[:material/close: fails]"
        st.markdown(f"{badge} **{wording.plain(test)}.** {wording.plain(words)}")


def _file(it: Opened, name: str, frame: pd.DataFrame, result: Result | None) -> None:
    slug = it.theme.slug
    levers = it.theme.levers(**result.levers) if result else it.theme.levers()

    def made() -> bytes:
        tags = downloads.tags(it, levers)
        if result is None:
            tags.pop("Scenario")
        return exports.export(exports.Parcel({name.lower(): frame}, {}, release=it.release, tags=tags), "csv")

    stem = scenarios.file_stem(slug, levers, it.theme.presets) if result else slug
    file, key = f"{stem}-{name.lower()}.csv", f"{slug}:{name}:download"
    download_button.button("The whole list (CSV)", made, file, exports.MIME["csv"], key)
