"""Downloads: made only when somebody asks for one, all by the one export function."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from apps import words
from apps.shell import panel
from apps.shell.state import Opened
from lbdp_core import exports
from lbdp_core.levers import Levers
from lbdp_core.result import Result

FORMS: dict[exports.Form, str] = {
    "csv": "Areas (CSV)",
    "xlsx": "Everything (Excel)",
    "json": "Everything (JSON)",
}


def buttons(it: Opened, levers: Levers, result: Result) -> None:
    """Three buttons; nothing is written until one is pressed."""
    st.subheader("Take it away", anchor=False)
    st.markdown("The address of this page holds every lever: copy it to share or to keep this scenario.")
    with st.container(horizontal=True):
        for form, label in FORMS.items():
            st.download_button(
                label,
                data=_later(it, levers, result, form, st.context.url or ""),
                file_name=f"{it.theme.slug}.{form}",
                mime=exports.MIME[form],
                key=f"{it.theme.slug}:download:{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def _later(it: Opened, levers: Levers, result: Result, form: exports.Form, page: str) -> Callable[[], bytes]:
    return partial(made, it, levers, result, form, page)


def made(it: Opened, levers: Levers, result: Result, form: exports.Form, page: str) -> bytes:
    return exports.export(parcel(it, levers, result, page), form)


def parcel(it: Opened, levers: Levers, result: Result, page: str) -> exports.Parcel:
    """Everything that the page says, with how it came about."""
    headlines = pd.DataFrame([h.as_dict() for h in result.headlines])
    tables = {
        "places": result.places,
        "headlines": headlines,
        "shortlist": result.shortlist,
        "over_time": result.over_time,
        "drivers": result.drivers,
        **result.extras,
    }
    document: Any = words.plain(words.result(it.theme, result, it.shelf))
    keep = ("theme", "question", "answer", "levers", "caveats", "sources")
    return exports.Parcel(tables, about(it, levers, result, page), {k: document[k] for k in keep}, it.release)


def about(it: Opened, levers: Levers, result: Result, page: str) -> dict[str, str]:
    lines = {"Question": it.theme.question, "Answer": result.answer}
    specs = levers.specs()
    lines |= {f"Lever: {specs[n].label}": f"{v} {specs[n].unit}".strip() for n, v in levers.as_dict().items()}
    listed = [it.shelf.entries[p] for p in it.theme.tables if it.shelf.has(p)]
    for entry in listed:
        o = entry.origin
        lines[f"Source: {entry.path}"] = f"{o.what}; {o.publisher}; {o.licence}; as of {o.as_of}; {o.kind} data"
    for n, line in enumerate(result.caveats, 1):
        lines[f"What not to conclude {n}"] = line
    lines["Use"] = "Not operational advice."
    lines["Link"] = link(it, levers, page)
    return lines


def link(it: Opened, levers: Levers, page: str) -> str:
    """The address that opens the page at these levers."""
    opening = it.theme.presets[it.theme.opening].as_dict()
    moved = {
        panel.key(it.theme, n): f"{v:g}" if isinstance(v, float) else v
        for n, v in levers.as_dict().items()
        if v != opening[n]
    }
    return page.split("?", maxsplit=1)[0] + (f"?{urlencode(moved)}" if moved else "")
