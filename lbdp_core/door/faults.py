"""Faults: values of a file that cannot be used, as one sentence, what to do, and a list in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lbdp_core.sources import DataError

MOST = 20  # faults that are listed
COUNTED = 10_000  # of one column; beyond it nobody counts


@dataclass(frozen=True, order=True)
class Fault:
    """One value that cannot be used. place: the position of its column in the file, so that faults sort as it reads.

    value: the value as a sentence shows it. why: what is wrong with it. advice: what to do. sheet: "" where the file
    has one sheet only.
    """

    row: int
    place: int
    column: str
    value: str
    why: str = ""
    advice: str = "correct it"
    sheet: str = ""

    @property
    def where(self) -> str:
        sheet = f"sheet “{self.sheet}”, " if self.sheet else ""
        return f"{sheet}row {self.row}, column {self.column}"

    def line(self) -> str:
        """The fault as a line of the list.

        >>> Fault(2, 1, "visits", "“many”", "where a number should be").line()
        'Row 2, column visits: “many”, where a number should be.'
        """
        said = f"{self.where}: {self.value}{f', {self.why}' if self.why else f'; {self.advice}'}."
        return said[:1].upper() + said[1:]


def refuse(label: str, faults: Sequence[Fault]) -> None:
    """Nothing, when there are no faults.

    Raises:
        DataError: there are; the sentence tells the first, and `faults` of the error lists them.
    """
    first_of = {(fault.row, fault.place): fault for fault in reversed(faults)}
    listed = [first_of[at] for at in sorted(first_of)]
    if not listed:
        return
    first = listed[0]
    said = f"{first.value} in {first.where}{f', {first.why}' if first.why else ''}"
    if len(listed) == 1:
        raise DataError(f"{label} has {said}; {first.advice}.")
    more = len(listed) - MOST
    lines = [*(fault.line() for fault in listed[:MOST]), *([f"And {more:,} more."] if more > 0 else [])]
    advice = first.advice if len({fault.advice for fault in listed}) == 1 else "correct them as the list says"
    advice = "correct them" if advice == "correct it" else advice
    raise DataError(f"{label} has {len(listed):,} values that cannot be used, the first {said}; {advice}.", lines)
