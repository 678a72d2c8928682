"""Place search: boroughs, wards and areas by a name or a code."""

from __future__ import annotations

import pytest

from lbdp_core import places
from lbdp_core.place_search import search
from lbdp_core.sources import Shelf, find

PLACES = places.read(Shelf(find("sample_data")))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("E09000010", "borough", "Enfield"),
        ("lb hackney", "borough", "Hackney"),
        ("edmonton green", "ward", "Edmonton Green"),
        ("e01001549", "area", "Enfield 006D, Carterhatch"),
        ("Enfield 006D", "area", "Enfield 006D, Carterhatch"),
        ("Islngton", "borough", "Islington"),
    ],
)
def test_what_is_meant_comes_first(text, kind, name):
    first = search(text, PLACES, 5)[0]
    assert (first.kind, first.name) == (kind, name)
    assert (first.area >= 0) == (kind == "area")


def test_a_part_of_a_name_finds_several_each_once_and_no_more_than_asked_for():
    found = search("green", PLACES, 4)
    assert len(set(found)) == len(found) == 4


@pytest.mark.parametrize("text", ["", "   ", "Atlantis", "zz"])
def test_what_is_nowhere_is_not_found(text):
    assert search(text, PLACES, 5) == ()
