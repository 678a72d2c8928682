"""Words: what every form of a brief says alike."""

from __future__ import annotations

from collections.abc import Iterable

from lbdp_core.brief.record import Brief
from lbdp_core.catalogue import ATTRIBUTION as DATA

SAY = {
    "made": "Made on {day}.",
    "caveats": "What this does not tell you",
    "command": "The same figures, without the page",
}
RANGES = "“Between” gives the likely range of what can be expected: 8 chances in 10."
HASHES = "Each SHA-256 is the start of the one that the data folder's manifest lists for a file."

__all__ = ["DATA", "HASHES", "RANGES", "SAY", "follow", "levers", "source"]


def follow(brief: Brief) -> str:
    """What the link opens, and where it works."""
    where = " (works only on the computer it was made on, while the suite runs)" if brief.here else ""
    return f"Open this scenario{where}"


def source(row: tuple[str, ...]) -> str:
    """A row of the sources in one line."""
    what, *more, sha = row
    return f"{what}. {', '.join(filter(None, more))}{'. ' if any(more) else ''}SHA-256 {sha}"


def levers(moved: Iterable[tuple[str, str]]) -> str:
    """Every lever that differs from its default, label and value, in one line."""
    told = "; ".join(f"{label}: {value}" for label, value in moved)
    return f"Levers that differ from their default: {told}." if told else "Every lever is at its default."
