"""Days and months as people write them: one reading for columns of dates, quarters and periods."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbdp_core import days, door, quarters
from lbdp_core.fire.own.kinds import FIRE_COUNTS, VISIT_LOG
from lbdp_core.refugees import schema
from lbdp_core.sources import DataError

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%y", "%d %B %Y", "%d.%m.%Y", "%d\\%m\\%Y", "%Y%m%d", "%d-%m-%y", "%Y/%m/%d",
         "%d %b %Y 10:05", "%Y-%m-%dT23:59:59Z", "%a %d %b %Y", "%A, %d %B %Y", "%B %d, %Y",
         "%d/%m/%Y 12:05:00 AM")  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2068, 12, 31))


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_is_read_in_every_form(day, form):
    text = day.strftime(form)
    assert days.day(text) == day
    assert days.month(text) == (day.year, day.month)
    assert quarters.quarter(text) == quarters.of(day.year, day.month)
    assert days.period(text) == f"{day:%Y-%m}"


@given(DAYS)
def test_excel_s_number_of_a_day_is_that_day(day):
    serial = (day - date(1899, 12, 30)).days
    assert days.day(str(serial)) == days.day(f"{serial}.5") == day


@given(DAYS, st.sampled_from(["%Y%m", "%b-%y", "%b %Y", "%B %Y", "%Y-%m", "%m/%Y", "%Y %b"]))
def test_a_month_is_a_month_and_never_a_day(day, form):
    text = day.strftime(form)
    assert days.day(text) is None
    assert days.month(text) == (day.year, day.month)
    assert quarters.quarter(text) == quarters.of(day.year, day.month)


@pytest.mark.parametrize(
    "text",
    ["2020101", "202013", "2020", "20-Jan", "31/02/2024", "13/13/2024", "2024-13-01", "12345678", "45", "99999", ""],
)
def test_what_is_no_day_is_none(text):
    assert days.day(text) is None


@pytest.mark.parametrize(
    "text", ["05-Sept-21", "5th September 2021", "5 Sept. 2021", "Sun 5 Sept 2021", "5 of September 2021"]
)
def test_september_has_two_short_names_and_days_have_endings(text):
    assert days.day(text) == date(2021, 9, 5)


def test_months_without_a_day_are_set_aside_where_a_day_is_needed_and_used_where_a_month_is(tmp_path):
    (tmp_path / "log.csv").write_text(
        "date_of_visit,lsoa21_code\n202011,E01000001\nJan-20,E01000001\n3/4/20,E01000002\n"
    )
    report = door.check(tmp_path / "log.csv", [VISIT_LOG])
    assert (report.used, report.set_aside) == (1, {"without a date that can be read": 2})
    counts = "lsoa21_code,month,fires\nE01000001,202011,3\nE01000002,Dec-20,4\nE01000003,01/12/2020,7\n"
    frame = door.read(counts.encode(), FIRE_COUNTS, "a.csv")
    assert frame["period"].tolist() == ["2020-11", "2020-12", "2020-12"]
    with pytest.raises(DataError, match="“all” in row 2, column month; it should look like 2023 or 2023-11"):
        door.read(b"lsoa21_code,month,fires\nE01000001,all,3\n", FIRE_COUNTS, "a.csv")


def test_excel_s_numbers_of_days_are_read_and_said():
    frame = door.read(b"date_of_visit,lsoa21_code\n45382,E01000001\n", VISIT_LOG, "a.csv")
    assert frame["date"].tolist() == [pd.Timestamp("2024-03-31")]
    assert frame.attrs["repaired"] == ["Excel's day numbers in date_of_visit read as dates"]


def test_check_sets_aside_the_rows_whose_quarter_a_build_cannot_read(tmp_path):
    header = "Date,Support Type,UK Region,LAD Code,Local Authority,Accommodation Type,People"
    rows = [
        f"{when},Section 95,London,E09000012,Hackney,Dispersal,300" for when in ("31/03/2024", "30/06/2024", "soon")
    ]
    (tmp_path / "a.csv").write_text("\n".join([header, *rows, ""]))
    report = door.check(tmp_path / "a.csv", schema.KINDS)
    assert (report.used, report.set_aside) == (2, {"no quarter can be read from its date": 1})
