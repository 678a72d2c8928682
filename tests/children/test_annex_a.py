"""Annex A: the eleven lists are recognised and checked before any figure, and every hostile file is one sentence."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from lbdp_core.children import annex_a
from lbdp_core.children.annex_a import codes, due, journeys, timeliness, working_days
from lbdp_core.children.annex_a.headers import columns, words
from lbdp_core.children.annex_a.layout import BY_NUMBER, LISTS
from tests.children.workbooks import AS_OF, TODAY, book, days_before, header, made, row


def opened(*files, as_of=AS_OF):
    return annex_a.opened([(f"file {n}.xlsx", raw) for n, raw in enumerate(files)], TODAY, as_of)


def assessments(*rows):
    """A workbook of List 4 alone, with these rows over those in which nothing is wrong."""
    layout = BY_NUMBER[4]
    good = {"child": "C1", "birth": date(2015, 5, 5), "started": days_before(30)}
    return {4: [header(layout), *(row(layout, **{**good, "child": f"C{n}", **given}) for n, given in enumerate(rows))]}


def problems(annex, *more):
    table = annex.faults.table().explode("rows")
    return list(table[[*more, "rows", "problem"]].itertuples(index=False, name=None))


def test_a_workbook_in_which_nothing_is_wrong_has_no_fault_and_all_its_lists():
    annex = opened(book(made()), as_of=None)
    assert annex.faults.table().empty and annex.faults.report().empty
    assert sorted(annex.lists) == list(range(1, 12))
    assert annex.as_of == AS_OF
    assert annex.said == ()


@pytest.mark.raw
def test_the_published_sample_is_read_whole(raw):
    path = raw / "children/annex_a/liia_Annex_A_sample.xlsx"
    annex = annex_a.opened([(path.name, path.read_bytes())], date(2026, 1, 1))
    assert [len(annex.lists[n]) for n in range(1, 12)] == [5, 5, 6, 5, 5, 5, 7, 5, 6, 5, 5]
    assert annex.said == ()
    assert annex.as_of == date(2021, 3, 15)
    assert {(4, 2, "not a code"), (7, 8, "before the birth")} <= set(problems(annex, "list"))


@pytest.mark.raw
def test_every_code_of_the_published_map_is_in_its_list_of_codes(raw):
    import yaml

    text = (raw / "children/annex_a/liia_data-map.yml").read_text("utf-8")
    mapped = yaml.safe_load(text)["data_config"]
    unknown = []
    for number, layout in BY_NUMBER.items():
        at = columns(list(mapped[f"List {number}"]), layout)
        for name, entries in mapped[f"List {number}"].items():
            key = next((k for k, i in at.items() if list(mapped[f"List {number}"])[i] == name), None)
            assert key, name
            column = next(c for c in layout.columns if c.key == key)
            if column.codes and column.key != "authority":
                unknown += [(name, e["code"]) for e in entries if codes.position(e["code"], column.codes) < 0]
    assert unknown == []


FAULTS = {
    "missing": ({"gender": None}, "missing"),
    "an assessment that ended without its outcome": ({"authorised": days_before(3)}, "missing at the end"),
    "no date": ({"started": "soon"}, "not a date"),
    "a day that never was": ({"started": "31/02/2024"}, "not a date"),
    "the future": ({"started": AS_OF + timedelta(days=2)}, "in the future"),
    "long before the birth": ({"birth": days_before(20), "started": days_before(400)}, "before the birth"),
    "the end before the start": ({"authorised": days_before(31), "support": "Yes"}, "out of order"),
    "a code outside the list": ({"gender": "Girl"}, "not a code"),
    "a person of 40": ({"birth": date(1984, 1, 1)}, "too old"),
}


@pytest.mark.parametrize(("given", "problem"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found_in_its_row_and_named_without_the_value(given, problem):
    annex = opened(book(assessments({}, given, {})))
    assert problems(annex) == [(3, problem)]
    (told,) = annex.faults.report().to_dict("records")
    assert told["Sheet or file"] == "List 4" and told["Rows"] == "3"
    assert not re.search("C1|Girl|soon", str(told))


def test_every_code_is_read_by_its_mark_alone_and_in_small_letters():
    lists = {column.codes for layout in LISTS for column in layout.columns if column.codes}
    for entries in lists:
        marks = [entry.split()[0] if re.match(r"[A-Z0-9]+( |$)", entry) else entry for entry in entries]
        for n, mark in enumerate(marks):
            assert codes.position(mark, entries) == codes.position(f"{mark.lower()}: words", entries) == n, mark


def test_a_referral_before_the_birth_is_no_fault_and_care_before_it_is():
    assert problems(opened(book(assessments({"birth": days_before(-30)})))) == []
    layout = BY_NUMBER[8]
    care = row(
        layout,
        child="C1",
        birth=days_before(10),
        started=days_before(20),
        legal_since=days_before(9),
        placed=days_before(9),
    )
    assert problems(opened(book({8: [header(layout), care]}))) == [(2, "before the birth")]


def test_duplicates_and_two_birthdays_are_found():
    tables = assessments({"child": "A"}, {"child": "a"}, {"child": "A", "started": days_before(9)})
    tables |= {1: [header(BY_NUMBER[1]), row(BY_NUMBER[1], child="A", birth=date(2015, 5, 6), contact=days_before(9))]}
    annex = opened(book(tables))
    assert problems(annex) == [(3, "duplicate"), (2, "two birthdays")]
    assert len(annex.lists[4]) == 2


def test_faults_stand_in_the_order_of_the_file():
    tables = made(60)
    for number, at in ((8, 5), (1, 9), (4, 3), (1, 2), (4, 3)):
        tables[number][at][1 if number != 4 else 2] = "?"
    tables[4][3][1] = "?"
    table = opened(book({n: tables[n] for n in (8, 1, 4)})).faults.table()
    assert list(zip(table["list"], table["rows"], strict=True)) == [(8, [6]), (1, [3, 10]), (4, [4]), (4, [4])]
    assert list(table["column"])[-2:] == ["Gender", "Ethnicity"]


def test_a_value_that_is_wrong_goes_into_no_figure():
    wrong = [{"authorised": days_before(31), "support": "Yes"}, {"started": "soon"}, {"authorised": "last week"}]
    annex = opened(book(assessments(*wrong)))
    assert annex.lists[4]["started"].isna().all()
    assert due.due(annex).counts.sum() == 0


def test_an_end_that_is_still_to_come_leaves_a_row_open():
    annex = opened(book(assessments({"authorised": AS_OF + timedelta(days=5)})))
    assert due.due(annex).counts.sum() == 1


SPELLINGS = {
    "abbreviated": (5, ["Child ID", "Sex", "DOB", "S47 strategy discussion start date", "ICPC Date", "Notes"],
                    {"child", "gender", "birth", "strategy", "conference"}),
    "other words": (7, ["Unique ID", "CPP Start Date", "CPP End Date", "Initial category of abuse"],
                    {"child", "started", "ended", "initial"}),
    "line breaks": (1, ["Child\nUnique ID", "Date of\r\nContact", "contact_source"], {"child", "contact", "source"}),
    "stages are told apart": (11, ["Date Stage 2 start", "Stage 1 end date"], {"stage_2", "stage_1_end"}),
}  # fmt: skip


@pytest.mark.parametrize(("number", "names", "keys"), SPELLINGS.values(), ids=SPELLINGS)
def test_columns_are_matched_however_they_are_spelt(number, names, keys):
    assert set(columns(names, BY_NUMBER[number])) == keys


def test_no_name_of_the_specification_means_a_column_of_another_name():
    for layout in LISTS:
        names = [column.name for column in layout.columns]
        assert columns(names, layout) == {column.key: n for n, column in enumerate(layout.columns)}
        assert len({words(name) for name in names}) == len(names)


def test_wrong_list_names_are_put_right_by_the_columns():
    tables = made(60)
    names = {f"Sheet{n}": tables[n] for n in (1, 4, 8)} | {
        "List 3": tables[5],
        "Notes": [["Extract of", "all"], ["x", 1]],
    }
    annex = opened(book(names))
    assert set(annex.lists) == {1, 4, 5, 8}
    assert "“List 3” was read as List 5 (section 47 enquiries and initial conferences)." in annex.said
    assert any(line.startswith("The sheet “Notes” is none of the eleven lists") for line in annex.said)
    assert any(line.startswith("No sheet is List 2 (early help), List 3 (referrals)") for line in annex.said)


def test_titles_over_the_header_and_a_header_of_two_rows_are_read():
    tables = made(60)
    titled = [["Borough of X"], ["Contacts in the last six months"], [], *tables[1]]
    top, low = tables[4][0][:], [None] * len(tables[4][0])
    for n in (0, 6, 8):
        top[n], low[n] = ("Dates" if n else "Child"), top[n]
    plain = opened(book({1: tables[1], 4: tables[4]}))
    annex = opened(book({1: titled, 4: [top, low, *tables[4][1:]]}))
    assert "“List 1” was read as List 1 (contacts), header read from row 4." in annex.said
    assert "“List 4” was read as List 4 (assessments), header read from rows 1 and 2." in annex.said
    for number in (1, 4):
        pd.testing.assert_frame_equal(annex.lists[number], plain.lists[number])
    assert annex.faults.table().empty


def test_a_band_of_merged_cells_over_short_names_is_read_with_them():
    names = ["Unique ID", "Date of Birth", "Start Date", "End Date", "Initial Category of Abuse"]
    band = ["Child", None, "Child Protection Plan", None, None]
    plan = ["C1", date(2015, 5, 5), days_before(90), days_before(3), "Neglect"]
    annex = opened(book({"7 CPP": [band, names, plan]}))
    assert {"child", "started", "ended", "initial"} <= set(annex.lists[7])
    assert annex.lists[7]["ended"].notna().all()


def test_dates_as_text_and_as_excel_counts_them_are_read_alike():
    ways = ["01/08/2024", "1 August 2024", "2024-08-01", "01-Aug-24", "45505", "01/08/2024 00:00:00", date(2024, 8, 1)]
    annex = opened(book(assessments(*({"started": way} for way in ways))))
    assert annex.faults.table().empty
    assert set(annex.lists[4]["started"]) == {pd.Timestamp(2024, 8, 1)}


def test_a_column_with_the_month_first_is_not_read_at_all():
    annex = opened(book(assessments({"started": "08/01/2024"}, {"started": "08/31/2024"})))
    assert {problem for _, problem in problems(annex)} == {"month first"}
    assert annex.lists[4]["started"].isna().all()


def easter(year):
    """The Sunday, by the anonymous Gregorian algorithm (Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def by_rule(year):
    def monday(month, last=False):
        days = [date(year, month, n) for n in range(1, 32 if month in (5, 8) else 31)]
        mondays = [day for day in days if day.weekday() == 0]
        return mondays[-1] if last else mondays[0]

    fixed = []
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        free = (day + timedelta(days=n) for n in range(7))
        fixed.append(next(other for other in free if other.weekday() < 5 and other not in fixed))
    return {
        *fixed,
        easter(year) - timedelta(2),
        easter(year) + timedelta(1),
        monday(5),
        monday(5, True),
        monday(8, True),
    }


def test_the_table_of_bank_holidays_is_that_of_the_rule_and_of_proclaimed_days():
    moved = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
    added = {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
    expected = {moved.get(day, day) for year in working_days.BANK_HOLIDAYS for day in by_rule(year)} | added
    assert {date.fromisoformat(str(day)) for day in working_days.HOLIDAYS} == expected


def test_45_working_days_are_counted_from_the_day_after_and_over_bank_holidays():
    start = np.array(["2024-03-25"], "datetime64[D]")
    end = working_days.after(start, 45)
    assert str(end[0]) == "2024-05-31"  # two bank holidays at Easter, two in May
    assert working_days.between(start, end) == 45


def test_the_curve_is_that_of_a_worked_example():
    """Freireich's 6-MP arm (Kalbfleisch and Prentice 2002, table 1.1): published values at 6, 10 and 23 weeks."""
    weeks = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], float)
    done = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], bool)
    curve = timeliness.kaplan_meier(weeks, done)
    got = dict(zip(curve.days, curve.share.round(3), strict=True))
    assert [got[day] for day in (6.0, 10.0, 23.0)] == [0.857, 0.753, 0.448]
    assert (curve.low <= curve.share).all() and (curve.share <= curve.high).all()


