"""Delimited: the rows of a table of adverts, with a comma, semicolon, tab or bar between values."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping

from lbdp_core.postings.ingest.values import letters, named
from lbdp_core.sources import DataError

RAGGED, OPEN = "a row with more values than columns", "a row whose quotation mark is not closed"
DELIMITERS, HEADER_LINES = ",;\t|", 20  # where a header may stand


def read(text: str, label: str) -> tuple[list[Mapping[str, str]], Counter[str]]:
    r"""The rows by the names of their columns, and those set aside by reason.

    The header is the first line that names a title and more, split by the mark that it has most.

    Raises:
        DataError: no line names a title.

    >>> read("Jobs in May\n\nJob title;Place\nNurse;Camden\nCook;a;b\n", "jobs.csv")
    ([{'Job title': 'Nurse', 'Place': 'Camden'}], Counter({'a row with more values than columns': 1}))
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    for line in [line for line in text.splitlines()[:HEADER_LINES] if line.strip()]:
        mark = max(DELIMITERS, key=line.count)
        header = [name.strip() for name in next(csv.reader([line], delimiter=mark))]
        if len(header) > 1 and named("title", [letters(name) for name in header]):
            break
    else:
        raise DataError(
            f"{label} has no column for the title of an advert; give one called title, beside description and location."
        )
    records: list[Mapping[str, str]] = []
    aside: Counter[str] = Counter()
    for row in _rows(list(io.StringIO(text[text.index(line) :], newline=""))[1:], mark, aside):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            aside[RAGGED] += 1
            continue
        records.append(dict(zip(header, row, strict=False)))
    return records, aside


def _rows(lines: list[str], mark: str, aside: Counter[str]) -> Iterator[list[str]]:
    """The rows of a table; one with an open quotation mark is set aside and does not swallow those below it."""
    start = 0
    while start < len(lines):
        rows, first = csv.reader(lines[start:], delimiter=mark), start
        for row in rows:
            begun, start = start, first + rows.line_num
            if start == len(lines) and start - begun > 1 and _open(lines[begun:], mark):
                aside[OPEN] += 1
                start = begun + 1
                break
            yield row


def _open(lines: list[str], mark: str) -> bool:
    """Whether a quotation mark is still open at the end."""
    try:
        list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error as fault:
        return "unexpected end" in str(fault)
    return False
