"""The locks hold what is needed and no more; an installed wheel finds its data without the checkout."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import numpy
import pytest

from apps.bench.started import suite
from lbdp_core import sources

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-spark.lock")
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>[^\\]+?))? \\$", re.M)


def pins(lock: str) -> set[tuple[str, str, str]]:
    return {(m["name"], m["version"], m["marker"] or "") for m in PIN.finditer((ROOT / lock).read_text())}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_no_address_and_a_hash_for_everything(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*(-|@)", re.sub(r"^    --hash=sha256:[0-9a-f]{64}.*$", "", text, flags=re.M), re.M)
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in block for block in blocks)
    assert len(blocks) == len(pins(lock)) > 40


def test_the_test_lock_is_the_runtime_lock_and_more():
    assert pins("requirements.lock") < pins("requirements-dev.lock")
    extra = {name for name, *_ in pins("requirements-dev.lock")}
    assert {"pytest", "ruff", "mypy", "import-linter", "playwright", "setuptools"} <= extra


def test_the_lock_of_spark_can_be_added_to_either_of_the_others():
    """One virtual environment holds both: where two locks name a package, they name the same version of it."""
    wanted = {(name, marker): version for name, version, marker in pins("requirements-spark.lock")}
    assert pins("requirements.lock") < pins("requirements-spark.lock")
    for name, version, marker in pins("requirements-dev.lock"):
        assert wanted.get((name, marker), version) == version


def test_the_locks_hold_every_dependency_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for lock, wanted in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", project["dependencies"] + project["optional-dependencies"]["dev"]),
        (
            "requirements-spark.lock",
            [line for name in ("spark", "fast") for line in project["optional-dependencies"][name]],
        ),
    ):
        names = {name for name, *_ in pins(lock)}
        assert {re.match(r"[\w-]+", line)[0] for line in wanted} <= names


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A virtual environment with the wheel, beside the packages that are here; no checkout on its path."""
    here = tmp_path_factory.mktemp("wheel")
    checkout = here / "checkout"
    for part in ("apps", "lbdp_core", "sample_data", "streamlit_config"):
        shutil.copytree(ROOT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "setup.py", "MANIFEST.in"):
        shutil.copy(ROOT / part, checkout)
    offline = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", ".", "--no-build-isolation", "-w", here, *offline], cwd=checkout, check=True)
    venv.create(here / "venv", with_pip=False)
    python = here / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    (wheel,) = here.glob("lbdp-*.whl")
    subprocess.run([*pip, "--python", python, "install", wheel, *offline], cwd=here, check=True)
    shutil.rmtree(checkout)
    purelib = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", purelib], capture_output=True, text=True, check=True).stdout.strip()
    packages = Path(numpy.__file__).parents[1]
    Path(site, "beside.pth").write_text(f"{packages}\n")  # the dependencies, but not our own editable install
    return python


def test_an_installed_wheel_runs_a_theme_from_anywhere(installed, tmp_path):
    lbdp = installed.with_name("lbdp")
    done = subprocess.run([lbdp, "run", "fire", "--json"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["theme"] == "fire"
    code = "from lbdp_core import sources; print(sources.find('sample_data'), sources.find('apps/static'))"
    found = subprocess.run([installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(ROOT) not in found
    assert Path("apps/_shipped/sample_data").as_posix() in found


def test_an_installed_wheel_starts_the_suite_from_anywhere(installed, tmp_path):
    with suite(python=str(installed), cwd=str(tmp_path)) as started:
        assert started.address.startswith("http://127.0.0.1:")


def test_a_checkout_uses_its_own_folders():
    for kind in ("sample_data", "streamlit_config", "apps/static"):
        assert sources.find(kind) == ROOT / kind
