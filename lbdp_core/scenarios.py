"""Scenarios by name: a preset, or a short text such as "visits=20000,floor=50", for links and command lines.

A scenario is what is changed; what is looked at (the view levers) is no part of it.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from lbdp_core.door import called
from lbdp_core.formatting import against_nothing, joined, spelt
from lbdp_core.levers import Levers
from lbdp_core.result import Headline
from lbdp_core.sources import DataError

LARGEST = 5_000_000  # bytes of a file that is opened
FEW = 3  # unknown levers that are named
LONGEST = 500  # characters of a text that is worth reading
PIECES = 3  # levers that a title names
SAME_WORDS = ("“First”", "“Second”")  # where the names of two tell nothing
L = TypeVar("L", bound=Levers)


def write(levers: Levers, presets: Mapping[str, Levers]) -> str:
    """The preset's name where it is one, otherwise the levers that differ from today."""
    change = changes(levers)
    named = (name for name, preset in presets.items() if changes(preset) == change)
    moved = (f"{n}={_value(v)}" for n, v in _moved(levers).items())
    return next(named, None) or ",".join(moved)


def read(text: str, kind: type[L], presets: Mapping[str, L], view: Levers | None = None) -> L:
    """The scenario that a text names, looked at as `view` is (today's way of looking without one).

    Raises:
        DataError: it is no preset and has something that is no lever or no value for it.
    """
    preset = next((levers for name, levers in presets.items() if name.casefold() == text.strip().casefold()), None)
    values = changes(kind()) | (changes(preset) if preset else _pairs(text, kind))
    looked = view or kind()
    return kind(**{name: getattr(looked, name) for name in kind.specs()} | values)


def kept(raw: bytes, slug: str, kind: type[L]) -> tuple[L, tuple[str, ...], str]:
    """A scenario from a file of this page: levers, a sentence for each that was not usable, its answer then.

    Raises:
        DataError: it is too large, no JSON, no scenario, or of another question.
    """
    if len(raw) > LARGEST:
        raise DataError(
            f"A file of {len(raw) / 1e6:,.0f} MB holds no scenario; {LARGEST / 1e6:,.0f} MB are read at most."
        )
    try:
        held = json.loads(raw)
    except (ValueError, RecursionError):
        raise DataError("The file is not JSON; give one that “Scenario (JSON)” on this page made.") from None
    levers = held.get("levers") if isinstance(held, dict) else None
    if not isinstance(levers, dict):
        raise DataError("The file holds no levers; give one that “Scenario (JSON)” on this page made.")
    if held.get("theme") != slug:
        raise DataError(f"The file is of the question “{called(held.get('theme'))[:40]}”; open it on that page.")
    known = {name: str(value)[:LONGEST] for name, value in levers.items() if name in kind.specs()}
    found, notices = kind.parse(known)
    strange = [f"This page has no lever called “{called(name)[:40]}”." for name in levers if name not in kind.specs()]
    answer = held.get("answer")
    return found, (*notices, *strange[:FEW]), answer[:2_000] if isinstance(answer, str) else ""


def title(text: str, kind: type[L], presets: Mapping[str, L]) -> str:
    """The text as people read it: a preset by its name, levers with their words.

    Raises:
        DataError: it names no scenario.
    """
    levers = read(text, kind, presets)
    if text in presets:
        return text
    specs, moved = kind.specs(), _moved(levers)
    main = next(n for n, spec in specs.items() if spec.kind == "change")  # the lever that its words alone tell
    alone = not specs[main].choices and not specs[main].unit.startswith("%")
    names = {n: "" if n == main and alone else f"{specs[n].label}: " for n in moved}
    said = [f"{names[n]}{specs[n].words(v)}" for n, v in [*moved.items()][:PIECES]]
    return "; ".join(said) + ("; …" if len(moved) > PIECES else "")


def spelled(levers: Levers) -> str:
    """Every lever that differs from its default, as `lbdp run --set` takes them: "visits=500, borough=Enfield"."""
    return ", ".join(f"{name}={_value(value)}" for name, value in levers.moved().items()) or "as today"


def file_stem(slug: str, levers: L, presets: Mapping[str, L], longest: int = 90) -> str:
    """What a file of a scenario is called: the question, the borough, the change, and what else is looked at.

    A preset goes by its name, other changes by their words, or by their number where they are too many for a name;
    what is looked at is named where it is not what the page opens on.
    """
    return _file_stem(slug, levers, tuple(presets.items()), longest)


@lru_cache(maxsize=64)  # every file that a page offers asks for it
def _file_stem(slug: str, levers: Levers, named: tuple[tuple[str, Levers], ...], longest: int) -> str:
    presets = dict(named)
    specs, text = levers.specs(), write(levers, presets)
    many = f"{len(_moved(levers))} changes" if text not in presets and len(_moved(levers)) > PIECES else ""
    looked = [specs[n].words(v) for n, v in levers.moved().items() if specs[n].kind == "view" and n != "borough"]
    said = [slug, str(getattr(levers, "borough", "")), many or title(text, type(levers), presets), *looked]
    stem = plain_name(" ".join(said))
    return stem if len(stem) <= longest else stem[:longest].rpartition("-")[0]


