"""A council's own Annex A or SSDA903 files: hostile ones are one sentence each, and no child shows."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from datetime import date

import numpy as np
import pandas as pd
import pytest

from lbdp_core import own
from lbdp_core.charts import Picture
from lbdp_core.children.annex_a.layout import BY_NUMBER
from lbdp_core.children.own import taken
from lbdp_core.children.own.annex_a import template
from lbdp_core.children.own.words import FAULTS, NO_FAULT
from lbdp_core.sources import DataError
from tests.children.test_care_flows import TODAY as LATER
from tests.children.test_care_flows import episodes, headers
from tests.children.workbooks import AS_OF, TODAY, book, days_before, header, made, row
from tests.test_door_workbooks import protected, with_part

GOOD = made(60)


def annex(tables, **more):
    return taken(book(tables, **more), "annex.xlsx", TODAY)


def frames(found):
    """Every table that goes to the page, charts as theirs, by heading."""
    return {head: part.table if isinstance(part, Picture) else part for head, _, part in found.tables}


def shown(found):
    tables = " ".join(frame.to_string() for frame in frames(found).values())
    charts = " ".join(str(part.spec) for _, _, part in found.tables if isinstance(part, Picture))
    return " ".join((found.what, *found.said, *(f"{head} {note}" for head, note, _ in found.tables), tables, charts))


def faults(found):
    told = frames(found).get(FAULTS)
    return [] if told is None else told.to_numpy().tolist()


def without(number, key):
    """A list without one of its columns."""
    at = [column.key for column in BY_NUMBER[number].columns].index(key)
    return [[*line[:at], *line[at + 1 :]] for line in GOOD[number]]


def changed(number, key, value):
    """All lists, with a column of one changed by a function of its values."""
    at = [column.key for column in BY_NUMBER[number].columns].index(key)
    first, *rest = GOOD[number]
    return GOOD | {number: [first, *([*line[:at], value(line[at]), *line[at + 1 :]] for line in rest)]}


def test_faults_come_before_any_figure_and_a_good_file_says_so():
    found = annex(GOOD)
    assert found.model is None
    assert NO_FAULT in found.said and FAULTS not in frames(found)
    fine = annex(GOOD | {4: without(4, "seen")})
    assert "has no column “Child Seen During Continuous Assessment”; add it" in " ".join(fine.said)
    wrong = annex(changed(1, "contact", lambda day: "soon" if day == GOOD[1][1][5] else day))
    assert wrong.tables[0][0] == FAULTS and NO_FAULT not in wrong.said


@pytest.fixture(scope="module")
def journeys_of_good():
    return frames(annex(GOOD))["From one step to the next"]


LAYOUTS = {
    "swapped lists": ({"List 3": GOOD[4], "List 4": GOOD[3]} | {n: GOOD[n] for n in GOOD if n not in (3, 4)},
                      "“List 3” was read as List 4 (assessments)."),
    "columns in another order": (GOOD | {1: [line[::-1] for line in GOOD[1]]}, ""),
    "a column of its own": (GOOD | {1: [[*line, "x" if n else "NHS"] for n, line in enumerate(GOOD[1])]}, "“NHS”"),
}  # fmt: skip


@pytest.mark.parametrize(("tables", "said"), LAYOUTS.values(), ids=LAYOUTS)
def test_lists_are_known_by_their_columns(tables, said, journeys_of_good):
    found = annex(tables)
    assert faults(found) == []
    assert said in " ".join(found.said)
    pd.testing.assert_frame_equal(frames(found)["From one step to the next"], journeys_of_good)


def test_a_list_that_is_there_twice_is_read_once_and_said():
    found = annex(GOOD | {"List 1 (2)": GOOD[1]})
    assert "“List 1 (2)” is none of the eleven lists, or repeats one, so it was not read" in " ".join(found.said)
    assert "put all rows of a list in one sheet" in " ".join(found.said)
    together = annex(GOOD | {1: [*GOOD[1], *GOOD[1][1:]]})
    ((_, rows, _, what),) = faults(together)
    assert rows == f"{len(GOOD[1]) + 1} to {2 * len(GOOD[1]) - 1}"
    assert what.startswith("Repeats an earlier row")


def test_a_hidden_sheet_and_a_macro_are_said():
    raw = io.BytesIO(book(GOOD | {"Old": GOOD[1]}, hidden=["Old"]))
    with zipfile.ZipFile(raw, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    said = " ".join(taken(raw.getvalue(), "annex.xlsm", TODAY).said)
    assert "annex.xlsm holds a macro; it was not run" in said
    assert "The sheet “Old” is hidden, so it was not read" in said


def formulas():
    tables = {number: [list(line) for line in table] for number, table in GOOD.items()}
    tables[1][2][5] = "=TODAY()-30"
    return book(tables)


ONE = book({1: GOOD[1]})
REFUSED = {
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "take the password off and save it as .xlsx"),
    "a locked zip": (protected(ONE), "save it without one"),
    "formulas": (formulas(), "formulas without saved values"),
    "empty": (b"", "is empty"),
    "an empty workbook": (book({"Sheet1": []}), "give the workbook with its eleven lists"),
    "a bomb": (with_part(ONE, "xl/worksheets/sheet1.xml", b"", b"<worksheet>" + b" " * 60_000_000), "times its size"),
    "cut off": (ONE[: len(ONE) // 2], "damaged or incomplete"),
    "no list": (book({"Budget": [["Cost", "Spend"], ["A", 1]]}), "no sheet with the columns of an Annex A list"),
    "only hidden": (with_part(ONE, "xl/workbook.xml", b'"visible"', b'"hidden"'), "without a visible sheet"),
    "only a header file": (headers("A"), "None of the files is an SSDA903 episodes file"),
    "only episodes": (episodes(("A", "01/04/2019", "", "U4")), "None of the files is an SSDA903 header file"),
    "a zip of other things": (own.packed([("a.txt", b"x"), ("b.txt", b"y")])[0], "zip file"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "words"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_in_one_sentence(raw, words):
    with pytest.raises(DataError) as refused:
        taken(raw, "file.xlsx", TODAY)
    said = str(refused.value)
    assert words in said
    assert said.endswith(".") and ". " not in said and "\n" not in said
    assert re.search(r";|, so|: ", said), "what is wrong, and what to do"


def returns(years=range(2016, 2022), a_year=90, seed=3, case=str):
    """Files of returns of made-up children, a header and an episodes file a year."""
    rng = np.random.default_rng(seed)
    first, children = pd.Timestamp(years[0] - 1, 4, 1), []
    for n in range(a_year * len(years)):
        start = first + pd.Timedelta(days=int(rng.integers(0, 365 * len(years))))
        children.append(
            (
                f"Kid{n}",
                start,
                start + pd.Timedelta(days=int(rng.exponential(500)) + 1),
                rng.choice(["U4", "K2", "H5", "A3"]),
            )
        )
    files = []
    for year in years:
        begins, ends = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(year, 3, 31)
        there = [(c, s, e if e <= ends else None, p) for c, s, e, p in children if s <= ends and e >= begins]
        lines = [(c, f"{s:%d/%m/%Y}", f"{e:%d/%m/%Y}" if e else "", p) for c, s, e, p in there]
        for name, raw in (("header", headers(*(c for c, *_ in there))), ("episodes", episodes(*lines))):
            top, rest = raw.decode().split("\n", 1)
            files.append((f"{year}-{name}.csv", f"{case(top)}\n{rest}".encode()))
    return files


def test_returns_show_stock_flow_the_year_ahead_and_their_own_past_error():
    found = taken(*own.packed(returns()), LATER)
    tables = frames(found)
    order = [
        "Children in care on 31 March 2021",
        "Who came",
        "Children in care: the year ahead",
        "Expected on",
        "How wrong",
    ]
    assert [head.startswith(first) for head, first in zip(tables, order, strict=True)] == [True] * 5
    assert tables["Who came into care and who left"]["Quarter to"].iloc[-1] == "March 2021"
    past = tables["How wrong this forecast was on your own returns"]
    assert len(past) >= 8
    errors = past["Error"].str.rstrip("%").astype(float)
    assert errors.mean() < 25
    assert tables["Children in care: the year ahead"]["80% range"].str.contains(" to ").all()


HEADERS = {
    "small letters": str.lower,
    "capitals and spaces": lambda top: top.replace("CHILD", " Child ").replace("DOB", "Dob"),
}


@pytest.mark.parametrize("case", HEADERS.values(), ids=HEADERS)
def test_the_case_of_headers_makes_no_difference(case):
    plain, other = (taken(*own.packed(returns(case=how)), LATER) for how in (str, case))
    assert faults(other) == []
    assert shown(other) == shown(plain)


def test_a_zip_one_zip_of_folders_and_many_files_are_the_same():
    files = returns()
    several = taken(*own.packed(files), LATER)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files[::-1]:
            archive.writestr(f"returns/{name}", raw)
            archive.writestr(f"__MACOSX/returns/._{name}", b"\x00\x05\x16\x07" + bytes(99))
    assert shown(taken(kept.getvalue(), "returns.zip", LATER)) == shown(several)


def test_lists_in_several_files_are_the_workbook():
    files = [(f"List {n}.csv", pd.DataFrame(table[1:], columns=table[0]).to_csv(index=False).encode())
             for n, table in GOOD.items()]  # fmt: skip
    by_file, whole = taken(*own.packed(files), TODAY), annex(GOOD)
    assert [frame.to_string() for frame in frames(by_file).values()] == [f.to_string() for f in frames(whole).values()]
    books = [
        (f"part {n}.xlsx", book({number: table for number, table in GOOD.items() if number % 2 == n})) for n in (0, 1)
    ]
    assert [f.to_string() for f in frames(taken(*own.packed(books), TODAY)).values()] == [
        f.to_string() for f in frames(whole).values()
    ]


def test_a_missing_year_of_returns_is_one_sentence_and_its_advice_works():
    files = returns()
    gap = [file for file in files if not file[0].startswith("2018")]
    with pytest.raises(
        DataError, match=r"between 1 April 2017 and 31 March 2018.*; add it, or leave out the returns before"
    ):
        taken(*own.packed(gap), LATER)
    assert taken(*own.packed([file for file in gap if file[0] > "2018"]), LATER).tables
    assert taken(*own.packed(files), LATER).tables


def test_too_few_placements_leave_the_counts_and_say_why_there_is_no_forecast():
    found = taken(*own.packed(returns(a_year=8)), LATER)
    assert "too few to forecast from" in found.said[-1]
    assert not any("ahead" in head for head in frames(found))


def test_two_years_of_returns_are_forecast_from_and_say_that_the_past_error_needs_more():
    found = taken(*own.packed(returns(years=range(2020, 2022))), LATER)
    assert "at least three years" in found.said[-1]
    assert not any(head.startswith("How wrong") for head in frames(found))
    assert any(head.startswith("Expected on") for head in frames(found))


def test_the_template_is_a_file_whose_lists_are_all_known():
    found = taken(template(), "annex-a-template.xlsx", TODAY)
    assert found.said[0].startswith("All eleven lists are in the file.")
    assert faults(found) == []


def test_no_child_and_no_small_count_is_in_anything_that_is_kept():
    names = re.compile(r"C1000\d\d|Kid\d|Someone|Zebra|Quux")
    tables = made(60)
    tables[3][1][-2:] = ["Team Zebra", "Wilhelmina Quux"]
    for found in (annex(tables), taken(*own.packed(returns(a_year=8, years=range(2014, 2022))), LATER)):
        assert not names.search(shown(found))
        for head, frame in frames(found).items():
            counts = frame.filter(
                regex="Overdue|Due|Open|Children at|In care|Came|Left|Fostering|Residential|Other|All"
            )
            for column in counts.columns if head != FAULTS else []:
                values = pd.to_numeric(counts[column].str.replace(",", ""), errors="coerce")
                assert not values.between(1, 5).any(), (head, column)


def test_a_hundred_thousand_rows_take_little_memory():
    layout = BY_NUMBER[1]
    rows = [row(layout, child=f"C{n}", birth=date(2015, 5, 5), contact=days_before(n % 150)) for n in range(100_000)]
    frame = pd.DataFrame(rows, columns=header(layout))
    raw = frame.to_csv(index=False).encode()
    tracemalloc.start()
    found = taken(raw, "contacts.csv", TODAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert faults(found) == []
    assert peak < 400e6
    assert f"{AS_OF:%Y}" in found.what
