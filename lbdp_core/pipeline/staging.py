"""Staging: a build is made beside the data folder and takes its place when it is whole, or leaves it as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lbdp_core.sources import DataError, Shelf


def earlier(out: Path) -> Shelf | None:
    """The data folder that was there before; None where there is none that can be read."""
    try:
        return Shelf(out)
    except DataError:
        return None


@contextmanager
def staged(out: Path, kept: Iterable[str] = ()) -> Iterator[Path]:
    """A folder inside `out` to build in, with the files of `out` that are kept; it is gone afterwards.

    Raises:
        DataError: as the build does; a path in its sentence is that of `out`.
    """
    new = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        for path in kept:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            _same(out / path, folder / path)
        yield folder
    except DataError as fault:
        raise DataError(str(fault).replace(str(folder), str(out))) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if new and not any(out.iterdir()):
            out.rmdir()


def take_over(folder: Path, out: Path, made: Iterable[str], before: Shelf | None, last: str) -> None:
    """Move what was made to `out`, remove what the folder listed before and lists no more; the manifest comes last.

    Until `last` is there the folder's hashes do not match, so that a crash half way is seen when it is opened.
    """
    listed = set(made)
    for path in sorted(listed):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).replace(out / path)
    for path in sorted(set(before.entries if before else ()) - listed):
        if (out / path).resolve().is_relative_to(out.resolve()):
            (out / path).unlink(missing_ok=True)
    (folder / last).replace(out / last)


def _same(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk cannot link. Files are replaced, never written over."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
