"""The container and the service: linted here, and run as far as no engine and no systemd are needed for."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import numpy
import pytest

from apps.bench.started import suite

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
NOBODY = "10001"
ALONE = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs", "--bounding-set=-all"]


def steps() -> list[tuple[str, str]]:
    """(instruction, what follows it) of the Dockerfile, comments left out and lines joined."""
    text = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text("utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


STEPS = steps()


def of(instruction: str) -> list[str]:
    return [rest for name, rest in STEPS if name == instruction]


def command(instruction: str) -> list[str]:
    """A command in exec form: as a list, without a shell between."""
    (found,) = of(instruction)
    return list(json.loads(found[found.index("[") :]))


def test_the_container_is_nobody_s_root_and_starts_without_a_shell():
    last = max(n for n, (name, _) in enumerate(STEPS) if name == "FROM")
    assert [rest for name, rest in STEPS[last:] if name == "USER"] == [NOBODY]
    assert [name for name, _ in STEPS].index("USER") > max(n for n, (name, _) in enumerate(STEPS) if name == "RUN")
    assert command("ENTRYPOINT")[:4] == ["lbdp", "serve", "--host", "0.0.0.0"]
    assert command("HEALTHCHECK")


def test_what_goes_into_the_container_is_pinned_hashed_and_no_secret():
    assert not {name for name, _ in STEPS} & {"ADD", "ARG", "VOLUME", "SHELL"}
    assert all(re.fullmatch(r"python:3\.\d+-slim-\w+( AS \w+)?", base) for base in of("FROM"))
    assert not re.search(r"secret|token|password|key", " ".join(of("ENV")), re.IGNORECASE)
    for run in of("RUN"):
        assert "curl" not in run and "wget" not in run
        assert "pip install" not in run or "--require-hashes" in run or "--no-index" in run
        assert "apt-get install" not in run or ("--no-install-recommends" in run and "rm -rf /var/lib/apt/lists" in run)


def copied() -> list[str]:
    return [source for rest in of("COPY") if "--from" not in rest for source in rest.split()[:-1]]


def test_what_is_copied_is_there_and_nothing_else_is_sent_to_the_engine():
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split()
    assert ignore[0] == "*"
    assert {line[1:] for line in ignore if line.startswith("!")} == set(copied())
    assert all((ROOT / source).exists() for source in copied())
    assert any(fnmatch("sample_data/areas/postcodes.parquet", line) for line in ignore)


@pytest.fixture(scope="module")
def image() -> Iterator[Path]:
    """The environment that the Dockerfile's own step installs from what it copies; the packages here serve as lock."""
    with tempfile.TemporaryDirectory(prefix="lbdp-") as folder:
        here = Path(folder)
        (here / "src").mkdir()
        for source in copied():
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, here / "src" / source)
        subprocess.run([sys.executable, "-m", "venv", here / "opt"], check=True)
        packages = str(Path(numpy.__file__).parents[1])  # in the image they come of the lock, setuptools too
        (site,) = here.glob("opt/lib/python*/site-packages")
        (site / "beside.pth").write_text(f"import sys; sys.path.insert(0, {packages!r})\n", "utf-8")
        step = of("RUN")[1].replace("/opt/lbdp", str(here / "opt"))
        assert shlex.split(step)[1] == "install"
        subprocess.run([*shlex.split(step), "--quiet", "--disable-pip-version-check"], cwd=here / "src", check=True)
        shutil.rmtree(here / "src")
        (here / "tmp").mkdir()
        here.chmod(0o755)
        yield here


def as_in_the_container(image: Path) -> Path:
    """A stand-in for python that runs as nobody, on a read-only disk with one small folder in memory."""
    script = image / "python-inside"
    mounts = f"mount -t tmpfs -o mode=1777,size=64m none {image}/tmp && mount -o remount,bind,ro /"
    alone = shlex.join([*ALONE, str(image / "opt/bin/python")])
    script.write_text(f'#!/bin/sh\nexec unshare -m sh -c \'{mounts} && exec {alone} "$@"\' sh "$@"\n', "utf-8")
    script.chmod(0o755)
    tried = subprocess.run(
        [script, "-c", "import lightgbm, apps.launch"], cwd=image, capture_output=True, text=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"this machine cannot run it as a container would: {tried.stderr.strip()[-200:]}")
    return script


def test_the_container_refuses_to_start_without_its_address(image):
    lbdp = image / "opt/bin/lbdp"
    there = {name: value for name, value in os.environ.items() if name not in ("LBDP_PUBLIC_URL", "PYTHONPATH")}
    done = subprocess.run(
        [lbdp, *command("ENTRYPOINT")[1:]], env=there, cwd=image, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--public-url" in done.stderr


def test_the_container_serves_as_nobody_on_a_read_only_disk_and_its_health_check_tells(image, monkeypatch):
    python = as_in_the_container(image)
    monkeypatch.setenv("LBDP_PUBLIC_URL", "https://data.council.example/lbdp")
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(image / "tmp"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    serve = [*command("ENTRYPOINT")[1:-1], "0", "--audit", str(image / "tmp/audit.jsonl")]
    check = command("HEALTHCHECK")
    with suite(command=serve, python=str(python), cwd=str(image)) as started:
        port = started.address.rpartition(":")[2]
        status = Path(f"/proc/{started.pid}/status").read_text("utf-8")
        assert re.search(rf"^Uid:\s+{NOBODY}\s", status, re.M)
        assert re.search(r"^CapEff:\s+0+$", status, re.M)
        healthy = [sys.executable, *(part.replace("8501", port) for part in check[1:])]
        assert subprocess.run(healthy, check=False).returncode == 0
    assert subprocess.run(healthy, stderr=subprocess.DEVNULL, check=False).returncode == 1


def test_systemd_takes_the_service_and_finds_little_exposed(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not here; install Debian's systemd")
    text = (DEPLOY / "lbdp.service").read_text("utf-8")
    assert "DynamicUser=yes" in text and "ProtectSystem=strict" in text
    unit = tmp_path / "lbdp.service"
    unit.write_text(text.replace("/opt/lbdp/bin/lbdp", "/bin/true"), "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "lbdp.service" in line]) == (0, [])
    rated = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", unit]
    assert subprocess.run(rated, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("file", ["lbdp.service", "Dockerfile"])
def test_what_they_start_is_a_command_that_the_suite_has(file):
    from apps.cli import parser

    text = re.sub(r"\\\n\s*", "", (DEPLOY / file).read_text("utf-8"))
    unit = re.search(r"^ExecStart=\S+ (.*)$", text, re.M)
    assert parser().parse_args(shlex.split(unit[1]) if unit else command("ENTRYPOINT")[1:]).port == 8501
