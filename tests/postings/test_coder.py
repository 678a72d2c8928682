"""The coder: what it learns, when it abstains, why, and that a person goes before it; and skills."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.postings import coder, skills
from lbdp_core.postings.build import soc_texts

MEANT = {  # labelled by hand: what a reader would say that each sentence asks for
    "You have strong Excel skills and know SQL.": {"Excel", "SQL"},
    "You will excel at communication in this role.": set(),
    "Microsoft Excel and spreadsheets daily": {"Excel"},
    "Java and JavaScript developers wanted": {"Java", "JavaScript"},
    "Paid via payroll every week": set(),
    "Run the payroll for 200 staff": {"Payroll"},
    "We are committed to safeguarding children.": set(),
    "Act as the safeguarding lead of the school": {"Safeguarding"},
    "NMC registration and a clean driving licence": {"Nursing registration", "Driving licence"},
    "QTS, lesson planning and phonics": {"Qualified teacher status", "Teaching", "Phonics"},
    "A scrum half for our rugby club": set(),
    "Work in a scrum team with AWS": {"Agile working", "Cloud services"},
    "CSCS card and manual handling": {"CSCS card", "Moving and handling"},
    "Level 2 food hygiene, bar work and cash handling": {"Food hygiene", "Bar work", "Cash handling"},
    "Our customer service team will contact you": set(),
    "Good communication and a positive attitude": set(),
    "Class 2 driver with CPC card": {"Lorry driving licence"},
    "SIA licence needed": {"Security licence"},
    "Care plans and medication administration": {"Care planning", "Giving medication"},
    "Personal care and moving and handling": {"Personal care", "Moving and handling"},
}


def test_a_title_that_was_not_seen_is_coded_by_its_words(small_coder):
    titles = ["Senior Software Developer (Remote)", "Night Nurse", "School Chef", "Cleaner - Camden £12ph", "Teacher"]
    best, lead = small_coder.code(titles)
    assert small_coder.groups[best].tolist() == ["213", "223", "543", "922", "231"]
    assert (lead > 0).all()


def test_words_that_were_never_seen_have_hardly_a_lead(small_coder):
    _, lead = small_coder.code(["Zxq", "Staff nurse"])
    assert lead[0] < lead[1] / 2


def test_why_names_the_words_that_decided(small_coder):
    why = small_coder.why("Pastry cook and chef")
    assert why["weight"].is_monotonic_decreasing
    assert "chef" in set(why["term"]) or coder.stem("pastry") in set(why["term"])


def test_a_correction_goes_before_the_coder_and_is_sure(small_coder):
    best, lead = small_coder.code(["Head Chef - SOHO", "Head gardener"], {"head chef": "613"})
    assert small_coder.groups[best[0]] == "613"
    assert lead[0] == np.inf > lead[1]


def test_the_weights_are_small_whole_numbers(small_coder):
    assert small_coder.weights.dtype == np.int8
    assert np.abs(small_coder.weights).max() == 127


def test_texts_and_groups_of_the_published_layout(table):
    texts, groups = soc_texts.texts(table), soc_texts.groups(table)
    assert texts["what"].value_counts().to_dict() == {"title": 24, "task": 18, "group": 6, "description": 6, "entry": 6}
    assert set(texts["group"]) == set(groups.loc[groups["group"].str.len().eq(3), "group"])
    assert groups["group"].str.len().isin([2, 3]).all()
    assert not texts["text"].str.contains("~|<blank>").any()


@pytest.mark.parametrize("text", MEANT)
def test_skills_are_those_that_a_reader_would_name(text):
    assert set(skills.names(skills.find(text))) == MEANT[text]