def test_rows_that_began_before_the_window_bias_nothing():
    """Waits of one law, watched through a window: late entry gives the law back, and leaving it out does not."""
    rng = np.random.default_rng(5)
    wait, begun = np.ceil(rng.exponential(60, 40_000)), rng.integers(0, 500, 40_000)
    seen = begun + wait >= 370  # still open when the window of 130 days begins
    entered = np.clip(370 - begun, 0, None)[seen].astype(float)
    lasted, done = np.minimum(wait, 500 - begun)[seen], (begun + wait <= 500)[seen]
    with_entry = timeliness.kaplan_meier(lasted, done, entered).at(45)[0]
    assert with_entry == pytest.approx(1 - np.exp(-45 / 60), abs=0.03)
    assert abs(timeliness.kaplan_meier(lasted, done).at(45)[0] - (1 - np.exp(-45 / 60))) > 0.08


def test_timeliness_finds_the_share_that_was_planted():
    rows = [{"started": days_before(170 - n % 60), "authorised": days_before(170 - n % 60 - (30 if n % 4 else 80)),
             "support": "Yes"} for n in range(200)]  # fmt: skip
    table = timeliness.table(opened(book(assessments(*rows)))).set_index("step")
    line = table.loc["Assessments finished"]
    assert line["share"] == pytest.approx(0.75)
    assert line["low"] < 0.75 < line["high"]


