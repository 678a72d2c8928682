"""Every theme's page in a browser: a visit from view to view, and one through the explanation."""

from __future__ import annotations

import pytest

from lbdp_core.themes import THEMES
from tests.browser.conftest import FIGURE, MAP, Tab

pytestmark = pytest.mark.browser
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
BEGINS = 400  # px from the top: the question of a part, under the levers and the choices
VIEWS = ("Present", "Explore", "Compare", "Explain")


@each_theme
def test_every_view_keeps_its_promises_and_another_step_costs_little(tab, theme):
    """Offline, no error, axe, dark too, above the fold, not sideways on two screens, in every view one turns to."""
    t = tab(1280, 720).visit(f"/{theme.slug}?view={VIEWS[0]}")
    for view in VIEWS:
        if view != VIEWS[0]:
            t.turn(view)
        t.keeps_its_promises()
        t.above_the_fold(**wanted(t, theme, view))
        received = t.log.received
        t.do(lambda: a_step(t, theme))
        assert t.log.received - received < 70_000, view
    t.keeps_its_contrast_in_the_dark()
    t.turn("Explore").keeps_its_contrast_in_the_dark()


@each_theme
def test_every_part_of_explain_begins_high_and_keeps_them_on_the_narrow_screen_too(tab, theme):
    t = tab(1280, 720).visit(f"/{theme.slug}?view=Explain")
    for n, part in enumerate(choices(t, 1)):  # it opens on the first
        if n:
            t.turn(part, group=1)
        assert t.page.locator("h2, h3").first.bounding_box()["y"] < BEGINS, part
        for m, topic in enumerate(choices(t, 2) or [part]):
            if m:
                t.turn(topic, group=2)
            t.keeps_its_promises(widths=(1024, 1280))


def choices(t: Tab, group: int) -> list[str]:
    """The words of a row of choices; none where there is no such row."""
    rows = t.page.locator("[data-testid=stButtonGroup]")
    return rows.nth(group).get_by_role("radio").all_inner_texts() if rows.count() > group else []


def lead(theme) -> str:
    """The lever that stands first."""
    named = theme.page().lead
    return named or next(n for n, s in theme.levers.specs().items() if s.kind == "change")


def a_step(t: Tab, theme) -> None:
    """The first lever by one step: a slider speaks when it is let go, a choice when another is made."""
    spec = theme.levers.specs()[lead(theme)]
    control = t.page.get_by_role("combobox" if spec.choices else "slider", name=spec.label, exact=bool(spec.choices))
    if spec.choices:
        control.click()
        t.page.get_by_role("option").and_(t.page.locator("[aria-selected=false]")).first.click()
    else:
        control.first.press("ArrowRight")


def wanted(t: Tab, theme, view: str) -> dict:
    """What has to be in sight at once on a projector's screen."""
    spec = theme.levers.specs()[lead(theme)]
    parts = {
        "title": t.page.locator("h1"),
        "lever": t.page.get_by_role("combobox" if spec.choices else "slider", name=spec.label),
        "answer": t.page.locator("h2"),
    }
    if view == "Present":
        assert t.page.locator("h2").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 28
        parts |= {"headline": t.page.locator(FIGURE).first}
        if t.page.locator(MAP).count():
            key = t.page.get_by_role("img", name="Key of the map").or_(t.page.locator("[aria-label^='Key of the map']"))
            parts |= {"map": t.page.locator(MAP), "key": key}
    if view == "Explore":
        parts |= {"headline": t.page.locator(FIGURE).first}
    if view == "Compare":
        parts |= {
            "A": t.page.get_by_role("combobox", name="Compare these levers with"),
            "difference": t.page.locator(FIGURE),
        }
    return parts
