"""Explain: what drives the estimate, how sure it is, and the data; for whoever asks "how wrong was it last time?"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import area, card, download_button, downloads, parts, scenes, state, wording
from apps.shell.state import Opened
from lbdp_core import explain
from lbdp_core.catalogue import ATTRIBUTION
from lbdp_core.evaluation_page import Detail
from lbdp_core.formatting import month
from lbdp_core.levers import Levers
from lbdp_core.result import Result

PARTS = ("Why", "One area", "How sure", "Data")
ALL = "All drivers"
CARD = "Model card"


def offered(it: Opened) -> tuple[str, ...]:
    """The parts that this theme's page can show with the tables that are held."""
    why, one, sure, data = PARTS
    single, whole = ([one] if area.offered(it) else []), ([CARD] if it.theme.card else [])
    more = [name for name in scenes.offered(it, it.page.scenes) if name != why]
    studied = [name for name in more if it.page.scenes[name].tables is not None]
    following = [name for name in more if name not in studied]
    return (why, *single, *following, sure, *studied, data, *whole)


def ways(it: Opened) -> dict[str, Collection[str]]:
    """By name in the link, what the choices between ways of looking may be set to."""
    slug = it.theme.slug
    held: dict[str, Collection[str]] = {f"{slug}.part": offered(it), f"{slug}.why": _whys(it)}
    boxes = {**scenes.ways(it), **area.ways(it)}  # long lists, made only for a link that names them
    return held | {name: options() for name, options in boxes.items() if name in st.query_params}


def draw(it: Opened, levers: Levers, result: Result) -> None:
    parts.answer(result.answer)
    part = st.segmented_control(
        "Part of the explanation",
        offered(it),
        default=PARTS[0],
        required=True,
        key=f"{it.theme.slug}.part",
        bind="query-params",
        label_visibility="collapsed",
    )
    drawn: dict[str, Callable[[Opened], None]] = {
        "Why": partial(_why, result=result),
        "One area": area.draw,
        "How sure": _sure,
        "Data": _data,
    }
    if part == CARD:
        card.draw(it)
    elif part in it.page.scenes:
        scenes.draw(it, part, it.page.scenes[part], result)
    else:
        with wording.part(f"“{part}”"):
            drawn[part](it)
    with wording.part("The brief"):
        downloads.brief_buttons(it, levers, result)
    parts.caveats(result)


@st.fragment
def _why(it: Opened, result: Result) -> None:
    """All drivers, or one of them, or one borough: only what is chosen is drawn."""
    with wording.part("“Why”"):
        chosen = st.segmented_control(
            "What to look at",
            _whys(it),
            default=ALL,
            required=True,
            key=f"{it.theme.slug}.why",
            bind="query-params",
            label_visibility="collapsed",
        )
        if chosen != ALL:
            scenes.draw(it, chosen, it.page.why[chosen], result)
            return
        st.subheader("Why some places expect more", anchor=False)
        st.markdown(wording.plain(it.page.drivers_note))
        for n, shown in enumerate(it.page.drivers(it.model) if it.page.drivers else ()):
            parts.picture(shown, f"why{n}")
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


def _whys(it: Opened) -> tuple[str, ...]:
    return (ALL, *scenes.offered(it, it.page.why))


def _sure(it: Opened) -> None:
    st.subheader("How wrong was it on years it had not seen?", anchor=False)
    with st.grid(5, min_column_width=170, gap="small"):
        for label, value, remark, why in it.page.facts(it.score):
            parts.card(label, value, [remark], help=why)
    for n, shown in enumerate(_pictures(it.theme.slug)):
        parts.picture(shown, f"sure{n}")
    st.markdown("\n".join(f"- {wording.plain(line)}" for line in it.page.remarks(it.score)))
    for n, (heading, note, frame) in enumerate(_details(it)):
        with st.expander(heading, key=f"{it.theme.slug}:detail{n}", on_change="rerun") as box:
            if box.open:
                st.caption(wording.plain(note))
                parts.sheet(frame, heading)


def _details(it: Opened) -> tuple[Detail, ...]:
    by_borough = it.page.by_borough
    return (it.page.by_year(it.score), *([by_borough(it.model, it.score)] if by_borough else []))


@lru_cache(maxsize=16)
def _pictures(slug: str) -> tuple[Any, ...]:
    return tuple(state.opened(slug).page.sure(state.opened(slug).score))


def _data(it: Opened) -> None:
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
    lacking = [*it.page.missing(it.model), *report.get("gaps", ())]
    if lacking:
        st.subheader("What is missing", anchor=False)
        st.markdown("\n".join(f"- {wording.plain(line)}" for line in lacking))
    if report:
        st.subheader("Rows used and set aside", anchor=False)
        st.markdown("\n".join(f"- {wording.plain(line)}" for line in it.page.rows_used(report)))
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


def rehearse(it: Opened) -> None:
    """Work that the first visitor should not wait for."""
    if it.page.drivers:
        it.page.drivers(it.model)
    _pictures(it.theme.slug)
