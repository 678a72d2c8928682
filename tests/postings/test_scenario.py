"""Stock, quotients, pay and the funnel, on adverts that can be counted by hand, and on the stored theme."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.postings.build import ingested
from lbdp_core.postings.build.stream import NO_PAY, stream
from lbdp_core.postings.evaluate import by_form, duplicates, evaluate, pay_intervals
from lbdp_core.postings.load import Evidence
from lbdp_core.postings.scenario import PostingsLevers, run, tables
from lbdp_core.postings.scenario.stock import Stock, here
from lbdp_core.postings.views.arrivals import PLAYER
from lbdp_core.protect import THRESHOLD


def tiny(model):
    """Four adverts: two open in Camden (one a repost), one in Brent, one too old."""
    few = {"day": [0, 99, 100, 100], "place": [6, 6, 6, 4], "occupation": [0, 0, 0, 1], "lead": [1, 1, 1, 0.1],
           "likeness": [0, 0, 0.8, 0], "low": [3e4, 3e4, np.nan, 2e4], "high": [3e4, 4e4, np.nan, np.nan],
           "skill": [0], "skill_of": [1], "planted_repeat": [False] * 4, "planted_group": [0] * 4}  # fmt: skip
    return replace(model, **{name: np.array(each, getattr(model, name).dtype) for name, each in few.items()})


def test_the_stock_is_what_is_new_in_the_window(model):
    few = tiny(model)
    assert Stock.of(few, PostingsLevers()).which.tolist() == [1, 3]
    assert Stock.of(few, PostingsLevers(alike=100)).which.tolist() == [1, 2, 3]
    assert Stock.of(few, PostingsLevers(), 41).which.tolist() == [0]
    assert Stock.of(few, PostingsLevers()).by_borough[[4, 6]].tolist() == [1, 1]
    assert Stock.of(few, PostingsLevers(coded=50)).sure.tolist() == [True, False]
    assert few.middle[1] == 35_000 and few.middle[3] == 20_000


def test_a_location_quotient_is_a_share_over_london_s(model):
    levers = PostingsLevers(borough="Camden", coded=100)
    stock, looked = Stock.of(model, levers), here(levers)
    found, counts = tables.quotients(stock, looked), stock.by_occupation
    mine, whole = counts[looked].sum(axis=0), counts.sum(axis=0)
    k = int(mine.argmax())
    assert found["quotient"][k] == pytest.approx((mine[k] / mine.sum()) / (whole[k] / whole.sum()))
    assert (found["low"] <= found["quotient"]).all() and (found["quotient"] <= found["high"]).all()


@pytest.mark.parametrize("borough", ["London", "Camden", "Sutton", "City of London"])
@pytest.mark.parametrize("least", [8, 10, 30])
def test_no_figure_of_fewer_adverts_is_shown(model, borough, least):
    result = run(model, PostingsLevers(borough=borough, least=least))
    assert least > THRESHOLD
    for table, column in (
        (result.shortlist, "adverts"),
        (result.extras["skills"], "adverts"),
        (result.extras["pay"], "stated"),
    ):
        assert (table[column] >= least).all()


def test_the_funnel_only_narrows_and_its_reasons_add_up(model):
    frame = run(model, PostingsLevers()).extras["funnel"]
    assert frame["adverts"].is_monotonic_decreasing
    for before, after, why in zip(frame["adverts"], frame["adverts"][1:], frame["why"][1:], strict=False):
        assert f"{before - after:,}." in why


def test_more_strictness_counts_more_and_a_longer_window_too(model):
    counts = [run(model, PostingsLevers(alike=alike)).additive.scenario for alike in (50, 60, 80, 100)]
    assert counts == sorted(counts)
    counts = [run(model, PostingsLevers(weeks=weeks)).additive.scenario for weeks in (2, 4, 6, 12)]
    assert counts == sorted(counts)


def test_the_course_ends_at_the_headline(model):
    result = run(model, PostingsLevers(borough="Camden", weeks=4))
    assert result.over_time["scenario"].iloc[-1] == result.additive.scenario == result.places["scenario"].sum()
    assert result.over_time["today"].iloc[-1] == result.additive.today


def test_no_name_of_an_employer_is_kept_in_the_model_or_the_table(shelf, model):
    names = {str(column) for column in shelf.table("postings/adverts.csv.gz", nrows=3)}
    assert not names & {"employer", "company", "text"}
    assert not any("employer" in name for name in model.__dataclass_fields__)


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
    from lbdp_core.postings.build import soc_texts

    frame, losses = ingested(stream(published, 300, seed=2))
    score = evaluate(Evidence(frame, published, soc_texts.groups(table), {"losses": losses}))
    assert len(score.origins) == 5
    assert set(score.origins[0]["baselines"]) == {"most_alike_title", "commonest_group"}
    assert 0 <= score.more["accuracy"] <= 1
    assert set(by_form(frame)) == set(frame["form"])
    perfect = frame.assign(likeness=frame["planted_repeat"].astype(float))
    assert duplicates(perfect)["precision"] == duplicates(perfect)["recall"] == 1
    assert 0 < pay_intervals(frame.assign(planted_group="a"))["coverage_80"] <= 1


def test_what_is_stored_meets_the_goals_that_it_claims(stored):
    _, _, score = stored("postings")
    assert score.more["duplicates"]["precision"] >= 0.98
    assert score.more["duplicates"]["recall"] >= 0.95
    assert abs(score.more["pay"]["coverage_80"] - 0.8) <= 0.03
    shares = list(score.more["accuracy_by_share"].values())
    assert shares == sorted(shares)


def test_the_player_shows_each_day_and_counts_on(model):
    result = run(model, PostingsLevers())
    days = PLAYER.steps(model, result)
    assert len(days) == model.days
    assert days[-1] == "30 September 2026"
    first, last = (PLAYER.show(model, result, step) for step in (PLAYER.first, model.days - 1))
    numbers = [int(frame.figures[0][1].replace(",", "")) for frame in (first, last)]
    assert numbers[0] < numbers[1] == len(model.day)
    assert last.measure.values.sum() == result.additive.scenario
