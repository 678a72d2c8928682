"""ARCHITECTURE's five steps to a theme, followed to the letter in a copy of the checkout; then all laws hold for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lbdp_core import methods
from lbdp_core.boroughs import CODES

ROOT = Path(__file__).resolve().parents[1]
TOY = ROOT / "tests/toy_theme"
MOST = 250  # lines of the least theme
LEFT = (".git", ".venv", "docs/shots", ".ruff_cache", ".hypothesis", "__pycache__")


def test_the_least_theme_is_short():
    assert sum(len(path.read_text("utf-8").splitlines()) for path in TOY.glob("*.py")) < MOST


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A checkout in which the five steps were followed for the toy."""
    root = tmp_path_factory.mktemp("five") / "checkout"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*(Path(name).name for name in LEFT)))
    # 1. the question, and 2. the theme's folder
    shutil.copytree(TOY, root / "lbdp_core/toy")
    # 3. its line in the register, its name in the contract, what its columns mean
    meaning = "  toy/visits.csv:\n    visits: [visits to libraries in the year, visits]\n"
    replace(root / "lbdp_core/dictionary.yaml", "\ntables:\n", f"\ntables:\n{meaning}")
    replace(root / "lbdp_core/themes.py", "refugees, sharing\n", "refugees, sharing, toy\n")
    replace(root / "lbdp_core/themes.py", "    homelessness.THEME,\n", "    homelessness.THEME,\n    toy.THEME,\n")
    replace(root / "pyproject.toml", "refugees | sharing", "refugees | sharing | toy")
    # 4. a methods page, a folder of tests
    (root / "docs/methods/toy.md").write_text(f"# Library visits\n\nA toy.\n\n{methods.START}\n{methods.END}\n")
    (root / "tests/toy").mkdir()
    (root / "tests/toy/__init__.py").touch()
    # 5. its data
    raw = root.parent / "raw"
    raw.mkdir()
    rows = (f"{c},{y},{1000 + 17 * n + 40 * (y % 3)}" for n, c in enumerate(CODES) for y in range(2015, 2025))
    (raw / "visits.csv").write_text("borough_code,year,visits\n" + "\n".join(rows) + "\n")
    told = lbdp(root, "data", "build", "--raw", str(raw), "--out", "sample_data", "--theme", "toy")
    assert told.returncode == 0, told.stderr
    told = lbdp(root, "evaluate", "toy", "--stored", "--into", "docs/methods/toy.md")
    assert told.returncode == 0, told.stderr
    return root


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name}: {old}"
    path.write_text(text.replace(old, new), "utf-8")


def lbdp(root: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return run(root, "-m", "apps.cli", *argv)


def run(root: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(root)}
    env.pop("LBDP_DATA", None)
    return subprocess.run([sys.executable, *argv], cwd=root, env=env, capture_output=True, text=True, check=False)


def test_the_toy_runs_and_says_how_wrong_it_was(copy):
    said = lbdp(copy, "run", "toy", "--set", "hours=20")
    assert said.returncode == 0, said.stderr
    assert "visits" in said.stdout
    assert "last" in (copy / "docs/methods/toy.md").read_text("utf-8").partition(methods.START)[2]


def test_every_law_holds_for_the_toy(copy):
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", "toy", "tests/laws",
               "tests/test_methods.py", "tests/test_shell.py")  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, done.stdout
    assert int(passed[1]) > 30


@pytest.mark.parametrize("check", [("mypy", "lbdp_core/toy"), ("ruff", "check", "lbdp_core/toy"), ("lint-imports",)])
def test_the_checks_of_the_house_hold_for_the_toy(copy, check):
    tool = str(Path(sys.executable).with_name(check[0]))
    env = os.environ | {"PYTHONPATH": str(copy)}
    done = subprocess.run([tool, *check[1:]], cwd=copy, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