def test_a_share_that_tells_how_few_are_late_is_hidden():
    rows = [{"started": days_before(100), "authorised": days_before(60), "support": "Yes"}] * 40
    few_open = [*rows, *[{"started": days_before(150)}] * 3]
    many_open = [*rows, *[{"started": days_before(150)}] * 9]
    shares = [timeliness.table(opened(book(assessments(*given))))["share"].iloc[0] for given in (few_open, many_open)]
    assert np.isnan(shares[0])
    assert shares[1] == pytest.approx(40 / 49, abs=0.01)


def test_what_is_due_is_counted_on_its_day():
    started = next(day for n in range(60, 70) if (day := days_before(n)).weekday() == 0)
    deadline = working_days.after(np.array([np.datetime64(started)]), 45)[0]
    rows = [{"started": started}] * 8 + [{"started": days_before(160)}] * 3 + [{"authorised": days_before(1)}]
    found = due.due(opened(book(assessments(*rows))))
    assert found.counts.tolist() == [[3, 8, 0]]
    assert found.until >= date.fromisoformat(str(deadline))
    shown = found.released().iloc[0]
    assert shown[["overdue", "due", "share_in_time"]].isna().all() and shown["open"] == 11


def test_journeys_link_children_from_list_to_list():
    table = journeys.journeys(opened(book(made(300)))).set_index("step")
    assert table.loc["Contact", "share"] == pytest.approx(0.7, abs=0.08)
    assert table.loc["Initial conference", "share"] == pytest.approx(0.8, abs=0.1)
    assert (table["children"].dropna() % 5 == 0).all()


@pytest.mark.parametrize("children", [3, 12, 25, 60, 150])
def test_nothing_that_may_leave_is_a_count_of_five_or_fewer(children):
    annex = opened(book(made(children)))
    coming, steps = due.due(annex).released(), journeys.journeys(annex)
    for counts in (coming["overdue"], coming["due"], coming["later"], coming["open"], steps["children"]):
        assert not counts.between(1, 5).any()
    hidden = coming[["overdue", "due", "later"]].isna().sum(axis=1)
    assert not (coming["open"].notna() & (hidden == 1)).any()
    for step in timeliness.STEPS:
        curve = timeliness.curve_of(annex, step)
        if curve is not None and len(points := curve.released()):
            done = np.diff([0.0, *(curve.done[curve.days <= day].sum() for day in points["working_days"])])
            assert (done > 5).all()
