"""Assumptions: everything that a theme's figures rest on, as one table made from where the levers stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from lbdp_core.levers import Levers

Row = tuple[str, str, str, str, str]  # assumption, value, default, source, quality
CHOSEN = "chosen"  # the quality of what a person chooses to look at


def fixed(*found: tuple[str, str, str, str]) -> list[Row]:
    """Rows of what no lever moves: assumption, value, source, quality.

    >>> fixed(("Last count", "December 2024", "Home Office", "published"))
    [('Last count', 'December 2024', 'December 2024', 'Home Office', 'published')]
    """
    return [(name, value, value, source, quality) for name, value, source, quality in found]


def of_levers(
    levers: Levers, quality: Mapping[str, str], shown: Callable[[str], bool] = lambda name: True
) -> list[Row]:
    """A row a lever: where it stands, its default, and how that is known (`CHOSEN` where nothing is said)."""
    today = type(levers)()
    return [
        (spec.label, spec.words(getattr(levers, name)), spec.words(getattr(today, name)), spec.why,
         quality.get(name, CHOSEN))
        for name, spec in levers.specs().items()
        if shown(name)
    ]  # fmt: skip


def log(rows: Iterable[Row]) -> pd.DataFrame:
    """assumption, value, default, changed ("yes" or "no"), source, quality: one row an assumption.

    >>> log([("New claims", "5%", "0%", "Asy_D01", "published")])["changed"].tolist()
    ['yes']
    """
    frame = pd.DataFrame(list(rows), columns=["assumption", "value", "default", "source", "quality"])
    frame.insert(3, "changed", (frame["value"] != frame["default"]).map({True: "yes", False: "no"}))
    return frame


def in_words(frame: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """What a page says of the log, and the log as people read it: a default only where a lever was moved."""
    changed = int((frame["changed"] == "yes").sum())
    shown = frame.assign(default=frame["default"].mask(frame["changed"] == "no", "same")).drop(columns="changed")
    text = (
        f"These figures rest on {len(frame)} assumptions; your levers changed {changed or 'none'} of them. Every file "
        "that you take away has the same list."
    )
    return text, shown.rename(columns=lambda name: str(name).capitalize())
