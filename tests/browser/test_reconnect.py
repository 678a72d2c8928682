"""A tour where something goes wrong: a connection is cut, the server restarts, the laptop sleeps, two present."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from apps import launch
from apps.bench.started import suite
from lbdp_core import tour
from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
STEP = 3


def on_a_step(tab, path: str = "/fire") -> tuple[Tab, str]:
    """A tour on its third step, and the sentence that stands there."""
    t = tab().visit(f"{path}?step={STEP - 1}")
    t.do(lambda: t.page.keyboard.press("ArrowRight"))
    return t, t.page.locator("h1").inner_text()


def goes_on(t: Tab, said: str) -> None:
    """The step is the one that was, and a key goes on to the next."""
    expect(t.page.locator("h1")).to_have_text(said)
    assert f"step={STEP}" in t.page.url
    t.page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'"
    )
    t.page.keyboard.press("ArrowRight")
    t.page.wait_for_url(re.compile(f"step={STEP + 1}"))
    expect(t.page.locator("h1")).not_to_have_text(said)


def test_a_cut_connection_keeps_the_step(tab):
    t = tab()
    sockets = []
    t.page.route_web_socket(re.compile("_stcore/stream"), lambda ws: (sockets.append(ws), ws.connect_to_server()))
    t.page.goto(f"{t.root}/fire?step={STEP}")
    t.page.wait_for_selector("h1")
    said = t.page.locator("h1").inner_text()
    sockets[-1].close(code=1001)
    t.until(lambda: len(sockets) > 1, "the page does not connect again")
    goes_on(t, said)


def test_a_server_that_restarts_in_a_tour_shows_the_same_step(tab):
    port = str(launch.free_port(0))
    with suite("--port", port) as started:
        t = tab()
        t.root = started.address
        t.visit(f"/fire?step={STEP}")
        said = t.page.locator("h1").inner_text()
    t.page.get_by_text("The suite is not running").or_(t.page.get_by_text("lbdp demo")).first.wait_for()
    with suite("--port", port):
        goes_on(t, said)
        t.page.goto("about:blank")
        t.log.errors.clear()  # while it was away, the browser said that nobody answered


def test_two_presenters_do_not_disturb_each_other_and_a_laptop_that_sleeps_wakes_on_its_step(tab):
    one, said = on_a_step(tab)
    lid = one.page.context.new_cdp_session(one.page)
    lid.send("Page.setWebLifecycleState", {"state": "frozen"})
    other, also = on_a_step(tab, "/health")
    lid.send("Page.setWebLifecycleState", {"state": "active"})
    code, another = (re.search(r"code=(\w+)", t.page.url)[1] for t in (one, other))
    assert code != another
    notes = tab().visit(f"/fire?step=1&presenter=1&code={code}")
    notes.page.get_by_text(f"{STEP} of {len(tour.steps('fire'))}").wait_for()
    other.do(lambda: other.page.keyboard.press("ArrowRight"))
    expect(other.page.locator("h1")).not_to_have_text(also)
    clock = notes.figures()[0]
    notes.until(lambda: notes.figures()[0] != clock, "the presenter's window does not look")
    notes.page.get_by_text(f"{STEP} of {len(tour.steps('fire'))}").wait_for()
    goes_on(one, said)
