"""Sessions at a running server: many at once, beside a heavy job, opened and closed again and again, never mixed.

Alone, on demand: `LBDP_ATTACK=1 pytest -m bench tests/bench/test_sessions.py`. Times are printed
with the machine's load and not judged. Delays are held to twice the goal, memory to the goal.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from apps.bench.measuring import resident_mib, rested, stops
from apps.bench.started import Started, suite
from apps.bench.visitor import Rerun
from lbdp_core.themes import THEMES
from tests.attack.guest import Guest, guest
from tests.attack.hostile import DEEP
from tests.laws.test_every_page import VIEWS
from tests.laws.test_own_files import codes, visits

pytestmark = [pytest.mark.bench, pytest.mark.skipif(not DEEP, reason="LBDP_ATTACK=1 tries it: four minutes")]
SLUGS = [theme.slug for theme in THEMES]
OWN = "Your own file"
MOVES = 12
GOAL = 2  # times that a lever may take beside a heavy job
TOTALS = re.compile(r"With your own file: ([\d,]+) home visits")


@pytest.fixture(scope="module")
def server() -> Iterator[Started]:
    with suite() as started:
        for slug in SLUGS:
            with guest(started.address, slug) as one:
                one.open()
        rested(started.pid)
        yield started


def said(what: str) -> None:
    print(f"\n{what} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")


def moving(server: Started, slug: str, moves: int, wait: Callable[[], float]) -> list[Rerun]:
    """A session that moves the first lever of a page; wait: seconds between two moves."""
    with guest(server.address, slug) as one:
        done = [one.open()]
        knob = next(iter(one.knobs.values()))
        for value in [*zip(range(moves), cycle(stops(knob)), strict=False)]:
            time.sleep(wait())
            done.append(one.turn(knob, value[1]))
        return done[1:] if not done[0].errors else done


@pytest.mark.parametrize("sessions", [1, 10, 20, 40])
def test_sessions_that_move_levers_at_once_see_no_error(server, sessions):
    """Each moves a lever about every four seconds, as people do who look at what it changed."""
    found: list[Rerun] = []
    failed: list[str] = []

    def run(n: int) -> None:
        die = random.Random(n)
        try:
            found.extend(moving(server, SLUGS[n % len(SLUGS)], MOVES, lambda: die.uniform(2, 6)))
        except Exception as fault:  # any at all is an error that a person would see
            failed.append(repr(fault))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    p50, p95 = np.percentile([rerun.seconds for rerun in found], [50, 95])
    said(f"{sessions} sessions, {len(found)} moves: p50 {p50:.2f} s, p95 {p95:.2f} s")
    assert not failed
    assert not [rerun.errors for rerun in found if rerun.errors]
    assert len(found) == sessions * MOVES


def large() -> bytes:
    """Counts by area of 10 MB: most of it is a column that nobody asked for."""
    frame = pd.DataFrame({"lsoa21_code": codes(), "visits": 40 + np.arange(len(codes())) % 9})
    frame["remark"] = "x" * (10_000_000 // len(frame))
    return frame.to_csv(index=False).encode()


def trial() -> bytes:
    """Counts of something, to be tried on the sharing page."""
    return pd.DataFrame({"lsoa": codes(), "n": 40 + np.arange(len(codes())) % 9}).to_csv(index=False).encode()


def uploads(one: Guest, times: int) -> None:
    """Bring a large file."""
    if not times:
        one.open_box(OWN)
    one.bring(large(), "own.csv")


def trials(one: Guest, times: int) -> None:
    """Try a dataset, each time another one."""
    if not times:
        one.open_box("Test your own file")
    one.bring(trial() + b"\n" * times, f"own-{times}.csv")
    one.press("Yes, try it")


def briefs(one: Guest, times: int) -> None:
    """Take a brief away."""
    if not times:
        one.view("Explore")
    assert len(one.take_away(f"Brief ({('HTML', 'Word', 'PowerPoint')[times % 3]})")) > 10_000


def processor_s(pid: int) -> float:
    """Seconds of processor that a process has had, in hundredths; without /proc, seconds of the clock."""
    told = Path(f"/proc/{pid}/stat")
    if not told.is_file():
        return time.perf_counter()
    return sum(map(int, told.read_text().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")


def busy(address: str, slug: str, job: Callable[[Guest, int], None], go: Any, done: Any) -> None:
    """Another person's computer: the job again and again whenever `go` is set, until it is told to end."""
    with guest(address, slug) as one:
        one.open()
        while not done.is_set():
            if go.wait(0.1):
                job(one, busy.times)
                busy.times += 1


