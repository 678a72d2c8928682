"""The guarded reader: what is recognised, what is repaired aloud, and what is refused in one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.door import Column, Kind, Limits
from lbdp_core.sources import DataError

HOMES = Kind(
    "homes",
    "homes by area",
    "A publisher",
    "OGL v3.0",
    (
        Column("code", ("lsoa21_code", "LSOA21CD"), pattern=r"E01\d{6}", filled=True),
        Column("homes", ("Number of homes", "n"), holds="number", low=0),
        Column("day", ("as_of",), holds="date", needed=False),
    ),
)
PEOPLE = Kind("people", "people by area", "A publisher", "OGL v3.0", (*HOMES.columns, Column("age")))
SHAPES = Kind("shapes", "shapes of areas", "A publisher", "OGL v3.0", (Column("code", ("LSOA21CD",)),), form="geojson")
KINDS = (HOMES, PEOPLE, SHAPES)
GOOD = b"LSOA21CD,Number of homes\nE01000001,837\nE01000002,821\n"


def feature(**properties: str) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [0, 51.5]},
    }


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def one_sentence(fault: DataError) -> str:
    text = str(fault)
    assert text.endswith(".") and "\n" not in text and "Traceback" not in text
    return text


def test_symbols_are_missing_with_a_reason() -> None:
    rows = "".join(
        f"E0100000{i},{symbol}\n" for i, symbol in enumerate(["c", "[x]", "..", "<5", "", "NULL", "low", "7"])
    )
    frame = door.read(f"code,n\n{rows}".encode(), HOMES, "a.csv")
    assert frame["homes"].isna().tolist() == [True] * 7 + [False]
    assert frame.attrs["missing"] == {
        "homes": {"suppressed": 2, "not available": 2, "rounds to zero": 1},
    }


@pytest.mark.parametrize(
    "text",
    ["2009-01-31", "31 Jan 2009", "31/01/2009", "31-Jan-09", "31-Jan-2009", "31 January 2009", "20090131",
     "2009-01-31 23:59:59", "2009-01-31T23:59:59Z", "31/01/2009 00:02", " 31 Jan 2009 "],
)  # fmt: skip
def test_dates_as_publishers_write_them(text: str) -> None:
    frame = door.read(f"code,n,as_of\nE01000001,1,{text}\nE01000002,2,soon\n".encode(), HOMES, "a.csv")
    assert frame["day"].iloc[0] == pd.Timestamp("2009-01-31")
    assert pd.isna(frame["day"].iloc[1])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \n \n", "is empty"),
        (b"code,n\n", "has a header but no rows"),
        (b"code,rooms\nE01000001,1\n", "no column Number of homes"),
        (b"rooms\n1\n", "no columns lsoa21_code, Number of homes"),
        (b"code,n,N\nE01000001,1,2\n", "the column n twice"),
        (b"code,n\nE01000001,1,2\n", "3 values in row 2 where the header has 2"),
        (b"code,n\nE01000001,1\nelsewhere\nE01000002,2\n", "1 value in row 3 where the header has 2"),
        (b'code,n\nE01000001,"1\nE01000002,2\n', "opens a double quote in row 2"),
        (b"code,n\nE01000001,12O\n", "\u201c12O\u201d in row 2, column n"),
        (b"code,n\nE01000001,1\nE01000002,inf\n", "\u201cinf\u201d in row 3, column n"),
        (b"code,n\nE01000001,1e999\n", "\u201c1e999\u201d in row 2, column n"),
        (b"code,n\nE01000001,=1+1\n", "\u201c=1+1\u201d in row 2, column n"),
        (b"code,n\nE01000001,-1\n", "row 2, column n; it may run from 0 to any"),
        (b"code,n\nE01000001,1\n,2\n", "no value in row 3, column code"),
        (b"code,n\nE02000001,2\n", "\u201cE02000001\u201d in row 2, column code"),
        (b"code,n\nE01000001,1\0\n", "NUL byte in row 2"),
        (b"PK\x03\x04zip", "a damaged or incomplete Excel workbook or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "an old Excel workbook (.xls) or one with a password"),
        (b"PAR1....PAR1", "a damaged or incomplete Parquet file"),
        (b"%PDF-1.7", "a PDF"),
        (b'{"type": "FeatureCollection"}', "is JSON, but homes by area should be a CSV"),
        (b"code,n\nE01000001," + b"9" * 40_000 + b"\n", "more than 32,767 characters in row 2, column n"),
        (b"\xff\xfe\x00", "could not be read"),
    ],
)
def test_refused_in_one_sentence(raw: bytes, words: str) -> None:
    with pytest.raises(DataError) as fault:
        door.read(raw, HOMES, "a.csv")
    assert words in one_sentence(fault.value)
    assert str(fault.value).startswith("a.csv ")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (collection(), "JSON without features"),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": {"LSOA21CD": "E"}',
            "not valid JSON at line 1",
        ),
        (collection(feature(LSOA21CD="E01000001"), {"type": "Feature"}), "no properties in feature 2"),
        (collection(feature(name="x")), "no column LSOA21CD"),
        (b"[" * 100_000, "could not be read"),
        (b"code\nE01000001\n", "is not GeoJSON"),
    ],
)
def test_geojson_refused_in_one_sentence(raw: bytes, words: str) -> None:
    with pytest.raises(DataError) as fault:
        door.read(raw, SHAPES, "a.geojson")
    assert words in one_sentence(fault.value)


def test_geojson_gives_properties_and_geometry() -> None:
    frame = door.read(collection(feature(LSOA21CD="E01000001"), feature(LSOA21CD="E01000002")), SHAPES, "a.geojson")
    assert frame["code"].tolist() == ["E01000001", "E01000002"]
    assert frame["geometry"].iloc[1] == {"type": "Point", "coordinates": [0, 51.5]}


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(size=20), "at most 0 MB"),
        (Limits(rows=1), "2 rows; give a file with at most 1"),
        (Limits(columns=1), "2 columns"),
    ],
)
def test_limits(limits: Limits, words: str) -> None:
    with pytest.raises(DataError, match=words):
        door.read(GOOD, HOMES, "a.csv", limits)


def test_the_folder_is_read_by_header_not_by_name(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    files = {
        "deep/prices.txt": GOOD,
        "b.csv": b"code,n,age\nE01000001,1,25\n",
        "homes.csv": b"code,rooms,as_of\nE01000001,1,2021-03-21\n",
        "other.csv": b"a,b\n1,2\n",
        "s.json": collection(feature(LSOA21CD="E01000001")),
        "plain.json": b'{"a": 1}',
        "empty.csv": b"",
        "book.xlsx": b"PK\x03\x04",
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    held = door.inventory(tmp_path, KINDS)
    assert {k: [held.label(p) for p in v] for k, v in held.found.items()} == {
        "homes": ["deep/prices.txt"],
        "people": ["b.csv"],  # needs more of the header than homes does
        "shapes": ["s.json"],
    }
    assert dict(held.set_aside) == {
        "book.xlsx": "is a damaged or incomplete Excel workbook or zip file",
        "empty.csv": "is empty",
        "homes.csv": "is like homes by area, but has no column Number of homes",
        "other.csv": "has columns that no theme uses (a, b)",
        "plain.json": "is neither a CSV with a header nor GeoJSON",
    }


def test_a_first_feature_larger_than_the_look_is_still_recognised(tmp_path: Path) -> None:
    big = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[0.0, 51.5]] * 60_000}}
    (tmp_path / "a.json").write_bytes(collection(big | {"properties": {"LSOA21CD": "E01000001"}}))
    assert door.inventory(tmp_path, KINDS).paths(SHAPES)


def test_a_crs_with_properties_is_not_a_feature(tmp_path: Path) -> None:
    whole = {
        "type": "FeatureCollection",
        "crs": {"properties": {"name": "x"}},
        "features": [feature(LSOA21CD="E")],
    }
    (tmp_path / "a.json").write_text(json.dumps(whole))
    assert door.inventory(tmp_path, KINDS).paths(SHAPES)


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError) as fault:
        door.inventory(tmp_path / "nothing", KINDS)
    assert "--raw" in one_sentence(fault.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow these names")
@pytest.mark.parametrize("name", ["=cmd|'x'!A1.csv", "<script>.csv", "line\nbreak.csv", "x" * 200 + ".csv"])
def test_a_hostile_name_is_only_a_label(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"code,n\nE01000001,x1\n")
    with pytest.raises(DataError) as fault:
        door.check(tmp_path / name, KINDS)
    assert len(one_sentence(fault.value)) < 300


def test_check_reports_what_could_be_used(tmp_path: Path) -> None:
    sifted = Kind(
        **{f: getattr(HOMES, f) for f in ("name", "what", "publisher", "licence", "columns")},
        sift=lambda frame: (
            pd.Series("").repeat(len(frame)).reset_index(drop=True).mask(frame["homes"] > 830, "too many")
        ),
        unit="small area",
    )
    (tmp_path / "a.csv").write_bytes(GOOD)
    report = door.check(tmp_path / "a.csv", [sifted])
    assert (report.rows, report.used, report.set_aside) == (2, 1, {"too many": 1})
    json.dumps(report.as_dict())
    (tmp_path / "b.csv").write_bytes(GOOD.replace(b"821", b"831"))
    with pytest.raises(DataError, match="has no small area"):
        door.check(tmp_path / "b.csv", [sifted])


def test_check_as_a_kind_names_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n1,2\n")
    with pytest.raises(DataError, match="columns that no theme uses"):
        door.check(tmp_path / "a.csv", KINDS)
    with pytest.raises(DataError, match="no columns lsoa21_code, Number of homes"):
        door.check(tmp_path / "a.csv", KINDS, as_kind="homes")
    with pytest.raises(DataError, match="--as may be homes, people, shapes"):
        door.check(tmp_path / "a.csv", KINDS, as_kind="flats")
    with pytest.raises(DataError, match="not a file"):
        door.check(tmp_path / "none.csv", KINDS)
