"""A link that nobody's page wrote opens a page that stands, with no word of it as markup or as a link."""

from __future__ import annotations

import pytest

from lbdp_core.themes import THEMES
from tests.attack.hostile import link, many
from tests.laws.test_every_page import page
from tests.laws.test_own_files import linked

TRIES = many(3, -(-1_200 // len(THEMES)))  # of each theme


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_no_link_breaks_a_page_or_becomes_a_part_of_it(theme):
    for seed in range(TRIES):
        given = dict(link(theme, seed))
        at = page(theme, **given)
        assert not at.exception, (given, at.exception[0].message)
        assert not [e.value for e in at.error], given
        assert at.title, given
        assert not linked(at), given
