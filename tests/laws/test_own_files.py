"""Laws of files of somebody's own: refused in one sentence or used by one session, and no small count ever leaves."""

from __future__ import annotations

import gc
import io
import json
import re
import weakref
import zipfile
from datetime import date

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from apps.shell import downloads, state, wording
from lbdp_core import door, own, protect
from lbdp_core.door.kinds import match
from lbdp_core.sources import DataError, Origin, Workbench
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import page, whole

FIRE = next(theme for theme in THEMES if theme.slug == "fire")
CANARY = "Jane Canary"


def open_box(slug: str = "fire", **link: str) -> AppTest:
    at = page(next(t for t in THEMES if t.slug == slug), **link)
    at.session_state[f"{slug}:own:box"] = True
    at.run()
    whole(at)
    return at


def give(at: AppTest, raw: bytes, name: str = "own.csv") -> AppTest:
    at.file_uploader[0].set_value((name, raw, "text/csv")).run()
    assert not at.exception
    return at


def codes() -> list[str]:
    spots = state.ground().places
    return spots.code[spots.borough == "Enfield"].tolist()


def visits(sizes: list[int]) -> bytes:
    return pd.DataFrame({"lsoa21_code": codes()[: len(sizes)], "visits": sizes}).to_csv(index=False).encode()


def sent(at: AppTest) -> list[str]:
    """Everything that went to the browser, but for the run's own ids."""
    found = []
    for node in at.main:
        proto = getattr(node, "proto", None)
        if proto is not None and node.type not in ("file_uploader", "button", "download_button"):
            found.append(f"{node.type} {proto}")
    return found


def workbook(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return buffer.getvalue()


def hostile() -> dict[str, tuple[bytes, str]]:
    one = codes()[0]
    return {
        "empty": (b"", "empty"),
        "binary": (bytes(range(256)) * 20, ""),
        "bomb": (workbook({"xl/workbook.xml": b"0" * 70_000_000}), "unpacks to"),
        "scottish": (b"lsoa,date_of_visit\nS01006506,2022-01-01\nS01006507,2022-01-01\n", "Scotland"),
        "no column": (b"lsoa\nE01000001\n", "no column"),
        "twice": (f"lsoa21_code,visits,visits\n{one},9,9\n".encode(), "twice"),
        "text": (f"lsoa21_code,visits\n{one},many\n".encode(), "“many” in row 2"),
        "negative": (f"lsoa21_code,visits\n{one},-9\n".encode(), "it may run from 0"),
        "future": (f"lsoa,date_of_visit\n{one},2999-01-01\n".encode(), "dated after today"),
        "markup": (b"<script>alert(1)</script>,![x](http://example.org)\n1,2\n", ""),
        "addresses": (f"lsoa,date_of_visit,Full name\n{one},2022-01-01,{CANARY}\n".encode(), "lbdp aggregate"),
        "of no kind": (b"hour,height\n1,2\n", "rename its columns as this page lists them"),
        "half of all incidents": (f"lsoa,date_of_call,IncidentGroup\n{one},2022-01-01,Fire\n".encode(), ""),
        "a telephone": (f"lsoa,date_of_visit,Mobile sent\n{one},2022-01-01,07700 900123\n".encode(), "numbers"),
        "ragged": (f"lsoa21_code,visits\n{one},9,9\n".encode(), "row 2"),
    }


def test_every_hostile_file_is_one_sentence_and_loses_nothing():
    at = open_box()
    lever = "fire.visits"
    before, moved = at.get_by_key(lever).value, 3_000
    at.get_by_key(lever).set_value(moved).run()
    give(at, visits([60, 50, 40]))
    kept = at.session_state["fire:own"].what
    for name, (raw, words) in hostile().items():
        give(at, raw, f"![x](http://example.org) {name}.csv")
        (fault,) = [e.value for e in at.error]
        assert words.replace("`", "") in fault.replace("\\", "").replace("`", ""), (name, fault)
        assert "\n" not in fault
        assert "--" not in fault.replace("\\", ""), "a visitor of the page has no command line"
        assert "<script>" not in fault
        assert "](http" not in fault
        assert CANARY not in "".join(sent(at))
        assert at.get_by_key(lever).value == moved != before
        assert at.session_state["fire:own"].what == kept, "the file before stays"


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch):
    from lbdp_core.door import Limits

    monkeypatch.setattr(own.door, "UPLOAD", Limits(size=100))
    at = give(open_box(), visits([60] * 20))
    assert "give a file of at most" in at.error[0].value


