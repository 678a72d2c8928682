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
    "£28-32K": (28_000, 32_000),
    "£45,000 per annum - £50,000 per annum": (45_000, 50_000),
    "£15.00/hr - £18.50/hr": (29_250, 36_075),
    "Between £40,000 and £50,000": (40_000, 50_000),
    "MPS 1 £38,766 – UPS 3 £60,092": (38_766, 60_092),
    "£40,000, rising to £42,500 after probation": (40_000, 42_500),
    "In excess of £70,000": (70_000, None),
    "35k+": (35_000, None),
    "£50,000 + 10% + £5k car allowance": (50_000, 50_000),
    "30.000,00 - 35.000,00 GBP": (30_000, 35_000),
    "15.50 GBP Hourly": (30_225, 30_225),
    "Grade 5, £27,345.00 - £29,094.00 FTE, actual salary £18,456, 32.5 hours a week": (27_345, 29_094),
    "£34,398 to £37,035 (FTE), £29,501 to £31,763 (actual)": (34_398, 37_035),
    "0.6 FTE £27,000 (full time equivalent £45,000)": (45_000, 45_000),
    "OTE £60,000 (basic £30,000)": (30_000, 30_000),
    "£35,000 (OTE £45,000 - £50,000)": (35_000, 35_000),
    "£2m budget, salary £55,000": (55_000, 55_000),
    "£500 welcome bonus + £13 per hour": (25_350, 25_350),
    "£26,000 plus London weighting of £3,500": (26_000, 26_000),
    "£60 per sleep-in, £13 per hour": (25_350, 25_350),
    "£30,000, 2 days per week in office. Call 020 7946 0123": (30_000, 30_000),
    "£14.53 per hour / £28,340 per annum": (28_333.5, 28_333.5),
    "£45K (Employer Est.)": (45_000, 45_000),
    "£40000  £60000": (40_000, 60_000),
    "£41,000 per annum  bonus  pension": (41_000, 41_000),
    "£31,000 + OTE": (31_000, 31_000),
    "£52,000.00 FTE (£31,200 actual)": (52_000, 52_000),
    "£25, 950 full time equivalent": (25_950, 25_950),
    "Hourly rate of £18 to £22": (35_100, 42_900),
    "£410/d": (106_600, 106_600),
    "Costs manager £61,000": (61_000, 61_000),
    "£38,000 rising to a maximum of £44,000": (38_000, 44_000),
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
    "AED 15,000 per month": salary.CURRENCY,
    "MPS/UPS + £1,500 recruitment allowance": salary.BAND,
    "TLR 1A (£9,782)": salary.BAND,
    "£500 welcome bonus": salary.NO_FIGURE,
    "managing a £2m budget": salary.NO_FIGURE,
    "Call 020 7946 0958, 28.97% pension, 401k": salary.NO_FIGURE,
    "£0.00 - £0.00": salary.NO_FIGURE,
    "Earn up to £50,000 in your first year": salary.TARGET,
    "£45K - £60K (Glassdoor Est.)": salary.ESTIMATE,
    "£30,000 (predicted)": salary.ESTIMATE,
    "fines of £1,000 a day": salary.NO_FIGURE,
    "£22,000 - £24,000 Annually (Actual)": salary.PART,
    "£75 per sleep in shift": salary.NO_PERIOD,
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
    assert parse("£30k basic, OTE £60k").target and parse("£30k + OTE").target and not parse("£30k").target
    assert parse("£25").inferred and not parse("£25 per hour").inferred


def test_fields_may_stand_the_wrong_way_round_or_be_nought():
    assert structured(40_000, 30_000, "YEAR").annual == (30_000, 40_000)
    assert structured(0, 30_000, "ANNUAL").annual == (None, 30_000)
    assert structured(None, None, "").reason == salary.NO_FIGURE
    assert structured(25_000, None, "HOUR").annual == (25_000, None)
    assert structured(3_000, None, "PROJECT").reason == salary.NO_PERIOD
