"""A brief as a person opens it: from disk, without a network, clean for axe, and on two pages of A4."""

from __future__ import annotations

import re

import pytest

from lbdp_core import brief
from tests.browser.conftest import AXE
from tests.browser.deal import dealt, each_theme, some_themes
from tests.laws.test_every_brief import BOROUGHS, file, made

pytestmark = pytest.mark.browser


@some_themes
def test_a_brief_opens_from_disk_asks_for_nothing_and_axe_finds_nothing(theme, chromium, tmp_path):
    path = tmp_path / "brief.html"
    path.write_bytes(file(theme.slug, "Enfield", "html"))
    context = chromium.new_context(bypass_csp=True)  # for axe alone: the page itself may run no script
    page = context.new_page()
    asked, complained = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complained.append(message.text))
    page.goto(path.as_uri())
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth + 1"), width
    context.close()
    assert asked == [path.as_uri()]
    assert not complained
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]


@each_theme
def test_a_brief_prints_on_two_pages(theme):
    """Of London for one theme, of a borough for the next."""
    for borough in dealt(BOROUGHS, theme, 2):
        printed = brief.write(made(theme.slug, borough), "pdf")
        assert printed.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
