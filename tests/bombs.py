"""Small files that unpack to much, or that a reader could work on without end; as a program, what each door does.

`python -m tests.bombs` prints a line of JSON a file and door: processor seconds, the most memory (MiB), total, words.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import string
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests import ods
from tests.attack.hostile import DEEP
from tests.corpus import AREAS, FORMS, T, as_xlsx, zipped
from tests.doors import DOORS, through

SHEET = "xl/worksheets/sheet1.xml"
MANY = 290_000
ROW = b'<row><c t="inlineStr"><is><t>E01000001</t></is></c><c><v>1</v></c></row>'


def parquet(**columns: Any) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made, compression="zstd")
    return made.getvalue()


def again(value: str) -> pa.DictionaryArray:
    """One value in many rows, which takes a few bytes of a file."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(MANY, dtype="int32")), pa.array([value]))


def groups() -> bytes:
    made, table = io.BytesIO(), pa.table({"lsoa21_code": AREAS[:1], "visits": [1]})
    with pq.ParquetWriter(made, table.schema) as writer:
        for _ in range(3_000):
            writer.write_table(table)
    return made.getvalue()


def nested(depth: int) -> bytes:
    value: pa.Array = pa.array([1])
    for _ in range(depth):
        value = pa.StructArray.from_arrays([value], ["a"])
    return parquet(lsoa21_code=["E01000001"], visits=value)


def lying() -> bytes:
    """A page that says that it unpacks to two thousand million bytes."""
    raw = bytearray(parquet(lsoa21_code=again("E01000001"), visits=again("1")))
    raw[4:12] = b"\x15\x00\x15\xfe\xff\xff\xff\x0f"
    return bytes(raw)


def noise() -> bytes:
    """A comment that hardly packs, so that what stands beside it is no more than a hundred times its size."""
    return f"<!--{''.join(random.Random(1).choices(string.ascii_letters, k=700_000))}-->".encode()


def sheet(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(T))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return zipped(**parts)


def spreadsheet(old: str, new: str) -> bytes:
    made = io.BytesIO()
    ods.pack(made, ods.content({"Data": T}).replace(old, new))
    return made.getvalue()


def nest(depth: int) -> bytes:
    raw = zipped(a=bytes(10_000_000))
    for _ in range(depth):
        raw = zipped(**{f"{n}.zip": raw for n in range(10)})
    return raw


BOMBS: dict[str, Callable[[], bytes]] = {
    "a long value.parquet": lambda: parquet(lsoa21_code=again(AREAS[0]), visits=again("1"), note=again("x" * 30_000)),
    "a long count.parquet": lambda: parquet(lsoa21_code=again(AREAS[0]), visits=again("1" * 200)),
    "one huge value.parquet": lambda: parquet(lsoa21_code=AREAS, visits=[1] * 24, n=["x" * 60_000_000] + [""] * 23),
    "row groups.parquet": groups,
    "nested.parquet": lambda: nested(200),
    "lists.parquet": lambda: parquet(lsoa21_code=["a"] * 1_000, visits=[[1] * 1_000] * 1_000),
    "columns of counts.parquet": lambda: parquet(lsoa21_code=AREAS, **{f"c{n}": [n] * 24 for n in range(98)}),
    "columns.parquet": lambda: parquet(**{f"c{n}": [1] for n in range(10_000)}),
    "a lying page.parquet": lying,
    "dimension.xlsx": lambda: sheet(b'ref="A1:B25"', b'ref="A1:XFD1048576"'),
    "last cell.xlsx": lambda: sheet(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "far cells.xlsx": lambda: sheet(
        b"</sheetData>",
        b'<row><c r="XFC1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>' * 60_000 + noise() + b"</sheetData>",
    ),
    "empty rows.xlsx": lambda: sheet(b"</sheetData>", b"<row/>" * 8_000_000 + noise() + b"</sheetData>"),
    "rows.xlsx": lambda: sheet(b"</sheetData>", ROW * 700_000 + noise() + b"</sheetData>"),
    "one sheet again.xlsx": lambda: sheet(
        b"</sheets>", b'<sheet name="a" sheetId="1" r:id="rId1"/>' * 150_000 + b"</sheets>", "xl/workbook.xml"
    ),
    "parts.xlsx": lambda: zipped(**{f"x{n}": b"" for n in range(100_000)}),
    "zip in zip.xlsx": lambda: nest(5),
    "rows again.ods": lambda: spreadsheet(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'
    ),
    "rows and columns again.ods": lambda: spreadsheet(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="9999">'
    ),
    "columns again.ods": lambda: spreadsheet(
        "<table:table-cell office", '<table:table-cell table:number-columns-repeated="8000" office'
    ),
    "columns.csv": lambda: ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n" + b"1," * 9_999 + b"1\n",
    "commas.csv": lambda: b"lsoa21_code,visits\n" + b"," * 19_000_000,
    "blank lines.csv": lambda: b"lsoa21_code,visits\n" + b"\n" * 19_000_000,
    "long numbers.csv": lambda: (
        b"lsoa21_code,visits\n" + b"".join(b"E01000001,%b%d\n" % (b"1 " * 15_000, n) for n in range(600))
    ),
    "long texts.csv": lambda: (
        b"lsoa21_code,visits,x\n" + b"".join(b"E01000001,1,%d %b\n" % (n, b"a " * 9_000) for n in range(900))
    ),
    "deep.json": lambda: b'{"features":' + b'{"a":' * 2_000_000,
}


def doors_of(name: str) -> list[str]:
    """One for each file, in turn; all on demand."""
    doors = list(DOORS)
    return doors if DEEP else [doors[list(BOMBS).index(name) % len(doors)]]


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    for form, made in FORMS.items():  # what is loaded once is loaded
        for door in DOORS:
            through(door, made(T), f"a.{form}", folder)
    for name, bomb in BOMBS.items():
        (folder / "bomb").write_bytes(bomb()) if (child := os.fork()) == 0 else os.waitpid(child, 0)
        if not child:
            os._exit(0)
        for door in doors_of(name):
            sys.stdout.flush()
            if (child := os.fork()) == 0:
                print(json.dumps(_tried(name, door, folder)), flush=True)
                os._exit(0)
            os.waitpid(child, 0)


def _tried(name: str, door: str, folder: Path) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    raw, start = (folder / "bomb").read_bytes(), time.process_time()
    verdict = through(door, raw, name, folder)
    seconds, most = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"name": name, "door": door, "s": seconds, "MiB": most, "total": verdict.total, "said": verdict.said[:200]}


if __name__ == "__main__":
    main()
