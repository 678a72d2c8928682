"""Parquet through the door: read as the CSV would be, and refused in one sentence."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lbdp_core import door
from lbdp_core.door import Column, Kind, Limits
from lbdp_core.sources import DataError
from tests.test_door import one_sentence

HOMES = Kind(
    "homes",
    "homes by area",
    "A publisher",
    "OGL v3.0",
    (
        Column("code", ("Area",), filled=True),
        Column("homes", ("Homes",), holds="number", low=0),
        Column("day", ("Date",), holds="date", needed=False),
        Column("note", ("Note",), needed=False),
    ),
)
FRAME = pd.DataFrame(
    {
        "Area": ["E01000001", "E01000002", "E01000003"],
        "Homes": [837.0, None, 2_500_000.0],
        "Date": [date(2024, 3, 31), None, date(2022, 12, 31)],
        "Note": ["a", None, " b "],
        "Unused": [[1], [2], [3]],
    }
)


def parquet(table: pd.DataFrame | pa.Table, **more) -> bytes:
    made = table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, preserve_index=False)
    buffer = io.BytesIO()
    pq.write_table(made, buffer, **more)
    return buffer.getvalue()


PLAIN = FRAME.drop(columns="Unused")
WHOLE = parquet(PLAIN)


def refused(raw: bytes, limits: Limits = door.FOLDER) -> str:
    with pytest.raises(DataError) as fault:
        door.read(raw, HOMES, "a.parquet", limits)
    assert str(fault.value).startswith("a.parquet ")
    return one_sentence(fault.value)


def test_it_is_read_as_the_csv_would_be():
    text = door.read(PLAIN.to_csv(index=False).encode(), HOMES, "a.csv")
    pd.testing.assert_frame_equal(door.read(WHOLE, HOMES, "a.parquet"), text)
    assert text["homes"].tolist()[::2] == [837, 2_500_000]


def test_dates_and_categories_are_read_of_whatever_type_they_are_kept():
    table = FRAME.assign(Date=pd.to_datetime(FRAME["Date"]), Area=FRAME["Area"].astype("category"), Note="x")
    frame = door.read(parquet(table.drop(columns="Unused")), HOMES, "a.parquet")
    assert frame["day"].tolist()[::2] == [pd.Timestamp("2024-03-31"), pd.Timestamp("2022-12-31")]
    assert frame["code"].tolist() == FRAME["Area"].tolist()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (PLAIN.drop(columns="Homes"), "no column Homes"),
        (PLAIN.drop(columns=["Homes", "Area"]), "no columns Area, Homes"),
        (PLAIN.head(0), "has a header but no rows"),
        (PLAIN.assign(Homes=["1", "many", "3"]), "“many” in row 3, column Homes"),
        (PLAIN.assign(Homes=[1.0, -2.0, 3.0]), "it may run from 0"),
        (PLAIN.assign(Homes=[1.0, float("inf"), 3.0]), "“inf” in row 3, column Homes"),
        (PLAIN.assign(Area=["E", "F", None]), "no value in row 4, column Area"),
        (FRAME, "lists or records in its column Unused"),
        (PLAIN.assign(Note=[{"a": 1}] * 3), "lists or records in its column Note"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(table, words):
    assert words in refused(parquet(table))


def test_a_column_that_is_there_twice_is_refused_and_one_that_no_kind_uses_is_not():
    names = ["Area", "Homes", "Homes"]
    arrays = [pa.array(["E"]), pa.array([1.0]), pa.array([2.0])]
    assert "has the column Homes twice" in refused(parquet(pa.Table.from_arrays(arrays, names=names)))
    other = pa.Table.from_arrays([*arrays, pa.array([3.0])], names=["Area", "Homes", "x", "x"])
    assert len(door.read(parquet(other), HOMES, "a.parquet")) == 1


@pytest.mark.parametrize("raw", [b"PAR1", b"PAR1....PAR1", WHOLE[:-8], WHOLE[: len(WHOLE) // 2], WHOLE[:-4] + b"XXXX"])
def test_a_damaged_file_is_refused(raw):
    assert "a damaged or incomplete Parquet file; give it again, or as CSV." in refused(raw)


def test_what_is_damaged_inside_is_one_sentence_too():
    """The footer is whole, and the pages before it are not."""
    spoilt = bytearray(WHOLE)
    spoilt[8:120] = b"\xff" * 112
    with pytest.raises(DataError) as fault:
        door.read(bytes(spoilt), HOMES, "a.parquet")
    one_sentence(fault.value)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(size=20), "give a file of at most 0 MB"),
        (Limits(rows=2), "has 3 rows; give a file with at most 2"),
        (Limits(columns=3), "has 4 columns; give a file with at most 3"),
        (Limits(unpacked=10), "unpacks to more than 0 MB; give a file of at most 0 MB"),
    ],
)
def test_limits_are_judged_before_anything_is_unpacked(limits, words, monkeypatch):
    def unpacked(*_, **__):
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(pq.ParquetFile, "read", unpacked)
    assert words in refused(WHOLE, limits)


def test_a_folder_knows_it_by_its_columns_and_sets_a_damaged_one_aside(tmp_path: Path):
    (tmp_path / "homes.txt").write_bytes(WHOLE)
    (tmp_path / "broken.parquet").write_bytes(WHOLE[:200])
    (tmp_path / "other.parquet").write_bytes(parquet(pd.DataFrame({"x": [1]})))
    held = door.inventory(tmp_path, [HOMES])
    assert [p.name for p in held.paths(HOMES)] == ["homes.txt"]
    assert dict(held.set_aside) == {
        "broken.parquet": "is a damaged or incomplete Parquet file",
        "other.parquet": "has columns that no theme uses (x)",
    }