def test_the_widget_refuses_no_file_so_that_no_older_sentence_seems_to_be_about_it():
    at = open_box()
    assert not at.file_uploader[0].proto.type
    give(at, b"hour,height\n1,2\n", "tides.csv")
    assert "tides.csv" in at.error[0].value
    give(at, b"%PDF-1.4", "b.pdf")
    (fault,) = [e.value for e in at.error]
    assert "tides" not in fault
    give(at, visits([60, 50, 40]))
    assert not at.error


def test_incidents_as_the_brigade_publishes_them_are_dwelling_fires():
    model = state.opened("fire").model
    expected = model.expected[model.borough == "Enfield"].sum()
    square = "533050,196550"  # Enfield Town
    row = "{n}-01012020,{day},Fire,Primary Fire,Dwelling,House - single occupancy ,E09000010,NULL,NULL," + square
    head = "IncidentNumber,DateOfCall,IncidentGroup,StopCodeDescription,PropertyCategory,PropertyType,"
    days = pd.date_range("2020-01-01", "2020-12-31").strftime("%d-%b-%y")
    rows = [row.format(n=n, day=days[n % 366]) for n in range(int(expected))]
    alarms = [line.replace(",Fire,Primary Fire,", ",False Alarm,AFA,").replace("-0101", "-0202") for line in rows]
    raw = "\n".join(
        [head + "BoroughCode,Easting_m,Northing_m,Easting_rounded,Northing_rounded", *rows, *rows[:9], *alarms]
    )
    taken = FIRE.own.take(model, state.shelf(), raw.encode(), "lfb.csv", {}, own.silent)
    assert taken.what == f"{protect.said(len(rows)).removeprefix('about ')} of your own fires, compared with the model"


def test_a_second_file_replaces_the_first_and_forgetting_leaves_no_trace():
    at = open_box()
    untouched = sent(at)
    give(at, visits([60, 50, 40]))
    assert "150 home visits" in " ".join(m.value for m in at.markdown)
    give(at, visits([100, 90]))
    text = " ".join(m.value for m in at.markdown)
    assert "190 home visits" in text
    assert "150 home visits" not in text
    at.button(key="fire:own:forget").click().run()
    whole(at)
    assert "fire:own" not in at.session_state
    assert "With your own file" not in " ".join(m.value for m in at.markdown)
    assert [s for s in sent(at) if "chart" in s[:20]] == [s for s in untouched if "chart" in s[:20]]


def test_a_file_that_may_be_either_asks_which():
    at = open_box()
    rows = [("2021-05-01", c) for c in codes()[:2] for _ in range(30)]
    give(at, pd.DataFrame(rows, columns=["date", "lsoa"]).to_csv(index=False).encode())
    assert not at.error
    at.button(key="fire:own:fire_visit_log").click().run()
    whole(at)
    assert at.session_state["fire:own"].what == "60 home visits"


def test_another_session_sees_nothing_of_it():
    mine = give(open_box(), visits([60, 50, 40]))
    assert "With your own file" in " ".join(m.value for m in mine.markdown)
    other = page(FIRE)
    assert "With your own file" not in " ".join(m.value for m in other.markdown)
    assert "own" not in " ".join(map(str, state._result.cache_parameters()))
    levers = FIRE.presets[FIRE.opening]
    assert not any("own file" in line for line in state.asked("fire", levers).caveats)


@pytest.mark.parametrize("view", ["Present", "Explore", "Explain"])
def test_every_view_says_that_a_file_is_counted(view):
    at = give(open_box(), visits([60, 50, 40]))
    at.get_by_key("view").set_value(view).run()
    whole(at)
    text = " ".join(m.value for m in at.markdown)
    assert "With your own file: 150 home visits" in text
    assert "counts of 7 and under are hidden, others rounded to 5" in text
    limits = "".join(m.value for m in at.markdown if m.value.startswith("- "))
    assert view == "Explain" or "in your file" in limits  # Explain has the limits of all scenarios under Model
    at.button(key="fire:own:forget:top").click().run()
    whole(at)
    assert "With your own file" not in " ".join(m.value for m in at.markdown)


