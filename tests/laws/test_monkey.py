"""A monkey over all pages: seeded, it does at random what a person could, and nothing that it does may spoil a page.

A few steps run with every check; `LBDP_MONKEY=2000` takes more, `LBDP_MONKEY_SEED=7` another way.
"""

from __future__ import annotations

import os
import random
from typing import Any

from streamlit.testing.v1 import AppTest

from apps.shell import panel, parts
from apps.shell.my_borough import MINE
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import ALONE, MAIN, PATIENCE, visit

STEPS, SEED = int(os.environ.get("LBDP_MONKEY", "100")), int(os.environ.get("LBDP_MONKEY_SEED", "13"))
LINK = 10  # steps from one look at whether the link comes back to the next
PAGES = ("", "borough", "meeting", *(theme.slug for theme in THEMES))
TEXTS = (
    "",
    "Enfield",
    "E01000001",
    "N9",
    "x" * 300,
    "<b>x</b>",
    "🦊 ½",
    "'; --",
    "..",
    "0",
    "-1e309",
    "nan",
    "a:b;c=d",
)
JSON = "application/json"
FILES = (
    ("x.csv", b"a,b\n1,2\n", "text/csv"),
    ("x.json", b"{", JSON),
    ("x.json", b'{"theme": "fire", "levers": {"visits": "x"}}', JSON),
)
KINDS = (
    "selectbox",
    "slider",
    "select_slider",
    "number_input",
    "text_input",
    "button",
    "button_group",
    "file_uploader",
)
BROKEN = (ALONE, "could not be worked out")


class Monkey:
    """A visitor with a die. `told` is what it did since it last opened a page, to do it again by hand."""

    def __init__(self, seed: int):
        self.die = random.Random(seed)
        self.told: list[str] = []
        self.links: list[tuple[str, dict[str, Any]]] = []
        self.at, self.slug = AppTest.from_file(MAIN, default_timeout=PATIENCE), ""
        self.open("", {})

    def open(self, slug: str, link: dict[str, Any]) -> None:
        """Another page, by its link in a new session or from the bar of pages, which remembers the borough alone."""
        self.told = [f"open /{slug} {link}"]
        mine = {} if link else {MINE: self.at.session_state[MINE]} if MINE in self.at.session_state else {}
        self.at = AppTest.from_file(MAIN, default_timeout=PATIENCE)
        for name, value in mine.items():
            self.at.session_state[name] = value
        for name, value in link.items():
            self.at.query_params[name] = value
        self.slug = slug
        visit(self.at, slug)
        self.write_link()

    def write_link(self) -> None:
        """What the browser does: a control that the link keeps stands in it, unless it is where it opens."""
        for kind in KINDS:
            for one in self.at.get(kind):
                if name := getattr(one.proto, "query_param_key", ""):
                    words, opens = in_link(kind, one)
                    self.at.query_params.pop(name, None)
                    if words not in (opens, ""):
                        self.at.query_params[name] = words

    def step(self) -> None:
        act = self.die.choices((self.move, self.fold, self.leave, self.turn_back, self.guess), (70, 12, 8, 5, 5))[0]
        act()

    def move(self) -> None:
        """One control, to anything that it can be set to."""
        held = [(kind, one) for kind in KINDS for one in self.at.get(kind) if not getattr(one, "disabled", False)]
        if not held:
            self.leave()
            return
        kind, one = self.die.choice(held)
        value = self.value(kind, one)
        self.told.append(f"{kind} {one.key or one.label} = {value!r}")
        if kind == "button":
            one.click()
        elif kind == "selectbox":  # it takes a code, and shows words
            one.select_index(one.options.index(value))
        else:
            one.set_value(value)
        self.at.run()
        self.write_link()

    def value(self, kind: str, one: Any) -> Any:
        if kind in ("selectbox", "button_group"):
            return self.die.choice(one.options)
        if kind == "select_slider":
            return type(one.value)(float(self.die.choice(one.options).replace(",", "")))
        if kind in ("slider", "number_input"):
            steps = round((one.max - one.min) / one.step)
            value = one.min + one.step * self.die.choice((0, steps, self.die.randint(0, steps)))
            return type(one.min)(value)
        return self.die.choice({"text_input": TEXTS, "file_uploader": FILES}.get(kind, (None,)))

    def fold(self) -> None:
        """Open or close a part of the page."""
        pressed = {one.key for kind in ("button", "download_button") for one in self.at.get(kind)}
        held = self.at.session_state._state.filtered_state
        parts_of = sorted(k for k, v in held.items() if isinstance(v, bool) and k not in pressed and ":" in k)
        parts_of = [key for key in parts_of if not key.endswith(("moved", "drawn"))]
        if parts_of:
            key = self.die.choice(parts_of)
            self.told.append(f"fold {key}")
            self.at.session_state[key] = not held[key]
            self.at.run()

    def leave(self) -> None:
        """Another page, as its place in the bar of pages, a view or a tour opens it."""
        self.links.append((self.slug, dict(self.at.query_params)))
        slug, link = self.die.choice(PAGES), {}
        if slug in {theme.slug for theme in THEMES}:
            link = self.die.choice(({}, {"view": self.die.choice([*parts.VIEWS.values()])}, {"step": "2"}))
        self.open(slug, link)

    def turn_back(self) -> None:
        """A page of before, as the way back or a reload opens it."""
        if self.links:
            self.open(*self.die.choice(self.links))

    def guess(self) -> None:
        """A link with something in it that nobody wrote."""
        link = dict(self.at.query_params)
        name = self.die.choice([*link, "view", "step", "fire.visits", "saved", "code"])
        self.open(self.slug, link | {name: self.die.choice(TEXTS)})

    def whole(self) -> None:
        """The page stands: no exception, no part that failed, its title, and every lever."""
        assert not self.at.exception, (self.told, self.at.exception[0].message)
        said = [one.value for one in self.at.error if any(words in one.value for words in BROKEN)]
        assert not said, (self.told, said)
        assert self.at.title, self.told
        theme = next((theme for theme in THEMES if theme.slug == self.slug), None)
        if theme and not self.at.query_params.get("step"):
            keys = {one.key for kind in KINDS for one in self.at.get(kind)}
            lost = {panel.key(theme, name) for name in theme.levers.specs()} - keys
            assert not lost, (self.told, lost)

    def comes_back(self) -> None:
        """The link opens what is seen, for whoever has it."""
        theme = next((theme for theme in THEMES if theme.slug == self.slug), None)
        if theme is None or any(self.at.session_state._state.filtered_state.get(f"{theme.slug}:own", ())):
            return
        seen = said(self.at)
        link = dict(self.at.query_params)
        other = AppTest.from_file(MAIN, default_timeout=PATIENCE)
        for name, value in link.items():
            other.query_params[name] = value
        visit(other, theme.slug)
        assert said(other) == seen, (self.told, link)


