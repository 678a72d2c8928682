"""The levers' widgets: drawn from their declarations, kept in the link, checked again before they count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import streamlit as st

from apps.shell import my_borough, saved, undo, wording
from apps.shell.lever_widget import key, nearest_value, opening, widget
from lbdp_core import boroughs
from lbdp_core.levers import Lever, Levers
from lbdp_core.places import LONDON
from lbdp_core.theme import Theme

Any_theme = Theme[Any, Any, Any]
PAGE_KEYS = (
    "colour",
    "zoom",
    "area",
    "part",
    "topic",
    "driver",
    "versus",
    "run",
    "look",
    "against",
    "beside",
    "saved",
    "day",
    "play",
)  # widgets of a page that are in the link but are not levers
NAMED = 2  # levers of what is looked at that a strip has room for
HERE, NOTICES = "lbdp:here", "lbdp:notices"
Beside = Callable[[str, Any, bool], None]
Values = dict[str, Any]  # what the widgets of levers hold, by name


def arrive(theme: Any_theme, ways: Mapping[str, Collection[str]]) -> None:
    """On coming to the page: read the link, put every usable value in its widget, and note what was not usable.

    A select box knows its values by their words and drops a code from the address; so the address is first written as
    the widgets would, without what was refused, and the page begins anew with it.

    ways: by name in the link, what a box may be set to that is no lever (the view).
    """
    if st.session_state.get(HERE) == theme.slug:
        return
    st.session_state[HERE] = theme.slug
    link = {name: _meant(text, ways.get(name, ())) for name, text in st.query_params.items()}
    values, notices, strange = read_link(theme, link)
    lost = {name: text for name, text in link.items() if text not in ways.get(name, (text,))}
    st.session_state[NOTICES] = (
        *notices,
        *(f"There is no “{text[:40]}” to choose here; the page shows what it opens with." for text in lost.values()),
    )
    values |= my_borough.opens_on(theme, str(values.get(my_borough.LEVER, "")))
    for name, value in values.items():
        st.session_state[key(theme, name)] = value
    said = {key(theme, name): _text(theme.levers.specs()[name], value) for name, value in values.items()}
    if lost or strange or (link | said) != dict(st.query_params):
        st.query_params.from_dict({n: t for n, t in link.items() if n not in (*strange, *lost)} | said)
        st.rerun()


def read_link(theme: Any_theme, link: Mapping[str, str]) -> tuple[Values, tuple[str, ...], tuple[str, ...]]:
    """What widgets should hold by a link, a sentence for each value not usable, and the names that mean nothing here.

    A value that is not usable becomes today's; one between two steps of its widget becomes the nearest.
    """
    prefix = f"{theme.slug}."
    specs = theme.levers.specs()
    asked = {name.removeprefix(prefix): text for name, text in link.items() if name.startswith(prefix)}
    known = {name: text for name, text in asked.items() if name in specs}
    levers, notices = theme.levers.parse(known)
    values = {name: nearest_value(specs[name], getattr(levers, name)) for name in known}
    moved = [
        f"{specs[name].label} goes by {specs[name].step:,g}: {getattr(levers, name):,g} was taken as {value:,g}."
        for name, value in values.items()
        if value != getattr(levers, name)
    ]
    strange = [name for name in asked if name not in specs and name not in PAGE_KEYS]
    more = [f"This page has no lever called “{name[:40]}”; that part of the link was left out." for name in strange]
    return values, (*notices, *moved, *more[:3]), tuple(f"{prefix}{name}" for name in strange)


def _meant(text: str, options: Collection[str]) -> str:
    """What a box may be set to for a text of the link: a borough also by its code or however its name is written."""
    named = boroughs.name_of(text) if text not in options else ""
    return named if named in options else text


def _text(spec: Lever, value: Any) -> str:
    """A value as its widget writes it into the link."""
    return spec.choices[value] if spec.choices else f"{value:g}"


def draw(theme: Any_theme, strip: bool, beside: Beside, lead: str = "") -> Levers:
    """All levers, either in the sidebar or as a strip across the page; returns what they are set to.

    beside: what to draw under a lever: (name, value, whether a window may open there).
    lead:   the lever that stands first; the first that changes anything where none is named.

    Every lever is drawn in every view, because a widget that is not drawn falls out of the link.
    """
    specs = theme.levers.specs()
    views = looks(theme)
    first = lead or next(name for name in specs if name not in views)
    rest = [name for name in specs if name not in (first, *views)]
    values: dict[str, Any] = {}
    if strip:
        near = views[:NAMED]
        wide = [3.5, 5, 3, 2.5] if len(near) < NAMED else [3, 3, *(2.6 for _ in near), 2.2]
        with st.container(key="lbdp-screen-strip"):
            start, lever, *look, more = st.columns(wide, vertical_alignment="bottom", gap="small")
        with lever:
            values[first] = widget(theme, first, row=True)
        for column, name in zip(look, near, strict=False):
            with column:
                values[name] = widget(theme, name)
        with more, st.popover("More", width="stretch", icon=":material/tune:"):
            values |= {name: widget(theme, name) for name in views[NAMED:]}
            values |= _groups(theme, rest, beside, folded=False)
            st.button("Back to the start", key=f"{theme.slug}:reset", on_click=start_from, args=(theme, opening(theme)))
    else:
        with st.sidebar:
            start = st.container()
            values |= {name: widget(theme, name) for name in (first, *views)}
            note = st.container(gap="xxsmall")
            values |= _groups(theme, rest, beside, folded=True)
            with note:
                my_borough.told(theme, str(values.get(my_borough.LEVER, "")), partial(look_at, theme, LONDON))
            with st.container(horizontal=True, gap="small"):
                undo.draw(theme, values, move)
                st.button(
                    "Back to the start", key=f"{theme.slug}:reset", on_click=start_from, args=(theme, opening(theme))
                )
            _save(theme, values)
    with start:  # last: only the widgets know what they are set to after the browser's way back
        _presets(theme, values)
    return checked(theme, values)


def open_theme() -> str:
    """The slug of the theme whose page this session looks at; "" for none."""
    return str(st.session_state.get(HERE, ""))


def current(theme: Any_theme) -> Levers:
    """The levers of the page as they stand, from their widgets."""
    start = opening(theme).as_dict()
    values = {name: st.session_state.get(key(theme, name), value) for name, value in start.items()}
    return theme.levers.parse({name: str(value) for name, value in values.items()})[0]


def looks(theme: Any_theme) -> list[str]:
    """The levers that choose what is looked at and stand together on top: the view levers of the first such group."""
    views = {name: spec for name, spec in theme.levers.specs().items() if spec.kind == "view"}
    first = next(iter(views.values())).group if views else ""
    return [name for name, spec in views.items() if spec.group == first]


def checked(theme: Any_theme, values: Mapping[str, Any]) -> Levers:
    """Levers from widget values; a value that a browser should not have been able to send falls back to today's."""
    levers, notices = theme.levers.parse({name: str(value) for name, value in values.items()})
    for notice in notices:
        st.warning(wording.plain(notice))
    return levers


