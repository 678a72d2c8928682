"""Logs: a line of JSON an event, without values: when, how grave, which part of which program, what kind of error.

Words of a message can hold what somebody typed or brought. Only the suite's own words are kept; of everybody else's,
and of every error, the place in the program says what happened.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from lbdp_core import plain_json

OURS = "lbdp"
SETTINGS = {"logger.messageFormat": "%(message)s", "logger.enableRich": False}
DEEPEST = 12  # steps of an error that are kept, the innermost ones


def _steps(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-DEEPEST:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


class Record(logging.LogRecord):
    """A record whose message is a line of JSON, and which holds nothing else."""

    def __init__(self, name: str, level: int, path: str, line: int, msg: Any, args: Any, exc_info: Any, *rest: Any):
        said: dict[str, Any] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": logging.getLevelName(level).lower(),
            "from": name,
            "place": f"{Path(path).name}:{line}",
        }
        if name == OURS:
            said["said"] = str(msg)  # as it is written in the program, without what is put in
        if exc_info and exc_info[0]:
            said |= {"error": exc_info[0].__name__, "steps": _steps(exc_info[2])}
        super().__init__(name, level, path, line, plain_json.text(said), (), None, *rest)


def structure() -> None:
    """From now on every log of this process, every warning and every error that nobody caught is such a line."""
    logging.setLogRecordFactory(Record)
    logging.captureWarnings(True)
    logging.basicConfig(format="%(message)s", level=logging.WARNING, force=True)
    log = logging.getLogger(OURS)
    sys.excepthook = lambda kind, fault, trace: log.critical("stopped by an error", exc_info=(kind, fault, trace))
    threading.excepthook = lambda of: log.error(
        "a thread was stopped by an error",
        exc_info=(of.exc_type, of.exc_value or of.exc_type(), of.exc_traceback),
    )
