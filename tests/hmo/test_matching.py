"""Matching: addresses in one field taken apart, found again or not at all, and as many wrong ones as wanted."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.hmo.build.matching import LEVELS, LOST, Gazetteer, parts
from lbdp_core.hmo.build.source_records import SOURCES


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("41 Argyle Street Exampletown OX4 1ST", ("", "41", "ARGYLE STREET EXAMPLETOWN", "OX4 1ST")),
        ("Flat 2, 18 High St., ZZ1 2CD", ("2", "18", "HIGH STREET", "ZZ1 2CD")),
        ("18B High Rd\rzz12cd", ("", "18B", "HIGH ROAD", "ZZ1 2CD")),
        ("3 Rose Cottages 12 Mill Lane", ("3", "12", "MILL LANE", "")),
        ("12-14 Mill Lane", ("", "12", "MILL LANE", "")),
        ("Ground Floor Flat, 12 Mill Lane", ("GROUND", "12", "MILL LANE", "")),
        ("Flat No. 3, 12 Mill Lane", ("3", "12", "MILL LANE", "")),
        ("No. 12 Mill Lane", ("", "12", "MILL LANE", "")),
        ("", ("", "", "", "")),
    ],
)
def test_parts_of_an_address_in_one_field(given, said):
    assert parts(given) == said


def test_two_that_fit_are_none_and_a_misspelt_street_is_found_by_its_postcode():
    homes = [
        ("", "18", "HIGH STREET", "ZZ1 2CD"),
        ("", "18", "HILL STREET", "ZZ1 9XX"),
        ("", "7", "LOW ROAD", "ZZ1 2CD"),
    ]
    held = Gazetteer([*homes, homes[2]])
    assert held.find(("", "18", "HIHG STREET", "ZZ1 2CD")) == 0
    assert held.find(("", "18", "HILL STREET", "")) == 1
    assert held.find(homes[2]) == LOST
    assert held.find(("", "99", "HIGH STREET", "ZZ1 2CD")) == LOST


def test_a_town_after_the_street_is_no_other_street_and_one_street_in_two_towns_is_two():
    held = Gazetteer([parts("5 Church Road, Redfield, Bristol BS5 9JL"), parts("7 Rose Lane BS1 1AA")])
    assert held.find(parts("5 Church Road", "BS5 9JL")) == 0
    assert held.find(parts("7 Rose Lane, Bristol, BS1 1AA")) == 1
    assert held.find(parts("7 Rose Lane BS16 2AB")) == LOST


def test_as_many_addresses_are_wrong_as_each_level_says(evidence):
    links, homes = evidence.links, len(evidence.homes)
    for source in SOURCES:
        mine = links[links["source"] == source]
        assert mine["home"].is_unique
        for level in LEVELS[1:]:
            assert (mine["level"] <= level).sum() == pytest.approx(level * homes / 100, abs=1)


def test_comparing_finds_most_again_and_few_elsewhere(evidence):
    right = (evidence.links["found"] == evidence.links["home"]).mean()
    elsewhere = ((evidence.links["found"] != evidence.links["home"]) & (evidence.links["found"] != LOST)).mean()
    assert 0.6 < right < 0.95
    assert 0 < elsewhere < 0.1
    assert np.isin(evidence.links["found"], np.arange(LOST, len(evidence.homes))).all()
