"""Goals: how much of a lever it takes to get a figure somewhere; worked out when somebody asks."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from apps.shell import panel, parts, state, wording
from apps.shell.state import Opened
from lbdp_core import charts, goal
from lbdp_core.charts import Picture
from lbdp_core.goal import Found, Goal
from lbdp_core.levers import Lever, Levers

SURE = {"as expected": None, "with 9 chances in 10": 0.9}
Values = tuple[tuple[str, Any], ...]


@st.fragment
def draw(it: Opened, levers: Levers) -> None:
    """The question, and under it the last answer with what it was asked for."""
    slug = it.theme.slug
    by_question = {g.question: g for g in it.theme.goals}
    with wording.part("The goal"):
        asked = _form(it, by_question, levers)
        if asked is not None:
            st.session_state[f"{slug}:asked"] = (*asked, tuple(levers.as_dict().items()))
        if f"{slug}:asked" in st.session_state:
            _answer(it, by_question, levers, *st.session_state[f"{slug}:asked"])


def _form(it: Opened, by_question: dict[str, Goal], levers: Levers) -> tuple[str, float, float | None] | None:
    """What is asked for, once it is asked for."""
    slug = it.theme.slug
    if len(by_question) > 1:
        question = str(st.selectbox("Goal", list(by_question), key=f"{slug}:goal"))
    else:
        (question,) = by_question
    st.header(wording.plain(question), anchor=False)
    wanted = by_question[question]
    shown = state.asked(slug, levers).figure(wanted.figure)
    with st.form(f"{slug}:goal:{question}", border=False):
        left, middle, right = st.columns([3, 4, 2], vertical_alignment="bottom", gap="small")
        label = f"{shown.label} ({shown.unit})"
        target = left.number_input(
            label, 0.0, None, float(wanted.start), step=1.0, format="%g", key=f"{slug}:target:{question}"
        )
        sure = middle.segmented_control(
            "How sure it should be", list(SURE), default=next(iter(SURE)), required=True, key=f"{slug}:sure:{question}"
        )
        if right.form_submit_button("Find it", width="stretch"):
            return question, float(target), SURE[str(sure)]
    return None


def _answer(
    it: Opened,
    by_question: dict[str, Goal],
    levers: Levers,
    question: str,
    target: float,
    sure: float | None,
    values: Values,
) -> None:
    wanted, asked_at = by_question[question], it.theme.levers(**dict(values))
    spec = levers.specs()[wanted.lever]
    with st.spinner(f"Trying values of “{spec.label}”"):
        found = _found(it.theme.slug, values, question, target, sure)
    asked = state.asked(it.theme.slug, asked_at).figure(wanted.figure)
    with st.container(border=True):
        st.subheader(wording.plain(goal.sentence(found, spec, asked.unit)), anchor=False)
        if last := goal.margin(found, spec):
            st.markdown(wording.plain(last))
        if found.value is not None and st.button(
            f"Set the lever to {found.value:,.10g}",
            key=f"{it.theme.slug}:reach",
            on_click=panel.move,
            args=(it.theme, {wanted.lever: found.value}),
        ):
            st.rerun()  # the lever stands outside this fragment
        parts.picture(_curve(found, spec, asked.label), f"goal:{question}")
        st.caption(wording.plain(_how(it, found, wanted, asked_at, levers)))


def _curve(found: Found, spec: Lever, label: str) -> Picture:
    """The figure at every value that was looked at."""
    seen = [(value, h) for value, h in found.seen if h.scenario is not None]
    points = pd.DataFrame(
        [(value, h.scenario, h.low, h.high) for value, h in seen], columns=["value", "figure", "low", "high"]
    )
    said = {
        spec.label: [f"{value:,.10g}" for value in points["value"]],
        label: [wording.number(v, 2) for v in points["figure"]],
        "Likely range": [
            f"{wording.number(low, 2)} to {wording.number(high, 2)}"
            for low, high in zip(points["low"], points["high"], strict=True)
        ],
    }
    return charts.reach(points, (spec.label, label), found.target, found.value, pd.DataFrame(said))


def _how(it: Opened, found: Found, wanted: Goal, asked_at: Levers, levers: Levers) -> str:
    """What the answer was asked for, and how it was found."""
    specs = levers.specs()
    others = {n: v for n, v in asked_at.moved().items() if n != wanted.lever}
    said = "; ".join(f"{specs[n].label}: {specs[n].words(v)}" for n, v in others.items()) or "all as they are today"
    now, then = ({n: v for n, v in x.as_dict().items() if n != wanted.lever} for x in (levers, asked_at))
    old = "" if now == then else "The levers have been moved since. Press “Find it” to ask again. "
    how = f"{found.looked} runs of the model over the whole range of “{specs[wanted.lever].label}”"
    if found.value is not None:
        how += ", with the answer and one step less both run"
    return f"{old}The other levers: {said}. Found by {how}."


def _found(slug: str, *asked: Any) -> Found:
    """The answer; kept for everybody, or with a file of one's own by the session alone."""
    if state.model(state.opened(slug)) is state.opened(slug).model:
        return _public(slug, *asked)
    found: Found = state.apart(slug, "goal", asked, lambda model: _reached(slug, model, *asked))
    return found


@lru_cache(maxsize=32)
def _public(slug: str, *asked: Any) -> Found:
    return _reached(slug, state.opened(slug).model, *asked)


def _reached(slug: str, model: Any, values: Values, question: str, target: float, sure: float | None) -> Found:
    theme = state.opened(slug).theme
    wanted = next(g for g in theme.goals if g.question == question)
    return goal.reach(lambda at: theme.run(model, at), theme.levers(**dict(values)), wanted, target, sure)
