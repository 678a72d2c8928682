"""Staging: a build is made beside the data folder and takes its place when it is whole, or leaves it as it was.

What is made stands in `.building` until it is whole, then, by one rename, in `.ready`: from that moment it is the data
folder (`Shelf` looks there first), and its files are moved to their places. A build that is killed before that moment
leaves the folder as it was, and one that is killed after it leaves the new one; the next build tidies up.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lbdp_core import manifest
from lbdp_core.sources import MANIFEST, READY, Altered, DataError, Shelf, Unwritten

BUILDING = ".building"
LOCK = ".building.lock"
README = "README.md"


def earlier(out: Path) -> tuple[Shelf | None, str]:
    """The data folder that was there before, or None and what is wrong with it ("" where there is none)."""
    try:
        return Shelf(out), ""
    except Altered as fault:
        return None, str(fault).split("; ")[0]
    except DataError:
        return None, ""


@contextmanager
def claimed(out: Path) -> Iterator[None]:
    """The folder `out`, made where it is not there, for this build alone; what a killed one left is tidied up.

    Raises:
        DataError: another build is at work in it, or it cannot be written; a path in its sentence is that of `out`.
    """
    new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _lock(out):
            settle(out)
            shutil.rmtree(out / BUILDING, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(out / BUILDING, ignore_errors=True)
    except DataError as fault:
        raise DataError(str(fault).replace(str(out / BUILDING), str(out))) from fault
    except OSError as fault:
        raise Unwritten(out, fault) from fault
    finally:
        if new and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """A lock that the system lets go of when the process ends, however it ends; SQLite has one on every system."""
    try:
        held = sqlite3.connect(out / LOCK, timeout=0, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            raise DataError(f"Another build is at work in {out}; wait until it has ended.") from None
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(out)) from fault
    try:
        yield
    finally:
        held.close()
        (out / LOCK).unlink(missing_ok=True)


def staged(out: Path, kept: Iterable[str] = ()) -> Path:
    """A folder inside `out` to build in, with the files of `out` that are kept."""
    folder = out / BUILDING
    folder.mkdir()
    keep(out, folder, kept)
    return folder


def keep(out: Path, folder: Path, paths: Iterable[str]) -> None:
    """The same files in both folders; a copy where the disk cannot link. Files are replaced, never written over."""
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(out / path, target)
        except OSError:
            shutil.copyfile(out / path, target)


def take_over(folder: Path, out: Path) -> None:
    """What was made becomes the data folder: by one rename, and then file by file."""
    folder.replace(out / READY)
    settle(out)


def settle(out: Path) -> None:
    """Move what is ready to its place and remove what the folder lists no more; the manifest comes last.

    Until then `Shelf` reads each file where it stands, so that this may end at any moment and be done again.
    """
    ready = out / READY
    if (ready / MANIFEST).is_file():
        listed = {*Shelf(out).entries, README}
        for path in sorted(listed):
            if (ready / path).is_file():
                (out / path).parent.mkdir(parents=True, exist_ok=True)
                (ready / path).replace(out / path)
        for path in _listed(out) - listed:
            (out / path).unlink(missing_ok=True)
        (ready / MANIFEST).replace(out / MANIFEST)
    shutil.rmtree(ready, ignore_errors=True)


def _listed(out: Path) -> set[str]:
    """What the manifest at its place lists; nothing where it cannot be read."""
    try:
        return set(manifest.read((out / MANIFEST).read_bytes()).entries)
    except (FileNotFoundError, manifest.Fault):
        return set()
