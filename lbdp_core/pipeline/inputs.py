"""Inputs: what each part of a build is made from, as one hash; a part whose hash is the same is kept as it is.

Parts are the shared tables (`areas`, `hclic`) and the themes. A hash covers the files of the raw folder that the part
reads, the tables of other parts that it reads, the code of the part and of what parts share, and the versions of the
libraries that compute.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path

from lbdp_core.door import Inventory, Kind
from lbdp_core.pipeline.kept import AnyTheme, owner
from lbdp_core.sources import PACKAGE, DataError, Entry
from lbdp_core.themes import THEMES

AREAS, HCLIC = "areas", "hclic"
OF_A_THEME = {"areas/postings_by_occupation.csv": "postings"}  # for all themes, but made by one
LIBRARIES = ("numpy", "pandas", "scipy", "scikit-learn", "lightgbm", "shapely", "pyarrow")


def part_of(path: str) -> str:
    """The part of a build that makes a file of the data folder.

    >>> [part_of(path) for path in ("areas/lsoa.csv", "geography/lsoa.json", "areas/hclic.csv", "models/fire.npz")]
    ['areas', 'areas', 'hclic', 'fire']
    """
    return OF_A_THEME.get(path) or owner(path) or (HCLIC if path.startswith("areas/hclic") else AREAS)


class Inputs:
    """The files of a raw folder by part, as they were recognised before any part set one aside."""

    def __init__(self, held: Inventory, shared: Mapping[str, Iterable[Kind]]):
        self.held, self.shared = held, {name: tuple(kinds) for name, kinds in shared.items()}
        self.found = {name: tuple(paths) for name, paths in held.found.items()}

    def of(self, part: str | AnyTheme, entries: Mapping[str, Entry]) -> str:
        """The hash of what a part is made from. entries: tables that are made already.

        A theme that names no kind of file may read any file of the folder.
        """
        if isinstance(part, str):
            return _hash(code(""), *self.held.within, *self._files(self.shared[part]))
        paths = {p for p in entries if part_of(p) == AREAS} | ({*part.tables} & entries.keys())
        tables = [f"{p} {entries[p].sha256}" for p in sorted(paths) if part_of(p) != part.slug]
        if not part.kinds:
            return _hash(code(part.slug), *tables, *map(self._line, sorted(files_in(self.held.raw))))
        kinds = (*part.kinds, *(kind for kinds in self.shared.values() for kind in kinds))
        return _hash(code(part.slug), *tables, *self._files(kinds))

    def labels(self, kinds: Iterable[Kind]) -> set[str]:
        """What the files of these kinds are called in a report."""
        return {self.held.label(path) for kind in kinds for path in self.found.get(kind.name, ())}

    def _files(self, kinds: Iterable[Kind]) -> list[str]:
        names = sorted({kind.name for kind in kinds})
        return [f"{name} {self._line(path)}" for name in names for path in self.found.get(name, ())]

    def _line(self, path: Path) -> str:
        return f"{path.relative_to(self.held.raw).as_posix()} {_sha256(path)}"


@cache
def code(slug: str) -> str:
    """The hash of the code that makes a part: all of the core but the folders of other themes, and its libraries."""
    others = {theme.slug for theme in THEMES} - {slug}
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix in (".py", ".yaml", ".json", ".csv")]
    own = [path for path in sorted(files) if path.relative_to(PACKAGE).parts[0] not in others]
    versions = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    texts = (f"{path.relative_to(PACKAGE).as_posix()} {_sha256(path)}" for path in own)
    return _hash(f"{sys.version_info[:2]}", *versions, *texts)


def files_in(raw: Path) -> dict[Path, tuple[int, int]]:
    """Every file of a folder with its size in bytes and when it was last changed (nanoseconds)."""
    found = {}
    for at, _, names in os.walk(raw):
        for path in (Path(at) / name for name in names):
            if path.is_file():
                told = path.stat()
                found[path] = (told.st_size, told.st_mtime_ns)
    return found


@contextmanager
def unchanged(raw: Path) -> Iterator[None]:
    """A context in which nothing of a folder may change.

    Raises:
        DataError: something did, whatever else failed because of it.
    """
    before = files_in(raw)
    try:
        yield
    finally:
        after = files_in(raw)
        if differ := sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)):
            first, more = differ[0].relative_to(raw).as_posix(), len(differ) - 1
            what = "is new" if differ[0] not in before else "is gone" if differ[0] not in after else "was changed"
            beside = f", and so did {more} other file{'s' * (more != 1)}" if more else ""
            raise DataError(
                f"The folder {raw} changed while it was read ({first} {what}{beside}), so nothing of this build is "
                "kept; build again when nothing writes to it."
            )


def _sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
