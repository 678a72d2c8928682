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
    assert apart(here["ranges"], there["ranges"], DRAWN) == []
