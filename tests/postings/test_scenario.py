"""Stock, quotients, pay and the funnel, on adverts that can be counted by hand, and on the stored theme."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lbdp_core.postings.build import ingested, soc_texts
from lbdp_core.postings.build.stream import NO_PAY, stream
from lbdp_core.postings.evaluate import duplicates, evaluate, pay_intervals
from lbdp_core.postings.load import Evidence
from lbdp_core.postings.scenario import PostingsLevers, run, tables
from lbdp_core.postings.scenario.stock import Stock
from lbdp_core.postings.views.arrivals import PLAYER
from lbdp_core.postings.views.scenes import TITLE, why
from lbdp_core.protect import THRESHOLD


def tiny(model):
    """Sixteen adverts: eight in Camden are open and one repeats them, two are open in Brent, five are too old."""
    few = {"day": [0] * 5 + [99] * 4 + [100] * 7, "place": [6] * 14 + [4] * 2, "occupation": [0] * 14 + [1] * 2,
           "lead": [1] * 14 + [0.1] * 2, "likeness": [0] * 13 + [0.8] + [0] * 2, "low": [3e4] * 13 + [np.nan, 2e4, 2e4],
           "high": [3e4] * 4 + [4e4] * 9 + [np.nan] * 3, "skill": [0], "skill_of": [9],
           "planted_repeat": [False] * 16, "planted_group": [0] * 16}  # fmt: skip
    return replace(model, **{name: np.array(each, getattr(model, name).dtype) for name, each in few.items()})


def test_the_stock_is_what_is_new_in_the_window(model):
    few = tiny(model)
    stock = Stock.of(few, PostingsLevers(coded=80))
    assert stock.which.tolist() == [5, 6, 7, 8, 9, 10, 11, 12, 14, 15]
    assert stock.by_borough[[4, 6]].tolist() == [0, 8]  # two in Brent are too few to show
    assert stock.sure.tolist() == [True] * 8 + [False] * 2
    assert Stock.of(few, PostingsLevers(alike=100)).by_borough[6] == 9
    assert Stock.of(few, PostingsLevers(), 41).which.tolist() == [0, 1, 2, 3, 4]
    assert few.middle[[4, 14]].tolist() == [35_000, 20_000]


def test_a_location_quotient_is_a_share_over_london_s(model):
    stock = Stock.of(model, PostingsLevers(borough="Camden", coded=100))
    ratio, whole, k = tables.quotients(stock), stock.by_occupation.sum(axis=0), int(stock.counts.argmax())
    assert ratio["quotient"][k] == pytest.approx((stock.counts[k] / stock.counts.sum()) / (whole[k] / whole.sum()))
    assert (ratio["quotient_low"] <= ratio["quotient"]).all() and (ratio["quotient"] <= ratio["quotient_high"]).all()


@pytest.mark.parametrize("borough", ["London", "Camden", "Sutton", "City of London"])
@pytest.mark.parametrize(("least", "weeks", "coded"), [(8, 6, 80), (10, 1, 30), (30, 2, 100)])
def test_no_figure_of_fewer_adverts_is_shown(model, borough, least, weeks, coded):
    result = run(model, PostingsLevers(borough=borough, least=least, weeks=weeks, coded=coded))
    assert (result.shortlist["adverts"] >= least).all()
    assert (result.extras["skills"]["adverts"] >= least).all()
    assert (result.extras["pay"]["stated"] >= least).all()
    for counts in (result.places[["today", "scenario", "coded"]], result.over_time[["today", "scenario"]]):
        assert not counts.where(counts > 0).le(THRESHOLD).any(axis=None)


def test_the_funnel_only_narrows_and_its_reasons_add_up(model):
    frame = run(model, PostingsLevers()).extras["funnel"]
    assert frame["adverts"].is_monotonic_decreasing
    for (before, after), reason in zip(pairwise(frame["adverts"]), frame["why"][1:], strict=True):
        assert f"{before - after:,}." in reason


@pytest.mark.parametrize(("lever", "values"), [("alike", (50, 60, 80, 100)), ("weeks", (2, 4, 6, 12))])
def test_more_strictness_counts_more_and_a_longer_window_too(model, lever, values):
    counts = [run(model, PostingsLevers(**{lever: value})).additive.scenario for value in values]
    assert counts == sorted(counts)


def test_the_course_and_the_player_end_at_the_headline(model):
    result = run(model, PostingsLevers(weeks=4))
    assert result.over_time[["today", "scenario"]].iloc[-1].tolist() == [
        result.additive.today,
        result.additive.scenario,
    ]
    days = PLAYER.steps(model, result)
    assert (len(days), days[-1]) == (model.days, "30 September 2026")
    first, last = (PLAYER.show(model, result, step) for step in (PLAYER.first, model.days - 1))
    arrived = [int(frame.figures[0][1].replace(",", "")) for frame in (first, last)]
    assert arrived[0] < arrived[1] == len(model.day)
    assert last.measure.values.sum() == result.additive.scenario


@pytest.mark.parametrize(("title", "says"), [("Ward nurse, Camden", "is coded to 223"), ("Zxq", "gets no code")])
def test_any_title_that_is_typed_is_explained(model, title, says):
    shown = why(model, run(model, PostingsLevers()), {TITLE: title})
    assert says in shown.sentences[0]
    (_, fits), (_, decided) = shown.sheets
    assert fits["Score"].is_monotonic_decreasing and decided.iloc[:, 1].is_monotonic_decreasing


def test_no_name_of_an_employer_is_kept_in_the_model_or_the_table(shelf, model):
    names = {*map(str, shelf.table("postings/adverts.csv.gz", nrows=3)), *model.__dataclass_fields__}
    assert not any(word in name for name in names for word in ("employer", "company", "text"))


def test_the_stream_has_what_real_ones_are_known_for(published):
    made = stream(published, 300, seed=2)
    frame, losses = ingested(made)
    assert made.truth["day"].is_monotonic_increasing
    assert 0.5 < frame["planted_repeat"].mean() < 0.8
    silent = (frame["low"].isna() & frame["high"].isna())[frame["planted_repeat"].eq(0)].mean()
    assert abs(silent - NO_PAY) < 0.1
    assert set(frame["form"]) == {"schema.org", "adzuna", "csv"}
    assert losses["borough"]
    named = frame[frame["borough"].ne("")]
    assert named["borough"].eq(named["planted_borough"]).mean() > 0.98
    assert stream(published, 300, seed=2).records == made.records


def test_it_is_scored_beside_simple_rules(published, table):
    frame, losses = ingested(stream(published, 300, seed=2))
    score = evaluate(Evidence(frame, published, soc_texts.groups(table), {"losses": losses}))
    assert [set(origin["baselines"]) for origin in score.origins] == [{"most_alike_title", "commonest_group"}] * 5
    assert 0 <= score.more["accuracy"] <= 1
    assert set(score.more["by_form"]) == set(frame["form"])
    perfect = frame.assign(likeness=frame["planted_repeat"].astype(float))
    assert duplicates(perfect)["precision"] == duplicates(perfect)["recall"] == 1
    assert 0 < pay_intervals(frame.assign(planted_group="a"))["coverage_80"] <= 1


def test_what_is_stored_meets_the_goals_that_it_claims(stored):
    more = stored("postings")[2].more
    assert more["duplicates"]["precision"] >= 0.98
    assert more["duplicates"]["recall"] >= 0.95
    assert abs(more["pay"]["coverage_80"] - 0.8) <= 0.03
    shares = list(more["accuracy_by_share"].values())
    assert shares == sorted(shares)
