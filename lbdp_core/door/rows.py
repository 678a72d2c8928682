"""Rows: those of a worksheet below its header to columns of text, without its notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from lbdp_core.door.cells import NO_VALUE, Row
from lbdp_core.door.header import Header
from lbdp_core.door.kinds import Limits
from lbdp_core.door.notes import Kept
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.sources import DataError


def sheet_of_rows(
    rows: Iterable[Row],
    header: Header,
    wanted: list[int],
    limits: Limits,
    repaired: list[str],
    label: str,
    beside: Collection[int] = (),
) -> Sheet:
    """The wanted columns of a sheet as text; rows without a value are left out.

    beside: those of the columns in which a formula without its value is an empty cell.

    Raises:
        DataError: more rows than may be read, or a wanted cell has a formula without its value.
    """
    columns: dict[int, list[str]] = {i: [] for i in wanted}
    kept = Kept(len(header.names))
    for row in rows:
        if row.number <= header.last or not kept.takes(row.number, row.filled, str(row.first)):
            continue
        if len(kept.rows) > limits.rows:
            raise DataError(f"{label} has more than {limits.rows:,} rows; give a file with no more than that.")
        for i, column in columns.items():
            text = row.cells.get(i, "")
            if text == NO_VALUE and i in beside:
                text = ""
            elif text == NO_VALUE:
                raise DataError(
                    f"{label} has formulas without saved values (the first in row {row.number}, column "
                    f"{called(header.names[i])}); open it in Excel, save it and give it again."
                )
            column.append(text)
    count = len(kept.rows) - kept.tail()
    frame = pd.DataFrame({str(i): column[:count] for i, column in columns.items()}, dtype="str")
    return Sheet(header.names, frame, [*repaired, *header.told(), *kept.told()], kept.lines())
