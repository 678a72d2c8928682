"""Tour: a story as screens for a projector; one sentence, one thing to look at, and no control in sight.

The buttons are real and can be reached by keyboard, but are hidden until they have the focus; `apps/page.js` presses
them for the keys of a keyboard or a clicker. The step stands in the link, so a refresh or a restart shows it again.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from apps.shell import panel, parts, presenter, stage, state, where, wording
from apps.shell.state import Opened
from lbdp_core import protect, tour
from lbdp_core.charts import Picture
from lbdp_core.formatting import plural
from lbdp_core.pipeline import LeftOut
from lbdp_core.result import Result
from lbdp_core.sources import DataError
from lbdp_core.themes import by_slug
from lbdp_core.tour import Step

STEP, CODE, BEGAN = "step", "code", "began"  # names in the link
MADE = re.compile(r"[0-9A-Za-z]{1,12}")  # a code that a tour may have made; another is nobody's meeting
WIDE, MAP, TALL = 900, 360, 420  # px of a map and a picture on a screen of 1280 by 720
KEYS = 3  # columns of a picture's key
ROWS = 4  # of where to start
Leave = Callable[[], None]


@dataclass(frozen=True)
class Screen:
    """One screen of a show: which step of which theme; `step` is None for the running order that a meeting opens on."""

    slug: str = ""
    step: Step | None = None
    place: str = ""  # "2 of 6"
    minutes: int = 0  # that the theme is given


def of_theme(slug: str) -> tuple[Screen, ...]:
    """The screens of a theme's tour."""
    steps = tour.steps(slug)
    return tuple(Screen(slug, step, f"{n} of {len(steps)}") for n, step in enumerate(steps, start=1))


def of_meeting() -> tuple[Screen, ...]:
    """The running order, then every theme's tour in that order; a theme that is left out is passed over.

    Raises:
        DataError: the data folder cannot be used.
    """
    order = tour.running_order(tuple(theme.slug for theme in state.themes()))
    each = (replace(screen, minutes=slot.minutes) for slot in order for screen in of_theme(slot.theme))
    return (Screen(place="This evening"), *each)


def asked() -> bool:
    """Whether the link asks for a tour."""
    return STEP in st.query_params


def draw(screens: Sequence[Screen], leave: Callable[[Screen], None]) -> None:
    """The screen that the link names, or what the presenter sees of it; leave: what Esc does on a screen."""
    state.drawing()
    st.session_state[panel.HERE] = ""  # the page that follows reads the link anew
    if presenter.asked():
        presenter.draw(screens, _screen_title)
        return
    n = _number(len(screens))
    code = st.query_params.get(CODE, "")
    code = code if MADE.fullmatch(code) else secrets.token_hex(3)
    if st.query_params.get(STEP) != str(n) or st.query_params.get(CODE) != code:
        st.query_params.update({STEP: str(n), CODE: code})
    began = st.query_params.get(BEGAN, "")
    presenter.tell(code, n, int(began) if began.isdecimal() else None)
    screen = screens[n - 1]
    with st.container(key="lbdp-tour", gap="small"):
        _controls(n, len(screens), partial(leave, screen))  # first: keys work before the picture is drawn
        with wording.part("This step"):
            _screen(screen, screens)


def back_to_page(screen: Screen) -> None:
    """Leave the tour for Present, with the levers as the step had them: what the room asks next starts from there."""
    theme = by_slug(screen.slug)
    levers = screen.step.levers(theme).as_dict() if screen.step else {}
    opening = theme.presets[theme.opening].as_dict()
    moved = {panel.key(theme, name): str(value) for name, value in levers.items() if value != opening[name]}
    st.session_state["view"] = parts.VIEWS["present"]  # the box does not read a link that the server wrote
    st.query_params.from_dict({"view": parts.VIEWS["present"]} | moved)


def _number(count: int) -> int:
    text = st.query_params.get(STEP, "1")
    return min(max(int(text) if text.isdecimal() and len(text) < len("1000") else 1, 1), count)


def _go(n: int) -> None:
    """Another screen; the clock starts when the first one is left."""
    began = {} if n == 1 or BEGAN in st.query_params else {BEGAN: str(int(time.time()))}
    st.query_params.update({STEP: str(n)} | began)