def in_link(kind: str, one: Any) -> tuple[str, str]:
    """What the link says of a control: its words, and those of where it opens."""
    if kind == "selectbox":
        opens = one.options[one.proto.default] if one.proto.HasField("default") else ""
        return ("" if one.index is None else one.options[one.index]), opens
    if kind == "button_group":
        return str(one.value or ""), "".join(one.options[n] for n in one.proto.default)
    if kind == "select_slider":
        return f"{one.value:,}", one.options[int(one.proto.default[0])]
    opens = one.proto.default if kind in ("number_input", "text_input") else one.proto.default[0]
    return (f"{one.value:g}", f"{opens:g}") if kind != "text_input" else (one.value, opens)


def said(at: AppTest) -> list[str]:
    """Title, answer and figures."""
    return [*(one.value for one in (*at.title, *at.header)), *(one.value for one in at.metric)]


def test_nothing_that_a_monkey_does_spoils_a_page():
    monkey = Monkey(SEED)
    for n in range(STEPS):
        monkey.step()
        monkey.whole()
        if n % LINK == 0:
            monkey.comes_back()


def test_the_monkey_would_see_a_page_that_is_spoilt(monkeypatch):
    """A tour without screens, and a lever that is not drawn."""
    monkey = Monkey(SEED)
    monkey.open("fire", {})
    drawn = panel.widget
    monkeypatch.setattr(
        panel, "widget", lambda theme, name, **more: 0 if name == "visits" else drawn(theme, name, **more)
    )
    monkey.at.run()
    try:
        monkey.whole()
    except AssertionError:
        return
    raise AssertionError("a lost lever was not seen")
