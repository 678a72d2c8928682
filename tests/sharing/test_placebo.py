"""Every ask against its own shuffles; and no year judges an ask that it chose."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from lbdp_core import lift
from lbdp_core.sharing.model import FEWEST, SEED, frontier, joining, placebos
from lbdp_core.sharing.model.placebo import asks, lot
from lbdp_core.sharing.model.settings import FEWER
from lbdp_core.sharing.scenario import SharingLevers, World, figures, run
from lbdp_core.sharing.scenario.world import judging
from lbdp_core.sharing.schema import BUNDLED

PLANTED = [key for key, dataset in BUNDLED.items() if dataset.kind == "synthetic"]


def rows(model, key: str, place: str = "lsoa") -> dict[tuple[tuple[int, ...], int], list[float]]:
    return {(tuple(r["fields"]), r["boroughs"]): r["p"] for r in model.says[key][place]["placebos"]}


@pytest.mark.parametrize("key", list(BUNDLED))
def test_every_ask_of_every_number_of_boroughs_that_concludes_anything_has_its_own_shuffles(model, key):
    covered = model.says[key]["trial"]["boroughs"]
    for place in ("lsoa", "ward"):
        wanted = {(ask, n) for ask in asks(model.says[key][place]) for n in range(FEWEST, covered + 1)}
        assert set(rows(model, key, place)) == wanted
    every = tuple(range(len(BUNDLED[key].fields)))
    assert rows(model, key)[every, covered][-1] == model.says[key]["trial"]["p_placebo"], "the whole, as in its trial"


def test_shuffles_of_an_ask_are_what_dealing_its_rows_by_hand_gives(model):
    """Four boroughs, two fields, the last two years: every copy worked out by itself."""
    given = model.of("allowance", ("claimants", "aged_65_plus"))
    (row,) = [r for r in placebos(model.base, given, model.borough, [(0, 1)]) if r["boroughs"] == 5]
    made = lift.columns(given, model.borough, joining(given, model.borough, 5))
    last = [model.base.origins - 2, model.base.origins - 1]
    gain = lift.saved(model.base, made, last)[0][made.there].sum()
    as_well = 0
    for order in lift.deals(model.borough, FEWER, SEED):
        copy = replace(made, values=made.values[order])
        as_well += lift.saved(model.base, copy, last)[0][made.there].sum() >= gain - 1e-9
    assert row["p"][1] == pytest.approx((1 + as_well) / (FEWER + 1))


def test_boroughs_join_in_the_order_of_the_lot_and_only_those_with_something_to_give(model):
    given = model.of("eight")
    has = set(np.unique(model.borough[np.isfinite(given).any(axis=1)]))
    for sharing in (4, 8, 33):
        found = set(np.flatnonzero(joining(given, model.borough, sharing)))
        assert found == set([b for b in lot(33) if b in has][:sharing])


def test_a_verdict_rests_on_the_shuffles_of_what_is_asked_for(model):
    """Were the copies of the first field alone as good as it is, its verdict would fall, and no other's."""
    says = json.loads(model.found)
    for row in says["bins"]["lsoa"]["placebos"]:
        if row["fields"] == [0] and row["boroughs"] == 33:
            row["p"] = [0.5] * len(row["p"])
    other = replace(model, found=json.dumps(says))
    first, every = (SharingLevers(dataset="bins", ask=ask) for ask in ("main", "all"))
    assert figures.gain(World.of(model, first)).says == "adds"
    assert figures.gain(World.of(other, first)).says == "cannot tell"
    assert any("50% of shuffled copies" in line for line in run(other, first).caveats)
    assert figures.gain(World.of(other, every)).says == "adds"


@pytest.mark.parametrize("held", range(5))
def test_no_year_has_a_part_in_choosing_what_it_judges(model, held):
    """Whatever the fires of a year had been, the ask that it judges is the same."""
    given = model.of("bins")
    events = model.base.events.copy()
    events[held] = np.random.default_rng(held).permutation(events[held])
    changed = frontier(replace(model.base, events=events), given, model.borough)["smallest"]
    assert changed[held] == model.says["bins"]["lsoa"]["smallest"][held]


def test_each_year_of_the_smallest_ask_is_judged_with_what_the_others_chose(model):
    levers = SharingLevers(dataset="bins", ask="smallest")
    world = World.of(model, levers)
    assert world.judged == judging(model, levers)
    assert world.judged[-1] == world.fields
    for o, fields in enumerate(world.judged):
        made = lift.columns(model.of("bins", fields), model.borough)
        np.testing.assert_allclose(world.shared.gain[o], lift.saved(model.base, made, [o])[0])
    other = [str(model.unseen[o]) for o, fields in enumerate(world.judged) if fields != world.fields]
    said = next(line for line in run(model, levers).caveats if "chosen on the other years" in line)
    assert all(year in said for year in other)


def test_a_year_whose_others_choose_nothing_is_judged_as_nothing_shared(model):
    says = json.loads(model.found)
    says["bins"]["lsoa"]["smallest"][1] = [0]  # the empty subset
    levers = SharingLevers(dataset="bins", ask="smallest")
    world = World.of(replace(model, found=json.dumps(says)), levers)
    assert world.judged[1] == ()
    assert not world.shared.gain[1].any()
    assert (world.by_year[0][1] == world.by_year[1][1]).all()
    assert figures.gain(world).skill < figures.gain(World.of(model, levers)).skill


@pytest.mark.parametrize("key", PLANTED)
def test_the_smallest_ask_is_named_by_all_years_but_the_last(model, key):
    levers = SharingLevers(dataset=key, ask="smallest")
    names = [f.name for f in BUNDLED[key].fields]
    found = model.says[key]["lsoa"]
    offered = [tuple(names[j] for j in found["points"][n]["fields"]) for n in found["smallest"][-1]]
    assert World.of(model, levers).fields in offered
