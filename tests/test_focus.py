"""A focus adds up the places of a borough, and what was worked out of a model over London goes with the model."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from lbdp_core import assumptions
from lbdp_core.focus import Focus, borough_lever, mask, where
from lbdp_core.levers import Levers, number
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.sources import DataError


@dataclass(frozen=True, kw_only=True)
class Look(Levers):
    borough: str = borough_lever("Look at")
    pumps: float = number(0, "Pumps", unit="pumps", range=(0, 100, 1), why="A judgement.")


class Model:
    runs = 0


def run(model: Model, levers: Look) -> Result:
    model.runs += 1
    nothing = pd.DataFrame()
    places = pd.DataFrame({"place": ["Brent", "Camden"] if levers.borough == LONDON else [levers.borough]})
    return Result("toy", levers.as_dict(), "", (), places, nothing, nothing, nothing, (), {"model": lambda: model})


FOCUS = Focus(Look, run)


def test_a_borough_that_no_place_has_is_refused_with_what_to_do():
    with pytest.raises(DataError, match=r"holds nobody in Camden; add its file\.$"):
        mask(np.array(["Brent"]), "Camden", "add its file")


def test_looking_at_a_borough_changes_nothing_and_a_pump_does():
    model = Model()
    inside = run(model, Look(borough="Camden"))
    assert where(inside) == "Camden"
    assert not FOCUS.moved(inside)
    assert FOCUS.moved(run(model, Look(borough="Camden", pumps=3)))


def test_places_are_those_of_london_whatever_is_looked_at_and_worked_out_once():
    model = Model()
    inside = run(model, Look(borough="Camden", pumps=3))
    assert FOCUS.places(model, inside)["place"].tolist() == ["Brent", "Camden"]
    assert FOCUS.places(model, inside) is FOCUS.places(model, inside)
    assert model.runs == 2
    london = run(model, replace(FOCUS.levers(inside), borough=LONDON))
    assert FOCUS.places(model, london) is london.places


def test_what_was_worked_out_of_a_model_goes_with_it():
    model = Model()
    inside = run(model, Look(borough="Camden"))
    FOCUS.places(model, inside)
    gone = weakref.ref(model)
    del model, inside
    gc.collect()
    assert gone() is None


def test_the_assumption_log_has_every_lever_and_says_which_was_moved():
    rows = assumptions.of_levers(Look(pumps=3), {"pumps": "judgement"})
    log = assumptions.log([*assumptions.fixed(("Base", "2024", "ONS", "published")), *rows])
    assert log["assumption"].tolist() == ["Base", "Borough", "Pumps"]
    assert log["changed"].tolist() == ["no", "no", "yes"]
    assert log["quality"].tolist() == ["published", assumptions.CHOSEN, "judgement"]
    text, shown = assumptions.in_words(log)
    assert text.startswith("These figures rest on 3 assumptions; your levers changed 1 of them.")
    assert shown["Default"].tolist() == ["same", "same", "0 pumps"]
