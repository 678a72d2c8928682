"""Children in care: returns become placements, rates come back from cohorts of known rates, and ranges hold."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from lbdp_core.children import care_flows
from lbdp_core.children.annex_a.faults import Faults
from lbdp_core.children.care_flows import evaluate, history
from lbdp_core.children.care_flows.forecast import STEP, forecast
from lbdp_core.children.care_flows.rates import estimate
from lbdp_core.children.care_flows.returns import ADULT, BANDS, EDGES, OUT, PLACEMENTS, Episodes, band
from lbdp_core.sources import DataError

FIELDS = ("child", "born", "start", "end", "place", "onward", "entered")
TODAY = date(2026, 1, 1)
DAY = evaluate.number_of(date(2020, 6, 1))
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def headers(*children):
    return HEADER.encode() + b"".join(f"{c},1,01/06/2010,WBRI,,,\n".encode() for c in children)


def episodes(*lines):
    """(child, from, to, placement) or with a legal status after it."""
    rows = [(*line, "C2")[:5] for line in lines]
    return (EPISODES + "".join(f"{c},{a},P,{ls},N1,{p},PR1,{b},,,,,\n" for c, a, b, p, ls in rows)).encode()


def read(*lines, **asked):
    files = [
        ("2020 header.csv", headers(*dict.fromkeys(line[0] for line in lines))),
        ("2020 episodes.csv", episodes(*lines)),
    ]
    return care_flows.read(files, TODAY, **asked)


def as_dates(days):
    return [None if np.isinf(d) else str(date(1970, 1, 1) + timedelta(days=int(d))) for d in days]


def test_placements_follow_each_other_and_care_begins_and_ends():
    found = read(("A", "01/04/2019", "01/06/2019", "U4"), ("A", "01/06/2019", "01/09/2019", "K2"),
                 ("A", "01/03/2020", "", "H5"), ("B", "01/01/2020", "", "T3"))  # fmt: skip
    assert [PLACEMENTS[n] for n in found.place] == ["Fostering", "Residential", "Supported", "Other"]
    assert found.onward.tolist() == [1, OUT, OUT, OUT]
    assert found.entered.tolist() == [True, False, True, True]
    assert as_dates(found.end) == ["2019-06-01", "2019-09-01", None, None]


def test_a_placement_that_two_returns_hold_counts_once_and_overlaps_are_cut():
    found = read(("A", "01/04/2019", "", "U4"), ("A", "01/04/2019", "01/08/2019", "U4"), ("A", "01/07/2019", "", "K2"))
    assert as_dates(found.start) == ["2019-04-01", "2019-07-01"]
    assert as_dates(found.end) == ["2019-07-01", None]


def test_short_breaks_are_left_out_unless_asked_for():
    lines = [("A", "01/04/2019", "", "U4", "C2"), ("B", "01/04/2019", "", "U4", "V4")]
    assert len(read(*lines).child) == 1
    assert len(read(*lines, short_breaks=True).child) == 2


def test_a_zip_of_returns_is_read_and_other_files_are_left():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("2020/header.csv", headers("A"))
        archive.writestr("2020/episodes.csv", episodes(("A", "01/04/2019", "", "U4")))
        archive.writestr("2020/uasc.csv", "CHILD,SEX,DOB,DUC\nA,1,01/06/2010,01/06/2028\n")
    found = care_flows.read([("returns.zip", kept.getvalue())], TODAY)
    assert len(found.child) == 1
    assert found.said[-1] == "Not needed, so not read: uasc.csv."


REFUSED = {
    "no header": ([("e.csv", episodes(("A", "01/04/2019", "", "U4")))], "an SSDA903 header file"),
    "no episodes": ([("h.csv", headers("A"))], "an SSDA903 episodes file"),
    "other children": (
        [("h.csv", headers("B")), ("e.csv", episodes(("A", "01/04/2019", "", "U4")))],
        "No episode has a child in the header files",
    ),
    "month first": (
        [("h.csv", headers("A")), ("e.csv", episodes(("A", "12/31/2019", "", "U4")))],
        "has the month before the day",
    ),
    "a password": ([("r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))], "password"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_in_one_sentence(files, words):
    with pytest.raises(DataError) as refused:
        care_flows.read(files, TODAY)
    said = str(refused.value)
    assert words in said and said.endswith(".") and ". " not in said.replace("e.g. ", "")


def test_too_few_placements_are_said_rather_than_forecast():
    with pytest.raises(DataError, match="fewer than 30 placements in their last year"):
        estimate(read(("A", "01/04/2019", "", "U4")), DAY)


LEAVE = np.array([0.5, 0.3, 0.9, 0.4]) / 365.25  # a day, by placement
MOVE = 0.3 / 365.25


def cohort(seed, a_year=220, years=9):
    """A steady cohort of known rates: children come in evenly at all ages, move and leave at one rate, and go at 18."""
    rng = np.random.default_rng(seed)
    rows = []
    first = DAY + 400 - years * 365.25
    for child in range(rng.poisson(a_year * years)):
        begin, age = first + rng.uniform(0, years * 365.25), rng.uniform(0, 17.5) * 365.25
        born, day, place, entered = begin - age, begin, int(rng.choice(4, p=[0.7, 0.1, 0.1, 0.1])), True
        while True:
            wait = rng.exponential(1 / (LEAVE[place] + MOVE))
            end = min(day + wait, born + ADULT)
            goes = end < born + ADULT and rng.random() > LEAVE[place] / (LEAVE[place] + MOVE)
            onward = int(rng.integers(0, 4)) if goes else OUT
            rows.append((child, np.floor(born), np.floor(day), np.floor(end), place, onward, entered))
            if not goes:
                break
            day, place, entered = end, onward, False
    child, born, start, end, place, onward, entered = (np.array(column) for column in zip(*rows, strict=True))
    return Episodes(child, born, start, end, place, onward, entered)


@pytest.fixture(scope="module")
def cohorts():
    return [cohort(seed) for seed in range(12)]


def test_known_rates_come_back(cohorts):
    rates = [estimate(one, DAY) for one in cohorts]
    leaving = np.mean([(r.shape / r.exposure)[1:, :, OUT].mean(axis=0) for r in rates], axis=0)
    assert leaving[[0, 1, 3]] == pytest.approx(LEAVE[[0, 1, 3]], rel=0.12)


def test_of_a_steady_cohort_the_forecast_is_unbiased_and_its_ranges_hold(cohorts):
    scores = pd.concat(
        [evaluate.score(one, [date(2020, 6, 1)], as_recorded=False, seed=n) for n, one in enumerate(cohorts)]
    )
    assert ((scores["expected"] - scores["children"]) / scores["children"]).mean() == pytest.approx(0, abs=0.03)
    inside = (scores["inside_cells"] * scores["cells"]).sum() / scores["cells"].sum()
    assert 0.70 <= inside <= 0.92
    assert (scores["cell_wape"] < scores["last_cell_wape"] + 0.03).mean() > 0.5


def test_only_what_had_happened_by_the_day_is_used(cohorts):
    one = cohorts[0]
    known = one.start <= DAY
    cut = Episodes(
        one.child[known], one.born[known], one.start[known], np.where(one.end <= DAY, one.end, np.inf)[known],
        one.place[known], np.where(one.end <= DAY, one.onward, OUT)[known], one.entered[known],
    )  # fmt: skip
    whole, then = estimate(one, DAY), estimate(cut, DAY)
    for name in ("shape", "exposure", "age", "place", "new_age"):
        assert (getattr(whole, name) == getattr(then, name)).all()


def test_a_forecast_begins_with_the_children_there_and_its_seed_is_its_fate(cohorts):
    rates = estimate(cohorts[0], DAY)
    one, other = forecast(rates, 6, seed=3), forecast(rates, 6, seed=3)
    assert (one.counts == other.counts).all()
    assert (one.counts[0] == evaluate.stock(cohorts[0], DAY)).all()
    assert (one.counts >= 0).all()


def test_nobody_is_in_care_at_18_and_everybody_grows_older(cohorts):
    rates = estimate(cohorts[0], DAY)
    still = type(rates)(
        np.ones_like(rates.shape), np.full_like(rates.exposure, 1e15), 0.0, 1.0,
        np.array([ADULT - 40.0, EDGES[1] - 40.0]), np.array([0, 0]), np.array([0.0, 0.0]),
        rates.new_age[:0], rates.new_place[:0], rates.new_weight[:0],
    )  # fmt: skip
    counts = forecast(still, 3, draws=5).counts[:, 0, :, 0]
    assert counts.tolist() == [[1, 0, 0, 0, 1], [1, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 1, 0, 0, 0]]


def test_bands_begin_at_their_birthdays():
    assert [BANDS[n] for n in band(EDGES)] == list(BANDS)
    assert [BANDS[n] for n in band(EDGES[1:] - 1)] == list(BANDS[:-1])


def test_a_table_that_leaves_hides_five_and_under(cohorts):
    table = forecast(estimate(cohorts[0], DAY), 13).table()
    assert not table["expected"].between(1, 5).any()
    assert (table.dropna()["low"] <= table.dropna()["high"]).all()
    assert table["days"].max() == 13 * STEP


def test_a_quarter_counts_who_came_left_and_is_there(cohorts):
    one = cohorts[0]
    table = history.quarters(one, date(2019, 1, 1), date(2020, 3, 31))
    assert len(table) == 5
    change = table["in_care"].diff()[1:]
    there = evaluate.stock(one, evaluate.number_of(date(2020, 3, 31))).sum()
    assert table["in_care"].iloc[-1] == there
    aged_out = (table["came"] - table["left"])[1:] - change
    assert (aged_out.abs() <= 3).all()  # days are cut to whole ones at 18


def test_the_history_that_leaves_tells_no_small_count():
    few = cohort(4, a_year=12)
    table = history.quarters(few, date(2018, 1, 1), date(2020, 6, 30))
    counts = table.drop(columns="quarter_end")
    assert not counts.apply(lambda column: column.between(1, 5)).any().any()
    assert (counts["came"].isna() == counts["left"].isna()).all(), "the change in care would tell the other"


def test_a_break_in_who_comes_does_not_go_on_and_steady_years_all_count(cohorts):
    one = cohorts[0]
    dropped = one.entered & (one.start > DAY - 200)
    fewer = one.child[dropped][np.random.default_rng(0).random(dropped.sum()) > 0.1]
    keep = ~np.isin(one.child, fewer)
    broken = Episodes(*(getattr(one, name)[keep] for name in FIELDS))
    steady, after = estimate(one, DAY), estimate(broken, DAY)
    a_year = 365.25 * after.came / after.over
    truth = 365.25 * (broken.entered & (broken.start > DAY - 200) & (broken.start <= DAY)).sum() / 200
    assert steady.over > 2 * 365
    assert after.over < 300
    assert a_year == pytest.approx(truth, rel=0.5)


def test_a_missing_year_is_said_and_adding_it_or_leaving_out_those_before_works():
    years = {year: [(f"C{year}{n}", f"01/04/{year - 1}", f"01/{1 + n % 12:02d}/{year - (n % 12 > 2)}", "U4")
                    for n in range(12)] for year in range(2017, 2022)}  # fmt: skip
    with pytest.raises(DataError, match=r"between 1 April 2018 and 31 March 2019.*add it, or leave out") as refused:
        read(*(line for year, lines in years.items() for line in lines if year != 2019))
    assert "\n" not in str(refused.value)
    assert len(read(*(line for lines in years.values() for line in lines)).child) == 60
    assert len(read(*(line for year in (2020, 2021) for line in years[year])).child) == 24


def test_faults_are_told_in_the_order_of_the_files_and_go_into_no_figure():
    lines = [("A", "01/04/2019", "01/06/2019", "U4"), ("A", "01/06/2019", "soon", "U4"),
             ("A", "31/02/2019", "", "U4"), ("B", "01/04/2019", "", "X9"), ("B", "01/05/2019", "01/04/2019", "U4"),
             ("B", "01/05/2030", "", "U4"), ("B", "01/04/2001", "", "U4"), ("", "01/04/2019", "", "U4")]  # fmt: skip
    faults = Faults()
    files = [("h.csv", headers("A", "B")), ("e.csv", episodes(*lines, ("Z", "01/04/2019", "", "U4")))]
    found = care_flows.read(files, TODAY, faults)
    table = faults.table()
    assert list(zip(table["rows"], table["column"], table["problem"], strict=True)) == [
        ([3], "DEC", "not a date"), ([4], "DECOM", "not a date"), ([5], "PLACE", "not a code"),
        ([6], "DEC", "out of order"), ([7], "DECOM", "in the future"), ([8], "DECOM", "before the birth"),
        ([9], "CHILD", "missing"), ([10], "CHILD", "no header"),
    ]  # fmt: skip
    assert len(found.child) == 2


@pytest.mark.raw
def test_on_the_published_sample_the_errors_are_what_the_methods_page_says(raw):
    """The demand model on the same children, days and cells: docs/methods/children.md (run in November 2026)."""
    folder = raw / "children/ssda903_synthetic/csdm_5years"
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]
    found = care_flows.read(files, TODAY, short_breaks=True)
    scores = evaluate.score(found, [stamp.date() for stamp in pd.date_range("2018-12-01", "2020-10-01", freq="2MS")])
    assert scores["children"].iloc[3] == 202
    assert scores["cell_wape"].mean() < 0.2  # theirs: 0.31
    assert scores["total_error"].mean() < 6  # theirs: 3.7, and 4.7 here in November 2026
    assert 0.6 <= scores["inside_total"].mean() <= 1
    assert 0.75 <= scores["inside_cells"].mean() <= 0.95