def _groups(theme: Any_theme, names: list[str], beside: Beside, folded: bool) -> Values:
    specs = theme.levers.specs()
    values: Values = {}
    first = specs[names[0]].group if names else ""
    for group in dict.fromkeys(specs[name].group for name in names):
        with st.expander(group) if folded and group != first else st.container():
            if not folded and group != first:
                st.markdown(f"**{group}**")
            for name in (n for n in names if specs[n].group == group):
                values[name] = widget(theme, name)
                beside(name, values[name], folded)
    return values


def _presets(theme: Any_theme, now: Mapping[str, Any]) -> None:
    """Named scenarios; shows the one that the levers are at, or that they are at none of them."""
    change = [n for n, spec in theme.levers.specs().items() if spec.kind == "change"]
    named = saved.known(theme)
    same = [n for n, p in named.items() if all(getattr(p, f) == now[f] for f in change)]
    box = f"{theme.slug}:preset"
    st.session_state[box] = same[-1] if same else None
    st.selectbox(
        "Start from",
        list(named),
        None,
        key=box,
        placeholder="Your own scenario",
        on_change=_take,
        args=(theme, box),
    )


def _take(theme: Any_theme, box: str) -> None:
    if st.session_state[box] is not None:
        start_from(theme, saved.known(theme)[st.session_state[box]])


def _save(theme: Any_theme, values: Mapping[str, Any]) -> None:
    """A name for the levers as they stand: it then stands among the scenarios to start from and to compare with."""
    box = f"{theme.slug}:name"
    st.text_input(
        "Save this scenario as",
        key=box,
        max_chars=saved.LONGEST,
        placeholder="A name, then Enter",
        on_change=_named,
        args=(theme, box, dict(values)),
        help="The address of this page keeps it: save the address as a bookmark.",
    )


def _named(theme: Any_theme, box: str, values: Mapping[str, Any]) -> None:
    fault = saved.save(theme, st.session_state[box], checked(theme, values))
    st.session_state[NOTICES] = (fault,) if fault else ()
    st.session_state[box] = ""


def look_at(theme: Any_theme, borough: str) -> None:
    """Another borough or all of London, here and on the pages to come."""
    my_borough.remember(borough)
    move(theme, {my_borough.LEVER: borough})


def start_from(theme: Any_theme, levers: Levers) -> None:
    """Move every change lever; what is looked at stays."""
    move(theme, {n: v for n, v in levers.as_dict().items() if theme.levers.specs()[n].kind == "change"})


def move(theme: Any_theme, values: Mapping[str, Any]) -> None:
    """Set levers by name, from a button or a box of the page."""
    for name, value in values.items():
        st.session_state[key(theme, name)] = nearest_value(theme.levers.specs()[name], value)
    st.session_state[NOTICES] = ()
