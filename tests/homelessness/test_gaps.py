"""A quarter without a book is a gap: it is named, nothing is scored on it, and no figure becomes NaN."""

from __future__ import annotations

import json
from collections.abc import Collection

import numpy as np
import pytest

from lbdp_core import hclic, plain_json
from lbdp_core.homelessness.evaluate import evaluate
from lbdp_core.homelessness.evaluate.origins import every
from lbdp_core.homelessness.model import fit, settings
from lbdp_core.homelessness.scenario import PRESETS, run
from lbdp_core.homelessness.views import course
from lbdp_core.sources import DataError, Workbench
from tests import hclic_books as books
from tests.homelessness import files
from tests.homelessness.engine import QUARTERS, evidence, series

YEAR = QUARTERS[8:12]
GAPS = [*((QUARTERS[at],) for at in (1, 8, -3)), YEAR, QUARTERS[4::10], QUARTERS[-5:-1]]


def without(gone: Collection[str], seed: int = 3):
    """The made-up London with noise, and no book of some quarters."""
    rng = np.random.default_rng(seed)
    values = {name: held * np.exp(rng.normal(0, 0.1, held.shape)) for name, held in series().items()}
    for table in values.values():
        table[[QUARTERS.index(quarter) for quarter in gone]] = np.nan
    return evidence(values=values)


@pytest.mark.parametrize("gone", GAPS, ids="+".join)
def test_what_is_not_published_is_neither_forecast_from_nor_scored(gone):
    held = without(gone)
    assert not set(held.reported) & set(gone)
    scored = every(held)
    assert scored
    assert not {s.origin for s in scored} & set(gone)
    assert not {s.quarter for s in scored} & set(gone)
    assert all(np.isfinite(values).all() for s in scored for values in s.scores.values())


@pytest.mark.parametrize("gone", GAPS[3:], ids="+".join)
def test_every_figure_of_the_scorecard_and_of_the_page_is_one(gone):
    held = without(gone)
    card = evaluate(held)
    json.dumps(card.as_dict(), allow_nan=False)
    assert np.isfinite(card.skill)
    model = fit(held)
    result = run(model, PRESETS["500 Housing First places"])
    json.dumps([headline.as_dict() for headline in result.headlines], allow_nan=False)
    for key in settings.TARGETS:
        json.dumps(course.target(model, result, key).spec, allow_nan=False)


def test_a_gap_moves_no_forecast_of_what_was_scored_before_it():
    whole, gap = every(without(())), every(without((QUARTERS[-3],)))
    before = {(s.target, s.origin, s.horizon): s.scores["model"] for s in whole if s.quarter < QUARTERS[-3]}
    after = {(s.target, s.origin, s.horizon): s.scores["model"] for s in gap if s.quarter < QUARTERS[-3]}
    assert before.keys() == after.keys()
    assert all(np.allclose(before[key], after[key]) for key in before)


def test_the_trend_of_a_year_whose_start_was_not_published_is_taken_from_the_quarter_before():
    steady = series()
    growth = 1.02 ** np.arange(len(QUARTERS))[:, None]
    steady["owed_relief"] = steady["owed_relief"] * growth
    steady["owed_relief"][-1 - settings.FLOW.look] = np.nan
    ahead = fit(evidence(values=steady)).centre[1]
    assert (np.diff(ahead.sum(axis=1)) > 0).all()


def test_too_few_books_are_refused_by_how_many_there_are():
    with pytest.raises(DataError, match=r"^The folder has 6 quarters of H-CLIC and .* needs 13; add the books"):
        fit(without(QUARTERS[1:-5]))


def test_the_report_names_the_quarters_without_a_book(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for quarter in ("2023Q4", "2024Q1", "2024Q4"):
        books.write(raw / f"{quarter}.xlsx", books.new(quarter, "2025-06-01"))
    report = hclic.build(files.inventory(raw), Workbench(tmp_path / "out"))
    assert report["missing_quarters"] == ["2024Q2", "2024Q3"]
    assert report["gaps"] == [
        "There is no H-CLIC book of April to June 2024; that quarter is left blank.",
        "There is no H-CLIC book of July to September 2024; that quarter is left blank.",
    ]
    plain_json.text(report)
