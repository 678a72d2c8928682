"""Downloads: made only when somebody asks for one, all by the one export function."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from apps import words
from apps.shell import attempts, download_button, panel, state
from apps.shell.state import Opened
from lbdp_core import dictionary, exports, plain_json, protect
from lbdp_core.levers import Levers
from lbdp_core.result import Result

FILES: dict[str, tuple[str, exports.Form]] = {  # words of the button, and the form; the first is what most come for
    "first": ("What first (CSV)", "csv"),
    "areas": ("Areas (CSV)", "csv"),
    "all": ("Everything (Excel)", "xlsx"),
    "data": ("Everything (JSON)", "json"),
    "scenario": ("Scenario (JSON)", "json"),  # what `replay` opens again
}
DECIMALS = 2  # of the list of what first; the other files keep every digit


def buttons(it: Opened, levers: Levers, result: Result) -> None:
    """One button a file; nothing is written until one is pressed."""
    st.subheader("Take it away", anchor=False)
    st.markdown("The address of this page holds every lever: copy it to share or to keep this scenario.")
    with st.container(horizontal=True):
        for kind, (label, form) in FILES.items():
            make = partial(made, it, levers, result, kind, st.context.url or "")
            key = f"{it.theme.slug}:download:{kind}"
            download_button.button(label, make, file_name(it, levers, kind), exports.MIME[form], key)


def file_name(it: Opened, levers: Levers, kind: str) -> str:
    """The theme, what is looked at and the first lever, as in "fire-enfield-500-visits.xlsx"."""
    specs = levers.specs()
    first = next(name for name, spec in specs.items() if spec.kind == "change")
    seen = [getattr(levers, name) for name in panel.looks(it.theme)]
    seen = [f"{value:g}" if isinstance(value, float) else value for value in seen]
    words = [it.theme.slug, *seen, f"{getattr(levers, first):g}", specs[first].unit]
    stem = re.sub(r"[^a-z0-9]+", "-", " ".join(map(str, words)).lower()).strip("-")
    form = FILES[kind][1]
    return f"{stem}-{kind}.{form}" if form == "csv" or kind == "scenario" else f"{stem}.{form}"


def made(it: Opened, levers: Levers, result: Result, kind: str, page: str) -> bytes:
    sent = parcel(it, levers, result, page)
    if kind == "first":
        sent = replace(sent, tables={"what_first": shortlist(it, result)})
    if kind == "all":
        sent = replace(sent, tables={**sent.tables, "data_dictionary": dictionary.of_theme(it.theme, it.shelf)})
    if kind == "scenario":
        sent = replace(sent, tables={"headlines": sent.tables["headlines"]})
    return exports.export(sent, FILES[kind][1])


def shortlist(it: Opened, result: Result) -> pd.DataFrame:
    """What to act on first under the headings of the page; areas with their code, which the page leaves out."""
    kept = it.page.columns(result.shortlist)
    names = {"code": "Code"} if "code" in result.shortlist else {}
    names |= {one.column: one.words for one in kept}
    return result.shortlist[list(names)].round(DECIMALS).rename(columns=names)


def parcel(it: Opened, levers: Levers, result: Result, page: str) -> exports.Parcel:
    """Everything that the page says, with how it came about."""
    headlines = pd.DataFrame([h.as_dict() for h in result.headlines])
    tables = {
        "places": result.places,
        "headlines": headlines,
        "totals": pd.DataFrame([h.as_dict() for h in result.totals]),
        "shortlist": result.shortlist,
        "over_time": result.over_time,
        "drivers": result.drivers,
        **{f"extras.{name}": table for name, table in result.extras.items()},
    }
    document: Any = plain_json.plain(words.result(it.theme, result, it.shelf))
    keep = ("theme", "question", "answer", "answer_parts", "levers", "caveats", "sources")
    kept = (
        {k: document[k] for k in keep}
        | {"extras": {}}
        | ({"own_file": said} if (said := " ".join(own_file(it).values())) else {})
    )
    return exports.Parcel(tables, about(it, levers, result, page), kept, it.release)


def about(it: Opened, levers: Levers, result: Result, page: str) -> dict[str, str]:
    lines = {"Question": it.theme.question, "Answer": str(result.answer)} | attempts.lines(it.theme.slug)
    specs = levers.specs()
    lines |= {f"Lever: {specs[n].label}": specs[n].words(v) for n, v in levers.as_dict().items()}
    lines |= assumed(result) | provenance(it) | own_file(it)
    for n, line in enumerate(result.caveats, 1):
        lines[f"What not to conclude {n}"] = line
    lines["Link"] = link(it, levers, page)
    return lines


def assumed(result: Result) -> dict[str, str]:
    """The log of assumptions, a line each, where a theme keeps one: value, default, source and quality."""
    log = result.extras.get("assumptions")
    if log is None:
        return {}
    return {
        f"Assumption: {row.assumption}": f"{row.value} (default: {row.default}); {row.source}; {row.quality}"
        for row in log.itertuples()
    }


def provenance(it: Opened) -> dict[str, str]:
    """Where the figures come from, a line a table, and what they are not."""
    lines = {}
    for entry in (it.shelf.entries[p] for p in it.theme.tables if it.shelf.has(p)):
        o = entry.origin
        lines[f"Source: {entry.path}"] = f"{o.what}; {o.publisher}; {o.licence}; as of {o.as_of}; {o.kind} data"
    return lines | {"Use": "Not operational advice."}


def own_file(it: Opened) -> dict[str, str]:
    """What the figures owe to a file of the session's own; nothing where they owe it nothing."""
    taken = state.mine(it.theme.slug)
    if taken is None or taken.model is None:
        return {}
    return {"With a file of one's own": f"{taken.what}; {protect.RULE}; the link below does not hold it"}


def link(it: Opened, levers: Levers, page: str) -> str:
    """The address that opens the page at these levers."""
    opening = it.theme.presets[it.theme.opening].as_dict()
    moved = {
        panel.key(it.theme, n): f"{v:g}" if isinstance(v, float) else v
        for n, v in levers.as_dict().items()
        if v != opening[n]
    }
    return page.split("?", maxsplit=1)[0] + (f"?{urlencode(moved)}" if moved else "")
