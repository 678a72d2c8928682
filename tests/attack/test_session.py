"""What a session holds of a file of its own: nothing of it is left when the file is forgotten or the session ends."""

from __future__ import annotations

import gc
import re
import weakref

import pytest
from starlette.requests import Request

from apps.shell import hover
from tests.laws.test_own_files import give, open_box, visits


def keys(at) -> list[str]:
    """Of the maps on a page: what a browser fetches their figures by."""
    decks = [e.proto for e in at.main if e.type == "deck_gl_json_chart"]
    return [key for deck in decks for key in re.findall(r"\[\{i\} ([0-9a-f]{32})\]", deck.tooltip)]


def asked(key: str) -> int:
    return hover.figures(Request({"type": "http", "path_params": {"key": key}})).status_code


@pytest.mark.parametrize("end", ["file", "session"])
def test_the_figures_of_a_map_go_with_the_file_that_they_are_made_of_and_with_the_session(end):
    at = give(open_box(fire__borough="Enfield", fire__within="Only in this borough"), visits([60, 45, 30]))
    key, held = keys(at)[0], weakref.ref(at.session_state["fire:own"].model)
    assert asked(key) == 200
    if end == "file":
        at.button(key="fire:own:forget").click().run()
    else:
        del at
    gc.collect()
    assert asked(key) == 404
    assert held() is None


def test_two_sessions_share_the_figures_of_a_public_map():
    one, other = open_box(), open_box()
    assert keys(one) == keys(other)
    (key, *_) = keys(one)
    del one
    gc.collect()
    assert asked(key) == 200, "the other session still has it"
