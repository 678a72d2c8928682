"""Saved: the scenarios that a person has named, beside the theme's own; they stand in the session and in the link.

In the link they are one text, "Winter plan:visits=20000;A second:visits=500,floor=50".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from lbdp_core import scenarios
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError
from lbdp_core.theme import Theme

Any_theme = Theme[Any, Any, Any]
MOST = 6  # scenarios that a link has room for
LONGEST = 40  # characters of a name
STRANGE = re.compile(r"[^\w .,'’()%+&-]|(?<=www)\.", re.IGNORECASE)  # what no name needs: signs that part names, links


def harmless(text: str) -> str:
    """A name as it is kept: letters, figures and plain signs, on one line.

    >>> harmless("  Winter <b>plan</b>:  2026 ")
    'Winter b plan b 2026'
    """
    return " ".join(STRANGE.sub(" ", text).split())[:LONGEST].strip()


def known(theme: Any_theme) -> dict[str, Levers]:
    """Every scenario that has a name: the theme's own, then those of the session, first read from the link."""
    box = _box(theme)
    if box not in st.session_state:
        st.session_state[box] = _read(theme, st.query_params.get(_name(theme), ""))
    return dict(theme.presets) | st.session_state[box]


def save(theme: Any_theme, text: str, levers: Levers) -> str:
    """Keep the levers under a name, in place of an older one of that name; returns why not, or nothing."""
    name = harmless(text)
    kept = {n: held for n, held in known(theme).items() if n not in theme.presets}
    if not name:
        return "Give the scenario a name of letters or figures."
    if name.casefold() in map(str.casefold, theme.presets):
        return f"“{name}” is already one of this page's own scenarios; give yours another name."
    if len(kept) >= MOST and name not in kept:
        return f"A link has room for {MOST} saved scenarios; use the name of one of them to replace it."
    st.session_state[_box(theme)] = kept | {name: levers}
    into_link(theme)
    return ""


def into_link(theme: Any_theme) -> None:
    """The saved scenarios stand in the link, also after another page was looked at."""
    kept = {name: held for name, held in known(theme).items() if name not in theme.presets}
    text = ";".join(f"{name}:{scenarios.write(held, theme.presets)}" for name, held in kept.items())
    if text and st.query_params.get(_name(theme)) != text:
        st.query_params[_name(theme)] = text


def _read(theme: Any_theme, text: str) -> Mapping[str, Levers]:
    """The scenarios of a link; what is none is left out."""
    found = {}
    for piece in text.split(";")[:MOST]:
        name, _, values = piece.partition(":")
        if harmless(name) and harmless(name) not in theme.presets:
            try:
                found[harmless(name)] = scenarios.read(values, theme.levers, theme.presets)
            except DataError:
                continue
    return found


def _name(theme: Any_theme) -> str:
    return f"{theme.slug}.saved"


def _box(theme: Any_theme) -> str:
    return f"{theme.slug}:saved"
