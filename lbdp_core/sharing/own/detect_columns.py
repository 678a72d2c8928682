"""Detect columns: which column of a file holds LSOA codes, and which may hold counts, for a person to confirm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from lbdp_core import door, geocoding, protect
from lbdp_core.door import UPLOAD, Column, Kind, header, private, totals, uploads, walking
from lbdp_core.door.kinds import plain
from lbdp_core.sharing.own import records
from lbdp_core.sharing.own.counts import is_measure, like_counts, numbers
from lbdp_core.sharing.own.reshape import is_day, is_period, widened
from lbdp_core.sources import DataError, Shelf

AREAS = frozenset({"name", "names"})  # headers that may be of areas
WIDEST = 100  # columns: each is looked at as one of codes, of counts, of periods
CODES = 0.5  # share of values from which a column is one of codes


@dataclass(frozen=True)
class Proposal:
    """What the columns of a file seem to be, for a person to confirm.

    code, count: the likeliest headers ("" where none is). codes, counts: all headers that may be one.
    periods: headers of columns that say what time a row is of. rows: how many there are, as disclosure control says.
    """

    label: str
    headers: tuple[str, ...]
    code: str
    count: str
    codes: tuple[str, ...]
    counts: tuple[str, ...]
    periods: tuple[str, ...]
    rows: str


def propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """Look at every row of a file: which column holds LSOA codes, by its values, and which may hold counts.

    Raises:
        DataError: it cannot be read, is about addresses or people, or has no column of codes or of counts.
    """
    label = door.called(label)
    return looked_at(cells_of(raw, label, shelf), label, shelf)


def looked_at(cells: pd.DataFrame, label: str, shelf: Shelf, code: str = "") -> Proposal:
    """What `propose` says of cells that are read; code: the header that a person confirmed."""
    codes, periods = _codes(cells, shelf), _periods(cells, _codes(cells, shelf))
    rest = [str(h) for h in cells.columns if str(h) not in (*codes, *periods)]
    measures = [h for h in rest if is_measure(h, cells[h])]
    counts = [h for h in rest if h not in measures and like_counts(cells[h]) and not records.is_reference(h, cells[h])]
    records.refuse_told(cells, (*periods, *counts), label)
    if not codes:
        raise DataError(
            f"{label} has no column of LSOA codes of London (2021 or 2011); give counts by LSOA, such as "
            "`lbdp aggregate` writes."
        )
    if not counts:
        if any(numbers(cells[h])[2] and cells[h].notna().any() for h in rest):
            raise DataError(
                f"{label} has no column of counts beside its LSOA codes: its numbers look like shares, ranks, years or "
                "references; give whole numbers of homes, people or events."
            )
        raise DataError(
            f"{label} has no column of counts beside its LSOA codes; if its rows are records, `lbdp aggregate` makes "
            "counts of them on your own machine."
        )
    code = code if code in codes else codes[0]
    counts = _sum_first(cells[counts])
    records.refuse_blanks(cells, code, label)
    records.refuse_repeats(cells, code, periods, label)
    records.refuse_rest(cells, code, (code, *periods, *counts, *measures), shelf, label)
    return Proposal(
        label,
        tuple(map(str, cells.columns)),
        code,
        counts[0],
        tuple(codes),
        tuple(counts),
        tuple(periods),
        protect.said(len(cells)),
    )


def _sum_first(cells: pd.DataFrame) -> list[str]:
    """Headers of columns of counts, first that of one that is the sum of the others, two or more, in every row."""
    held = {str(h): numbers(c)[0] for h, c in cells.items()}
    whole = np.sum(list(held.values()), axis=0)
    return sorted(held, key=lambda h: not (len(held) > 2 and np.array_equal(2 * held[h], whole)))


def _codes(cells: pd.DataFrame, shelf: Shelf) -> list[str]:
    """Headers of columns that hold LSOA codes of London, the surest first."""
    known = _known(shelf)
    times = {str(h): c.fillna("").str.strip().str.upper().value_counts() for h, c in cells.items()}
    share = {h: sum(n for value, n in held.items() if value in known) / len(cells) for h, held in times.items()}
    return sorted((h for h in share if share[h] >= CODES), key=lambda h: (-share[h], -len(times[h])))


@lru_cache(maxsize=1)
def _known(shelf: Shelf) -> frozenset[str]:
    return frozenset(geocoding.code_table(shelf)["code"])


def _periods(cells: pd.DataFrame, codes: list[str]) -> list[str]:
    """Headers of columns that say what time a row is of."""
    return [str(h) for h, c in cells.items() if str(h) not in codes and is_period(str(h), c)]


def in_columns(cells: pd.DataFrame, label: str, shelf: Shelf) -> pd.DataFrame:
    """A long table with a column a measure; any other as it is.

    Raises:
        DataError: a value of a long table looks like an address or a person, or a column of it is about them.
    """
    codes = _codes(cells, shelf)
    if not codes:
        return cells
    cells = _without_totals(cells, codes[0], label)
    periods = _periods(cells, codes)
    dated = [str(h) for h, c in cells.items() if str(h) not in (*codes, *periods) and is_day(str(h), c)]
    if dated and not cells.duplicated(codes[0]).any():
        said = [f"left out {door.called(h)}, which holds dates" for h in dated]
        attrs = {**cells.attrs, "repaired": [*cells.attrs["repaired"], *said]}
        cells = cells.drop(columns=dated)
        cells.attrs = attrs
    wide, apart = widened(cells, codes[0], periods)
    if apart:
        records.refuse_blanks(cells, codes[0], label)
        records.refuse_told(cells, (*periods, apart[1]), label)
        records.refuse_rest(cells, codes[0], (codes[0], *periods, *apart), shelf, label)
        private.refuse(wide.columns, label)
    return wide


def _without_totals(cells: pd.DataFrame, code: str, label: str) -> pd.DataFrame:
    """The cells without total rows, total periods and second copies of rows; other categories become columns."""
    rest = {str(h): c for h, c in cells.items() if h != code}
    values = [h for h, c in rest.items() if like_counts(c) and not is_measure(h, c)]
    periods = [h for h, c in rest.items() if h not in values and is_period(h, c[~_total(c)])]
    lines = cells.attrs["lines"].at(cells.index)
    drop, said = totals.again(cells, code, values, {h: h for h in rest}, lines, label, periods, periods)
    made = cells[~drop]
    made.attrs = {**cells.attrs, "repaired": [*cells.attrs["repaired"], *said]}
    return made


def _total(column: pd.Series) -> pd.Series:
    return column.fillna("").str.strip().str.fullmatch(totals.NAMED)


def cells_of(raw: bytes, label: str, shelf: Shelf) -> pd.DataFrame:
    """Every column of the file as text, without empty rows, once its header tells nothing of addresses or people.

    A long table comes with a column a measure.
    """
    with door.parsing.guarded(label):
        tops, is_geo = walking.tops_in(raw, (), label, UPLOAD)
        found = [_header(top) for top in tops]
    n = max(range(len(found)), key=lambda i: (found[i][1], len(found[i][0].names), -i))
    headers = [h for h in found[n][0].names if h]
    if is_geo or len(headers) < 2:
        raise DataError(
            f"{label} is not a table with at least two columns; give counts by LSOA as CSV, Excel or Parquet."
        )
    named = [h for h in headers if plain(h) in AREAS]  # of areas, or of people: their values tell
    told = [cell for top, (names, _) in zip(tops, found, strict=True) for cell in header.cells_to(top, names)]
    private.refuse([h for h in told if h.strip() not in named], label)
    uploads.refuse_people(raw, label, UPLOAD)
    if header.is_row(headers):
        raise DataError(f"{label} {header.NO_HEADER}.")
    kind = Kind(
        "counts", "counts by LSOA", "your own", "your own", tuple(Column(f"c{n}", (h,)) for n, h in enumerate(headers))
    )
    frame = door.read(raw, kind, label, replace(UPLOAD, columns=WIDEST))
    frame = frame.rename(columns={f"c{n}": h for n, h in enumerate(headers)}).astype("str").dropna(how="all")
    private.refuse([h for h in named if not records.names_areas(frame[h], shelf)], label)
    return in_columns(frame, label, shelf)


def _header(top: header.Top) -> tuple[header.Header, bool]:
    """The header of a sheet, over its first row with the code of an LSOA, and whether it has such a row."""
    coded = (n for n, line in enumerate(top) if any(records.LSOA.fullmatch(cell.strip()) for cell in line.cells))
    n = next(coded, None)
    return (header.likeliest(top), False) if n is None else (header.above(top, n), True)