busy.times = 0


@pytest.mark.parametrize(
    ("slug", "job"),
    [("fire", uploads), ("sharing", trials), ("fire", briefs)],
    ids=["an upload", "a trial", "a brief"],
)
def test_a_heavy_job_does_not_hold_up_another_session_s_lever(server, slug, job):
    """Moves with the job beside and without take turns, so that what else runs on the machine slows both.

    Judged by the server's own processor time while a lever is moved, which another program does not lengthen: one
    thread of Python runs at a time, so on a quiet machine that is how long the lever takes.
    """
    times: dict[bool, list[float]] = {False: [], True: []}
    spent: dict[bool, list[float]] = {False: [], True: []}
    apart = multiprocessing.get_context("spawn")
    go, done = apart.Event(), apart.Event()
    other = apart.Process(target=busy, args=(server.address, slug, job, go, done))
    other.start()
    with guest(server.address, "health") as one:
        one.open()
        knob = next(iter(one.knobs.values()))
        settings = cycle(stops(knob))
        for heavy in [False, True] * 6:
            (go.set if heavy else go.clear)()
            time.sleep(4)  # until a job that was begun has ended, or one has begun
            for _ in range(12):
                before = processor_s(server.pid)
                rerun = one.turn(knob, next(settings))
                assert not rerun.errors
                times[heavy].append(rerun.seconds)
                spent[heavy].append(processor_s(server.pid) - before)
                time.sleep(0.1)
    done.set()
    other.join()
    assert other.exitcode == 0
    ratios = []
    for what, taken, middle in (("s", times, np.median), ("s of processor", spent, np.mean)):
        without, beside = (float(middle(taken[heavy])) for heavy in (False, True))
        ratios.append(beside / without)
        said(f"a lever: {without:.3f} {what} alone, {beside:.3f} beside {job.__name__}: x {ratios[-1]:.2f}")
    assert ratios[1] < GOAL


def test_sessions_that_come_and_go_with_large_files_leave_no_memory_behind(server):
    raw, sizes = large(), []
    for _ in range(220):
        with guest(server.address, "fire") as one:
            one.open()
            one.open_box(OWN)
            rerun = one.bring(raw, "own.csv")
            assert not rerun.errors
            assert any("With your own file" in element.body for form, element in one.elements if form == "markdown")
        sizes.append(resident_mib(server.pid))
    if sizes[0] is None:
        pytest.skip("memory is read from /proc, which this system does not have")
    first, before, after = sizes[0], float(np.median(sizes[10:20])), float(np.median(sizes[-5:]))
    told = f"{first:.0f} MiB after one session with 10 MB, {before:.0f} after 20, {after:.0f} after {len(sizes)}"
    said(f"{told}: x {after / before:.2f}")
    assert after < 1.2 * before


def test_no_session_sees_anything_of_another_s_file(server):
    """Three sessions on one page, two with files of their own, take turns in any order."""
    die = random.Random(7)
    with ExitStack() as stack:
        guests = [stack.enter_context(guest(server.address, "fire")) for _ in range(3)]
        for one in guests:
            one.open()
            one.open_box(OWN)
        total = ["", "", ""]
        seen = 0
        for _ in range(500):
            n = die.randrange(3)
            one, act = guests[n], die.random()
            one.elements.clear()
            if n < 2 and (act < 0.2 or not total[n]):
                sizes = [die.randrange(10, 90) * 5 for _ in range(3)]
                total[n] = f"{sum(sizes):,}"
                one.view("Explore")
                one.open_box(OWN)
                one.elements.clear()  # they still tell of the file before
                rerun = one.bring(visits(sizes), "own.csv")
            elif act < 0.6:
                knob = next(iter(one.knobs.values()))
                rerun = one.turn(knob, die.choice(stops(knob)))
            else:
                rerun = one.view(die.choice(VIEWS))
            assert not rerun.errors
            text = " ".join(str(element) for _, element in one.elements)
            told = set(TOTALS.findall(text))
            assert told <= {total[n]}, (n, told, total)
            seen += bool(told)
    said(f"{500} turns of three sessions, {seen} of them told a session of its own file and of no other")
    assert seen > 10
