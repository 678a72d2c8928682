"""A tour in a network namespace without a route: whatever asks for the outside is counted by the kernel."""

from __future__ import annotations

import json
import os
import shutil
import socket
import struct
import subprocess
import sys
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import pytest

from lbdp_core import tour
from lbdp_core.themes import THEMES, by_slug

ROOT = Path(__file__).resolve().parents[1]
ALL = os.environ.get("LBDP_TOURS") == "all"
FEW = 2  # steps; `test_every_tour` walks the others, and hears what they ask for


def asked_outside() -> int:
    """How often this namespace was asked to send something for which it has no route."""
    names, values = (line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:"))
    sixth = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    return int(dict(zip(names, values, strict=True))["OutNoRoutes"]) + int(sixth["Ip6OutNoRoutes"])


def inside() -> None:
    """In the namespace: a positive control; every page, counted by the kernel; tours in Chromium, whose requests count.

    Chromium itself asks which networks there are, so that the kernel's count is taken without it.
    """
    import fcntl

    from apps.bench import walk
    from apps.bench.started import suite
    from apps.bench.visitor import visit

    if not ALL:  # a tour whose maps are soon drawn
        walk.pipeline.themes_in = lambda shelf: (by_slug("homelessness"),)

    with socket.socket() as s:
        fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 0x49))  # SIOCSIFFLAGS: loopback up and running
        s.settimeout(1)
        control = s.connect_ex(("192.0.2.1", 80))
    before = asked_outside()
    with suite() as started:
        for page in ("", *(theme.slug for theme in THEMES)):
            with visit(started.address, page) as visitor:
                assert not visitor.open().errors
        outside = asked_outside() - before
        walk.suite = lambda *options: nullcontext(started)
        steps = [[step.theme, step.step, step.faults] for step in islice(walk.walk(None), None if ALL else FEW)]
    print(json.dumps({"control": before if control else 0, "steps": steps, "outside": outside}))


@pytest.mark.browser
def test_a_tour_asks_nothing_of_the_outside():
    unshare = shutil.which("unshare")
    alone = [unshare, "-n"] if getattr(os, "geteuid", lambda: 1)() == 0 else [unshare, "-rn"]
    if not unshare or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no network namespace")
    code = "from tests.test_no_network import inside; inside()"
    done = subprocess.run([*alone, sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["control"] >= 1, "the kernel did not count the control"
    assert len(told["steps"]) == (sum(len(tour.steps(theme.slug)) for theme in THEMES) if ALL else FEW)
    assert [step for step in told["steps"] if step[2]] == []
    assert told["outside"] == 0
