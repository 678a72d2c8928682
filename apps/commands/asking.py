"""The levers that a command line asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lbdp_core import boroughs
from lbdp_core.formatting import joined
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError
from lbdp_core.theme import Theme


def chosen_levers(
    theme: Theme[Any, Any, Any], preset: str | None, settings: Sequence[str], borough: str | None
) -> Levers:
    """The levers that the options ask for.

    Raises:
        DataError: an unknown preset, lever or borough; the sentence names what exists.
        ValueError: a value outside its range.
    """
    start = theme.levers() if preset is None else named_preset(theme, preset)
    specs = theme.levers.specs()
    values: dict[str, Any] = {}
    for setting in settings:
        name, given, text = setting.partition("=")
        if not given:
            raise DataError(f"--set “{setting}” has no value; write it as lever=value.")
        if name not in specs:
            raise DataError(f"{theme.slug} has no lever “{name}”; it has {joined(specs)}.")
        try:
            values[name] = borough_choice(theme, text) if name == "borough" else specs[name].read(text)
        except DataError:
            raise
        except ValueError:
            raise DataError(f"--set {name} cannot be “{text}”; it must be a number.") from None
    if borough is not None:
        values["borough"] = borough_choice(theme, borough)
    return type(start)(**(start.as_dict() | values))


def named_preset(theme: Theme[Any, Any, Any], asked: str) -> Levers:
    for name, levers in theme.presets.items():
        if asked.casefold() == name.casefold():
            return levers
    raise DataError(f"{theme.slug} has no preset “{asked}”; it has {joined(f'“{p}”' for p in theme.presets)}.")


def borough_choice(theme: Theme[Any, Any, Any], asked: str) -> str:
    """The value of the borough lever that `asked` means, by code or by name however it is written.

    Raises:
        DataError: the theme has no such lever, or no borough is meant; the sentence says the nearest names.
    """
    spec = theme.levers.specs().get("borough")
    if spec is None:
        raise DataError(f"{theme.slug} has no borough to choose; leave --borough out.")
    if (value := spec.read(asked)) in spec.choices:
        return str(value)
    near = [f"“{name}”" for name in boroughs.nearest(asked, spec.choices)] or list(spec.choices)
    raise DataError(f"There is no borough “{asked}”; give {joined(near, 'or')}.")
