"""The content security policy: what it forbids does not run; that maps, charts and a download do, `test_maps` sees."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
VIOLATIONS = "addEventListener('securitypolicyviolation', e => (window.refused ||= []).push(e.effectiveDirective))"


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
