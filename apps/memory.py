"""Memory: what a run needed goes back to the system when the run is over, and what is uploaded never leaves it."""

from __future__ import annotations

import ctypes
import sys

TRIM, MAPPED, ARENAS = -1, -3, -8  # names of glibc's malloc.h: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX
SETTINGS = {TRIM: 128 * 1024, MAPPED: 128 * 1024, ARENAS: 2}


def give_back() -> bool:
    """Fix the sizes from which glibc gives freed arrays back; whether it could be asked to.

    Left alone it raises them to that of the largest array that was freed, so that the process keeps the most that any
    run has ever needed, once for every thread.
    """
    if not sys.platform.startswith("linux"):
        return False
    ask = getattr(ctypes.CDLL(None), "mallopt", None)
    return ask is not None and all(ask(name, size) == 1 for name, size in SETTINGS.items())


def keep_uploads() -> None:
    """Keep what a browser uploads in memory: Starlette would write all above 1 MB into a temporary file.

    `server.maxUploadSize` bounds it.
    """
    from starlette.formparsers import MultiPartParser

    MultiPartParser.spool_max_size = sys.maxsize
