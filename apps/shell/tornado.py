"""What matters most: each lever moved alone from end to end of what is plausible for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import parts, state, wording
from apps.shell.state import Opened
from lbdp_core import charts, tornado
from lbdp_core.formatting import CHANCES, fine
from lbdp_core.levers import Levers
from lbdp_core.result import Headline
from lbdp_core.tornado import Sweep

Values = tuple[tuple[str, Any], ...]


@st.fragment
def draw(it: Opened, levers: Levers) -> None:
    """The figure that is asked about, what moves it most in one sentence, and the bars."""
    with wording.part("What matters most"):
        found = _sweep(it.theme.slug, tuple(levers.as_dict().items()))
        labels = {h.key: h.label for h in found.base.figures}
        left, right = st.columns([8, 4], vertical_alignment="bottom", gap="medium")
        moves = f"{it.theme.slug}:moves"
        key = str(right.selectbox("What moves", list(labels), format_func=labels.__getitem__, key=moves))
        h = found.base.figure(key)
        base = tornado.made(h)
        if base is None:
            st.markdown(wording.plain(f"There is no figure to show for these choices. {h.reason}"))
            return
        bars = tornado.bars(found, key)
        if bars.empty:
            st.markdown("With these choices no lever moves this figure.")
            return
        left.header(wording.plain(_sentence(h, base, bars)), anchor=False)
        table = _table(bars, h)
        alt = f"Tornado: {h.label}, each lever moved alone; widest {', '.join(bars['what'].head(3)).lower()}"
        note, rest = _notes(found, h)
        drawn = charts.tornado(bars, base, tornado.band(h), _axis(h), (alt, note), table)
        parts.picture(drawn, f"tornado:{key}")
        if rest:
            st.caption(wording.plain(rest))


def _axis(h: Headline) -> str:
    return h.label if h.change is None or not h.today else f"Change in {h.label[:1].lower()}{h.label[1:]}"


def _said(h: Headline, value: float) -> str:
    """With as many decimals as the figure has elsewhere on the page."""
    return wording.number(value, fine(h.decimals, *(tornado.band(h) or (value,))), h.unit)


def _sentence(h: Headline, base: float, bars: pd.DataFrame) -> str:
    top = bars.iloc[0]
    return (
        f"“{top['what']}” matters most. Alone it moves “{_axis(h)}” ({_said(h, base)} now) from "
        f"{_said(h, top['low'])} to {_said(h, top['high'])}."
    )


def _table(bars: pd.DataFrame, h: Headline) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Lever": bars["what"],
            "Now": bars["now"],
            "Lowest at": bars["low_at"],
            "Lowest figure": [_said(h, v) for v in bars["low"]],
            "Highest at": bars["high_at"],
            "Highest figure": [_said(h, v) for v in bars["high"]],
        }
    )


def _notes(found: Sweep, h: Headline) -> tuple[str, str]:
    """What a bar is, what the band is, and what is not in the picture."""
    band = tornado.band(h)
    shade = (
        ""
        if band is None or band[0] == band[1]
        else (
            f"The grey band is the likely range of this figure with all levers as they are now ({_said(h, band[0])} to "
            f"{_said(h, band[1])}, {CHANCES}). "
        )
    )
    first = (
        "Each bar moves one lever over its plausible range, or over all its choices, and leaves the others as they "
        "are. The chart does not show what two levers do together. Each lever's help says where its range comes from."
    )
    still = tornado.still(found, h.key)
    rest = f"These levers do not move it here: {_quoted(still)}. " if still else ""
    left = [found.labels[name] for name in found.left]
    rest += f"The chart leaves out {_quoted(left)}, which sets the size of the change itself." if left else ""
    return shade + first, rest.strip()


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _sweep(slug: str, values: Values) -> Sweep:
    """The bars; kept for everybody, or with a file of one's own by the session alone."""
    if state.model(state.opened(slug)) is state.opened(slug).model:
        return _public(slug, values)
    found: Sweep = state.apart(slug, "tornado", (values,), lambda model: _swept(slug, model, values))
    return found


@lru_cache(maxsize=16)
def _public(slug: str, values: Values) -> Sweep:
    return _swept(slug, state.opened(slug).model, values)


def _swept(slug: str, model: Any, values: Values) -> Sweep:
    theme = state.opened(slug).theme
    return tornado.sweep(lambda at: theme.run(model, at), theme.levers(**dict(values)))
