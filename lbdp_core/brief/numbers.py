"""Numbers: headlines, drivers and cells of a brief as people say them."""

from __future__ import annotations

from functools import partial

import pandas as pd

from lbdp_core import protect
from lbdp_core.brief.record import Number, Sheet
from lbdp_core.compare import worded
from lbdp_core.formatting import between, cell, fewer_or_more, fine, number
from lbdp_core.result import Headline

FIRM = "set by your choices, so there is no range"
NOTHING = "–"
DRIVERS = 6  # that a page has room for


def headline(h: Headline) -> Number:
    """A headline with its range and its change in words.

    >>> h = Headline("a", "Fires", "fires", "down", 9.0, 7.0, 5.0, 8.0, -2.0, -4.0, -1.0)
    >>> headline(h).range, headline(h).change
    ('between 5 and 8', '2 fewer than if nothing changed (between 1 and 4)')
    """
    if h.scenario is None:
        return Number(h.label, "–", "", h.reason, "")
    say = partial(number, decimals=h.decimals, unit=h.unit)
    unit = h.unit.removeprefix("£").strip()
    if h.low is None or h.high is None or h.low == h.high:
        known = FIRM if h.change else ""
    else:
        known = f"between {say(h.low)} and {say(h.high)}"
    return Number(h.label, say(h.scenario), "" if unit.lower() in h.label.lower() else unit, known, _change(h))


def _change(h: Headline) -> str:
    if not h.change or h.change_low is None or h.change_high is None:
        return ""
    ends = h.change_low, h.change_high
    say = partial(number, decimals=fine(h.decimals, *ends), unit=h.unit)
    less = worded(h.unit)
    if say(abs(h.change)) == say(0):
        return "about the same as if nothing changed"
    if ends[0] * ends[1] < 0:
        known = f" (between {' and '.join(fewer_or_more(end, say, less) for end in ends)})"
    else:
        known = "" if say(ends[0]) == say(ends[1]) else f" ({between(*ends, say)})"
    return f"{fewer_or_more(h.change, say, less)} than if nothing changed{known}"


def table(frame: pd.DataFrame, release: str, title: str, note: str = "", empty: str = "") -> Sheet:
    """A frame as words, through disclosure control; a column in which no row has anything is left out."""
    safe = protect.release(frame, release)
    told = {str(name): [cell(str(name), value) for value in safe[name]] for name in safe}
    held = {name: column for name, column in told.items() if set(column) - {NOTHING}}
    return Sheet(title, tuple(held), tuple(zip(*held.values(), strict=True)), note, empty)


def reasons(drivers: pd.DataFrame, release: str, note: str) -> Sheet:
    """The largest drivers; their unit stands in the heading where all have the same."""
    safe = protect.release(drivers.head(DRIVERS), release)
    units = list(dict.fromkeys(safe["unit"]))
    signed = bool((safe["contribution"] < 0).any())
    said = [
        f"{_size(float(value), signed)}{'' if len(units) == 1 else f' {unit}'}"
        for value, unit in zip(safe["contribution"], safe["unit"], strict=True)
    ]
    head = ("What", units[0][:1].upper() + units[0][1:] if len(units) == 1 else "How much")
    return Sheet("Why", head, tuple(zip(map(str, safe["driver"]), said, strict=True)), note)


def _size(value: float, sign: bool) -> str:
    small = abs(value) < 10
    return number(value, 2 if small else -3, sign=sign)
