"""A brief as a person opens it: from disk, without a network, clean for axe, and on two pages of A4."""

from __future__ import annotations

import re

import pytest

from lbdp_core import brief
from lbdp_core.themes import THEMES
from tests.browser.conftest import AXE, SIDEWAYS
from tests.browser.deal import SOME, each_theme
from tests.laws.test_every_brief import WHERE, file, made

pytestmark = pytest.mark.browser


@each_theme
def test_a_brief_opens_from_disk_asks_for_nothing_and_prints_on_two_pages(theme, chromium, tmp_path):
    path = tmp_path / "brief.html"
    path.write_bytes(file(*WHERE[THEMES.index(theme)], "html"))
    context = chromium.new_context(bypass_csp=True)  # for axe alone: the page itself may run no script
    page = context.new_page()
    asked, complained = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complained.append(message.text))
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(SIDEWAYS), width
    found = []
    if theme in SOME:
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("async () => (await axe.run()).violations")
    context.close()
    assert asked == [path.as_uri()]
    assert not complained
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]
    assert pages(printed) == 2


def test_a_pdf_is_the_page_printed():
    printed = brief.write(made(*WHERE[-1]), "pdf")
    assert printed.startswith(b"%PDF")
    assert pages(printed) == 2


def pages(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))
