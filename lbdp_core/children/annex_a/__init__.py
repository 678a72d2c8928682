"""Ofsted's Annex A: the workbook of eleven child-level lists, read in memory for one session, and nothing written.

`opened` gives what is wrong in it (`AnnexA.said`, `AnnexA.faults`) before any figure is worked out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lbdp_core.children.annex_a import quality, reading
from lbdp_core.children.annex_a.faults import Faults
from lbdp_core.children.annex_a.quality import AnnexA

__all__ = ["AnnexA", "opened"]


def opened(files: Sequence[tuple[str, bytes]], today: date, as_of: date | None = None) -> AnnexA:
    """An upload of (name, bytes): one workbook, or a CSV file (or a zip file of them) a list.

    today: nothing can have happened after it. as_of: the day of the extract; the last day in it when not given.

    Raises:
        DataError: the upload cannot be read; one sentence that says why and what to do.
    """
    faults = Faults()
    lists, said = reading.read(files, faults)
    day = as_of or reading.last_day(lists, today)
    good = quality.checked(lists, day, faults)
    return AnnexA(good, tuple(said), day, faults)
