"""The page: names whole in a meeting, one borough's work and learning, qualifications, adverts beside the gap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.charts import LABEL
from lbdp_core.labour.scenario import LabourLevers, run
from lbdp_core.labour.views import boroughs, jobs
from lbdp_core.labour.views.boroughs import WHAT, WORDS

WIDE = 41  # characters that fit beside each other in a meeting at 1024 pixels, a figure included
MEETING = 22  # px: its words


@pytest.fixture(scope="module")
def fitted(stored):
    return stored("labour")[1]


@pytest.mark.parametrize("levers", [LabourLevers(), LabourLevers(care=30), LabourLevers(digital=-30)])
def test_names_fit_into_a_meeting_s_picture(fitted, levers):
    result = run(fitted, levers)
    rows = {row["row"] for row in jobs.stage(fitted, result, MEETING).spec["data"]["values"]}
    assert len(rows) == jobs.FIRST
    assert max(map(len, rows)) <= WIDE
    whole = {row["row"] for row in jobs.picture(fitted, result).spec["data"]["values"]}
    assert any("Business, media and public service professionals" in row for row in whole)


def test_short_names_are_of_occupations_and_differ(fitted):
    names = {str(name)[3:] for name in fitted.occupations}
    assert set(jobs.SHORT) <= names
    short = [jobs.SHORT.get(name, name) for name in names]
    assert len(set(short)) == len(short)
    assert all(len(f"588,000: {name}") <= WIDE for name in short)
    assert LABEL < MEETING


@pytest.mark.parametrize(
    ("place", "heads"), [("Brent", ["Brent", "London", "England"]), ("London", ["London", "England"])]
)
def test_every_measure_of_a_place_stands_beside_london_and_england(fitted, place, heads):
    levers = LabourLevers(borough=place) if place != "London" else LabourLevers()
    shown = boroughs.work(fitted, run(fitted, levers), {WHAT: "Employment rate"})
    ((_, table),) = shown.sheets
    assert list(table)[3:] == heads
    assert list(table["Measure"]) == [name for name, _, _ in WORDS.values()]
    row = table.set_index("Measure").loc["Employment rate"]
    assert all("% (" in row[head] for head in heads)


def test_a_borough_is_told_from_london_only_where_its_range_leaves_london_out(fitted):
    figure = np.array([70.0, 66.0, 74.0])
    said = boroughs._beside_london("Brent", figure, 74.5, "Employment rate", "{:.1f}%".format)
    assert said == "Brent is below London, clearly: 70.0% (66.0% to 74.0%) beside 74.5%."
    said = boroughs._beside_london("Brent", figure, 73.0, "Employment rate", "{:.1f}%".format)
    assert "but its range includes London's" in said
    blank = np.full(3, np.nan)
    assert "is not published" in boroughs._beside_london("Brent", blank, 73.0, "Employment rate", str)


def test_a_measure_without_a_figure_says_whose(fitted):
    shown = boroughs.work(fitted, run(fitted, LabourLevers()), {WHAT: "Employment rate"})
    assert any("City of London" in line for line in shown.sentences)


def test_qualifications_add_up_and_a_workbook_without_them_is_said(fitted):
    result = run(fitted, LabourLevers())
    ((_, table),) = jobs.qualifications(fitted, result, {}).sheets
    assert len(table) == len(fitted.levels) == 9
    none = replace(fitted, levels=fitted.levels[:0], level_jobs=fitted.level_jobs[:0])
    assert "no table of qualifications" in jobs.qualifications(none, result, {}).sentences[0]


def test_what_employers_ask_for_stands_beside_the_gap(fitted):
    shown = jobs.openings(fitted, run(fitted, LabourLevers(training=10)), {})
    ((_, table),) = shown.sheets
    assert list(table)[-4:-1] == ["People added", "Extra workers to find", "Times England's share"]
    assert table.columns[-1].startswith("Adverts now")
    assert any("Not shown: " in note for note in shown.notes)
