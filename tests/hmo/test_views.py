"""Views: an address is only ever looked at, by officers; what leaves the page has wards and counts."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from lbdp_core import plain_json
from lbdp_core.hmo.scenario import HmoLevers, run
from lbdp_core.hmo.views import PAGE
from lbdp_core.hmo.views.homes import address

USUAL = HmoLevers(visits=500)
ADDRESSED = ("Homes", "Rounds")


@pytest.fixture(scope="module")
def result(model):
    return run(model, USUAL)


def streets(model) -> set[str]:
    return set(map(str, model.streets))


def test_homes_are_listed_by_their_chance_with_reasons(model, result):
    table = PAGE.scenes["Homes"].show(model, result, {}).sheets[0][1]
    chances = [int(words.rstrip("%")) for words in table["Chance"]]
    assert chances == sorted(chances, reverse=True)
    assert all(len(reasons.split("; ")) == 3 for reasons in table["What raises it"])


def test_what_names_addresses_or_streets_stays_on_the_page(model, result):
    scenes = PAGE.scenes | PAGE.below
    for name, scene in scenes.items():
        shown = scene.show(model, result, {})
        words = repr([frame.to_csv() for _, frame in shown.sheets]) + repr(shown.sentences)
        told = {street for street in streets(model) if street in words}
        assert bool(told) == shown.stays == (name in ADDRESSED), name


def test_no_street_or_property_number_leaves_with_a_result(model, result):
    text = json.dumps(plain_json.plain(result)) + repr(dict(result.extras))
    assert not {street for street in streets(model) if street in text}
    assert not re.search(r"\b900000\d{6}\b", text)  # as the numbers of made-up properties begin
    visited = result.places["visits"].to_numpy()
    assert address(model, int(np.flatnonzero(~model.licensed)[0])) not in text
    assert visited.sum() == USUAL.visits


def test_the_trap_of_licences_is_told_by_this_population_s_numbers(model, result):
    shown = PAGE.scenes["Licences"].show(model, result, {})
    rows = shown.sheets[0][1].set_index("Homes are chosen by")
    found = [int(words.split()[0]) for words in rows["Found in 500 inspections"]]
    assert found[0] > found[1] > found[-1]
    assert all(str(value) in shown.sentences[1] for value in (found[0], found[1], found[-1]))
    assert rows.iloc[-1]["Lift it reports for itself"].split()[0] in shown.sentences[0]


def test_nothing_is_listed_where_nobody_is_visited(model):
    none = run(model, replace(USUAL, visits=0))
    for name in ADDRESSED:
        assert not (PAGE.scenes | PAGE.below)[name].show(model, none, {}).sheets
