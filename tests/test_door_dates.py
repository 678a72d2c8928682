"""Dates in numbers: read with the day first, and refused where only the month can come first."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.door import Column, Kind
from lbdp_core.sources import DataError

CALLS = Kind("calls", "calls", "A publisher", "OGL v3.0", (Column("date", ("DateOfCall",), holds="date"),))


def read(*texts: str) -> pd.Series:
    return door.read("\n".join(["DateOfCall", *texts, ""]).encode(), CALLS, "a.csv")["date"]


def refused(*texts: str) -> str:
    with pytest.raises(DataError) as fault:
        read(*texts)
    assert str(fault.value).count("\n") == 0
    return str(fault.value)


def test_the_day_comes_first_whether_or_not_a_date_can_tell() -> None:
    assert read("02/11/2015", "13/01/2015").tolist() == [pd.Timestamp(2015, 11, 2), pd.Timestamp(2015, 1, 13)]
    assert read("02/11/2015", "03/04/2015").dt.month.tolist() == [11, 4]


@pytest.mark.parametrize("text", ["01/13/2015", "01/13/15", "01/13/2015 12:05:00 AM", "01-13-2015", "01.13.2015"])
def test_a_month_first_column_is_refused_whole(text: str) -> None:
    shown = text.split(" ", maxsplit=1)[0]
    said = refused("02/11/2015", "02/11/2015", text, "2015-03-01")
    assert said == (
        f"a.csv, column DateOfCall, looks month-first (e.g. {shown} in row 4); save the dates as 2015-01-13."
    )


def test_a_column_of_both_is_refused_with_a_row_of_each() -> None:
    said = refused("25/12/2015", "02/11/2015", "12/25/2015")
    assert said == (
        "a.csv, column DateOfCall, has both day-first and month-first dates (25/12/2015 in row 2, 12/25/2015 in "
        "row 4); save the dates as 2015-12-25."
    )


@pytest.mark.parametrize("text", ["31/02/2015", "13/13/2015", "2015-13-01", "soon"])
def test_a_day_that_never_was_is_only_missing(text: str) -> None:
    assert read("02/11/2015", text, "13/01/2015").isna().tolist() == [False, True, False]
