"""Model card: what the tool is, for whom, how well it did and where it may not be used; as JSON in ATRS fields."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import download_button, downloads, parts, state, wording
from apps.shell.state import Opened
from lbdp_core import atrs, card, exports, plain_json

SHORT = "In short"
ONLY_IN_FILE = ("sha256", "release", "kind", "horizon")  # of a record
MITCHELL = {  # sections of Mitchell and others (2019) that a person asks for first
    "intended_use": "For what, for whom, and for what not",
    "quantitative_analyses": "How well it did",
    "training_data": "What it learnt from",
    "ethical_considerations": "Risks, and what is done about them",
    "caveats_and_recommendations": "Limits",
}


@st.fragment
def draw(it: Opened) -> None:
    """The card a section at a time; a choice sends this part again and nothing else."""
    with wording.part("The model card"):
        made = _document(it.theme.slug)
        st.header("What is this, who is it for, and where should it not be used?", anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            sections = {SHORT: "", **{atrs.title(section): section for section in atrs.FIELDS}}
            chosen = st.selectbox("Section", list(sections), key=f"{it.theme.slug}:Model card:Section", width=360)
            _file(it, made)
        if chosen == SHORT:
            _short(it, made)
        else:
            _section(it, made, sections[chosen])
        standard = made["standard"]
        st.caption(
            wording.plain(
                f"Fields of the {standard['name']} v{standard['version']} ({standard['date']}), and the sections of "
                "Mitchell and others (2019). Figures, dates and licences are read from the scorecard and the manifest. "
                f"{len(made['left_to_the_organisation'])} fields are left to the organisation that would use this."
            )
        )


def _short(it: Opened, made: dict[str, Any]) -> None:
    st.markdown(wording.plain(made["tier_1"]["description"]))
    for section, heading in MITCHELL.items():
        st.markdown(f"**{heading}**")
        said = atrs.lines(made["model_card"][section]["says"])
        st.markdown("\n".join(f"- {wording.plain(line[:1].upper() + line[1:])}" for line in said))
        if section == "quantitative_analyses":
            with st.grid(5, min_column_width=170, gap="small"):
                for label, value, remark, why in it.page.facts(it.score):
                    parts.card(label, value, [remark], help=why)


def _section(it: Opened, made: dict[str, Any], section: str) -> None:
    """Number, field and what it says; the fields that are left to the organisation stand together."""
    rows = atrs.rows(made, section)
    for number, name, value in rows:
        if value is not None:
            st.markdown(f"**{number} {wording.plain(name)}**")
            _value(it, value, name)
    if left := [f"- {number} {wording.plain(name)}" for number, name, value in rows if value is None]:
        st.markdown("\n".join([f"**{atrs.TO_BE_GIVEN.capitalize()}**", "", *left]))


def _value(it: Opened, value: Any, name: str) -> None:
    """Text as a line, a list or an object as points, records as a small table."""
    if _records(value):
        rows = [
            {atrs.name(k): " ".join(atrs.lines(v)) for k, v in row.items() if k not in ONLY_IN_FILE} for row in value
        ]
        parts.sheet(pd.DataFrame(rows), name, it.release)
        return
    if isinstance(value, dict) and any(map(_records, value.values())):
        _value(it, {k: v for k, v in value.items() if not _records(v)}, name)
        for key, records in value.items():
            if _records(records):
                _value(it, records, f"{name}: {key}")
        return
    mark = "- " if isinstance(value, dict | list) else ""
    said = [
        line if "/" in line.split(":", maxsplit=1)[0] else line[:1].upper() + line[1:] for line in atrs.lines(value)
    ]
    st.markdown("\n".join(f"{mark}{wording.plain(line)}" for line in said))


def _records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _file(it: Opened, made: dict[str, Any]) -> None:
    def parcel() -> bytes:
        return exports.export(exports.Parcel({}, downloads.provenance(it), made, it.release), "json")

    name, key = f"{it.theme.slug}-model-card.json", f"{it.theme.slug}:card:download"
    download_button.button("The whole card (JSON)", parcel, name, exports.MIME["json"], key)


@lru_cache(maxsize=16)
def _document(slug: str) -> dict[str, Any]:
    it = state.opened(slug)
    made = card.document(it.theme, it.score, it.shelf.entries, it.shelf.report)
    plain: dict[str, Any] = plain_json.plain(made)
    return plain
