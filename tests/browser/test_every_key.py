"""A theme by keyboard alone: Tab comes to every lever, view and export, shows where it is, and goes on to the end."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Tab
from tests.browser.deal import some_themes

pytestmark = pytest.mark.browser
MOST = 150  # stops of a page: more would mean that Tab is caught somewhere
EXPORTS = ("Where to start (CSV)", "Everything (Excel)", "Scenario (JSON)", "Brief (HTML)", "Brief (PowerPoint)")
STOP = """() => {
  const at = document.activeElement;
  const styles = ['outline', 'boxShadow', 'borderColor', 'backgroundColor'];
  const looks = all => all.map(e => getComputedStyle(e)).map(drawn => styles.map(style => drawn[style])).join();
  const passed = window.stop && {...window.stop.told, sign: looks(window.stop.near) !== window.stop.looks};
  if (at === document.body || at.walked === window.walk) return [passed, false];
  at.walked = window.walk;
  const near = [...at.parentElement.children], box = at.getBoundingClientRect();
  for (let e = at; near.length < 40 && e && e.dataset.testid !== 'stMain'; e = e.parentElement) near.push(e);
  const name = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || '';
  const kind = at.getAttribute('role') || at.type || at.localName;
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  window.stop = {near, looks: looks(near), told: {name, kind, seen, html: at.outerHTML.slice(0, 200)}};
  return [passed, true];
}"""


@some_themes
def test_tab_reaches_every_lever_view_and_export_and_shows_where_it_is(tab, theme):
    t = tab(1280, 720).visit(f"/{theme.slug}?view=Explore")
    for group in t.page.locator("[data-testid=stSidebar] summary").all():
        group.click()
    stops = walk(t.settle())
    assert not [stop for stop in stops if not stop["name"].strip()], "a stop has no name"
    assert not [stop for stop in stops if not stop["seen"]], "a stop is out of sight"
    assert not [stop for stop in stops if not stop["sign"]], "nothing shows where the keyboard is"
    names = [" ".join(stop["name"].split()) for stop in stops]
    levers = {spec.label for spec in theme.levers.specs().values()}
    assert not [label for label in levers if not any(label in name for name in names)]
    assert not [words for words in EXPORTS if not any(words in name for name in names)]
    assert any(stop["kind"] == "radio" for stop in stops)
    t.page.get_by_role("radio", name="Explore").focus()
    t.page.keyboard.press("ArrowRight")  # a row of choices is one stop; its arrows go on
    t.page.keyboard.press("Space")
    t.page.get_by_role("combobox", name="Compare these levers with").wait_for()


def walk(t: Tab) -> list[dict]:
    """Every stop from the top of the page until Tab leaves it, or comes back to the first."""
    t.page.evaluate("window.walk = {}; window.stop = null; document.querySelector('a, button').focus()")
    stops = []
    for _ in range(MOST):
        t.page.keyboard.press("Tab")
        passed, more = t.page.evaluate(STOP)
        stops += [passed] if passed else []
        if not more:
            return stops
    raise AssertionError(f"Tab does not come to an end: {[stop['name'] for stop in stops[-5:]]}")
