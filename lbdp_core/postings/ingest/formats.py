"""Formats: the bytes of a file to records, one an advert; what is no advert is told with its reason.

Read are schema.org JobPosting (JSON, a line each, or JSON-LD inside HTML; alone, in lists, graphs and item lists), the
answer of Adzuna's search, any list of flat records, and CSV.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lbdp_core.postings.ingest import delimited
from lbdp_core.postings.ingest.values import NAMES, letters, named
from lbdp_core.sources import DataError

SCHEMA, ADZUNA, FLAT, CSV = "schema.org", "adzuna", "records", "csv"
NOT_JSON, NOT_ADVERT = "not valid JSON", "not an advert"
BLOCK = re.compile(r"<script\b[^<>]*type\s*=\s*[\"']?application/ld\+json\b[^<>]*>(.*?)(?:</script|\Z)", re.I | re.S)
HOLDS = (  # names of fields that hold adverts
    "graph itemlistelement item results jobs vacancies adverts data items jobpostings postings mainentity "
    "result hits documents records feed entries source job vacancy attributes"
)
ALSO = [name for meaning in ("text", "employer", "place", "town", "pay", "posted", "least") for name in NAMES[meaning]]
FAILURES = 500  # how often a broken document is tried further on
COMMA = re.compile(r",\s*([}\]])")
JSON = json.JSONDecoder(strict=False, parse_int=lambda digits: int(digits) if len(digits) < 20 else float(digits))
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
    text = decoded(raw).replace("\ufeff", "").strip()
    if not text:
        raise DataError(f"{label} is empty; give a file with adverts.")
    if text[:1_000].count("\x00") * 20 > len(text[:1_000]):
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
            _json(block.strip(), found)
    else:
        rows, found.set_aside = delimited.read(text, label)
        found.records = [(CSV, row) for row in rows]
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
    """One document; where it is none, a document a line, or whatever objects can be read of it."""
    try:
        _walk(loaded(text), found, "")
        return
    except ValueError:
        lines = [line.strip().rstrip(",") for line in text.split("\n") if line.strip(" \r,[]")]
    if sum(line.startswith("{") and line.endswith("}") for line in lines) * 2 < max(len(lines), 4):
        _salvaged(text, found)
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
    ways = (str, lambda said: COMMA.sub(r"\1", said), html.unescape, lambda said: COMMA.sub(r"\1", html.unescape(said)))
    for way in ways:
        try:
            return JSON.decode(way(text))
        except (ValueError, RecursionError):
            continue
    raise ValueError(NOT_JSON)


def _salvaged(text: str, found: Read) -> None:
    """The adverts of documents that stand one after another, or of one that is broken or cut short somewhere.

    Each stretch that cannot be read is told once, but for the list around the adverts.
    """
    place, broken, failures, before = 0, False, 0, len(found.records)
    lost = 0
    while (place := text.find("{", place)) >= 0 and failures < FAILURES:
        try:
            value, end = JSON.raw_decode(text, place)
        except (ValueError, RecursionError):
            failures += 1
            lost += not broken and place > 0
            broken, place = True, place + 1
            continue
        inner = Read()
        _walk(value, inner, "")
        if inner.records or not broken:
            found.records += inner.records
            found.set_aside += inner.set_aside
            broken = False
        place = end
    if lost or len(found.records) == before:
        found.set_aside[NOT_JSON] += max(lost, 1)


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
    lower = {letters(str(key)): key for key in value}
    if any(kind.endswith("jobposting") for kind in kinds):
        found.records.append((SCHEMA, value))
        return
    holds = [lower[name] for name in HOLDS.split() if isinstance(value.get(lower.get(name, "")), list | Mapping)]
    looks = named("title", lower) != "" and any(name in lower for name in ALSO)
    inner = Read()
    for key in holds:
        _walk(_linked(value[key]) if key == "@graph" else value[key], inner, str(key), depth + 1)
    if looks and not inner.records and not _columns(value) and (not kinds or kinds == ["adzuna::api::response::job"]):
        found.records.append((_form(value, lower), value))
    elif looks and (table := _columns(value)):
        _walk(table, found, "rows", depth + 1)
    elif holds:
        found.records += inner.records
        found.set_aside += inner.set_aside
    elif value and all(isinstance(item, Mapping) for item in value.values()) and not kinds:
        _walk(list(value.values()), found, inside or "id", depth + 1)  # adverts by their numbers
    elif (kinds and not kinds[0].startswith("adzuna")) or inside or not depth:
        found.set_aside[f"{NOT_ADVERT} ({kinds[0]})" if kinds else NOT_ADVERT] += 1


def _columns(value: Record) -> list[Record]:
    """The rows of a table that is given as columns, each from row to value; none where it is no such table."""
    columns = list(value.values())
    if len(columns) < 2 or not all(isinstance(each, Mapping) for each in columns) or len({*map(len, columns)}) > 1:
        return []
    return [{name: column.get(row) for name, column in value.items()} for row in columns[0]]


def _linked(graph: Any) -> Any:
    """The nodes of a graph, with those that they name by "@id" in their place."""
    nodes = [node for node in graph if isinstance(node, Mapping)] if isinstance(graph, list) else []
    known = {str(node["@id"]): node for node in nodes if "@id" in node}

    def whole(item: Any) -> Any:
        return known.get(str(item["@id"]), item) if isinstance(item, Mapping) and set(item) == {"@id"} else item

    return [{key: whole(item) for key, item in node.items()} for node in nodes] or graph


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
