"""The coder: what it learns, when it abstains, why, and that a person goes before it; and skills."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lbdp_core import door
from lbdp_core.postings import coder, crosswalk, schema, skills, titles
from lbdp_core.postings.build import soc_texts
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


def index_of(tmp_path, columns) -> pd.DataFrame:
    frame = door.read(files.index(tmp_path / "index.csv", columns), schema.SOC_INDEX)
    return soc_texts.index(frame[schema.no_code(frame).eq("")].reset_index(drop=True))


def test_titles_of_the_coding_index_get_the_group_of_the_titles_that_both_publish(published, tmp_path):
    index = index_of(tmp_path, files.INDEX)
    assert index["text"].tolist() == ["software Developer", "web Engineer (computing)", "support Worker", "Baker"]
    groups = np.unique(published["group"])
    given = crosswalk.index_groups(index, published, np.zeros((len(index), len(groups))), groups)
    assert given.tolist() == ["213", "213", "613", ""]  # nobody says where bakers go
    learnt = coder.fit(pd.concat([published, index], ignore_index=True))
    assert learnt.groups[learnt.code(["Web engineer"])[0]].tolist() == ["213"]


def test_an_index_by_soc_2020_says_its_groups_itself(tmp_path):
    index = index_of(tmp_path, files.INDEX | {"SOC 2020": ["2134", "2134", "6135", "5432", ""]})
    assert index["group"].tolist() == ["213", "213", "613", "543"]


def test_what_is_left_out_takes_its_like_in_the_index_along(published, tmp_path):
    both = pd.concat([published, index_of(tmp_path, files.INDEX)], ignore_index=True)
    test = both.index[both["text"].eq("Software developer")]
    left = crosswalk.without(both, test)
    assert set(both["text"]) - set(left["text"]) == {"Software developer", "software Developer"}


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
    assert "chef" in set(why["term"]) or titles.stem("pastry") in set(why["term"])


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


def test_words_that_also_stand_in_benefits_count_in_some_occupations_alone():
    benefits = "Benefits: a barista, cocktail making, hair cutting and menu planning. SQL."
    assert skills.names(skills.find(benefits, "213")) == ["SQL"]
    assert skills.names(skills.find(benefits, "926")) == ["SQL", "Cooking", "Bar work"]
    assert skills.names(skills.find(benefits, "")) == ["SQL"]


@pytest.mark.parametrize("text", MEANT)
def test_skills_are_those_that_a_reader_would_name(text):
    assert set(skills.names(skills.find(text))) == MEANT[text]