def _controls(n: int, count: int, leave: Leave) -> None:
    """Back, Next, Full screen and Leave; at either end there is nowhere to go.

    A server that was just started knows no callback of a button, so each is asked whether it was pressed.
    """
    with st.container(key="lbdp-tour-controls", horizontal=True):
        acts: dict[str, tuple[str, Leave]] = {
            "back": ("Back", partial(_go, max(n - 1, 1))),
            "next": ("Next", partial(_go, min(n + 1, count))),
            "full": ("Full screen", partial(_go, n)),
            "leave": ("Leave the tour", leave),
        }
        pressed = [act for name, (words, act) in acts.items() if st.button(words, key=f"lbdp-tour-{name}")]
        with st.container(key="lbdp-tour-notes"):
            window = urlencode({STEP: n, CODE: st.query_params[CODE], presenter.PRESENTER: 1})
            st.link_button("Presenter's window", f"?{window}")
    for act in pressed:
        act()
        st.rerun()


def _screen_title(screen: Screen) -> str:
    """The sentence of a screen, or why there is none."""
    if screen.step is None:
        return "Tonight's questions"
    try:
        it, result = _result(screen.slug, screen.step)
    except DataError as fault:
        return str(fault)
    return tour.sentence(screen.step, it.theme, state.model(it), result, it.score)


def _result(slug: str, step: Step) -> tuple[Opened, Result]:
    it = state.opened(slug)
    return it, state.asked(slug, step.levers(it.theme))


def _screen(screen: Screen, screens: Sequence[Screen]) -> None:
    if screen.step is None:
        _order(screens)
        return
    try:
        it, result = _result(screen.slug, screen.step)
    except (LeftOut, DataError) as why:
        st.title(wording.plain(by_slug(screen.slug).question), anchor=False)
        st.info(wording.plain(why))
        return
    step = screen.step
    with st.container(horizontal=True, key="lbdp-tour-top"):
        st.markdown(wording.plain(it.theme.question), width="stretch")
        st.markdown(wording.plain(screen.place), width="content")
    st.title(wording.plain(tour.sentence(step, it.theme, state.model(it), result, it.score)), anchor=False)
    LOOKS[step.look](it, step, result)
    with st.container(key="lbdp-tour-line"):
        st.markdown(parts.banner(it, step.levers(it.theme)))


def _order(screens: Sequence[Screen]) -> None:
    """The evening's questions, in their order."""
    st.title("Tonight's questions", anchor=False)
    minutes = {screen.slug: screen.minutes for screen in screens if screen.slug}
    st.markdown(
        "\n".join(
            f"1. {wording.plain(by_slug(slug).question)} {wording.plain(f'({given} minutes)')}"
            for slug, given in minutes.items()
        )
    )
    st.markdown(f"Together {plural(sum(minutes.values()), 'minute')}.")


def _answer(it: Opened, step: Step, result: Result) -> None:
    """What the change does, with its range; without a change, what to expect."""
    st.header(wording.plain(result.answer.change or result.answer.lead), anchor=False)
    stage.figures(stage.two(result, it.page.big))


def _figures(it: Opened, step: Step, result: Result) -> None:
    stage.figures([result.figure(key) for key in step.figures])


def _map(it: Opened, step: Step, result: Result) -> None:
    focus = str(it.page.only or step.levers(it.theme).as_dict().get("borough", ""))
    where.stage(it, result, focus, WIDE, MAP)


def _picture(it: Opened, step: Step, result: Result) -> None:
    stage.picture(_pictures(it, result)[step.picture], TALL, f"{it.theme.slug}:{step.picture}", KEYS)


def _pictures(it: Opened, result: Result) -> Mapping[str, Picture]:
    """The theme's pictures as a tour names them."""
    model, page = state.model(it), it.page
    found = {str(n): act for n, act in enumerate(page.acts(model, result, stage.SIZE), start=1)}
    if page.stage:
        found["stage"] = page.stage(model, result, stage.SIZE)
    if len(result.over_time):
        found["time"] = page.over_time(model, result, stage.SIZE)
    return found


def _start(it: Opened, step: Step, result: Result) -> None:
    counts = protect.release(result.shortlist, it.release)  # before figures become words
    rows = it.page.first_rows(replace(result, shortlist=counts), ROWS)
    shown = rows.iloc[:, [n - 1 for n in step.columns]]
    parts.sheet(shown, it.page.list_words or "Where to start", it.release)


def _sure(it: Opened, step: Step, result: Result) -> None:
    stage.picture(it.page.sure(it.score)[int(step.picture) - 1], TALL, f"{it.theme.slug}:sure", KEYS)


LOOKS: Mapping[str, Callable[[Opened, Step, Result], None]] = {
    "answer": _answer,
    "figures": _figures,
    "map": _map,
    "picture": _picture,
    "start": _start,
    "sure": _sure,
}
