"""Values: the fields of a record by plain names, and the words or number of a field, whatever type it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

NAMES: Mapping[str, tuple[str, ...]] = {
    meaning: tuple(full for name in names.split() for full in (name, f"job{name}"))
    for meaning, names in yaml.safe_load((Path(__file__).parent / "names.yaml").read_text("utf-8")).items()
}
ENDINGS = {"title": "title", "text": "description", "place": "location", "pay": "salary", "posted": "posted"}
NOTHING = frozenset({"", "nan", "n/a", "na", "none", "null", "-", "undefined", "not specified", "not provided"})


def named(meaning: str, names: Iterable[str]) -> str:
    """Which of the fields that there are has a meaning; "" where none has.

    >>> named("title", ["location", "advertisedposttitle"]), named("text", ["companydescription"])
    ('advertisedposttitle', '')
    """
    return next(all_named(meaning, names), "")


def all_named(meaning: str, names: Iterable[str]) -> Iterator[str]:
    """Every field that has a meaning, the likeliest first.

    >>> list(all_named("posted", ["id", "jobpostedat", "created"]))
    ['created', 'jobpostedat']
    """
    yield from (name for name in NAMES[meaning] if name in names)
    if ending := ENDINGS.get(meaning):
        yield from (name for name in names if name.endswith(ending) and not name.startswith(NAMES["others"]))


def told(record: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields that say something, by their plain names; a column without a name, as of row numbers, says nothing."""
    return {
        plain: value
        for name, value in record.items()
        if (plain := letters(str(name)))
        and value not in (None, [], {})
        and value == value  # not NaN
        and not (isinstance(value, str) and value.strip().casefold() in NOTHING)
    }


@lru_cache(maxsize=5_000)
def letters(name: str) -> str:
    """A name as it is compared: its letters alone."""
    return re.sub(r"[^a-z]", "", name.casefold())


def items(value: Any) -> list[Any]:
    """A list as it is, anything else as a list of one."""
    return [] if value is None else value if isinstance(value, list) else [value]


def words(value: Any) -> str:
    """The words of a field: a text, the name of a thing, or the first of a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return " ".join(text for item in value if (text := words(item)))
    if isinstance(value, Mapping):
        return next(
            (
                words(value[name])
                for name in ("display_name", "name", "legalName", "label", "value", "@value", "text")
                if value.get(name)
            ),
            "",
        )
    return ""


def scalar(value: Any) -> Any:
    """A number as it is, anything else as words."""
    return value if isinstance(value, int | float) else words(value)


def number(value: Any) -> float | None:
    """The number that a field is, whatever type it has; None where it says more than a number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if value == value else None
    found = re.fullmatch(r"\s*£?\s*(\d[\d, ]*(?:\.\d+)?)\s*(k?)\s*", str(value), re.I)
    return float(re.sub("[, ]", "", found[1])) * (1_000 if found[2] else 1) if found else None
