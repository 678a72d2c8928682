"""Words: how the figures of a council's own file are written, hidden ones with DfE's symbol."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from lbdp_core import protect
from lbdp_core.children.annex_a.faults import Faults
from lbdp_core.formatting import plural

SYMBOL = protect.DFE.symbols["hidden"]
RULE = "protected: counts of 5 and under are hidden, with any other count that would tell them"
HIDDEN = f"“{SYMBOL}”: hidden, or too few to say."
FAULTS = "What to put right in the file"
NO_FAULT = "There is nothing to put right: no value is missing, impossible, repeated or outside its list of codes."


def told(faults: Faults) -> tuple[str, ...]:
    """That a file has no fault; nothing where it has, as they are listed then."""
    return () if faults.found else (NO_FAULT,)


def count(value: float) -> str:
    """A count as it may leave.

    >>> count(1240.0), count(float("nan"))
    ('1,240', 'c')
    """
    return f"{value:,.0f}" if value == value else SYMBOL


def percent(share: float) -> str:
    """A share from 0 to 1.

    >>> percent(0.847), percent(float("nan"))
    ('85%', 'c')
    """
    return f"{100 * share:.0f}%" if share == share else SYMBOL


def days(value: float, unit: str = "working day") -> str:
    """A time in days.

    >>> days(1.0), days(45.0, "day"), days(float("nan"))
    ('1 working day', '45 days', 'c')
    """
    return plural(int(value), unit) if value == value else SYMBOL


def ranges(frame: pd.DataFrame, say: Callable[[float], str] = count) -> list[str]:
    """The ranges of a table with low and high.

    >>> ranges(pd.DataFrame({"low": [0.8, None], "high": [0.9, None]}), percent)
    ['80% to 90%', 'c']
    """
    pairs = zip(frame["low"], frame["high"], strict=True)
    return [f"{say(low)} to {say(high)}" if low == low else SYMBOL for low, high in pairs]


def day(when: date) -> str:
    """A day as people say it.

    >>> day(date(2024, 9, 3))
    '3 September 2024'
    """
    return f"{when.day} {when:%B %Y}"
