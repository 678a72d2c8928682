"""Nothing of a file stays behind: not its headers, not its values, not in a cache and not in a sentence."""

from __future__ import annotations

import gc
import io
import sys
import types
from collections.abc import Iterator

import numpy as np
import pandas as pd

from lbdp_core import door, own, pipeline
from lbdp_core.sharing import own as counts
from lbdp_core.sources import DataError, Shelf
from lbdp_core.themes import THEMES

FIRE = next(t for t in THEMES if t.slug == "fire")


def canary() -> str:
    """Made at run time, so that no constant of this file is it."""
    return "".join(["CANARY", "100023336956"])


def is_a(value: object, *kinds: type) -> bool:
    """By its type alone: objects of some packages answer no question about themselves."""
    return issubclass(type(value), kinds)


def left(words: str) -> list[str]:
    """Where a text still is in this process: in whatever the collector knows of, in keys, and in arrays of objects."""
    gc.collect()
    found: list[str] = []
    work = [it for it in gc.get_objects() if not is_a(it, types.FrameType)]
    seen = {id(it) for it in work} | {id(work), id(found)}
    while work:
        holder = work.pop()
        held = [] if holder is work or holder is found else gc.get_referents(holder)
        if is_a(holder, dict):
            held += list(holder)  # the collector passes by keys that are text
        if is_a(holder, np.ndarray) and holder.dtype == object:
            held += holder.ravel().tolist()
        for value in held:
            if value is words:
                continue
            if is_a(value, str, bytes):
                if (words.encode() if is_a(value, bytes) else words) in value:
                    found.append(f"{type(holder).__name__}: {value[:60]!r}")
            elif id(value) not in seen and not is_a(value, types.FrameType, types.ModuleType, type):
                seen.add(id(value))
                work.append(value)
    return found


def as_csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def as_parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


def as_workbook(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_excel(buffer, index=False)
    return buffer.getvalue()


FORMS = {"csv": as_csv, "parquet": as_parquet, "xlsx": as_workbook}


def files(form: str, words: str, shelf: Shelf) -> Iterator[bytes]:
    """Refused, all of them: without a header, with a telling one, with a value that tells."""
    codes = shelf.table("areas/lsoa.csv")["code"].head(40).tolist()
    yield FORMS[form](pd.DataFrame({codes[0]: codes[1:], f"1 {words} Road": [f"{n} {words} Road" for n in range(39)]}))
    yield FORMS[form](pd.DataFrame({"lsoa": codes, "n": 9, f"{words} address": "x"}))
    yield FORMS[form](pd.DataFrame({"lsoa": codes, "n": 9, "remark": [f"{n} {words} Road" for n in range(40)]}))


def offer(raw: bytes, label: str, shelf: Shelf) -> bool:
    """Whether either page takes a file; what it says of it is dropped at once."""
    model = pipeline.open_theme("fire", shelf)[1]
    taken = False
    for task in (
        lambda: counts.propose(raw, label, shelf),
        lambda: FIRE.own.take(model, shelf, raw, label, {}, own.silent),
        lambda: door.recognised(raw, [k for t in THEMES for k in t.kinds], label),
    ):
        try:
            task()
        except DataError:
            continue
        taken = True
    return taken


def test_nothing_of_a_file_stays_in_the_process_whether_it_was_refused_or_taken(shelf, caplog):
    """After a search that finds what is kept: by value, by key and in an array."""
    words = canary()
    keeping = {"somewhere": [f"a {words}"], (1, f"b {words}"): np.array([f"c {words}"], dtype=object), f"d {words}": 1}
    assert {line.rpartition(": ")[2][1:2] for line in left(words)} == {"a", "b", "c", "d"}
    keeping.clear()
    for form in FORMS:
        for raw in files(form, words, shelf):
            assert not offer(raw, f"{form}-file.{form}", shelf)
    codes = shelf.table("areas/lsoa.csv")["code"].head(40).tolist()
    raw = as_csv(pd.DataFrame({"lsoa": codes, words: [9 + n % 20 for n in range(40)]}))
    assert counts.propose(raw, "own.csv", shelf).count == words
    del raw
    sys.last_value = sys.last_traceback = None
    assert left(words) == []
    assert words not in caplog.text
