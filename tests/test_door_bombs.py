"""Files that would take the machine's memory or time are refused, or read, within 400 MiB and, on demand, two seconds.

Each is tried at one door. `LBDP_ATTACK=1` tries all, and judges seconds, which depend on the processor.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.fire.schema import VISITS
from lbdp_core.sources import DataError
from tests.attack.hostile import DEEP
from tests.bombs import BOMBS, doors_of
from tests.corpus import COUNTS, TOTAL, as_csv, beside, replaced

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MIB = 2.0, 400.0  # of processor time; of the whole process, libraries and all


@pytest.fixture(scope="module")
def tried() -> dict[tuple[str, str], dict[str, object]]:
    """What every door did to every file, in a process of its own, so that its memory can be told."""
    run = subprocess.run([sys.executable, "-m", "tests.bombs"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return {(line["name"], line["door"]): line for line in lines}


@pytest.mark.parametrize(("name", "door"), [(name, door) for name in BOMBS for door in doors_of(name)])
def test_a_bomb_is_bounded_before_it_unpacks(
    name: str, door: str, tried: dict[tuple[str, str], dict[str, float]]
) -> None:
    assert (name, door) in tried, "the process died"
    found = tried[name, door]
    assert found["MiB"] < MIB, found
    assert found["s"] < SECONDS or not DEEP, found


def test_which_of_two_columns_of_counts_is_used_is_said() -> None:
    frame = door.read(as_csv(beside("HFSV", lambda n: 5)), VISITS, "a.csv", door.UPLOAD)
    assert frame["visits"].sum() == TOTAL
    assert frame.attrs["repaired"] == ["visits used, and not HFSV"]


def test_a_few_parts_of_areas_that_were_split_are_counts_and_said() -> None:
    frame = door.read(as_csv(replaced(COUNTS[5] + 0.5)), VISITS, "a.csv")
    assert frame["visits"].sum() == TOTAL + 0.5
    assert frame.attrs["repaired"] == ["visits has counts that are not whole, such as 58.5 in row 7"]


def test_a_row_that_is_longer_than_its_columns_can_be_is_said_with_its_row() -> None:
    long = b"lsoa21_code,visits\r\nE01000001,5\r\nE01000002," + b"1 " * 15_000 + b"\r\n"
    with pytest.raises(DataError, match="more than 20,000 characters in row 3; correct that row"):
        door.read(long, VISITS, "a.csv", door.UPLOAD)


@pytest.mark.parametrize("form", ["utf-8", "utf-16", "parquet"])
def test_a_sign_that_counts_as_white_space_does_not_vanish_from_a_number(form: str) -> None:
    """A damaged digit would make 18 an 8."""
    frame = pd.DataFrame({"lsoa21_code": ["E01000001", "E01000002"], "visits": ["7", "\x1c8"]})
    raw = frame.to_parquet() if form == "parquet" else frame.to_csv(index=False).encode(form)
    with pytest.raises(DataError, match="row 3, column visits"):
        door.read(raw, VISITS, "a", door.UPLOAD)
