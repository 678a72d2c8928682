"""Every theme's page in a browser: one visit from view to view, on a screen and on paper, and through Explain."""

from __future__ import annotations

import pytest

from lbdp_core.scene import PARTS
from lbdp_core.themes import THEMES
from tests.browser.conftest import FIGURE, MAP, Tab
from tests.browser.deal import dealt, each_theme
from tests.browser.test_every_screen import EXPAND, SCREENS, fits, levers_are_reached, prints

pytestmark = pytest.mark.browser
BEGINS = 400  # px from the top: the question of a part, under the levers and the choices
VIEWS = ("Present", "Explore", "Compare", "Explain")
WIDE = {"width": 1280, "height": 720}


@each_theme
def test_a_theme_keeps_its_promises_in_a_view_and_a_part_on_a_screen_and_on_paper(tab, theme):
    """Offline, no error, axe, above the fold, not sideways, readable on small screens and on A4; and in the dark."""
    views = dealt(VIEWS, theme, 4)
    t = tab().visit(f"/{theme.slug}?view={views[0]}")
    for turn, view in enumerate(views):
        if turn:
            t.turn(view)
        t.keeps_its_promises()
        t.above_the_fold(**wanted(t, theme, view))
        prints(t, theme.question)
        for screen in dealt(list(SCREENS), theme, 3, turn):
            fits(t, screen)
            if view != "Present" and screen != "old projector":
                levers_are_reached(t)
        t.page.set_viewport_size(WIDE)
        if t.page.locator(EXPAND).is_visible():  # what a phone closes stays closed
            t.page.locator(EXPAND).click()
    for look in dealt((a_lever_is_light, parts_keep_their_promises), theme, 2):
        look(t, theme)
    t.keeps_its_contrast_in_the_dark()


def a_lever_is_light(t: Tab, theme) -> None:
    """What a step of it sends, and the page after."""
    received = t.log.received
    t.do(lambda: a_step(t, theme))
    assert t.log.received - received < 70_000
    t.is_legible()


def parts_keep_their_promises(t: Tab, theme) -> None:
    """Topics of the parts of Explain that are a theme's to show; each part begins high on the page."""
    if "view=Explain" not in t.page.url:
        t.turn("Explain")
    offered = choices(t, 1)
    for part in [part for part in dealt(PARTS, theme, 3) if part in offered]:
        if part != offered[0]:  # it opens on the first
            t.turn(part, group=1)
        t.until(lambda: t.page.locator("h2, h3").first.bounding_box()["y"] < BEGINS, f"{part} begins too low")
        topics = choices(t, 2) or [part]
        for topic in dealt(topics, theme, 2, THEMES.index(theme) // 2) or topics[:1]:
            if topic != topics[0]:
                t.turn(topic, group=2)
            t.is_legible()
        assert not t.findings("[data-testid=stMain]")


def test_the_deal_leaves_out_no_view_part_or_screen():
    for things, one_in, themes in ((VIEWS, 4, THEMES), (PARTS, 3, THEMES[1::2]), (list(SCREENS), 3, THEMES)):
        assert {thing for theme in themes for thing in dealt(things, theme, one_in)} == set(things)


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
