"""Made from: the tables behind a theme, what is missing from them, and what became of the publishers' rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import parts, wording
from apps.shell.state import Opened
from lbdp_core import dictionary
from lbdp_core.catalogue import ATTRIBUTION
from lbdp_core.formatting import month


def columns(it: Opened) -> None:
    """Every column of the tables that the theme reads; the table searches and sorts."""
    st.header("What does each column mean?", anchor=False)
    parts.table(
        dictionary.of_theme(it.theme.slug, it.theme.tables, it.shelf),
        "Every column: meaning, unit, source and date",
        height=430,
    )
    st.caption("Point at the table and choose the magnifying glass to search it.")


def tables(it: Opened) -> None:
    """The tables that the theme reads, what is missing, and what became of the publishers' rows."""
    st.header("What it is made from", anchor=False)
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
