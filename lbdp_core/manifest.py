"""Manifest: what a data folder lists, checked as data, and its signature, so that any edit is said.

The signature is the SHA-256 of all that stands before it, written as the last key of the file itself: file and
signature are replaced in one step. Since the manifest has the SHA-256 of every other file, one signature covers the
folder. It shows an edit or damage; somebody who wants to deceive can sign anew, as with any hash that needs no secret.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from lbdp_core import plain_json

MANIFEST = "manifest.json"
SIGNATURE = re.compile(rb',\n "sha256": "([0-9a-f]{64})"\n\}\Z')
AGAIN = "put back the file as it was made, or make the folder again with `lbdp data build`"


class Fault(ValueError):
    """Why a manifest cannot be used, as the end of a sentence that begins with its path."""


@dataclass(frozen=True)
class Origin:
    """Who published what a table was made from.

    release: "released" tables are open data at this or a finer grain and are shown as they are;
             "protected" ones pass `protect.release()` before anything leaves.
    """

    what: str
    publisher: str
    licence: str
    as_of: str
    kind: Literal["real", "synthetic"] = "real"
    release: Literal["released", "protected"] = "released"
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One file of the manifest."""

    path: str
    sha256: str
    bytes: int
    rows: int
    origin: Origin

    def as_dict(self) -> dict[str, Any]:
        flat = {k: v for k, v in asdict(self).items() if k != "origin"}
        return flat | asdict(self.origin)

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Entry:
        mine = ("path", "sha256", "bytes", "rows")
        rest: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in d.items() if k not in mine}
        return cls(**{k: d[k] for k in mine}, origin=Origin(**rest))


class Manifest(NamedTuple):
    """report: what the build says. entries: every file by its path."""

    report: dict[str, Any]
    entries: dict[str, Entry]


class _Must(NamedTuple):
    """What a value must be, in words, and whether one is."""

    words: str
    holds: Callable[[Any], bool]


def _map_of(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(map(holds, value.values()))


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, kinds) and not isinstance(value, bool)


def _inside(path: Any) -> bool:
    """Whether a path stays in the folder."""
    parts = path.split("/") if isinstance(path, str) else [""]
    return not {"", ".", ".."} & set(parts) and not re.search(r"[\\:\0]", str(path)) and path != MANIFEST


TEXT = _Must("text", _is(str))
COUNT = _Must("a whole number of 0 or more", lambda v: _is(int)(v) and v >= 0)
ENTRY = {
    "path": _Must("a path inside the folder", _inside),
    "sha256": _Must("64 digits 0 to f", lambda v: isinstance(v, str) and bool(re.fullmatch("[0-9a-f]{64}", v))),
    "bytes": COUNT,
    "rows": COUNT,
    **dict.fromkeys(("what", "publisher", "licence", "as_of"), TEXT),
    "kind": _Must("“real” or “synthetic”", lambda v: v in ("real", "synthetic")),
    "release": _Must("“released” or “protected”", lambda v: v in ("released", "protected")),
    "made_from": _Must("a list of text", lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v)),
}
TOP = {
    "report": _Must("a record of what the build says", _is(dict)),
    "files": _Must("a list of files", _is(list)),
    "sha256": ENTRY["sha256"],
}
CHANGE = {"theme", "what", "was", "now"}
# Parts of the report that every build writes; the others are what one step says.
REPORT = {
    "opening": _Must("a record by theme", _map_of(_is(dict))),
    **dict.fromkeys(("left_out", "stale", "inputs"), _Must("a text by name", _map_of(_is(str)))),
    "files": _Must(
        "a record of files used, set aside and unreadable",
        lambda v: isinstance(v, dict) and isinstance(v.get("used"), dict) and isinstance(v.get("set_aside"), list),
    ),
    "changes": _Must(
        "a list of changes",
        lambda v: isinstance(v, list) and all(isinstance(row, dict) and row.keys() >= CHANGE for row in v),
    ),
}


def text(report: Mapping[str, Any], entries: Iterable[Entry]) -> bytes:
    """A signed manifest.

    >>> read(text({}, [])).report
    {}
    """
    files = [entry.as_dict() for entry in sorted(entries, key=lambda entry: entry.path)]
    body = plain_json.text({"report": report, "files": files}, indent=1).encode()
    return body.removesuffix(b"\n}") + f',\n "sha256": "{hashlib.sha256(body).hexdigest()}"\n}}'.encode()


def read(raw: bytes) -> Manifest:
    """A manifest, once it is what `text` wrote.

    Raises:
        Fault: it is not JSON, a key is missing, unknown or of another type, or it was changed after it was signed.
    """
    try:
        whole = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except Fault:
        raise
    except (ValueError, RecursionError):
        raise Fault(f"is not whole JSON; {AGAIN}") from None
    signed = SIGNATURE.search(raw)
    if isinstance(whole, dict) and not signed and "sha256" not in whole:
        raise Fault(f"has no signature at its end (it was edited, or made by an older version of the suite); {AGAIN}")
    _checked(whole, TOP, "at its top")
    for n, row in enumerate(whole["files"], 1):
        _checked(row, ENTRY, f"in file {n} of its list")
    for name in REPORT.keys() & whole["report"].keys():
        if not REPORT[name].holds(whole["report"][name]):
            raise Fault(f"has a {_quoted(name)} in its report that is not {REPORT[name].words}; {AGAIN}")
    paths = [row["path"] for row in whole["files"]]
    if len(again := set(paths)) < len(paths):
        twice = next(path for path in sorted(again) if paths.count(path) > 1)
        raise Fault(f"lists {_quoted(twice)} twice; {AGAIN}")
    if not signed or hashlib.sha256(raw[: signed.start()] + b"\n}").hexdigest() != signed[1].decode():
        raise Fault(f"was changed after it was made, since its signature is not that of what it says; {AGAIN}")
    return Manifest(whole["report"], {row["path"]: Entry.from_dict(row) for row in whole["files"]})


def _checked(value: Any, keys: Mapping[str, _Must], where: str) -> None:
    if not isinstance(value, dict):
        raise Fault(f"has no record {where}; {AGAIN}")
    for key in keys:
        if key not in value:
            raise Fault(f"has no {_quoted(key)} {where}; {AGAIN}")
        if not keys[key].holds(value[key]):
            raise Fault(f"has a {_quoted(key)} {where} that is not {keys[key].words}; {AGAIN}")
    if unknown := sorted(value.keys() - keys.keys()):
        raise Fault(f"has {_quoted(unknown[0])} {where}, which the suite does not know; {AGAIN}")


def _quoted(name: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in name)
    return f"“{shown if len(shown) <= 60 else shown[:57] + '...'}”"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Fault(f"has {_quoted(next(k for k in keys if keys.count(k) > 1))} twice in one record; {AGAIN}")
    return found


def _no_number(name: str) -> float:
    raise Fault(f"has {name} where a number should be; {AGAIN}")
