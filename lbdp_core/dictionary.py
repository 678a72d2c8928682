"""Dictionary: what every column of a data folder's tables means, with its unit, source and date.

One declaration: `columns.py` for the figures of areas, `dictionary.yaml` for all others; source and date come from the
manifest. The page, the workbook and docs/data.md are made from it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from lbdp_core import columns
from lbdp_core.sources import DataError, Shelf

COLUMNS = ("Table", "Column", "Meaning", "Unit", "Source", "Date")
UNITS = {"share": "share from 0 to 1", "percent": "%", "rank": "rank in England", "people/ha": "people a hectare"}
UNITS |= {"people/home": "people a home", "decile": "tenth of England"}
HEAD = """# The data, column by column

Written by `lbdp data dictionary --into docs/data.md`. `lbdp data build` makes the tables; their publishers, licences
and hashes are in `manifest.json` of the data folder.
"""


@cache
def _declared() -> Any:
    import yaml

    return yaml.safe_load(files("lbdp_core").joinpath("dictionary.yaml").read_text("utf-8"))


def tables(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that are tables."""
    return tuple(path for path in sorted(paths) if path.endswith((".csv", ".csv.gz")))


def dictionary(shelf: Shelf, paths: Iterable[str] | None = None) -> pd.DataFrame:
    """A row a column (alike columns that stand together share one): Table, Column, Meaning, Unit, Source, Date.

    paths: tables to speak of; every table of the folder where none are given.

    Raises:
        DataError: a column is declared nowhere.
    """
    rows = []
    for path in tables(shelf.entries if paths is None else paths):
        origin = shelf.origin(path)
        for said, alike in groupby(_header(shelf, path), key=lambda column: declared(path, column)):
            names = list(alike)
            column = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
            rows.append((path, column, said.meaning, said.unit, said.source or origin.publisher, origin.as_of))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def of_theme(slug: str, read: Collection[str], shelf: Shelf) -> pd.DataFrame:
    """The dictionary of the tables that a theme reads, and of its studies."""
    return dictionary(shelf, [path for path in shelf.entries if path in read or path.startswith(f"studies/{slug}/")])


class Declared(NamedTuple):
    """What is said of a column. unit: "" for text; source: "" where it is its table's."""

    meaning: str
    unit: str = ""
    source: str = ""


def declared(path: str, column: str) -> Declared:
    """What a column of a table is.

    Raises:
        DataError: it is declared nowhere.

    Example:
        >>> declared("fire/jitters.csv.gz", "j07").unit
        'fires'
    """
    own: Mapping[str, list[str]] = _declared()["tables"].get(path, {})
    patterns = (said for key, said in own.items() if key.startswith("/") and re.fullmatch(key.strip("/"), column))
    said = own.get(column) or next(patterns, None)
    if said is None and path == "areas/lsoa.csv" and column in columns.BY_NAME:
        known = columns.BY_NAME[column]
        return Declared(f"{known.words}. {known.what}", UNITS.get(known.unit, known.unit), known.source)
    said = said or _declared()["everywhere"].get(column)
    if said is None:
        raise DataError(f"The column {column} of {path} has no meaning yet; add it to lbdp_core/dictionary.yaml.")
    return Declared(said[0][:1].upper() + said[0][1:], *said[1:])


def _header(shelf: Shelf, path: str) -> list[str]:
    raw = shelf.bytes(path)
    first = (gzip.decompress(raw) if path.endswith(".gz") else raw).split(b"\n", 1)[0]
    return first.decode().strip().split(",")


def markdown(shelf: Shelf) -> str:
    """The dictionary as a page: a heading a table, a line a column."""
    lines = [HEAD]
    listed = dictionary(shelf)
    for path in listed["Table"].unique().tolist():
        rows, entry = listed[listed["Table"] == path], shelf.entries[path]
        what, of = entry.origin.what, entry.origin
        lines += [f"## {path}", "", f"{what[:1].upper()}{what[1:]}. {entry.rows:,} rows, {of.kind} data."]
        lines += [f"Source: {of.publisher}. Date: {of.as_of}.", ""]
        lines += ["| Column | Meaning | Unit |", "|---|---|---|"]
        lines += [f"| `{row.Column}` | {row.Meaning} | {row.Unit or '–'} |" for row in rows.itertuples()]
        lines += [""]
    return "\n".join(lines)
