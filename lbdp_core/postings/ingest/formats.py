"""Formats: the bytes of a file to records, one an advert; what is no advert is told with its reason.

Read are schema.org JobPosting (JSON, a line each, or JSON-LD inside HTML; alone, in lists, graphs and item lists), the
answer of Adzuna's search, any list of flat records, and CSV.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lbdp_core.sources import DataError

SCHEMA, ADZUNA, FLAT, CSV = "schema.org", "adzuna", "records", "csv"
NOT_JSON, NOT_ADVERT, RAGGED = "not valid JSON", "not an advert", "a row with more values than columns"
BLOCK = re.compile(r"<script\b[^>]*type\s*=\s*[\"']?application/ld\+json\b[^>]*>(.*?)</script", re.I | re.S)
HOLDS = (  # names of fields that hold adverts
    "graph itemlistelement item results jobs vacancies adverts data items jobpostings postings mainentity "
    "result hits documents records feed entries source job vacancy attributes"
)
LOOKS = ("title", "jobtitle", "vacancytitle", "position", "name")
ALSO = (  # names that an advert has beside its title
    "description fulldescription jobdescription company companyname employer employername location locationname "
    "locations locationraw salary salaryraw created dateposted posted date town postcode salarymin minimumsalary "
    "hiringorganization joblocation summary content contents jobgeo closingdate"
)
DELIMITERS = ",;\t|"
Record = Mapping[str, Any]


@dataclass
class Read:
    """What a file holds. records: (form, record), in its order. set_aside: why what might be an advert is none."""

    records: list[tuple[str, Record]] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        return len(self.records) + sum(self.set_aside.values())


def read(raw: bytes, label: str) -> Read:
    """The records of a file.

    Raises:
        DataError: it is empty, a workbook or another binary file, or holds nothing that could be an advert.

    >>> read(b'{"@type": "JobPosting", "title": "Nurse"}', "x.json").records
    [('schema.org', {'@type': 'JobPosting', 'title': 'Nurse'})]
    """
    if raw[:2] in (b"PK", b"\x1f\x8b") or raw[:4] in (b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise DataError(f"{label} is a workbook or another packed file; save it as CSV or JSON, and give that.")
    text = decoded(raw).strip()
    if not text:
        raise DataError(f"{label} is empty; give a file with adverts.")
    if "\x00" in text[:1_000]:
        raise DataError(f"{label} is not a text file; give adverts as JSON, JSON lines, HTML or CSV.")
    found = Read()
    if text[0] in "{[":
        _json(text, found)
    elif text[0] == "<" or BLOCK.search(text):
        blocks = BLOCK.findall(text)
        if not blocks:
            raise DataError(
                f"{label} is a page without a block of JSON-LD; give a page that describes its advert that way."
            )
        for block in blocks:
            _json(re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$", "", block).strip(), found)
    else:
        _csv(text, label, found)
    if not found.rows:
        raise DataError(
            f"{label} holds no advert; give JobPosting, Adzuna results, or a table with a title and a description."
        )
    return found


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 where it says so, else Windows-1252."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _json(text: str, found: Read) -> None:
    """One document; where it is none, a document a line."""
    try:
        _walk(loaded(text), found, "")
        return
    except ValueError:
        lines = [line.strip().rstrip(",") for line in text.splitlines() if line.strip(" ,[]")]
    if len(lines) < 2:
        found.set_aside[NOT_JSON] += 1
        return
    if sum(line.startswith("{") and line.endswith("}") for line in lines) * 2 < len(lines):
        found.set_aside[NOT_JSON] += 1  # one document over many lines that is cut short
        return
    for line in lines:
        try:
            _walk(loaded(line), found, "")
        except ValueError:
            found.set_aside[NOT_JSON] += 1


def loaded(text: str) -> Any:
    """JSON as it is found on pages: with raw line breaks, entities for quotation marks, or a comma too many.

    Raises:
        ValueError: it is not JSON.
    """
    ways = (lambda: text, lambda: html.unescape(text), lambda: re.sub(r",\s*([}\]])", r"\1", text))
    for n, way in enumerate(ways):
        try:
            return json.loads(way(), strict=False)
        except (ValueError, RecursionError):
            if n == len(ways) - 1:
                raise ValueError(NOT_JSON) from None


def _walk(value: Any, found: Read, inside: str, depth: int = 0) -> None:
    """Whatever is an advert in a document; what stands in a list and is none is told."""
    if depth > 20:
        return
    if isinstance(value, list):
        for item in value:
            _walk(item, found, inside, depth + 1)
        return
    if not isinstance(value, Mapping):
        if inside:
            found.set_aside[NOT_ADVERT] += 1
        return
    kinds = list(_kinds(value))
    lower = {_key(str(key)): key for key in value}
    if any(kind.endswith("jobposting") for kind in kinds):
        found.records.append((SCHEMA, value))
        return
    holds = [lower[name] for name in HOLDS.split() if isinstance(value.get(lower.get(name, "")), list | Mapping)]
    looks = any(name in lower for name in LOOKS) and any(name in lower for name in ALSO.split())
    if looks and (not kinds or kinds == ["adzuna::api::response::job"]) and not (holds and "results" in lower):
        found.records.append((_form(value, lower), value))
    elif holds:
        for key in holds:
            _walk(value[key], found, str(key), depth + 1)
    elif (kinds and not kinds[0].startswith("adzuna")) or inside or not depth:
        found.set_aside[f"{NOT_ADVERT} ({kinds[0]})" if kinds else NOT_ADVERT] += 1


@lru_cache(maxsize=5_000)
def _key(name: str) -> str:
    """A name as it is compared: its letters alone."""
    return re.sub(r"[^a-z]", "", name.casefold())


def _kinds(value: Record) -> Iterator[str]:
    named = value.get("@type", value.get("type", value.get("__CLASS__", ())))
    for name in [named] if isinstance(named, str) else named if isinstance(named, list) else []:
        if "@type" in value or str(name).casefold().endswith(("jobposting", "response::job")) or "__CLASS__" in value:
            yield str(name).rpartition("/")[2].removeprefix("schema:").casefold()


def _form(value: Record, lower: Mapping[str, str]) -> str:
    if "joblocation" in lower or "hiringorganization" in lower or ("dateposted" in lower and "basesalary" in lower):
        return SCHEMA
    nested = any(isinstance(value.get(lower.get(name, "")), Mapping) for name in ("company", "location", "category"))
    return ADZUNA if nested and ("redirecturl" in lower or "adref" in lower or "created" in lower) else FLAT


def _csv(text: str, label: str, found: Read) -> None:
    """A table with a header; the delimiter is the one that most of the first line is split by."""
    first = next(line for line in text.splitlines() if line.strip())
    mark = max(DELIMITERS, key=first.count)
    csv.field_size_limit(10_000_000)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    header = [name.strip() for name in next(row for row in rows if any(cell.strip() for cell in row))]
    if not {_key(name) for name in header} & set(LOOKS) or len(header) < 2:
        raise DataError(
            f"{label} has no column for the title of an advert; give one called title, beside description and location."
        )
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            found.set_aside[RAGGED] += 1
            continue
        found.records.append((CSV, dict(zip(header, row, strict=False))))
