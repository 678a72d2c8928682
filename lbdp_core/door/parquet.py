"""Parquet: a file's columns as text; its footer is judged before anything is unpacked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from lbdp_core.door.kinds import Limits
from lbdp_core.door.lines import Lines
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.sources import DataError

if TYPE_CHECKING:
    import pyarrow.parquet as pq

SIGN = b"PAR1"
VERBOSE = 2  # times the space that a workbook takes for the same values
PIECE = 1_000  # rows that are unpacked at a time
SMALL = 1_000_000  # bytes that a column may have whatever the number of its values
LONG = 200  # characters of a value that are looked at before it is read


def is_parquet(beginning: bytes) -> bool:
    """Whether bytes begin as a Parquet file does; it may still be damaged, which reading says."""
    return beginning.startswith(SIGN)


def headers(source: Path | bytes, label: str, limits: Limits) -> list[str]:
    """The names of the columns.

    Raises:
        DataError: the file is larger than may be read, or has columns within columns.
    """
    return list(_opened(source, label, limits).schema_arrow.names)


def rows(source: Path | bytes, label: str, most: int, limits: Limits) -> Iterator[list[str]]:
    """The first rows, each cell as text.

    Raises:
        DataError: as `headers`.
    """
    from pyarrow import compute as pc

    opened = _opened(source, label, limits)
    names = [name for name in opened.schema_arrow.names if opened.schema_arrow.names.count(name) == 1]
    for part in islice(_parts(opened, names, label, limits), most // PIECE):
        yield from zip(*(pc.utf8_slice_codeunits(part[name], 0, LONG).to_pylist() for name in names), strict=True)


def sheet(raw: bytes, label: str, wanted: list[int], limits: Limits) -> Sheet:
    """The wanted columns as text: dates as ISO, whole numbers without a point, nothing for a missing value.

    Raises:
        DataError: as `headers`.
    """
    import pyarrow as pa

    opened = _opened(raw, label, limits)
    names = list(opened.schema_arrow.names)
    parts = list(_parts(opened, [names[i] for i in wanted], label, limits))
    cells = {str(i): pa.chunked_array([p[names[i]] for p in parts], pa.string()).to_pandas() for i in wanted}
    frame = pd.DataFrame(cells, dtype="str")
    filled = (frame != "").any(axis=1)  # a blank row is none, as in every other form
    return Sheet(names, frame[filled].reset_index(drop=True), [], Lines().kept(filled))


def _parts(opened: pq.ParquetFile, names: list[str], label: str, limits: Limits) -> Iterator[dict[str, Any]]:
    """The columns as text, a thousand rows at a time: a few bytes may stand for any number of long values."""
    import pyarrow as pa

    size = 0
    for part in opened.iter_batches(PIECE, columns=names, use_threads=False):
        texts = {name: part.column(name).cast(pa.string()).fill_null("") for name in names}
        size += sum(text.nbytes for text in texts.values())
        if size > limits.unpacked / VERBOSE:
            raise DataError(_too_large(label, limits))
        yield texts


def _opened(source: Path | bytes, label: str, limits: Limits) -> pq.ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        opened: Any = pq.ParquetFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (pa.ArrowException, OSError):
        raise DataError(f"{label} is a damaged or incomplete Parquet file; give it again, or as CSV.") from None
    facts, names = opened.metadata, opened.schema_arrow.names
    if facts.num_rows > limits.rows:
        raise DataError(f"{label} has {facts.num_rows:,} rows; give a file with at most {limits.rows:,}.")
    if facts.num_columns > limits.columns:
        raise DataError(f"{label} has {facts.num_columns:,} columns; give a file with at most {limits.columns:,}.")
    groups = [facts.row_group(i) for i in range(facts.num_row_groups)]
    unpacked = sum(group.total_byte_size for group in groups)
    chunks = ((group.num_rows, group.column(n).total_uncompressed_size) for group in groups for n in range(len(names)))
    if any(size > SMALL + rows * limits.value for rows, size in chunks):
        raise DataError(f"{label} has a value of more than {limits.value:,} characters; leave its column out.")
    if unpacked > limits.unpacked / VERBOSE:
        raise DataError(_too_large(label, limits))
    for field in opened.schema_arrow:
        if pa.types.is_nested(field.type):
            raise DataError(f"{label} has lists or records in its column {called(field.name)}; give plain columns.")
        if pa.types.is_duration(field.type) or pa.types.is_time(field.type):
            raise DataError(f"{label} has times in its column {called(field.name)}; give numbers, texts and dates.")
    return opened


def _too_large(label: str, limits: Limits) -> str:
    most = f"{limits.unpacked / VERBOSE / 1e6:,.0f} MB"
    return f"{label} unpacks to more than {most}; give a file of at most {most}, or only the columns that are needed."
