"""The coder: what it learns, when it abstains, why, and that a person goes before it; and skills."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.postings import coder, schema, skills, titles
from lbdp_core.postings.build import soc_texts
from lbdp_core.postings.evaluate import without
from tests.postings import files

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
    "Personal care and moving & handling": {"Personal care", "Moving and handling"},
    "No cold calling. No till work, and no experience of personal care needed.": set(),
    "A driving licence is not essential; SQL is.": {"SQL"},
    "First aid and manual handling training given": {"First aid"},
    "Without cash handling, but with stock control": {"Stock control"},
    "Our mental health first aiders and barista coffee": set(),
    "We welcome applicants with autism": set(),
    "Experience of pupils with autism": {"Special educational needs"},
    "HGV technician to repair trailers": set(),
    "HGV driver": {"Lorry driving licence"},
    "A place to excel and grow": set(),
    "Join our customer care team": set(),
    "CBT licence for a moped": set(),
}


BARE = {
    "URGENT - Staff Nurse - Camden": "Staff Nurse",
    "London | Care Assistant | £12.60ph": "Care Assistant",
    "Teacher - Maths - Islington": "Teacher Maths",
    "Manager - Care Home - Leyton": "Manager Care Home",
    "Hackney: Senior Chef de Partie (full-time)": "Chef de Partie",
    "Band 6 Staff Nurse - A&amp;E": "Staff Nurse",
    "HGV Class 1 Driver (Nights)": "HGV Class Driver",
    "Lecturer in Health and Social Care": "Lecturer in Health and Social Care",
    "£30k": "£30k",
    "": "",
}


@pytest.mark.parametrize("title", BARE)
def test_a_title_without_place_pay_hours_and_rank(title):
    assert titles.bare(title) == BARE[title]


def test_titles_of_the_coding_index_are_learnt_and_go_with_what_is_left_out(published, tmp_path):
    index = door.read(files.index(tmp_path / "index.csv"), schema.SOC_INDEX)
    index = soc_texts.index(index[schema.no_unit(index).eq("")].reset_index(drop=True))
    assert index["text"].tolist() == ["software Developer", "web Engineer (computing)", "support Worker", "Baker"]
    assert index["group"].tolist() == ["213", "213", "613", "543"]
    both = pd.concat([published, index], ignore_index=True)
    learnt = coder.fit(both)
    assert learnt.groups[learnt.code(["Web engineer"])[0]].tolist() == ["213"]
    left = without(both, both.index[both["text"].eq("Software developer")])
    assert set(both["text"]) - set(left["text"]) == {"Software developer", "software Developer"}


def test_a_title_that_was_not_seen_is_coded_by_its_words(small_coder):
    titles = ["Senior Software Developer (Remote)", "Night Nurse", "School Chef", "Cleaner - Camden £12ph", "Teacher"]
    best, lead = small_coder.code([*titles, "Zxq"])
    assert small_coder.groups[best[:-1]].tolist() == ["213", "223", "543", "922", "231"]
    assert (lead[:-1] > 2 * lead[-1]).all()  # words that were never seen have hardly a lead
    assert small_coder.weights.dtype == np.int8
    assert np.abs(small_coder.weights).max() == 127


def test_why_names_the_words_that_decided(small_coder):
    why = small_coder.why("Pastry cook and chef")
    assert why["weight"].is_monotonic_decreasing
    assert set(why["term"]) & {"chef", titles.stem("pastry")}


def test_the_same_texts_give_the_same_coder(published, small_coder):
    again = coder.fit(published)
    assert all(
        np.array_equal(getattr(again, name), value) for name, value in vars(small_coder).items() if name[0] != "_"
    )


def test_a_correction_goes_before_the_coder_and_is_sure(small_coder):
    best, lead = small_coder.code(["Head Chef - SOHO", "Head gardener"], {"head chef": "613"})
    assert small_coder.groups[best[0]] == "613"
    assert lead[0] == np.inf > lead[1]


def test_texts_and_groups_of_the_published_layout(table):
    texts, groups = soc_texts.texts(table), soc_texts.groups(table)
    assert texts["what"].value_counts().to_dict() == {"title": 24, "task": 18, "group": 6, "description": 6, "entry": 6}
    assert set(texts["group"]) == set(groups.loc[groups["group"].str.len().eq(3), "group"])
    assert groups["group"].str.len().isin([2, 3]).all()
    assert not texts["text"].str.contains("~|<blank>").any()


def test_words_that_also_stand_in_benefits_count_in_some_occupations_alone():
    benefits = "Benefits: a barista, cocktail making, hair cutting and menu planning. SQL."
    assert skills.names(skills.find(benefits, "213")) == ["SQL"]
    assert skills.names(skills.find(benefits, "926")) == ["SQL", "Cooking", "Bar work"]
    assert skills.names(skills.find(benefits, "")) == ["SQL"]


@pytest.mark.parametrize("text", MEANT)
def test_skills_are_those_that_a_reader_would_name(text):
    assert set(skills.names(skills.find(text))) == MEANT[text]
