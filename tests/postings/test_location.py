"""Places of adverts to boroughs, and why not."""

from __future__ import annotations

import pytest

from lbdp_core.boroughs import NAMES
from lbdp_core.postings.ingest import location
from lbdp_core.postings.ingest.location import find

FOUND = {
    ("London Borough of Barking & Dagenham",): "Barking and Dagenham",
    ("UK", "London", "South East London", "Greenwich"): "Greenwich",
    ("Romford", "Essex", "RM1 3AA"): "Havering",
    ("Canary Wharf, London",): "Tower Hamlets",
    ("London E14",): "Tower Hamlets",
    ("EC1V 9BB",): "Islington",
    ("King's Cross",): "Camden",
    ("Islngton", "London"): "Islington",
    ("Hackeny, London",): "Hackney",
    ("Stratford, London",): "Newham",
    ("Elephant & Castle, London",): "Southwark",
}
NOWHERE = {
    ("London",): location.WHOLE,
    ("Greater London",): location.WHOLE,
    ("UK", "London", "Central London"): location.WHOLE,
    ("London SE1 9GF",): location.SEVERAL,
    ("EC1",): location.SEVERAL,
    ("Manchester",): location.OUTSIDE,
    ("Londonderry",): location.OUTSIDE,
    ("Sutton Coldfield",): location.OUTSIDE,
    ("Richmond, North Yorkshire",): location.OUTSIDE,
    ("Stratford",): location.OUTSIDE,
    ("Remote",): location.REMOTE,
    ("",): location.NOWHERE,
}


@pytest.mark.parametrize("texts", FOUND, ids=" / ".join)
def test_a_borough_is_found_with_how_sure_it_is(texts):
    place = find(*texts)
    assert (place.borough, place.reason) == (FOUND[texts], "")
    assert 0.5 < place.confidence <= 1


@pytest.mark.parametrize("texts", NOWHERE, ids=" / ".join)
def test_where_there_is_no_borough_it_says_why(texts):
    assert (find(*texts).borough, find(*texts).reason) == ("", NOWHERE[texts])


@pytest.mark.parametrize("name", NAMES)
def test_every_borough_is_found_by_its_name(name):
    assert find(f"{name}, London").borough == find(name.upper()).borough == name


def test_every_listed_place_is_of_a_borough_and_se1_is_of_three():
    for kind in ("districts", "neighbourhoods"):
        assert all(set(near) <= set(NAMES) for near in location.table(kind).values())
    assert len(location.table("districts")["SE1"]) == 3
    assert find("Islngton", "London").confidence < find("Islington").confidence
