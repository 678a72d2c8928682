"""The content security policy: the app runs under it (maps, charts, a download), and what it forbids does not run."""

from __future__ import annotations

import pytest

from tests.browser.conftest import MAP
from tests.browser.test_maps import LIGHT

pytestmark = pytest.mark.browser
VIOLATIONS = "addEventListener('securitypolicyviolation', e => (window.refused ||= []).push(e.effectiveDirective))"


def test_a_map_charts_and_a_download_run_under_the_policy(tab):
    t = tab(maps=True)
    t.page.add_init_script(VIOLATIONS)
    t.visit(LIGHT, canvas=True)
    assert t.page.locator(f"{MAP} canvas").count()
    t.page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first.wait_for()
    button = t.page.locator("[data-testid=stDownloadButton] button").first
    with t.page.expect_download() as waited:
        button.evaluate("e => e.click()")
    assert waited.value.path().stat().st_size
    assert t.page.evaluate("window.refused || []") == []


FORBIDDEN = {
    "script-src-elem": "document.body.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))",
    "script-src-attr": "document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=\"window.ran = 1\">')",
    "script-src": "setTimeout(() => eval('window.ran = 1'))",
    "connect-src": "fetch('http://192.0.2.1/x').catch(() => 0)",
    "img-src": "new Image().src = 'http://192.0.2.1/x.png'",
    "frame-src": "document.body.append(Object.assign(document.createElement('iframe'), {src: 'http://192.0.2.1/'}))",
}


def test_what_the_policy_forbids_does_not_run(chromium, address):
    page = chromium.new_context().new_page()
    page.add_init_script(VIOLATIONS)
    answer = page.goto(address)
    assert answer.headers["x-frame-options"] == "DENY"
    for directive, attack in FORBIDDEN.items():
        page.evaluate(f"() => {{ {attack} }}")
        page.wait_for_function(f"() => (window.refused || []).includes('{directive}')", timeout=10_000)
    assert page.evaluate("window.ran") is None
    page.context.close()
