"""Tables: an upload of several tables, be it a workbook's sheets, CSV files, several workbooks, or a zip file of these.

What each table is is for the reader to say: here are its name, its first rows, and its columns when they are asked for.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath

import pandas as pd

from lbdp_core.door import delimited, header, workbook
from lbdp_core.door.columns import convert, tidied
from lbdp_core.door.header import Header, Top
from lbdp_core.door.kinds import Kind, Limits
from lbdp_core.door.ods import Ods
from lbdp_core.door.parsing import SIGNS, Sheet, called, guarded, is_json, text_of
from lbdp_core.sources import DataError

OLD_OR_LOCKED = SIGNS[0][0]
FILES = (".csv", ".xlsx", ".xlsm", ".ods")  # that are read in a zip file


@dataclass(frozen=True)
class Table:
    """One table: what its sheet or file is called, its first rows, and how its columns are taken, as text."""

    name: str
    top: Top
    take: Callable[[Header, list[int]], Sheet]


@dataclass
class Tables:
    """The tables of an upload in their order, and the names of sheets that are hidden and so never read.

    macros: files that hold a program, which is never run.
    """

    tables: list[Table] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    macros: list[str] = field(default_factory=list)


@contextmanager
def tables(files: Sequence[tuple[str, bytes]], limits: Limits) -> Iterator[Tables]:
    """The tables of (name, bytes) of each file, as long as the context lasts.

    Raises:
        DataError: a file has a password, is damaged, too large, or no table at all; one sentence.
    """
    found = Tables()
    with ExitStack() as stack:
        for name, raw in files:
            label = called(name)
            with guarded(label):
                _open(label, raw, limits, found, stack)
        yield found


def read_table(table: Table, kind: Kind, limits: Limits) -> pd.DataFrame:
    """The columns of a table that is of a kind, by meaning: text, float64, datetime64.

    Raises:
        DataError: a value is not what its column should hold.
    """
    head, match = header.of(table.top, kind)
    sheet = table.take(head, sorted(set(match.at.values())))
    return convert(sheet, kind, match.at, table.name, limits)[0]


def _open(label: str, raw: bytes, limits: Limits, found: Tables, stack: ExitStack, nested: int = 0) -> None:
    if len(raw) > limits.size:
        raise DataError(f"{label} has {len(raw) / 1e6:,.0f} MB; give a file of at most {limits.size / 1e6:,.0f} MB.")
    if raw.startswith(OLD_OR_LOCKED):
        raise DataError(
            f"{label} has a password or is an old Excel workbook (.xls); open it in Excel, take the password off and "
            "save it as .xlsx."
        )
    if not workbook.is_workbook(raw):
        found.tables.append(_text(label, raw, limits))
    elif nested < 1 and (members := _members(raw, label, limits)):
        for name, part in members:
            _open(name, part, limits, found, stack, nested + 1)
    else:
        _add_book(stack.enter_context(workbook.opened(io.BytesIO(raw), label, limits)), limits, found)


def _add_book(book: workbook.Book | Ods, limits: Limits, found: Tables) -> None:
    for n, (name, top) in enumerate(zip(book.names(), book.tops(header.LOOK), strict=True)):
        found.tables.append(Table(called(name), top, partial(_sheet, book, n, limits)))
    if isinstance(book, workbook.Book):
        found.hidden += [called(name) for name, _ in book.hidden]
        found.macros += [book.label] if any(part.endswith("vbaproject.bin") for part in book.parts) else []


def _sheet(book: workbook.Book | Ods, n: int, limits: Limits, head: Header, wanted: list[int]) -> Sheet:
    return tidied(book.sheet(n, head, wanted, limits, []))


def _members(raw: bytes, label: str, limits: Limits) -> list[tuple[str, bytes]]:
    """The CSV files and workbooks in a zip file, by name; none of a workbook, which is a zip file too.

    A Mac adds a file that begins with "._" to each, which is no table.
    """
    with workbook.unzipped(io.BytesIO(raw), label, limits) as archive:
        paths = [PurePosixPath(name) for name in archive.namelist()]
        if any(str(path).casefold() in ("[content_types].xml", "mimetype") for path in paths):
            return []
        paths = [path for path in paths if path.suffix.casefold() in FILES and not path.name.startswith("._")]
        return [(called(path.name), archive.read(str(path))) for path in paths]


def _text(label: str, raw: bytes, limits: Limits) -> Table:
    text, repaired = text_of(raw, label)
    if is_json(text):
        raise DataError(f"{label} is JSON; give the table as .xlsx or CSV.")
    top, delimiter = delimited.top_of(text)

    def take(head: Header, wanted: list[int]) -> Sheet:
        sheet = delimited.sheet(text, delimiter, head, top, wanted, label, limits)
        return tidied(replace(sheet, repaired=[*repaired, *sheet.repaired]))

    return Table(label, top, take)
