"""Row accounts: rows in are rows used and rows set aside, by reason; an account that does not add up is refused."""

import pandas as pd
import pytest

from lbdp_core import row_accounts
from lbdp_core.row_accounts import BARE, ROWS, RowAccount

A = RowAccount("a.csv", "support", 3, {"no date": 1}, {"missing": {"people": {"suppressed": 2}}, "repaired": []})
B = RowAccount("b.csv", "support", 2)


def test_a_line_has_the_facts_asked_for_in_their_order():
    assert A.line() == {
        "file": "a.csv", "kind": "support", "rows": 3, "used": 2, "set_aside": {"no date": 1},
        "missing": {"people": {"suppressed": 2}}, "repaired": [],
    }  # fmt: skip
    assert tuple(B.line(ROWS)) == ROWS
    assert tuple(B.line(BARE)) == BARE


def test_rows_are_set_aside_from_the_file_that_they_are_of():
    file, why = pd.Series(["a.csv", "a.csv", "b.csv", "b.csv"]), pd.Series(["", "twice", "late", "twice"])
    a, b = row_accounts.less([A, B], file, why)
    assert a.set_aside == {"no date": 1, "twice": 1}
    assert b.set_aside == {"late": 1, "twice": 1}
    assert (a.used, b.used) == (1, 0)
    assert A.used == 2  # the account before is as it was


def test_the_total_is_of_all_files_and_is_checked_against_the_rows_in_use():
    in_use = pd.Series(["a.csv", "a.csv", "b.csv", "b.csv"])
    assert row_accounts.total([A, B], in_use) == {"rows": 5, "used": 4, "set_aside": {"no date": 1}}
    with pytest.raises(AssertionError, match=r"a\.csv.*made from 1 of them"):
        row_accounts.total([A, B], in_use[1:])


def test_no_more_rows_are_set_aside_than_a_file_has():
    with pytest.raises(ValueError, match=r"b\.csv has 2 rows, and 3 are set aside"):
        B.less({"late": 3})