@pytest.mark.parametrize("view", ["Present", "Explore"])
def test_what_goes_to_the_browser_cannot_tell_small_counts(view):
    """Planted small counts are dealt to other areas: every byte that is sent stays the same."""
    link = {"view": view, "fire__borough": "Enfield", "fire__within": "Only in this borough"}
    pages = []
    for small in ([3, 6, 2, 5], [5, 2, 6, 3]):
        at = open_box(fire__borough="Enfield", fire__within="Only in this borough")
        give(at, visits([60, 45, *small]))
        if view != "Explore":
            at.get_by_key("view").set_value(link["view"]).run()
        whole(at)
        pages.append(sent(at))
    assert pages[0] == pages[1]


def test_no_file_that_leaves_can_tell_small_counts(monkeypatch):
    it, levers = state.opened("fire"), FIRE.levers(visits=2_000, borough="Enfield", within="focus")
    made = []
    for small in ([3, 6, 2, 5], [5, 2, 6, 3]):
        taken = FIRE.own.take(it.model, it.shelf, visits([60, 45, *small]), "own.csv", {}, own.silent)
        monkeypatch.setattr(state, "mine", lambda slug, taken=taken: taken)
        result = state.asked("fire", levers)
        files = {kind: downloads.made(it, levers, result, kind, "") for kind in downloads.FILES if kind != "all"}
        book = pd.read_excel(io.BytesIO(downloads.made(it, levers, result, "all", "")), sheet_name=None)
        sheets = {name: sheet.to_csv() for name, sheet in book.items()}
        briefs = {
            form: downloads.briefed(it, levers, result, form, "", date(2026, 11, 26)) for form in downloads.BRIEFS
        }
        assert "105 home visits; protected" in briefs["html"].decode()
        made.append((files, sheets, briefs))
    assert made[0] == made[1]
    assert json.loads(made[0][0]["data"])["own_file"].startswith("105 home visits; protected")


def test_a_protected_table_is_read_through_disclosure_control_alone(tmp_path):
    bench = Workbench(tmp_path)
    origin = Origin("visits", "a borough", "none", "2023", release="protected")
    bench.table("x/visits.csv", pd.DataFrame({"area": list("abcd"), "n": [3, 40, 12, 8]}), origin)
    shelf = bench.shelf({})
    with pytest.raises(ValueError, match=r"protect\.read"):
        shelf.table("x/visits.csv")
    shown = protect.read(shelf, "x/visits.csv", ["n"])["n"]
    assert shown.fillna(0).tolist() == [0, 40, 10, 0]


def test_a_closed_box_sends_no_uploader():
    at = page(FIRE)
    assert not at.file_uploader


def test_what_was_worked_out_of_a_file_goes_with_it(monkeypatch):
    """No cache of the process holds a session's own model, however many levers were moved and views drawn."""
    from lbdp_core.sharing.own import take

    sharing, spots, shelf = theme_of("sharing"), state.ground().places, state.shelf()
    counts = pd.DataFrame({"lsoa": spots.code, "n": 40 + np.arange(len(spots.code)) % 9})[spots.borough == "Enfield"]
    raw = counts.to_csv(index=False).encode()
    visited = FIRE.own.take(state.opened("fire").model, shelf, visits([60, 45, 30]), "own.csv", {}, own.silent)
    tried = take(state.opened("sharing").model, shelf, raw, "own.csv", "lsoa", "n", 2016)
    asked = {
        "fire": (visited, [FIRE.levers(visits=2_000, borough="Enfield", within="focus"), FIRE.levers(visits=9_000)]),
        "sharing": (tried, [sharing.levers(dataset="own", ask="all", boroughs=n) for n in (1, 5)]),
    }
    held = []
    for slug, (taken, scenarios) in asked.items():
        it = state.opened(slug)
        monkeypatch.setattr(state, "mine", lambda slug, taken=taken: taken)
        for levers in scenarios:
            result = state.asked(slug, levers)
            downloads.made(it, levers, result, "data", "")
            it.page.measures(taken.model, result)
        for scene in it.page.scenes.values() if slug == "sharing" else ():
            scene.show(taken.model, result, {})
        held.append(weakref.ref(taken.model))
    monkeypatch.undo()
    del visited, tried, asked, taken, scenarios, result, levers
    gc.collect()
    assert [ref() for ref in held] == [None, None]


def theme_of(slug: str):
    return next(t for t in THEMES if t.slug == slug)


