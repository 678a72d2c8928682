"""What a build says has changed, and the same in words."""

from __future__ import annotations

import pytest

from lbdp_core import pipeline
from lbdp_core.pipeline.kept import latest
from lbdp_core.sources import DataError, Origin
from tests import small_themes as small


@pytest.fixture
def town(monkeypatch, tmp_path):
    return small.town(monkeypatch, tmp_path)


def test_a_first_build_has_nothing_to_compare_with(town):
    assert town.build()["changes"] == []


def test_newer_data_is_said_with_what_it_was_before_and_stands_until_something_changes(town):
    town.build()
    (town.raw / "alpha.txt").write_text("5 2023-12-31")
    report = town.build()
    assert report["changes"] == [
        {"theme": "alpha", "what": "newest", "was": "2021-12-31", "now": "2023-12-31"},
        {"theme": "alpha", "what": "answer", "was": "3", "now": "5", "label": "Things", "unit": "things"},
        {"theme": "alpha", "what": "rows", "was": 3, "now": 5},
    ]
    assert pipeline.lines(report["changes"]) == [
        "Alpha: data now to December 2023 (was December 2021); things at the opening scenario now 5 things (was 3); "
        "2 more rows."
    ]
    assert town.build()["changes"] == report["changes"]


def test_a_theme_that_is_lost_and_a_table_that_is_new_are_said(town):
    town.build()
    origin = Origin("more things", "ONS", "OGL v3.0", "2021")
    extra = {"build": lambda inventory, bench: bench.bytes("alpha/more.csv", b"x\n", origin) or {}}
    built = small.theme("alpha").build

    def both(inventory, bench):
        extra["build"](inventory, bench)
        return built(inventory, bench)

    def lost(*_):
        raise DataError("Too few; add more.")

    town.themes(alpha={"build": both}, beta={"fit": lost})
    lines = pipeline.lines(town.build()["changes"])
    assert lines == ["Alpha: a new table, more things.", "Beta: no longer here: Too few; add more."]


def test_the_newest_figure_is_what_the_report_says_or_the_latest_real_table_of_its_own(town):
    town.build()
    theme, shelf = small.theme("gamma"), town.shelf
    assert pipeline.newest(theme, shelf.entries, {}) == "2021-12-31"
    assert pipeline.newest(theme, shelf.entries, {"gamma": {"newest": "2025-06"}}) == "2025-06"
    days = ("2019 to 2025", "2021-03-21", "2024-06", "2024", "not stated")
    assert latest(Origin("x", "x", "x", day) for day in days) == "2024"
    assert latest([Origin("x", "x", "x", "autumn 2022")]) == ""