def plain_name(text: str) -> str:
    """A text as part of a file's name.

    >>> plain_name("1,000 more: −5 %, £30")
    '1000-more-minus-5-gbp-30'
    """
    plain = re.sub(r"(?<=\d),(?=\d)", "", text.lower().replace("£", "gbp ").replace("−", "minus "))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def link(slug: str, levers: L, opening: L, page: str) -> str:
    """The address that opens a theme's page at these levers: it names every lever that differs from its default, and
    every one that differs from the opening.

    page: the page's address, whatever it asks for now.
    """
    today = type(levers)()
    said = {
        f"{slug}.{name}": _value(value)
        for name, value in levers.as_dict().items()
        if value not in (getattr(today, name), getattr(opening, name)) or getattr(today, name) != getattr(opening, name)
    }
    return page.split("?", maxsplit=1)[0] + (f"?{urlencode(said)}" if said else "")


def command(slug: str, levers: L, presets: Mapping[str, L]) -> str:
    """The command that prints the same result: from the preset where it is one, with every other lever by name."""
    text = write(levers, presets)
    start: Levers = presets.get(text, type(levers)())
    words = ["lbdp", "run", slug, *(["--preset", text] if text in presets and start.moved() else [])]
    for name, value in levers.as_dict().items():
        if value != getattr(start, name):
            words += ["--borough", str(value)] if name == "borough" else ["--set", f"{name}={_value(value)}"]
    return shlex.join(words)


def names(a: Levers, b: Levers, presets: Mapping[str, L]) -> tuple[str, str]:
    """What a sentence calls two scenarios: the name that one has, or its levers in words."""
    one, other = (title(write(levers, presets), type(levers), presets) or "Today" for levers in (a, b))
    return (f"“{one}”", f"“{other}”") if one != other else SAME_WORDS


def subject(levers: Levers, phrases: Mapping[str, Callable[[Any], str]], riders: Collection[str] = ()) -> str:
    """What is changed, to begin a sentence: "Two extra healthy years" (would mean ...).

    phrases: by lever, its value as part of a sentence; a lever without one is named by its label and value.
    riders:  levers that only say how another one works, so that they are not counted beside it.
    """
    specs, moved = levers.specs(), _moved(levers)
    named = {name: value for name, value in moved.items() if name not in riders} or moved
    if len(named) > FEW:
        return f"These {spelt(len(named))} changes together"
    say = [
        phrases[name](value) if name in phrases else f"“{specs[name].label}” at {specs[name].words(value)}"
        for name, value in named.items()
    ]
    text = joined(say)
    return f"{text[:1].upper()}{text[1:]}"


def changed(
    levers: Levers,
    h: Headline,
    phrases: Mapping[str, Callable[[Any], str]],
    riders: Collection[str],
    say: Callable[[float], str],
) -> str:
    """What the levers that are moved do to a count, as a sentence; empty where none is.

    say: writes a number without its sign. phrases, riders: as `subject` takes them.
    """
    if not _moved(levers) or h.change is None:
        return ""
    ends = h.change, h.change_low or 0.0, h.change_high or 0.0
    none = all(say(abs(value)) == say(0) for value in ends)
    what = "change nothing here" if none else f"mean {against_nothing(*ends, say, h.unit)}"
    return f"{subject(levers, phrases, riders)} would {what}."


def changes(levers: Levers) -> dict[str, Any]:
    """The change levers with their values."""
    specs = levers.specs()
    return {name: value for name, value in levers.as_dict().items() if specs[name].kind == "change"}


def looked_at(levers: Levers) -> str:
    """What is looked at, where that is not what the page opens on: "Enfield"."""
    specs, today = levers.specs(), type(levers)()
    views = [n for n, spec in specs.items() if spec.kind == "view" and getattr(levers, n) != getattr(today, n)]
    return ", ".join(specs[n].words(getattr(levers, n)) for n in views)


def _moved(levers: Levers) -> dict[str, Any]:
    today = type(levers)()
    return {name: value for name, value in changes(levers).items() if value != getattr(today, name)}


def _pairs(text: str, kind: type[Levers]) -> dict[str, Any]:
    """The levers of "name=value,name=value"."""
    specs = {name: spec for name, spec in kind.specs().items() if spec.kind == "change"}
    values: dict[str, Any] = {}
    if len(text) > LONGEST:
        raise DataError(f"A scenario of {len(text):,} characters is not read; {LONGEST} are enough for every lever.")
    for piece in filter(None, map(str.strip, text.split(","))):
        name, given, word = (part.strip() for part in piece.partition("="))
        if not given or name not in specs:
            raise DataError(
                f"“{called(piece)[:40]}” names no scenario; give a preset's name, or lever=value with "
                f"{joined(specs, 'or')}."
            )
        if name in values:
            raise DataError(f"{specs[name].label} ({name}) is in the scenario twice; say it once.")
        try:
            values[name] = specs[name].read(word)
            fault = specs[name].fault(values[name])
        except ValueError:
            fault = "it must be a number"
        if fault:
            raise DataError(f"{specs[name].label} ({name}) cannot be “{called(word)[:40]}”: {fault}.")
    return values


def _value(value: Any) -> str:
    """A lever's value as a link and a command line spell it."""
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)
