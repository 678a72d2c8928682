"""The page with a council's own children's file: faults first, then figures; nothing of it elsewhere or after it."""

from __future__ import annotations

import re

import pytest

from lbdp_core.children import THEME
from lbdp_core.children.own.words import FAULTS
from tests.children.test_own import returns
from tests.children.workbooks import book, made
from tests.laws.test_every_page import page, whole

TABLES = made(60)
TABLES[1][3][1] = "Girl"
ANNEX = [("annex.xlsx", book(TABLES), "application/octet-stream")]
RETURNS = [(name, raw.replace(b",U4,", b",U9,", 1), "text/csv") for name, raw in returns()]


def give(files, at=None):
    if at is None:
        at = page(THEME, {"children:own:box": True}, view="Explore")
    at.file_uploader[0].set_value(files).run()
    assert not at.exception
    return at


def words(at):
    return [node.value for node in at.main if node.type in ("markdown", "caption")]


@pytest.mark.parametrize(("files", "heading"), [(ANNEX, "Due in the next"), (RETURNS, "How wrong this forecast")])
def test_faults_stand_before_every_figure_of_the_file(files, heading):
    at = give(files)
    whole(at)
    said = words(at)
    first = next(n for n, line in enumerate(said) if FAULTS in line)
    assert first < next(n for n, line in enumerate(said) if heading in line)
    assert "counts of 5 and under are hidden" in " ".join(said)
    assert not re.search(r"C1000\d\d|Kid\d", " ".join(said))


def test_a_refused_file_leaves_the_one_before_and_forgetting_leaves_nothing():
    at = give(ANNEX)
    give(RETURNS[:1], at)
    (fault,) = [error.value for error in at.error]
    assert "your earlier file stays in use" in fault
    assert at.session_state["children:own"].what.startswith("Annex A to")
    at.button(key="children:own:forget").click().run()
    whole(at)
    assert "children:own" not in at.session_state
    assert "Annex A to" not in " ".join(words(at))


def test_a_meeting_sees_that_there_is_a_file_and_none_of_its_figures():
    at = give(ANNEX)
    at.get_by_key("view").set_value("Present").run()
    whole(at)
    said = " ".join(words(at))
    assert "not in these figures" in said
    assert "Due in the next" not in said and FAULTS not in said
