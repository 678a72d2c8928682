"""The suite as its own process, as a visitor meets it: for the bench and for tests."""

from __future__ import annotations

import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from lbdp_core.sources import DataError

PATIENCE_S = 120
DEMO = ("demo", "--no-browser", "--port", "0")


@dataclass(frozen=True)
class Started:
    """A running suite: its address, its process id, and when (perf_counter) it was started."""

    address: str
    pid: int
    at: float


@contextmanager
def suite(
    *options: str, python: str = sys.executable, cwd: str | None = None, command: Sequence[str] = DEMO
) -> Iterator[Started]:
    """`lbdp demo` on a free port, or another command that serves, stopped at the end.

    Raises:
        DataError: it ended, or gave no address within two minutes.
    """
    at = perf_counter()
    whole = [python, "-m", "apps.cli", *command, *options]
    process = subprocess.Popen(whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd)
    try:
        line = first_line(process)
        found = re.search(r"http://[^/\s]+", line)
        if not found:
            told = process.communicate(timeout=PATIENCE_S)[1].strip().splitlines()
            raise DataError(f"The suite did not start: {told[-1] if told else 'it said nothing'}")
        yield Started(found[0], process.pid, at)
    finally:
        process.terminate()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    """What the process prints first, or "" when it ends without a word."""
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: lines.put(process.stdout.readline() if process.stdout else ""), daemon=True).start()
    try:
        return lines.get(timeout=PATIENCE_S)
    except queue.Empty:
        raise DataError(f"The suite was not ready after {PATIENCE_S} s; `lbdp demo` shows why.") from None
