"""Faults of a file: one sentence that tells the first, what to do, and a list in the order of the file."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from apps.cli import main
from lbdp_core import door
from lbdp_core.door.faults import MOST
from lbdp_core.fire.schema import VISITS
from lbdp_core.sources import DataError

ROWS = [("E01000001", "many"), ("E01000002", "5"), ("", "7"), ("E01000003", "-9"), ("E01000005", "few")]
LISTED = (
    "Row 2, column visits: “many”, where a number should be.",
    "Row 4, column lsoa: no value; every row needs one.",
    "Row 5, column visits: “-9”; it may run from 0 to 100,000.",
    "Row 6, column visits: “few”, where a number should be.",
)


def refused(raw: bytes, name: str = "own.csv") -> DataError:
    with pytest.raises(DataError) as fault:
        door.read(raw, VISITS, name, door.UPLOAD)
    return fault.value


def csv(rows: list[tuple[str, str]]) -> bytes:
    return pd.DataFrame(rows, columns=["lsoa", "visits"]).to_csv(index=False).encode()


def test_several_faults_are_a_sentence_what_to_do_and_a_list_in_the_order_of_the_file() -> None:
    fault = refused(csv(ROWS))
    assert str(fault) == (
        "own.csv has 4 values that cannot be used, the first “many” in row 2, column visits, where a number should be; "
        "correct them as the list says."
    )
    assert fault.faults == LISTED


def test_one_fault_is_a_sentence_alone() -> None:
    fault = refused(csv(ROWS[:2]))
    assert str(fault) == "own.csv has “many” in row 2, column visits, where a number should be; correct it."
    assert not fault.faults


def test_a_list_is_bounded_and_says_how_many_more_there_are() -> None:
    fault = refused(csv([(f"E0100{n:04}", "x!") for n in range(1, 120)]))
    assert str(fault).endswith("where a number should be; correct them.")
    assert len(fault.faults) == MOST + 1
    assert fault.faults[0].startswith("Row 2, ")
    assert fault.faults[-1] == f"And {119 - MOST} more."


def test_a_workbook_of_several_sheets_names_the_sheet() -> None:
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        pd.DataFrame({"Notes": ["Our visits"]}).to_excel(writer, sheet_name="Read me", index=False)
        pd.DataFrame(ROWS, columns=["lsoa", "visits"]).to_excel(writer, sheet_name="Table 1", index=False)
    fault = refused(book.getvalue(), "own.xlsx")
    assert "the first “many” in sheet “Table 1”, row 2" in str(fault)
    assert fault.faults[0] == "Sheet “Table 1”, row 2, column visits: “many”, where a number should be."


def test_the_command_prints_the_same_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(csv(ROWS))
    assert main(["data", "check", str(file)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == [str(refused(csv(ROWS))), *LISTED]
