"""Sources: where a table came from, and the one way to read and to write it.

A data folder holds compact tables and `manifest.json`: for every file its SHA-256, rows, publisher, licence, as-of
date and whether it is real or synthetic. `Shelf` reads, `Workbench` writes; nothing else touches the folder.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core import manifest, plain_json
from lbdp_core.manifest import MANIFEST, Entry, Origin

__all__ = [
    "CHECKOUT",
    "MANIFEST",
    "PACKAGE",
    "READY",
    "Altered",
    "DataError",
    "Entry",
    "Origin",
    "Shelf",
    "Unwritten",
    "Workbench",
    "find",
    "write_whole",
]
Raw = bytes  # where a class has a method of that name
READY = ".ready"  # what a build has made and is about to move to its place
PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


class DataError(ValueError):
    """A data folder or file that cannot be used; the message is one sentence for the person at the screen.

    faults: where a file has several, a line for each in the order of the file; the first of them where they are many.
    """

    def __init__(self, said: str, faults: Sequence[str] = ()):
        super().__init__(said)
        self.faults = tuple(faults)


class Altered(DataError):
    """A file that is not the one that the manifest lists: nothing of the folder can be trusted."""


class Unwritten(DataError):
    """A data folder that cannot be written to, which is no fault of a theme: nothing of the build is kept."""

    def __init__(self, target: Path, fault: OSError):
        why = (fault.strerror or str(fault)).lower()
        super().__init__(
            f"{fault.filename or target} cannot be written or read ({why}), so the data folder stays as it was; make "
            "room, or give --out a folder that can be written."
        )


def find(kind: str, option: str | Path | None = None) -> Path:
    """The folder for `kind` ("sample_data", "streamlit_config" or "apps/static").

    Looked for in this order: the option given, `LBDP_DATA` (data only), the checkout, what the wheel ships.

    Raises:
        DataError: a named folder is not there, or none of the places has it.
    """
    named = option or (os.environ.get("LBDP_DATA") if kind == "sample_data" else None)
    if named:
        folder = Path(named).expanduser().resolve()
        if not folder.is_dir():
            raise DataError(f"The folder {folder} is not there; give --data a folder that `lbdp data build` made.")
        return folder
    places = (CHECKOUT / kind, CHECKOUT / "apps" / "_shipped" / kind)
    for folder in places:
        if folder.is_dir():
            return folder
    raise DataError(f"No {kind} folder was found in {places[0].parent} or in the installed package.")


class Shelf:
    """Reads the tables of a data folder, each checked against the manifest the first time."""

    def __init__(self, root: Path):
        self.root = root
        path = root / MANIFEST
        self._folders: tuple[Path, ...] = (root / READY, root)
        try:
            raw = self._first(MANIFEST)
            if not (root / READY / MANIFEST).is_file():
                self._folders = (root,)
            self.report, self.entries = manifest.read(raw)
        except FileNotFoundError:
            raise DataError(f"{path} is missing; make the folder with `lbdp data build`.") from None
        except manifest.Fault as fault:
            raise Altered(f"{path} {fault}.") from None

    def place(self, path: str) -> Path:
        """Where a file of the folder stands; it may not be there."""
        return next((folder / path for folder in self._folders if (folder / path).is_file()), self.root / path)

    def bytes(self, path: str) -> bytes:
        """The file's bytes, once they match the manifest.

        Raises:
            DataError: the file is not listed, not there, or not the one that was listed.
        """
        if path not in self.entries:
            raise DataError(f"{path} is not in {self.root / MANIFEST}; make the folder again with `lbdp data build`.")
        try:
            raw = self._first(path)
        except FileNotFoundError:
            raise DataError(f"{self.root / path} is missing; make the folder again with `lbdp data build`.") from None
        entry = self.entries[path]
        if len(raw) != entry.bytes or hashlib.sha256(raw).hexdigest() != entry.sha256:
            raise Altered(f"{self.root / path} was changed after it was made; make it again with `lbdp data build`.")
        return raw

    def _first(self, path: str) -> Raw:
        """A file as the build made it: not moved to its place yet, or there already."""
        for folder in self._folders[:-1]:
            try:
                return (folder / path).read_bytes()
            except FileNotFoundError:
                continue
        return (self.root / path).read_bytes()

    def table(self, path: str, *, protected: bool = False, **read_csv: Any) -> pd.DataFrame:
        """A table, as pandas reads it.

        protected: said by `protect.read` alone, which is how a protected table is read.

        Raises:
            ValueError: the table is protected, and was not asked for through disclosure control.
        """
        raw = self.bytes(path)
        if not protected and self.origin(path).release == "protected":
            raise ValueError(f"{path} is protected: read it with protect.read, so that no small count goes further.")
        if path.endswith(".gz"):
            raw = gzip.decompress(raw)
        return pd.read_csv(io.BytesIO(raw), **read_csv)

    def has(self, path: str) -> bool:
        return path in self.entries

    def origin(self, path: str) -> Origin:
        return self.entries[path].origin


class Workbench:
    """Writes a data folder: each file whole or not at all, and the manifest last."""

    def __init__(self, root: Path):
        self.root = root
        self.entries: dict[str, Entry] = {}

    def bytes(self, path: str, raw: bytes, origin: Origin, rows: int = 0) -> None:
        self.write(path, raw)
        self.entries[path] = Entry(path, hashlib.sha256(raw).hexdigest(), len(raw), rows, origin)

    def table(self, path: str, frame: pd.DataFrame, origin: Origin) -> None:
        """Write a frame as CSV (gzipped when the name ends so) or Parquet, the same bytes for the same frame."""
        if path.endswith(".parquet"):
            frame.attrs, buffer = {}, io.BytesIO()
            frame.to_parquet(buffer, index=False, compression="zstd")
            self.bytes(path, buffer.getvalue(), origin, rows=len(frame))
            return
        raw = frame.to_csv(index=False, lineterminator="\n").encode()
        if path.endswith(".gz"):
            raw = gzip.compress(raw, 9, mtime=0)
        self.bytes(path, raw, origin, rows=len(frame))

    def json(self, path: str, value: Any, origin: Origin, rows: int = 0) -> None:
        self.bytes(path, plain_json.text(value, indent=1).encode(), origin, rows)

    def finish(self, report: Mapping[str, Any]) -> None:
        """Write the manifest; until then the folder is not usable."""
        self.write(MANIFEST, manifest.text(report, self.entries.values()))

    def write(self, path: str, raw: Raw) -> None:
        """Write a file that the manifest does not list.

        Raises:
            Unwritten: the disk is full, or the folder cannot be written.
        """
        target = self.root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, raw)
        except OSError as fault:
            raise Unwritten(target, fault) from fault

    def shelf(self, report: Mapping[str, Any]) -> Shelf:
        """What has been written so far, to read from."""
        self.finish(report)
        return Shelf(self.root)


def write_whole(target: Path, raw: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never half of it."""
    part = target.with_name(target.name + ".part")
    with part.open("wb") as f:
        f.write(raw)
        f.flush()
        os.fsync(f.fileno())
    part.replace(target)
