"""Explain: what drives the estimate, how sure it is, and the data; for whoever asks "how wrong was it last time?"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import area, card, parts, say, scenes, state, studies
from apps.shell.state import Opened
from lbdp_core.catalogue import ATTRIBUTION
from lbdp_core.levers import Levers
from lbdp_core.result import Result
from lbdp_core.written import month

PARTS = ("Why", "One area", "How sure", "Data")
ALL = "All drivers"
CARD = "Model card"


def offered(it: Opened, views: ModuleType) -> tuple[str, ...]:
    """The parts that this theme's page can show with the tables that are held."""
    why, one, sure, data = PARTS
    single, whole = ([one] if area.offered(views) else []), ([CARD] if it.theme.card else [])
    more = [name for name in scenes.offered(views) if name != why]
    return (why, *single, *more, sure, *studies.offered(it, views), data, *whole)


def ways(it: Opened, views: ModuleType) -> dict[str, Collection[str]]:
    """By name in the link, what the choices between ways of looking may be set to."""
    slug = it.theme.slug
    held: dict[str, Collection[str]] = {f"{slug}.part": offered(it, views), f"{slug}.why": _whys(it, views)}
    boxes = {**studies.ways(it, views), **area.ways(it, views)}  # long lists, made only for a link that names them
    return held | {name: options() for name, options in boxes.items() if name in st.query_params}


def draw(it: Opened, views: ModuleType, levers: Levers, result: Result) -> None:
    st.header(say.plain(result.answer), anchor=False)
    part = st.segmented_control(
        "Part of the explanation",
        offered(it, views),
        default=PARTS[0],
        required=True,
        key=f"{it.theme.slug}.part",
        bind="query-params",
        label_visibility="collapsed",
    )
    drawn = {"Why": _why, "One area": area.draw, "How sure": _sure, "Data": _data}
    if part == CARD:
        card.draw(it, views)
    elif part in scenes.offered(views):
        scenes.draw(it, views, part, result)
    elif part in drawn:
        with say.part(f"“{part}”"):
            drawn[part](it, views)
    else:
        studies.draw(it, views, part)
    parts.caveats(result)


@st.fragment
def _why(it: Opened, views: ModuleType) -> None:
    """All drivers, or one of them, or one borough: only what is chosen is drawn."""
    with say.part("“Why”"):
        chosen = st.segmented_control(
            "What to look at",
            _whys(it, views),
            default=ALL,
            required=True,
            key=f"{it.theme.slug}.why",
            bind="query-params",
            label_visibility="collapsed",
        )
        if chosen != ALL:
            studies.draw(it, views, chosen)
            return
        st.subheader("Why some places expect more", anchor=False)
        st.markdown(
            "Ratios, never chances: ×1.18 means that this driver makes the expected rate 18 % higher than it would be "
            "for a typical area. They describe where fires are, not what would happen if a driver changed."
        )
        for n, shown in enumerate(views.drivers(it.model)):
            parts.picture(shown, f"why{n}")


def _whys(it: Opened, views: ModuleType) -> tuple[str, ...]:
    return (ALL, *studies.offered(it, views, "WHY"))


def _sure(it: Opened, views: ModuleType) -> None:
    st.subheader("How wrong was it on years it had not seen?", anchor=False)
    with st.grid(5, min_column_width=170, gap="small"):
        for label, value, remark, why in views.facts(it.score):
            parts.card(label, value, [remark], help=why)
    for n, shown in enumerate(_pictures(it.theme.slug, views)):
        parts.picture(shown, f"sure{n}")
    st.markdown("\n".join(f"- {say.plain(line)}" for line in views.remarks(it.score)))
    for n, (heading, note, frame) in enumerate((views.by_year(it.score), views.by_borough(it.model, it.score))):
        with st.expander(heading, key=f"{it.theme.slug}:detail{n}", on_change="rerun") as box:
            if box.open:
                st.caption(say.plain(note))
                parts.sheet(frame, heading)


@lru_cache(maxsize=16)
def _pictures(slug: str, views: ModuleType) -> tuple[Any, ...]:
    return tuple(views.sure(state.opened(slug).score))


def _data(it: Opened, views: ModuleType) -> None:
    st.subheader("What it is made from", anchor=False)
    listed = {entry.path: entry for entry in it.shelf.entries.values() if entry.path in it.theme.tables}
    frame = pd.DataFrame(
        {
            "What": e.origin.what[:1].upper() + e.origin.what[1:],
            "Publisher": e.origin.publisher,
            "As of": month(e.origin.as_of),
            "Licence": e.origin.licence.replace("OGL", "Open Government Licence"),
            "Kind": e.origin.kind,
            "Rows": f"{e.rows:,}",
        }
        for e in listed.values()
    )
    parts.sheet(frame, "Tables, publishers, licences and dates")
    st.caption(ATTRIBUTION)
    report = it.shelf.report.get(it.theme.slug) or {}
    lacking = [*views.missing(it.model), *report.get("gaps", ())]
    if lacking:
        st.subheader("What is missing", anchor=False)
        st.markdown("\n".join(f"- {say.plain(line)}" for line in lacking))
    if report:
        st.subheader("Rows used and set aside", anchor=False)
        st.markdown("\n".join(f"- {say.plain(line)}" for line in views.rows_used(report)))
        with st.expander("The whole report of the build", key=f"{it.theme.slug}:report", on_change="rerun") as box:
            if box.open:
                lines = pd.DataFrame(list(_flat(report)), columns=["What", "Figure"])
                parts.table(lines, "Report of the build: rows used and set aside", height=330)


def _flat(nested: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """A nested report as lines: plain figures first, then what is listed by file."""
    for name, value in sorted(nested.items(), key=lambda item: _listed(item[1])):
        words = above + name.replace("_", " ")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{words}: ")
        elif _listed(value):
            for item in value:
                first = next(iter(item))
                yield from _flat({k: v for k, v in item.items() if k != first}, f"{item[first]}: ")
        elif isinstance(value, list):
            yield words, ", ".join(map(str, value[:5])) + (" …" if len(value) > 5 else "")
        else:
            yield (
                words,
                f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if isinstance(value, float) else value,
            )


def _listed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def rehearse(it: Opened, views: ModuleType) -> None:
    """Work that the first visitor should not wait for."""
    if hasattr(views, "drivers"):
        views.drivers(it.model)
    if area.offered(views):
        area.rehearse(it, views)
    _pictures(it.theme.slug, views)
