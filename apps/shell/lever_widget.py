"""Lever widget: one lever as a slider, a box or a list of choices, kept in the link under its name."""

from __future__ import annotations

from typing import Any

import streamlit as st

from apps.shell import my_borough, number_input
from lbdp_core.levers import Lever, Levers
from lbdp_core.theme import Theme

Any_theme = Theme[Any, Any, Any]


def key(theme: Any_theme, name: str) -> str:
    """Name of a lever in the link and in the session."""
    return f"{theme.slug}.{name}"


def widget(theme: Any_theme, name: str, row: bool = False) -> Any:
    spec = theme.levers.specs()[name]
    start = nearest_value(spec, getattr(opening(theme), name))
    shared: dict[str, Any] = {"key": key(theme, name), "help": spec.why or None, "bind": "query-params"}
    if spec.choices:
        codes = list(spec.choices)
        words = spec.choices.__getitem__
        if name == my_borough.LEVER and spec.kind == "view":
            shared |= {"on_change": _chosen, "args": (theme, name)}
        return st.selectbox(spec.label, codes, codes.index(start), format_func=words, **shared)
    low, high, step = (nearest_value(spec, v) for v in (spec.low, spec.high, spec.step))
    label = spec.label if spec.unit in spec.label.lower() else f"{spec.label} ({spec.unit})"
    if number_input.FEW < _steps(spec) <= number_input.MANY:
        return number_input.draw(spec, label, start, type(start), row, shared)
    if slides(spec):
        return st.slider(label, low, high, start, step, format="localized", **shared)
    return st.number_input(label, low, high, start, step, **shared)


def nearest_value(spec: Lever, value: Any) -> Any:
    """The nearest value that the widget can stand at; whole numbers as int, so that it shows no decimals."""
    if spec.choices:
        return value
    whole = all(float(v).is_integer() for v in (spec.low, spec.high, spec.step))
    if slides(spec):
        value = round(spec.low + round((value - spec.low) / spec.step) * spec.step, 9)
    return round(value) if whole else float(value)


def slides(spec: Lever) -> bool:
    """Whether a slider is the lever's widget; a box takes any number."""
    return _steps(spec) <= number_input.FEW


def _steps(spec: Lever) -> float:
    return (spec.high - spec.low) / spec.step


def opening(theme: Any_theme) -> Levers:
    return theme.presets[theme.opening]


def _chosen(theme: Any_theme, name: str) -> None:
    """A borough chosen on one page is the one that the others open on."""
    my_borough.remember(str(st.session_state[key(theme, name)]))