KINDS = [(theme, kind) for theme in THEMES if theme.own for kind in theme.own.kinds]


@pytest.mark.parametrize(("theme", "kind"), KINDS, ids=[kind.name for _, kind in KINDS])
def test_a_template_has_the_columns_that_its_kind_needs(theme, kind):
    """Filled in, it is taken for that kind; where the header fits several, a person is asked."""
    header = kind.template.strip().split(",")
    assert match(kind, header).fits
    try:
        assert door.recognised(kind.template.encode(), theme.own.kinds, "template.csv") is kind
    except door.Unclear as fault:
        assert kind in fault.kinds


WITH_OWN = [theme for theme in THEMES if theme.own]
# What GitHub's Markdown, which a page is drawn by, makes a link of, whether it is escaped or not.
BARE = re.compile(r"(https?://|www\.)[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.IGNORECASE)
ADDRESSES = (
    "http://evil.example",
    "https://evil.example/?q=1",
    "www.evil.example",
    "mail@evil.example",
    "[a](//evil.example)",
)


def linked(at: AppTest) -> list[str]:
    """Words on a page that a browser would make a link of, but for links that the suite itself writes."""
    said = [
        str(getattr(node, "proto", "")) for node in at.main if node.type not in ("file_uploader", "arrow_data_frame")
    ]
    bare = (re.sub(r"\\+", "", text.replace("\\342\\201\\240", wording.NO_WIDTH)) for text in said)
    return [found.group() for text in bare for found in BARE.finditer(text) if "evil" in found.group()]


@pytest.mark.parametrize("theme", WITH_OWN, ids=lambda t: t.slug)
def test_nothing_of_a_file_is_ever_markup_or_a_link(theme):
    """In names of files and columns, in values of a refusal and in what is said of a file that is taken."""
    (one, *_), at = codes(), open_box(theme.slug)
    for n, address in enumerate(ADDRESSES, WITH_OWN.index(theme)):  # each in a file, and every file on every page
        raw = (
            f"{address},b\n1,2\n",  # a file of no kind, by its columns
            f"lsoa21_code,visits\n{one},{address}\n{one},{address}\n",  # values where a number should be
            f"lsoa21_code,visits,{address}\n{one},60,All\n{one},40,M\n{one},20,F\n",
            pd.DataFrame({"lsoa21_code": codes(), address: 60}).to_csv(index=False),
        )[n % 4]
        give(at, raw.encode(), f"{address}.csv")
        assert not linked(at), address


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_a_scenario_s_name_is_no_link(theme):
    at = page(theme, **{f"{theme.slug}__saved": "www.evil.example plan:;mail@evil.example:;http://evil.example:"})
    assert not linked(at)


@pytest.mark.parametrize("theme", WITH_OWN, ids=lambda t: t.slug)
def test_every_kind_of_file_that_a_theme_takes_has_a_template(theme):
    at = open_box(theme.slug)
    offered = {button.proto.label for button in at.get("download_button")}
    wanted = {f"Template: {kind.what} (CSV)" for kind in theme.own.kinds}
    wanted |= {f"Template: {name}" for name in theme.own.templates}
    assert wanted
    assert wanted <= offered


def test_a_template_of_any_counts_is_taken_once_it_is_filled_in():
    sharing = theme_of("sharing")
    (header,) = (made() for made in sharing.own.templates.values())
    filled = header.decode() + "".join(f"{code},{12 + n % 7}\r\n" for n, code in enumerate(codes()))
    found = sharing.own.propose(filled.encode(), "template.csv", state.shelf())
    assert {question.key for question in found.questions} == {"code", "count", "year"}


def test_faults_are_a_list_on_the_page_in_the_words_of_the_check(tmp_path):
    one = codes()[0]
    raw = f"lsoa21_code,visits\n{one},many\n{one},5\n,7\n{one},-9\n".encode()
    at = give(open_box(), raw)
    with pytest.raises(DataError) as fault:
        (tmp_path / "own.csv").write_bytes(raw)
        door.check(tmp_path / "own.csv", FIRE.own.kinds)
    said, _, *faults = at.error[0].value.split("\n")
    assert said == wording.plain(f"{fault.value} The levers stay as they are.")
    assert faults == [f"- {wording.plain(line)}" for line in fault.value.faults]
    assert len(faults) == 3
