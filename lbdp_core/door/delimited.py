"""Delimited: a CSV (or a file parted by semicolons, tabs or bars) to its first rows, and to columns of text.

An even table is read by a fast parser. One with blank rows, notes, or rows that are longer or shorter than the header
is read row by row, and what can be mended is mended aloud.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

import pandas as pd

from lbdp_core.door.header import LOOK, Header, Line, Top
from lbdp_core.door.kinds import Limits, plain
from lbdp_core.door.lines import Lines
from lbdp_core.door.notes import Kept, is_note, is_value
from lbdp_core.door.parsing import PEEK, Sheet, is_json
from lbdp_core.sources import DataError

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
LINE, LONGEST = re.compile(r"[^\r\n]+"), 1_000_000
TAIL = 20_000  # characters of the end of a file that are looked at for notes
INDEX = {"", "id", "no", "number", "row", "rowid", "index", "n"}


def top_of(text: str) -> tuple[list[Line], str]:
    """The first rows of a file that have a value, and its delimiter: what parts most rows alike into most columns."""
    if not is_json(text) and longer(text, LONGEST):
        raise ValueError("a row has more than a million characters")
    start = text[:PEEK]
    tops = [(list(_first(start, d)), d) for d in DELIMITERS if d in start] or [(list(_first(start, ",")), ",")]
    return max(tops, key=lambda top: _evenness(top[0]))


def longer(text: str, most: int) -> int:
    """The first row, from 1, that has more characters than that; 0 where none has. One pass, whatever the file."""
    for line in LINE.finditer(text):
        if line.end() - line.start() > most:
            start = text[: line.start()].replace("\r\n", "\n")
            return start.count("\n") + start.count("\r") + 1
    return 0


def rows(text: str, most: int) -> list[Line]:
    """The rows at the beginning of a file that have a value."""
    return list(_first(text[: 2 * PEEK], top_of(text)[1], most))


def _first(text: str, delimiter: str, most: int = LOOK) -> Iterator[Line]:
    part = io.StringIO(text, newline="")
    found = 0
    try:
        for row, cells in enumerate(csv.reader(part, delimiter=delimiter), 1):
            if any(cell.strip() for cell in cells):
                yield Line(row, cells, part.tell())
                found += 1
            if found == most:
                return
    except csv.Error:  # a quote that is never closed, which reading says
        return


def _evenness(top: Top) -> int:
    widths = [len(line.cells) for line in top]
    return max(((width - 1) * widths.count(width) ** 2 for width in set(widths)), default=0)


def sheet(text: str, delimiter: str, header: Header, top: Top, wanted: list[int], label: str, limits: Limits) -> Sheet:
    """The wanted columns of a delimited text, below its header.

    Raises:
        DataError: a row with more or fewer values than the header or more characters than they may have, or an
            unclosed quote.
    """
    if text.count("\n") + text.count("\r") > 4 * limits.rows:  # most of them blank, or more than may be read
        raise DataError(f"{label} has more than {limits.rows:,} rows; give a file with no more than that.")
    most = limits.value * len(header.names)
    if row := longer(text, most):
        raise DataError(f"{label} has more than {most:,} characters in row {row}; correct that row.")
    if text.count('"') % 2:
        _refuse_open_quote(text, label, delimiter)
    body = text[header.end :]
    told = [] if delimiter == "," else [f"columns parted by {DELIMITERS[delimiter]}"]
    told += header.told()
    cells = _even(body, delimiter, len(header.names), wanted)
    if cells is not None:
        return Sheet(header.names, cells, told, Lines((0,), (header.last + 1,)), delimiter == ";")
    cells, lines, notes = _row_by_row(body, delimiter, header, _names_of_rows(top, header), wanted, label, limits)
    return Sheet(header.names, cells, [*told, *notes], lines, delimiter == ";")


def _even(body: str, delimiter: str, width: int, wanted: list[int]) -> pd.DataFrame | None:
    """The wanted columns of a table without notes whose rows are all as wide as its header; None for another."""
    import pyarrow as pa
    from pyarrow import compute as pc
    from pyarrow import csv as arrow

    if "\n\n" in body or "\n\r\n" in body or body.startswith(("\n", "\r")) or _has_notes(body, delimiter, width):
        return None
    uneven: list[int] = []

    def note(row: object) -> str:
        uneven.append(1)
        return "skip" if len(uneven) < 100 else "error"

    keep = [str(i) for i in wanted]
    try:
        table = arrow.read_csv(
            io.BytesIO(body.encode()),
            read_options=arrow.ReadOptions(
                column_names=[str(i) for i in range(width)], use_threads=False, block_size=16 << 20
            ),
            parse_options=arrow.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note),
            convert_options=arrow.ConvertOptions(
                include_columns=keep, column_types=dict.fromkeys(keep, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None  # uneven throughout, or empty
    if uneven:
        return None
    empty = None  # rows without a value in the wanted columns: of delimiters alone, or nearly
    for column in table.columns:
        empty = pc.equal(column, "") if empty is None else pc.and_(empty, pc.equal(column, ""))
        if not pc.any(empty).as_py():
            return table.to_pandas()
    return None


def _has_notes(body: str, delimiter: str, width: int) -> bool:
    """Whether the end of a table has a row that is a note."""
    start = body.find("\n", max(len(body) - TAIL, 0)) + 1 if len(body) > TAIL else 0
    for cells in csv.reader(io.StringIO(body[start:], newline=""), delimiter=delimiter):
        full = [cell for cell in cells if cell.strip()]
        if len(full) < 2 < width or (full and is_note(len(full), full[0], width)):
            return True
    return False


def _names_of_rows(top: Top, header: Header) -> bool:
    """Whether every row begins with a name of its own, over which the header has none, as R writes tables."""
    width = len(header.names)
    rows = [line.cells for line in top[header.at + 1 :] if len(line.cells) > 1]
    first = [cells[0].strip() for cells in rows]
    if not rows or any(len(cells) != width + 1 for cells in rows) or plain(header.names[0]) in INDEX:
        return False
    return all(f.isdecimal() for f in first) and all(int(a) < int(b) for a, b in itertools.pairwise(first))


def _row_by_row(
    body: str, delimiter: str, header: Header, shift: bool, wanted: list[int], label: str, limits: Limits
) -> tuple[pd.DataFrame, Lines, list[str]]:
    width = len(header.names)
    kept = Kept(width + shift)
    columns: list[list[str]] = [[] for _ in wanted]
    at = [i + shift for i in wanted]
    last = max(at, default=0)
    longer = shorter = cut = False
    row = header.last
    for row, given in enumerate(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter), header.last + 1):
        cells = given
        full = [cell for cell in cells if cell.strip()]
        if not full or not kept.takes(row, len(full), full[0]):
            continue
        if len(cells) != width + shift:
            spare = any(cell.strip() for cell in cells[width + shift :])
            lone = len(cells) == 1 and not is_value(cells[0]) and not kept.tail()
            if spare or lone or shift:
                raise DataError(_ragged(label, len(cells), row, width))
            longer |= len(cells) > width + shift
            shorter |= len(cells) < width + shift
        if len(kept.rows) > limits.rows:
            raise DataError(f"{label} has more than {limits.rows:,} rows; give a file with no more than that.")
        if cut := len(cells) <= last:
            cells = given + [""] * (last + 1 - len(given))
        for column, i in zip(columns, at, strict=True):
            column.append(cells[i])
    if cut and not body.endswith(("\n", "\r")):
        raise DataError(f"{label} ends in the middle of row {row}; give the whole file.")
    count = len(kept.rows) - kept.tail()
    frame = pd.DataFrame({str(i): column[:count] for i, column in zip(wanted, columns, strict=True)}, dtype="str")
    told = ["the first column taken as names of rows, since the header has one name fewer"] * shift
    told += ["empty cells beyond the last column left out"] * longer
    told += ["cells left off at the ends of rows read as empty"] * shorter
    return frame, kept.lines(), [*told, *kept.told()]


def _ragged(label: str, found: int, row: int, width: int) -> str:
    values, columns = f"{found} value{'s' * (found != 1)}", f"{width} column{'s' * (width != 1)}"
    if found > width:
        advice = "put a value that holds the delimiter in double quotes, or give every column a name"
    else:
        advice = "complete the row or take it out"
    return f"{label} has {values} in row {row} where the header has {columns}; {advice}."


def _refuse_open_quote(text: str, label: str, delimiter: str) -> None:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for _ in rows:
            start = rows.line_num + 1
    except csv.Error:
        raise DataError(f"{label} opens a double quote in row {start} that never closes; close or remove it.") from None
