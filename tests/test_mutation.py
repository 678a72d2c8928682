"""Damaged files: one sentence, or the total that a plain reader gets, or words that say what was done.

`LBDP_MUTATIONS=5000` tries as many of each format; without it there are 150.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import door
from lbdp_core.fire.own.kinds import KINDS
from lbdp_core.fire.schema import GROUND_SHAPES
from lbdp_core.sources import DataError
from tests.corpus import TOTAL, T, as_csv, as_ods, as_parquet, as_xlsx
from tests.doors import CODES

EXAMPLES = int(os.environ.get("LBDP_MUTATIONS", "150"))
LONDON = frozenset(CODES)
LSOA, VISITS = {"lsoa21code", "lsoa21cd", "lsoacode", "lsoa21", "lsoa"}, {"visits", "hfsv", "hfsvs"}


@dataclass(frozen=True)
class Form:
    """A whole file; the part of it that is damaged, where it is a zip file ("": all of it); and a plain reader."""

    raw: bytes
    part: str
    plain: Callable[[bytes], list[list[str]]]


def of_csv(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def of_xlsx(raw: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(raw), data_only=True).worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def of_parquet(raw: bytes) -> list[list[str]]:
    table = pq.read_table(io.BytesIO(raw))
    return [table.column_names, *(["" if v is None else str(v) for v in row.values()] for row in table.to_pylist())]


def of_ods(raw: bytes) -> list[list[str]]:
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(raw)).read("content.xml"))
    rows = []
    for row in root.iterfind(".//{*}table-row"):
        cells = []
        for cell in row.iterfind("{*}table-cell"):
            given = {name.rpartition("}")[2]: value for name, value in cell.attrib.items()}
            said = given.get("value") or "\n".join("".join(p.itertext()) for p in cell.iterfind("{*}p"))
            cells += [said] * min(int(given.get("number-columns-repeated", 1)), 9)
        rows += [cells] * min(int(row.attrib.get(f"{TABLE}number-rows-repeated", 1)), 9)
    return rows


TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FORMS = {
    "csv": Form(as_csv(T), "", of_csv),
    "xlsx": Form(as_xlsx(T), "xl/worksheets/sheet1.xml", of_xlsx),
    "ods": Form(as_ods(T), "content.xml", of_ods),
    "parquet": Form(as_parquet(T, compression="none", use_dictionary=False), "", of_parquet),
}


def total_of(rows: list[list[str]]) -> float:
    """What a plain reader gets: the visits of every row with the code of an LSOA of London."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    names = [re.sub(r"[\W_]", "", name).casefold() for name in rows[0]]
    (area,), (visits,) = ([n for n, name in enumerate(names) if name in words] for words in (LSOA, VISITS))
    return sum(float(row[visits]) for row in rows[1:] if row[area].strip().upper() in LONDON)


edits = st.lists(
    st.tuples(
        st.integers(0, 10**6), st.sampled_from(("put", "add", "cut", "again")), st.binary(min_size=1, max_size=3)
    ),
    min_size=1,
    max_size=4,
)


def damaged(raw: bytes, changes: list[tuple[int, str, bytes]]) -> bytes:
    for where, how, new in changes:
        at = where % max(len(raw), 1)
        end = at + 1 + new[0] % 40
        kept = {
            "put": (at, new, at + len(new)),
            "add": (at, new, at),
            "cut": (at, b"", end),
            "again": (at, raw[at:end], at),
        }
        start, middle, rest = kept[how]
        raw = raw[:start] + middle + raw[rest:]
    return raw


def within(form: Form, changes: list[tuple[int, str, bytes]]) -> bytes:
    """The file with its part damaged; of a zip file, a fourth of the time its own bytes, a fourth any part."""
    where = changes[0][0]
    if not form.part or where % 4 == 0:
        return damaged(form.raw, changes)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form.raw)) as before, zipfile.ZipFile(made, "w") as after:
        names = before.namelist()
        chosen = form.part if where % 4 > 1 else names[where % len(names)]
        for name in names:
            part = before.read(name)
            after.writestr(name, damaged(part, changes) if name == chosen else part)
    return made.getvalue()


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=EXAMPLES)
@given(changes=edits)
def test_a_damaged_table_gives_what_a_plain_reader_gets_or_says_why_not(name: str, changes: Any) -> None:
    raw = within(FORMS[name], changes)
    try:
        kind = door.recognised(raw, KINDS, name, None, door.UPLOAD)
        frame = door.read(raw, kind, name, door.UPLOAD)
    except DataError as fault:
        assert "\n" not in str(fault)
        return
    total = frame.loc[frame["lsoa"].str.upper().isin(LONDON), "visits"].sum()
    try:
        plain = total_of(FORMS[name].plain(raw))
    except Exception:  # a plain reader may end as it likes
        plain = None
    same = total in (pytest.approx(TOTAL), pytest.approx(plain))  # damage beside the table stops a plain reader alone
    assert kind.sift is not None
    aside = kind.sift(frame).ne("").any()  # every door says how many rows it sets aside, and why
    assert frame.attrs["repaired"] or frame.attrs["missing"] or aside or same


POINT = {"type": "Point", "coordinates": [0.1, 51.5]}
SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"FRS_ground": f"Station {n}"}, "geometry": POINT} for n in range(6)
    ],
}


@settings(max_examples=EXAMPLES)
@given(changes=edits)
def test_damaged_shapes_are_those_that_json_has_or_one_sentence(changes: Any) -> None:
    raw = damaged(json.dumps(SHAPES).encode(), changes)
    try:
        frame = door.read(raw, GROUND_SHAPES, "a.json", door.UPLOAD)
    except DataError as fault:
        assert "\n" not in str(fault)
        return
    if frame.attrs["repaired"]:
        return
    grounds = [str(one["properties"]["FRS_ground"]).strip() for one in json.loads(raw)["features"]]
    assert frame["ground"].tolist() == grounds
