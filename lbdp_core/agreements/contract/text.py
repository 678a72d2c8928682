"""Text: bytes that somebody gives, to plain YAML values, refusing what a contract never needs.

The events are walked before anything is built, so that aliases that multiply ("billion laughs"), depth, tags and keys
given twice cost no memory; only then does `yaml.safe_load` see the text.
"""

from __future__ import annotations

from typing import Any

import yaml

from lbdp_core.door import called
from lbdp_core.sources import DataError

LARGEST = 200_000  # bytes; the bundled contracts have about 4,000
DEEPEST, MOST = 12, 20_000  # levels and events


def values(raw: bytes, label: str = "The file") -> dict[str, Any]:
    """The mapping that a YAML file holds (JSON is YAML too).

    Raises:
        DataError: too large, not UTF-8, not YAML, not a mapping, or with aliases, tags, a key twice or too deep.
    """
    label = called(label)
    if len(raw) > LARGEST:
        raise DataError(f"{label} has {len(raw):,} bytes; a contract of at most {LARGEST:,} is read.")
    if not raw.strip():
        raise DataError(f"{label} is empty; give a data contract in YAML.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{label} is not UTF-8 text; save it again as YAML in UTF-8.") from None
    try:
        _walk(text, label)
        held = yaml.safe_load(text)
    except DataError:  # which is a ValueError too
        raise
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise DataError(f"{label} is not YAML that can be read{where}; check its colons, quotes and indents.") from None
    except (
        ValueError,
        OverflowError,
        RecursionError,
        LookupError,
        TypeError,
    ):  # a date such as 2026-02-30, a key that is a list
        raise DataError(
            f"{label} holds a value that YAML cannot make sense of; put dates and codes in quotes."
        ) from None
    if not isinstance(held, dict):
        raise DataError(f"{label} is not a data contract: it should be a mapping with apiVersion, kind, id and schema.")
    return held


def _walk(text: str, label: str) -> None:
    """Refuse what is never needed, event by event."""
    frames: list[tuple[set[str], bool] | None] = []  # of each open mapping its keys and whether a key is due
    for n, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        if n > MOST:
            raise DataError(f"{label} has more than {MOST:,} parts; a contract needs a few hundred.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DataError(f"{label} uses an anchor or alias (& or *); write the value out instead.")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise DataError(f"{label} uses a tag ({called(event.tag)}); write the value plainly.")
        if isinstance(event, yaml.DocumentStartEvent) and n > 1:
            raise DataError(f"{label} holds more than one document; give one contract a file.")
        if isinstance(event, yaml.CollectionEndEvent):
            frames.pop()
            continue
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            _key(frames, event, label)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(frames) >= DEEPEST:
                raise DataError(f"{label} is nested more than {DEEPEST} levels deep; a contract needs seven.")
            frames.append((set(), True) if isinstance(event, yaml.MappingStartEvent) else None)


def _key(frames: list[tuple[set[str], bool] | None], event: Any, label: str) -> None:
    """Note a key of the innermost mapping, where one is due."""
    frame = frames[-1] if frames else None
    if frame is None:
        return
    keys, due = frame
    if due:
        if not isinstance(event, yaml.ScalarEvent):
            raise DataError(f"{label} has a key that is not a word (line {event.start_mark.line + 1}); give it a name.")
        if event.value in keys or event.value == "<<":
            what = f"has the key {called(event.value)} twice" if event.value in keys else "merges keys (<<)"
            raise DataError(f"{label} {what} (line {event.start_mark.line + 1}); keep one.")
        keys.add(event.value)
    frames[-1] = (keys, not due)
