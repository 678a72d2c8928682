"""Places of adverts to boroughs, and why not."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from lbdp_core.boroughs import NAMES
from lbdp_core.postings.ingest import location
from lbdp_core.postings.ingest.location import find
from lbdp_core.postings.ingest.outlines import Outlines

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
    ("Hayes, Middlesex",): "Hillingdon",
    ("Hayes", "Bromley"): "Bromley",
    ("Rainham, Essex",): "Havering",
    ("Richmond", "TW9 1DN"): "Richmond upon Thames",
    ("Kew, Richmond",): "Richmond upon Thames",
    ("Bromley-by-Bow",): "Tower Hamlets",
    ("London Road", "Kingston upon Thames", "KT2 6QW"): "Kingston upon Thames",
    ("Croydon Town Centre", "UK"): "Croydon",
    ("Hybrid - Camden, London",): "Camden",
    ("Clapham", "London", "SW11 1AA"): "Wandsworth",
    ("Wandswroth",): "Wandsworth",
    ("HA1",): "Harrow",
    ("Shirley, Surrey",): "Croydon",
}
NOWHERE = {
    ("London",): location.WHOLE,
    ("Greater London",): location.WHOLE,
    ("UK", "London", "Central London"): location.WHOLE,
    ("London SE1 9GF",): location.SEVERAL,
    ("EC1",): location.SEVERAL,
    ("Shirley, Solihull",): location.OUTSIDE,
    ("Manchester",): location.OUTSIDE,
    ("Londonderry",): location.OUTSIDE,
    ("Sutton Coldfield",): location.OUTSIDE,
    ("Richmond, North Yorkshire",): location.OUTSIDE,
    ("Stratford",): location.OUTSIDE,
    ("Stratford-upon-Avon",): location.OUTSIDE,
    ("Rainham, Kent",): location.OUTSIDE,
    ("Kensington, Liverpool",): location.OUTSIDE,
    ("Camden, NJ",): location.OUTSIDE,
    ("London, Ontario",): location.OUTSIDE,
    ("London Colney",): location.OUTSIDE,
    ("London Road", "Sutton", "SK11 0AA"): location.OUTSIDE,
    ("Clapham, Bedfordshire",): location.OUTSIDE,
    ("Wellington",): location.OUTSIDE,
    ("Bramley",): location.OUTSIDE,
    ("Ealing Rd, London",): location.WHOLE,
    ("Camden", "Islington"): location.SEVERAL,
    ("Crystal Palace",): location.SEVERAL,
    ("Remote - UK",): location.REMOTE,
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


@pytest.mark.parametrize(("texts", "point", "borough"), [
    ((), (51.54, -0.14), "Camden"), (("Harbour Exchange",), (51.54, -0.14), "Camden"),
    (("London",), (51.54, -0.14), ""),
    (("N1",), (51.54, -0.10), "Islington"), (("Kensington",), (53.4, -2.9), ""), (("Brent",), (51.54, -0.14), "Brent"),
])  # fmt: skip
def test_coordinates_settle_what_words_leave_open(texts, point, borough):
    squares = np.array([shapely.box(-0.16, 51.5, -0.12, 51.6), shapely.box(-0.12, 51.5, -0.08, 51.6)])
    place = Outlines(("Camden", "Islington"), squares).settle(find(*texts), *point)
    assert (place.borough, place.reason == "") == (borough, borough != "")
