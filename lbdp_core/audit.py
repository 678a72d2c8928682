"""Audit: an append-only log of who opened, brought and took away what kind of thing, and when; never what was in it.

Each entry is a line of JSON that carries the hash of the one before, so an edit, a deletion, an insertion and a swap
break the chain. A second file holds the last hash, so that lines cut off the end are missed. Whoever can write both
files can write another chain: keep the last hash elsewhere too.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from lbdp_core import plain_json
from lbdp_core.sources import DataError

Deed = Literal["opened", "refused", "uploaded", "exported"]
FIRST = "0" * 64  # the hash before the first entry


def _hash(entry: dict[str, Any]) -> str:
    text = plain_json.text({name: value for name, value in entry.items() if name != "hash"}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """Where a log stands: how many entries it has, and the hash of the last."""

    entries: int = 0
    hash: str = FIRST


def head_file(path: Path) -> Path:
    """The file beside a log that holds its last hash."""
    return path.with_name(f"{path.name}.head")


class Log:
    """A log that is written; one process writes it at a time.

    Raises:
        DataError: an earlier log at this place is broken, or nothing can be written there.
    """

    def __init__(self, path: Path):
        self.path = path
        self.lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.head = verified(path) if path.exists() or head_file(path).exists() else Head()
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        except OSError as fault:
            raise DataError(f"The audit log {path} cannot be written ({fault.strerror}); give another file.") from None

    def add(self, who: str, session: str, did: Deed, what: str) -> None:
        """Add an entry. who: as the provider names them, "" where nobody signs in. what: a page, a kind of file.

        Raises:
            DataError: it could not be written, so what it says must not be done.
        """
        with self.lock:
            entry: dict[str, Any] = {
                "n": self.head.entries + 1,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "who": who,
                "session": hashlib.sha256(session.encode()).hexdigest()[:8],
                "did": did,
                "what": what,
                "before": self.head.hash,
            }
            entry["hash"] = _hash(entry)
            size = self.path.stat().st_size if self.path.exists() else 0
            try:
                with self.path.open("a", encoding="utf-8", newline="\n") as file:
                    file.write(plain_json.text(entry) + "\n")
                part = head_file(self.path).with_suffix(".part")
                part.write_text(f"{entry['n']} {entry['hash']}\n", "utf-8")
                part.replace(head_file(self.path))
            except OSError:
                with suppress(OSError):
                    os.truncate(self.path, size)  # half an entry would break the chain
                raise DataError(
                    "This cannot be written into the audit log, so it was not done; ask who runs the suite."
                ) from None
            self.head = Head(entry["n"], entry["hash"])


def _entries(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{path} cannot be read as an audit log; name the file that `lbdp serve` writes.") from None
    if lines.pop():
        raise DataError(f"{path} was changed: line {len(lines) + 1} does not end; {ADVICE}.")
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if not isinstance(entry, dict) or plain_json.text(entry) != line:  # to the byte, as it was written
            raise DataError(f"{path} was changed: line {number} is no entry; {ADVICE}.")
        yield number, entry


ADVICE = "keep the file as evidence and compare it with your last copy"


def verified(path: Path, seen: str | None = None) -> Head:
    """Where a log stands, once every entry has been checked. seen: a hash noted earlier that it must still hold.

    Raises:
        DataError: it was changed; the sentence names the line.
    """
    head, hashes = Head(), [FIRST]
    for number, entry in _entries(path):
        if entry.get("n") != number or entry.get("before") != head.hash or entry.get("hash") != _hash(entry):
            raise DataError(f"{path} was changed at line {number} or just before it; {ADVICE}.")
        head = Head(number, entry["hash"])
        hashes.append(head.hash)
    try:
        count, last = head_file(path).read_text("utf-8").split()
        whole = hashes[int(count)] == last  # a crash may leave the log one entry ahead
    except FileNotFoundError:
        whole = head.entries == 0
    except (OSError, ValueError, IndexError):
        whole = False
    if not whole:
        raise DataError(f"{path} lacks entries at its end, or {head_file(path).name} was changed; {ADVICE}.")
    if seen and seen not in hashes:
        raise DataError(f"{path} no longer holds the entry {seen}; {ADVICE}.")
    return head
