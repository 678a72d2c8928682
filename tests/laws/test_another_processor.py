"""Laws of another processor: what is read, drawn, written and said is the same to the bit, what is added up to 1e-9.

Another processor runs another kernel of the linear algebra and other vector instructions. A process of its own is made
to do so here, with another order of hashes besides.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys

import pytest

from tests import elsewhere
from tests.alike import DRAWN, FITTED, apart
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def two() -> tuple[dict, dict]:
    """What is said here and there."""
    if platform.machine() not in ("x86_64", "AMD64"):
        pytest.skip("which kernels another processor would run is known here for x86-64 alone")
    command = [sys.executable, "-W", "ignore", "-m", "tests.elsewhere"]
    done = subprocess.run(
        command, env=os.environ | elsewhere.OTHER, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(json.dumps(elsewhere.told())), json.loads(done.stdout)


def test_it_is_another_kernel(two):
    here, there = two
    if not here["kernels"]:
        pytest.skip("the linear algebra is no OpenBLAS, whose kernels alone can be chosen")
    assert here["kernels"] != there["kernels"]


def test_files_draws_keys_links_and_sentences_are_the_same_to_the_bit(two):
    here, there = two
    assert apart(here["bits"], there["bits"]) == []


def test_figures_are_the_same_within_what_their_sums_may_differ_by(two):
    here, there = two
    assert apart(here["figures"], there["figures"], FITTED) == []
    for slug, tables in here["ranges"].items():
        largest = max((abs(v) for v in flat(tables)), default=1.0)  # a rise keeps the last digits of what it is between
        assert apart(scaled(tables, largest), scaled(there["ranges"][slug], largest), DRAWN) == []


def flat(told) -> list[float]:
    """Every number of what is told."""
    each = told.values() if isinstance(told, dict) else told
    return [n for v in each for n in ([v] if isinstance(v, float) and v == v else flat(v) if v and v == v else [])]


def scaled(told, by: float):
    """What is told, each number as a part of another."""
    if isinstance(told, dict):
        return {name: scaled(v, by) for name, v in told.items()}
    return [scaled(v, by) for v in told] if isinstance(told, list) else told / by if isinstance(told, float) else told
