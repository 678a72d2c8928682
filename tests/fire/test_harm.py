"""Harm: weights worked by hand, what steering for harm trades, and that the published figures say what is derived."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbdp_core.fire.scenario import FireLevers, harm, run
from lbdp_core.fire.scenario.figures import World
from lbdp_core.fire.scenario.harm import ALONE, DISABLED, HARM, OLDER, OLDEST, READINGS

SHARES = st.floats(0, 1)
BY_COLUMN = {g.column: g.relative for g in HARM}


def mean(shares, multiplied=False, oldest=False):
    arrays = {name: np.array([value]) for name, value in shares.items()}
    weighs = {name: BY_COLUMN[name] for name in shares}
    return float(harm.mean_relative(arrays, weighs, 1, multiplied=multiplied, oldest=oldest)[0])


def test_the_mean_over_residents_by_hand():
    """Of 100: 80 under 65, 12 of 65 to 74, 8 of 75 and over; a quarter of each disabled."""
    shares = {OLDER: 0.20, OLDEST: 0.08, DISABLED: 0.25}
    assert mean(shares) == pytest.approx(0.8 * (0.75 + 0.25 * 3) + 0.12 * (0.75 * 1.7 + 0.25 * 3) + 0.08 * 3)
    together = 0.8 * (0.75 + 0.25 * 3) + 0.12 * 1.7 * (0.75 + 0.25 * 3) + 0.08 * 3 * (0.75 + 0.25 * 3)
    assert mean(shares, multiplied=True) == pytest.approx(together)
    # the 25 disabled are the 8 of 75 and over, the 12 of 65 to 74 and five others
    assert mean(shares, oldest=True) == pytest.approx(0.08 * 3 + 0.12 * 3 + 0.05 * 3 + 0.75)


def test_older_people_living_alone_multiply_the_weight_of_their_age():
    shares = {OLDER: 0.2, OLDEST: 0.0, ALONE: 0.1}  # of residents: half of the older live alone
    assert mean(shares) == pytest.approx(0.8 + 0.1 * 1.7 + 0.1 * 1.7 * 1.25)


@given(SHARES, SHARES, SHARES, SHARES)
def test_a_weight_is_never_below_one_nor_above_all_groups_together(older, oldest, disabled, alone):
    shares = {OLDER: older, OLDEST: oldest * older, DISABLED: disabled, ALONE: alone}
    larger, product = mean(shares), mean(shares, multiplied=True)
    assert 1 - 1e-9 <= larger <= product + 1e-9
    assert product <= 3 * 3 * 1.25 + 1e-9
    assert mean(shares, oldest=True) >= 1 - 1e-9


def test_the_derived_figures_follow_from_the_published_ones():
    """41% of deaths and 23% of casualties are 65 and over; 7.9 and 17.8 deaths a million; London's ages of 2020."""
    to_74, to_79, over_80 = 598_574, 196_419, 303_460
    step = 17.8 / 7.9
    rate = (0.41 / 0.59) / (0.23 / 0.77) * (to_74 + to_79 + over_80) / (to_74 + to_79 + step * over_80)
    assert BY_COLUMN[OLDER] == round(rate, 1)
    assert BY_COLUMN[OLDEST] == round((to_79 * rate + over_80 * rate * step) / (to_79 + over_80), 1)


def test_london_has_as_much_harm_as_fires_and_the_older_area_weighs_more(fitted):
    weight = harm.weights(fitted)
    assert weight @ fitted.expected == pytest.approx(fitted.expected.sum())
    older = fitted.values[:, fitted.features.index(OLDEST)]
    assert np.corrcoef(weight, older)[0, 1] > 0.3
    assert set(READINGS) >= {"central", "multiplied", "oldest"}


def test_without_any_group_harm_is_fires(fitted):
    bare = dataclasses.replace(fitted, features=tuple(f"x{i}" for i in range(len(fitted.features))))
    assert harm.weights(bare) == pytest.approx(np.ones(len(bare.code)))
    assert harm.overlap(bare, bare.expected / bare.households, harm.per_home(bare)) == 1


def test_lone_older_people_count_when_the_file_is_loaded(fitted):
    n = len(fitted.code)
    assert ALONE not in {g.column for g in harm.held(fitted)}
    more = np.column_stack([fitted.values, np.full(n, 0.2), np.linspace(0, 0.2, n), np.full(n, 2.0)])
    named = (*fitted.features, OLDER, ALONE, "people_per_household")
    loaded = dataclasses.replace(fitted, features=named, values=more)
    assert ALONE in {g.column for g in harm.held(loaded)}
    same = np.column_stack([fitted.values, np.full(n, 0.2), np.zeros(n), np.full(n, 2.0)])
    ratio = harm.weights(loaded) / harm.weights(dataclasses.replace(loaded, values=same))
    assert np.corrcoef(ratio, np.arange(n))[0, 1] > 0.9


def test_steering_for_harm_gains_harm_and_gives_up_fires(fitted):
    levers = FireLevers(visits=2_000, steer=100)
    for_fires, for_harm = (run(fitted, dataclasses.replace(levers, aim=aim)) for aim in ("fires", "harm"))
    assert for_fires.extras["aims"].equals(for_harm.extras["aims"])
    fires, weighed = for_fires.extras["aims"][["fires_prevented", "harm_prevented"]].to_numpy()
    assert fires[0] > weighed[0]
    assert weighed[1] > fires[1]
    assert for_harm.extras["rules"]["fires_prevented"].iloc[0] == pytest.approx(weighed[0])
    assert "go where the model expects most harm" in for_harm.answer.why
    assert any(line.startswith("When you aim to reduce harm") for line in for_harm.caveats)


@pytest.mark.parametrize("rule", ["imd", "uniform"])
def test_a_rule_that_counts_no_fires_places_visits_alike_for_both_aims(fitted, rule):
    visits = [
        World.of(fitted, FireLevers(visits=3_000, rule=rule, aim=a)).place(rule, 0).visits for a in ("fires", "harm")
    ]
    assert (visits[0] == visits[1]).all()
    said = run(fitted, FireLevers(visits=3_000, rule=rule, aim="harm")).caveats
    assert any("changes nothing" in line for line in said)


def test_the_aim_alone_changes_nothing(fitted):
    levers = FireLevers(aim="harm")
    changed, left = run(fitted, levers), run(fitted, FireLevers())
    assert [h.as_dict() for h in changed.headlines] == [h.as_dict() for h in left.headlines]
    assert changed.caveats == left.caveats


def test_both_ranks_stand_in_the_shortlist_and_the_list_follows_the_aim(fitted):
    first = {aim: run(fitted, FireLevers(visits=1_000, aim=aim)).shortlist.head(8) for aim in ("fires", "harm")}
    assert first["harm"]["rank_by_harm"].sum() < first["fires"]["rank_by_harm"].sum()
    assert first["fires"]["rank_by_fires"].sum() < first["harm"]["rank_by_fires"].sum()
    assert sorted(harm.ranks(fitted)[1]) == list(range(1, len(fitted.code) + 1))
