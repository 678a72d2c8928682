"""What adverts say of pay, each as a person would read it."""

from __future__ import annotations

import pytest

from lbdp_core.postings.ingest import salary
from lbdp_core.postings.ingest.salary import parse, structured

READ = {
    "£30,000 - £35,000 per annum": (30_000, 35_000),
    "£30K – £40K": (30_000, 40_000),
    "£25-30k": (25_000, 30_000),
    "£30,000 - 35,000": (30_000, 35_000),
    "30000 - 35000": (30_000, 35_000),
    "circa £50,000": (50_000, 50_000),
    "c. £50k plus benefits": (50_000, 50_000),
    "Up to £40k": (None, 40_000),
    "From £27,000": (27_000, None),
    "£27,000+": (27_000, None),
    "£12.60ph": (24_570, 24_570),
    "£13.15 - £15.00 an hour, 37.5 hours per week": (25_642.5, 29_250),
    "£350 - £400 per day": (91_000, 104_000),
    "£500pw": (26_000, 26_000),
    "£2,500 pcm": (30_000, 30_000),
    "M1-M6 £38,766 - £50,288": (38_766, 50_288),
    "Scale 6, SCP 18-20, £31,000 - £32,500": (31_000, 32_500),
    "£30k basic, OTE £60k": (30_000, 30_000),
    "£25-30k + OTE £45k": (25_000, 30_000),
    "£23,500 per annum + £2,000 joining bonus": (23_500, 23_500),
    "Up to £65,000 per annum + £5,000 car allowance": (None, 65_000),
    "Actual salary £18,000 (FTE £24,000)": (24_000, 24_000),
    "£18,000 (£24,000 FTE)": (24_000, 24_000),
    "£45,000 per annum plus 10% bonus, 25 days holiday": (45_000, 45_000),
    "GBP 45,000 per year": (45_000, 45_000),
    "&pound;30,000": (30_000, 30_000),
}
NOT_READ = {
    "Competitive": salary.NO_FIGURE,
    "": salary.NO_TEXT,
    "Band 6": salary.BAND,
    "NHS AfC: Band 5": salary.BAND,
    "MPS/UPS": salary.BAND,
    "L10 - L14": salary.BAND,
    "2024/25 pay scale": salary.BAND,
    "OTE £60,000": salary.TARGET,
    "£45,000 OTE": salary.TARGET,
    "$50,000": salary.CURRENCY,
    "£1,000": salary.NO_PERIOD,
    "£45 per session": salary.NO_PERIOD,
    "£2 per hour": salary.ODD,
    "£900,000 per annum": salary.ODD,
    "£10,000 - £200,000 per annum": salary.ODD,
}


@pytest.mark.parametrize("text", READ)
def test_pay_is_read_as_a_year_of_full_time(text):
    found = parse(text)
    assert (found.annual, found.reason) == (READ[text], "")


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_figure_says_why_and_nothing_is_filled_in(text):
    found = parse(text)
    assert (found.annual, found.reason) == ((None, None), NOT_READ[text])


def test_part_time_and_target_are_told_apart():
    assert parse("£24,000 pro rata").pro_rata and not parse("£24,000").pro_rata
    assert parse("£30k basic, OTE £60k").target and not parse("£30k").target
    assert parse("£25").inferred and not parse("£25 per hour").inferred


def test_fields_may_stand_the_wrong_way_round_or_be_nought():
    assert structured(40_000, 30_000, "YEAR").annual == (30_000, 40_000)
    assert structured(0, 30_000, "ANNUAL").annual == (None, 30_000)
    assert structured(None, None, "").reason == salary.NO_FIGURE
