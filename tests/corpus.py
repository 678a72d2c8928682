"""Files of counts by LSOA as people make them: tables x forms x faults, each with the total that it should give.

A table is a list of rows with its header; a form turns one into bytes. Nothing here reads a file.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from tests import ods
from tests.doors import CODES, SHELF

Rows = list[list[Any]]
AREAS = CODES[40:64]
COUNTS = [12, 0, 31, 1_234, 9, 58, 27, 16, 2_105, 44, 8, 73, 19, 66, 12, 150, 37, 21, 95, 10, 3, 1_004, 48, 29]
TOTAL = sum(COUNTS)
HALF = [n // 2 for n in COUNTS]
HEADER = ["lsoa21_code", "visits"]
NAME = dict(zip(CODES, SHELF.table("areas/lsoa.csv")["borough_code"], strict=True))


@dataclass(frozen=True)
class Case:
    """total: that every door should give, None where every door should refuse. says: words of each door's sentence.

    apart: what another door does instead, by its name: a total, or None for a refusal.
    """

    name: str
    raw: bytes
    total: float | None
    says: str = ""
    apart: dict[str, float | None] | None = None

    def expected(self, door: str) -> float | None:
        return self.apart[door] if self.apart and door in self.apart else self.total


def table(counts: Sequence[Any] = COUNTS, areas: Sequence[str] = AREAS, header: Sequence[str] = HEADER) -> Rows:
    return [list(header), *([a, n] for a, n in zip(areas, counts, strict=True))]


def beside(header: str, value: Callable[[int], Any], at: int = 2) -> Rows:
    """The table with one more column, of value(position)."""
    return [[*row[:at], header if n == 0 else value(n - 1), *row[at:]] for n, row in enumerate(table())]


def parted(header: str, words: Sequence[str], whole: str = "") -> Rows:
    """A row an area and word, whose counts come to those of the table; whole: the word of a total of them."""
    rows: Rows = [["lsoa21_code", header, "visits"]]
    for area, count in zip(AREAS, COUNTS, strict=True):
        first = count // 3
        rows += [[area, words[0], first], [area, words[1], count - first]]
        rows += [[area, whole, count]] if whole else []
    return rows


# --- forms: a table to bytes


def text(rows: Rows, delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    made = io.StringIO()
    shown = [["" if value is None else value for value in row] for row in rows]
    csv.writer(made, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(shown)
    return made.getvalue()


def as_csv(rows: Rows) -> bytes:
    return text(rows).encode()


def as_xlsx(rows: Rows, edit: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    edit(book)
    book.save(made)
    return made.getvalue()


def as_ods(rows: Rows, **more: Any) -> bytes:
    made = io.BytesIO()
    ods.pack(made, ods.content({"Data": rows} | more.pop("sheets", {}), **more))
    return made.getvalue()


def as_parquet(rows: Rows, **more: Any) -> bytes:
    names, columns = [str(name) for name in rows[0]], list(zip(*rows[1:], strict=True))
    arrays = [pa.array(c if all(isinstance(v, int | None) for v in c) else _texts(c)) for c in columns]
    made = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=names), made, **more)
    return made.getvalue()


def _texts(column: Sequence[Any]) -> list[str | None]:
    return [None if value is None else str(value) for value in column]


FORMS: dict[str, Callable[[Rows], bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods, "parquet": as_parquet}
