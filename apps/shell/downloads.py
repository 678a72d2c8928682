"""Downloads: made only when somebody asks for one, all by the one export function."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from apps import words
from apps.shell import attempts, download_button, state
from apps.shell.state import Opened
from lbdp_core import address, dictionary, exports, plain_json, protect, scenarios, sheets
from lbdp_core.levers import Levers
from lbdp_core.result import Result

if TYPE_CHECKING:
    from lbdp_core import brief

FILES: dict[str, tuple[str, exports.Form]] = {  # words of the button, and the form; the first is what most come for
    "first": ("Where to start (CSV)", "csv"),
    "all": ("Everything (Excel)", "xlsx"),
    "tables": ("Everything (CSV in one ZIP)", "zip"),
    "data": ("Everything (JSON)", "json"),
    "scenario": ("Scenario (JSON)", "json"),  # what `replay` opens again
}

SCREEN = "lbdp-screen"  # how the key begins of what paper leaves out (apps/page.css)
BRIEFS: dict[brief.Form, tuple[str, str]] = {  # words of the button, and its type; `brief` is slow to import
    "html": ("Brief (HTML)", "text/html"),
    "docx": ("Brief (Word)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pptx": ("Brief (PowerPoint)", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}


def buttons(it: Opened, levers: Levers, result: Result) -> None:
    """One button a file; nothing is written until one is pressed."""
    with st.container(key=f"{SCREEN}-files"):
        st.subheader("Take it away", anchor=False)
        shared("every lever", link(it, levers, state.page_address()))
        with st.container(horizontal=True):
            for kind, (label, form) in FILES.items():
                make = partial(made, it, levers, result, kind, state.page_address())
                key = f"{it.theme.slug}:download:{kind}"
                download_button.button(label, make, file_name(it, levers, kind), exports.MIME[form], key)
    brief_buttons(it, levers, result)


def shared(what: str, to: str) -> None:
    """What the address of the page holds, and who can open it; a public one is there to copy."""
    if address.only_here(to):
        st.markdown(
            f"The address of this page holds {what}: copy it to keep this scenario. {address.ONLY_HERE} To share the "
            "scenario, save it as a file."
        )
    else:
        st.markdown(f"This link holds {what}: copy it to share or to keep this scenario. {address.FOR_OTHERS}")
        st.code(to, language=None, wrap_lines=True)


def brief_buttons(it: Opened, levers: Levers, result: Result) -> None:
    """Two pages for a meeting, as a page, a document or a slide; nothing is made until one is pressed."""
    with st.container(key=f"{SCREEN}-brief"):
        st.markdown("**Brief for tomorrow's meeting**: the answer, a map, where to start, how sure, on two pages.")
        with st.container(horizontal=True):
            for form, (label, mime) in BRIEFS.items():
                make = partial(briefed, it, levers, result, form, state.page_address(), date.today())
                name = f"{scenarios.file_stem(it.theme.slug, levers, it.theme.presets)}-brief.{form}"
                download_button.button(label, make, name, mime, f"{it.theme.slug}:brief:{form}")


def briefed(it: Opened, levers: Levers, result: Result, form: brief.Form, page: str, day: date) -> bytes:
    """The brief as a file; what the session's own file and its tries add is said before the answer."""
    from lbdp_core import brief

    tried = [f"{name}: {text}" for name, text in attempts.lines(it.theme.slug).items() if name == attempts.LINE]
    warnings = (*(f"{name}: {text}." for name, text in own_file(it).items()), *tried)
    setting = brief.Setting(page, day, warnings, state.model(it))
    return brief.write(brief.compose(it, levers, result, setting), form)


def file_name(it: Opened, levers: Levers, kind: str) -> str:
    """The theme, what is looked at and every change, as in "fire-enfield-500-visits.xlsx"."""
    stem, form = scenarios.file_stem(it.theme.slug, levers, it.theme.presets), FILES[kind][1]
    return f"{stem}-{kind}.{form}" if kind in ("first", "scenario") else f"{stem}.{form}"


def made(it: Opened, levers: Levers, result: Result, kind: str, page: str) -> bytes:
    sent = parcel(it, levers, result, page)
    if kind == "all":
        columns = dictionary.of_theme(it.theme.slug, it.theme.tables, it.shelf)
        sent = replace(sent, told={**sent.told, "Data dictionary": columns})
    if kind == "scenario":
        sent = replace(sent, tables={"headlines": sent.tables["headlines"]})
    return exports.export(sent, FILES[kind][1])


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
    told, lines = sheets.sheets(it.page, result), about(it, levers, result, page)
    return exports.Parcel(tables, lines, kept, it.release, told, tags(it, levers), sheets.chart(result))


def tags(it: Opened, levers: Levers) -> dict[str, str]:
    """What a CSV file says of itself in its last columns: every lever that differs from its default, and the source."""
    origins = it.origins(it.page.tables(levers))
    until = f"to {it.newest}" if it.newest else "no date of real figures"
    source = f"{'; '.join(dict.fromkeys(o.publisher for o in origins))}; {until}"
    return (
        {"Scenario": scenarios.spelled(levers), "Source": source}
        | {name: text for name, text in attempts.lines(it.theme.slug).items() if name == attempts.LINE}
        | own_file(it)
    )


def about(it: Opened, levers: Levers, result: Result, page: str) -> dict[str, str]:
    lines = {"Question": it.theme.question, "Answer": str(result.answer)} | attempts.lines(it.theme.slug)
    specs = levers.specs()
    lines["Scenario"] = scenarios.spelled(levers)
    lines["Command"] = scenarios.command(it.theme.slug, levers, it.theme.presets)
    lines |= {f"Lever: {specs[n].label}": specs[n].words(v) for n, v in levers.as_dict().items()}
    lines |= assumed(result) | provenance(it) | own_file(it)
    for n, line in enumerate(result.caveats, 1):
        lines[f"What this does not tell you {n}"] = line
    lines["Link"] = link(it, levers, page)
    lines["Where the link works"] = address.reach(lines["Link"])
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
    return scenarios.link(it.theme.slug, levers, it.theme.presets[it.theme.opening], page)
