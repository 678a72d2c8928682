"""Row accounts: what became of the rows of publishers' files, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def files(told: Iterable[Mapping[str, Any]]) -> list[str]:
    """A sentence a file, from the account that the build gave of it: file, rows, used, and set_aside by reason.

    >>> files([{"file": "a/b.ods", "rows": 1200, "used": 1199, "set_aside": {"no quarter": 1}}])
    ['b.ods: 1,200 rows, 1,199 used; 1 set aside: no quarter.']
    """
    lines = []
    for file in told:
        name = str(file["file"]).rpartition("/")[2]
        aside = "; ".join(f"{count:,} set aside: {reason}" for reason, count in file["set_aside"].items())
        lines.append(f"{name}: {file['rows']:,} rows, {file['used']:,} used" + (f"; {aside}." if aside else "."))
    return lines
