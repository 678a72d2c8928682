"""The scenario: hand-worked visits, verdict words, coverage, coarsening, and what the page may never hide."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from lbdp_core.agreements.contract import bundled, facts
from lbdp_core.agreements.register import risk_points
from lbdp_core.sharing import run
from lbdp_core.sharing.model.placebo import lot
from lbdp_core.sharing.scenario import OPENING, PRESETS, SharingLevers, World, asked, kept
from lbdp_core.sharing.scenario.world import PREVENTS, REACH, coarse, placed


def test_visits_fill_the_best_areas_first_by_hand(model):
    small = type("M", (), {"households": np.array([400.0, 1000.0, 200.0])})
    assert placed(small, np.array([2, 0, 1]), 120.0).tolist() == [70.0, 0.0, 50.0]
    assert placed(small, np.array([2, 0, 1]), 9_999.0).tolist() == [100.0, 250.0, 50.0]
    assert REACH == 0.25


def test_fires_prevented_by_hand(model):
    world = World.of(model, SharingLevers(years=1, visits=20_000))
    rate = model.base.expected[-1] / model.households
    order = np.argsort(-rate, kind="stable")
    left, total = 20_000.0, 0.0
    for i in order:
        visits = min(left, 0.25 * model.households[i])
        total += visits / model.households[i] * model.base.events[-1][i] * PREVENTS
        left -= visits
    assert world.today.sum() == pytest.approx(total, rel=1e-9)
    assert pytest.approx(1 - 0.70 * np.exp(world_sd() ** 2 / 2)) == PREVENTS


def world_sd() -> float:
    return float(np.log(1.05 / 0.45) / (2 * 1.645))


def test_a_planted_verdict_says_so_first_and_a_real_one_does_not(model):
    for key in ("bins", "allowance", "placebo", "eight", "old_codes"):
        result = run(model, SharingLevers(dataset=key, ask="all"))
        assert result.answer.lead.startswith("Made-up data: ")
        assert any("is made up" in line for line in result.caveats)
    real = run(model, SharingLevers(ask="all"))
    assert "Made-up" not in real.answer.text
    assert any("comparison with hindsight" in line for line in real.caveats)


def test_the_answer_is_the_stored_verdict_at_the_stored_levers(model):
    for key, found in model.says.items():
        result = run(model, SharingLevers(dataset=key, ask="all"))
        trial = found["trial"]
        for end in ("low", "high"):
            assert f"{abs(100 * trial[end]):.2f}%" in result.answer.text or not round(100 * trial[end], 2), key
        said = {"adds": "would improve", "adds nothing": "would not improve", "cannot tell": "cannot tell"}
        assert said[trial["verdict"]] in result.answer.lead, key


def test_three_boroughs_conclude_nothing(model):
    result = run(model, SharingLevers(dataset="bins", ask="all", boroughs=3))
    assert "cannot tell" in result.answer.lead
    assert any("Fewer than 4" in line for line in result.caveats)


def test_boroughs_join_in_one_order_and_more_of_them_only_add_areas(model):
    there = [World.of(model, SharingLevers(dataset="bins", ask="all", boroughs=k)).shared.there for k in (2, 9, 33)]
    assert not (there[0] & ~there[1]).any()
    assert there[2].all()
    assert sorted(lot(33)) == list(range(33))
    eight = World.of(model, SharingLevers(dataset="eight", ask="all"))
    assert eight.sharing == 8


def test_where_a_record_is_given_finer_than_an_lsoa_only_risk_moves(model):
    by = {
        p: run(model, SharingLevers(dataset="bins", ask="all", place=p)) for p in ("uprn", "postcode", "lsoa", "ward")
    }
    lift = {p: r.additive.scenario for p, r in by.items()}
    risk = {p: r.headlines[1].scenario for p, r in by.items()}
    assert lift["uprn"] == lift["postcode"] == lift["lsoa"] != lift["ward"]
    assert risk["uprn"] >= risk["postcode"] >= risk["lsoa"] >= risk["ward"]
    assert risk["uprn"] > risk["lsoa"]


def test_every_field_as_counts_has_nobody_s_name(model):
    """What is shared is then said of counts: in the table of the ask, the points and the screening."""
    by_area, by_home = (SharingLevers(dataset="bins", ask="all", place=place) for place in ("lsoa", "uprn"))
    ask = run(model, by_area).extras["ask"].set_index("field")["shared"]
    assert (ask["name"], ask["medical_reason"]) == ("no", "yes")
    assert (run(model, by_home).extras["ask"]["shared"] == "yes").all()
    assert World.of(model, by_area).risk < World.of(model, by_home).risk / 3
    told = bundled("bins").reduced(frozenset(kept(model, by_area)), {"place": "lsoa"})
    assert told.rows == "area" and not facts(told)["personal"]
    frame = run(model, by_area).extras["frontier"].set_index("what")
    assert frame.loc["whole ask", "risk"] == World.of(model, by_area).risk


def test_of_asks_as_small_and_as_good_the_least_risk_is_chosen_then_the_highest_lift(model):
    tied = 0
    for key, place, age in product(model.says, ("uprn", "lsoa", "ward"), ("years", "band")):
        levers = SharingLevers(dataset=key, ask="smallest", place=place, age=age)
        found, names = (
            model.says[key]["ward" if place == "ward" else "lsoa"],
            [f.name for f in model.datasets[key].fields],
        )
        ranked = []
        for n in found["smallest"][-1]:
            point = found["points"][n]
            fields = frozenset(names[j] for j in point["fields"])
            ranked.append((risk_points(bundled(key), fields, coarse(levers)), -point["inner"], fields))
        assert frozenset(asked(model, levers)) == min(ranked, key=lambda r: r[:2])[2], (key, place, age)
        assert World.of(model, levers).risk == min(r[0] for r in ranked)
        tied += len(ranked) > 1
    assert tied > 2, "the law would hold of nothing"


def test_where_a_lever_of_the_ask_changes_nothing_the_page_says_so(model):
    """And at the opening it asks for no more than the dataset holds."""
    opening = PRESETS[OPENING]
    assert (opening.place, opening.dataset) == ("lsoa", "withheld")
    for key in model.says:
        held = {f.ladder for f in bundled(key).fields}
        said = " ".join(run(model, SharingLevers(dataset=key, ask="all")).caveats)
        assert ("sharing homes or postcodes changes nothing" in said) == ("place" not in held), key
        assert ("years and bands are the same" in said) == ("age" not in held), key
        for lever, values in (("place", ("uprn", "lsoa")), ("age", ("years", "band"))):
            risks = {World.of(model, SharingLevers(dataset=key, ask="all", **{lever: v})).risk for v in values}
            assert (len(risks) == 1) == (lever not in held), (key, lever)


def test_a_borough_that_does_not_share_has_no_gain_to_show(model):
    out = str(model.borough_name[lot(33)[-1]])
    result = run(model, SharingLevers(dataset="bins", ask="all", boroughs=5, borough=out))
    skill = result.headlines[2]
    assert skill.scenario is None
    assert out in skill.reason


def test_the_frontier_names_the_whole_ask_and_the_smallest(model):
    frame = run(model, SharingLevers(dataset="bins", ask="all", place="uprn", age="years")).extras["frontier"]
    marks = frame.set_index("what")
    assert (
        marks.loc["smallest by LSOA", "risk"] < marks.loc["smallest as good", "risk"] < marks.loc["whole ask", "risk"]
    )
    assert marks.loc["smallest by LSOA", "skill"] == marks.loc["smallest as good", "skill"]
    assert len(frame) == 2**5 + 2


def test_new_areas_enter_the_first_tenth_and_as_many_homes_leave(model):
    result = run(model, SharingLevers(dataset="bins", ask="all"))
    new = result.places["newly"]
    assert (new == 1).sum() > 10
    homes = model.households
    assert homes[new == 1].sum() == pytest.approx(homes[new == -1].sum(), rel=0.15)
    assert (result.shortlist["new"] == "new").iloc[0]


def test_an_answer_says_what_it_cannot_judge_and_what_is_no_difference(model):
    alone = run(model, SharingLevers(dataset="bins", ask="main", boroughs=1, borough="Camden")).answer.lead
    assert alone == (
        "Made-up data: we cannot tell whether adding assisted bin collections helps in Camden, because Camden does not "
        "share it."
    )
    same = run(model, SharingLevers(dataset="placebo", ask="main")).answer  # there is nothing in it
    assert same.lead.endswith("would not improve the forecast.")
    assert "Predictions were as good (19 chances in 20: " in same.why
    nothing = run(model, SharingLevers())
    assert not any("hindsight" in line for line in nothing.caveats), "nothing is asked for, nothing is associated"
