"""Reposts are found by MinHash, and what only looks like one is not."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core.postings.build.stream import stream
from lbdp_core.postings.ingest import advert
from lbdp_core.postings.ingest.duplicates import DAYS, Matcher

SAID = (
    "We need a night nurse for our busy ward, who plans care for patients, gives medication, keeps records and "
    "speaks with families. You have two years of practice, a kind manner and a driving licence. We offer training "
    "and a pension."
)


def pair(**second: object) -> pd.DataFrame:
    one = {"title": "Night nurse", "text": SAID, "borough": "Camden", "posted": "2025-01-01"}
    frame = pd.DataFrame([one, one | {"posted": "2025-01-10"} | second])
    return frame.assign(posted=pd.to_datetime(frame["posted"]))


def alike(**second: object) -> float:
    return float(Matcher().add(pair(**second))[1][1])


def test_an_edited_repost_by_an_agency_is_found():
    assert alike() == 1
    assert alike(text=f"An agency is hiring. {SAID}", title="Urgent: night nurse", borough="") > 0.6
    assert 0.6 < alike(text=SAID.replace("busy", "lively").replace("kind", "calm")) < 1


@pytest.mark.parametrize(
    "second", [{"borough": "Brent"}, {"title": "Head chef"}, {"posted": "2025-06-01"}, {"text": "Other words " * 20}]
)
def test_another_borough_title_time_or_text_is_another_advert(second):
    assert alike(**second) < 0.3


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Class Teacher KS1", "Class Teacher KS2", False), ("Staff Nurse Band 5", "Staff Nurse Band 6", False),
    ("Head of Maths Department", "Head of Science Department", False),
    ("Software Engineer", "Senior Software Engineer", False),
    ("Electrician", "Electrician (Full time), Camden", True), ("Urgent: Sous Chef", "Sous Chef - Soho", True),
])  # fmt: skip
def test_two_vacancies_with_one_text_stay_two(one, other, same):
    frame = pair(title=other).assign(title=[one, other])
    assert bool(Matcher().add(frame)[1][1] > 0.6) is same


def test_adverts_with_hardly_a_text_repeat_one_another_only_of_one_employer():
    frame = pair().assign(text="Apply now", ident=["1", "2"])
    assert Matcher().add(frame.assign(employer="A ward"))[1][1] == 1
    assert Matcher().add(frame.assign(employer=["A ward of its own", "Another hospital"]))[1][1] < 0.6
    assert Matcher().add(frame.assign(employer=""))[1][1] < 1


def test_a_matcher_goes_on_where_an_earlier_one_stopped():
    frame, first = pair(), Matcher()
    first.add(frame.head(1))
    second = Matcher()
    second.resume(frame.head(1), first.minima[:1])
    assert second.add(frame.tail(1))[1][0] == 1
    assert DAYS == 42


def test_planted_reposts_are_found_and_nothing_else(published):
    made = stream(published, 400, seed=3)
    frame, _ = advert.adverts(made.records)
    said, true = Matcher().add(frame)[1] >= 0.6, made.truth["repeats"].ge(0).to_numpy()
    assert true.mean() > 0.5
    assert (said & true).sum() / true.sum() >= 0.95
    assert (
        said & true
    ).sum() / said.sum() >= 0.9  # few titles and tasks: more adverts are really alike than in SOC 2020
