"""Files that would be read wrongly, or that would take the machine's memory: every door says the same of them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import door, sources
from lbdp_core.fire.own.kinds import KINDS
from lbdp_core.fire.schema import VISITS
from lbdp_core.sharing.own import propose
from lbdp_core.sources import DataError, Shelf

CODES = [f"E0100{n:04}" for n in range(1, 41)]
COUNTS = pd.DataFrame({"lsoa21_code": CODES, "visits": range(10, 50)})


def csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def workbook(hidden: pd.DataFrame, engine: str) -> bytes:
    """Counts on a visible sheet, and a sheet that is hidden."""
    made = io.BytesIO()
    with pd.ExcelWriter(made, engine=engine) as book:
        COUNTS.to_excel(book, sheet_name="counts", index=False)
        hidden.to_excel(book, sheet_name="people", index=False)
        book.sheets["people"].sheet_state = "hidden"
    return made.getvalue()


def bomb(rows: int = 290_000, length: int = 30_000) -> bytes:
    """A Parquet file of a few KB whose long value stands in every row."""

    def one(value: str) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, dtype="int32")), pa.array([value]))

    made = io.BytesIO()
    table = {"lsoa21_code": one(CODES[0]), "visits": pa.array([1] * rows), "note": one("x" * length)}
    pq.write_table(pa.table(table), made, compression="zstd")
    return made.getvalue()


PEOPLE = pd.DataFrame({"Full name": ["Jane Doe"], "Postcode": ["N1 1AA"]})
WIDE = pd.DataFrame(np.full((40, 2_998), 12), columns=[f"c{n}" for n in range(2_998)])
REFUSED = {
    "thousands.csv": (csv(COUNTS.assign(visits=[f"1.{n}" for n in range(100, 140)])), "the point may part thousands"),
    "fractions.csv": (csv(COUNTS.assign(visits=np.linspace(0.1, 0.9, 40))), "which is no whole number"),
    "wide.csv": (csv(pd.concat([COUNTS, WIDE], axis=1)), "has 3,000 columns"),
    "bomb.parquet": (bomb(), "unpacks to more than 64 MB"),
    "hidden.xlsx": (workbook(PEOPLE, "openpyxl"), "has a column “Full name”"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_page_and_check_refuse_it_in_the_same_words(name: str, tmp_path: Path) -> None:
    raw, words = REFUSED[name]
    with pytest.raises(DataError, match=words) as page:
        door.recognised(raw, KINDS, name, None, door.UPLOAD)
        door.read(raw, VISITS, name, door.UPLOAD)
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(DataError) as check:
        door.check(tmp_path / name, KINDS)
    assert str(page.value) == str(check.value)


@pytest.mark.parametrize("name", REFUSED)
def test_the_plug_refuses_it_too(name: str) -> None:
    with pytest.raises(DataError):
        propose(REFUSED[name][0], name, Shelf(sources.find("sample_data")))


def test_which_of_two_columns_of_counts_is_used_is_said() -> None:
    frame = door.read(csv(COUNTS.assign(HFSV=5)), VISITS, "a.csv", door.UPLOAD)
    assert frame["visits"].sum() == COUNTS["visits"].sum()
    assert frame.attrs["repaired"] == ["visits used, and not HFSV"]


def test_a_few_parts_of_areas_that_were_split_are_counts() -> None:
    frame = door.read(csv(COUNTS.astype({"visits": float}).replace({"visits": {10.0: 10.5}})), VISITS, "a.csv")
    assert frame["visits"].sum() == COUNTS["visits"].sum() + 0.5


def test_a_day_is_no_address() -> None:
    with pytest.raises(DataError, match="of dates, so its rows may be records of single days") as fault:
        propose(csv(COUNTS.assign(date_of_visit="2023-03-04")), "a.csv", Shelf(sources.find("sample_data")))
    assert "address" not in str(fault.value)


SOUND = {
    "a.csv": csv(COUNTS),
    "a.xlsx": workbook(pd.DataFrame({"note": ["none"]}), "openpyxl"),
    "a.parquet": COUNTS.to_parquet(None, index=False),
}


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=150, deadline=None)
@given(edits=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_bytes_are_one_sentence(name: str, edits: list[tuple[int, int]]) -> None:
    raw = bytearray(SOUND[name])
    for at, byte in edits:
        raw[at % len(raw)] = byte
    try:
        door.recognised(bytes(raw), KINDS, name, None, door.UPLOAD)
        door.read(bytes(raw), VISITS, name, door.UPLOAD)
    except DataError as fault:
        assert "\n" not in str(fault)
