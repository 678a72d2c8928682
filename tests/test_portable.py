"""Windows and macOS: what can be told of them on another system."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from apps import cli
from lbdp_core import sources as core_sources
from tests.test_architecture import ROOT, sources, tracked

LONGEST = 120  # characters of a path in the checkout: Windows takes 260 with the folder in front
LACKS = re.compile(r'^(.*?):\d+: error: Module (?:".*" )?has no attribute', re.M)
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def test_no_module_calls_what_windows_does_not_have():
    """The types of Python's library say which system has what; `hasattr` and `sys.platform` are taken into account.

    What macOS lacks of Linux, Windows lacks too. Packages are left out: their types, which the house's own check
    reads, take most of its time.
    """
    alone = ["--no-site-packages", "--ignore-missing-imports", "--cache-dir", os.devnull, "--no-error-summary"]
    command = [sys.executable, "-m", "mypy", "--platform", "win32", *alone, "apps", "lbdp_core"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr
    found = {m[1].replace("\\", "/") for m in re.finditer(LACKS, done.stdout)}
    assert found == {"apps/bench/measuring.py"}  # it reads /proc, where there is one


def test_a_text_file_is_read_and_written_in_utf_8_whatever_the_system_s_own_code_is():
    wrong = []
    for path, tree in sources("apps", "lbdp_core"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                least = {"read_text": 1, "write_text": 2}.get(node.func.attr)
                if least and len(node.args) < least and "encoding" not in {k.arg for k in node.keywords}:
                    wrong.append(f"{path}:{node.lineno}")
    assert [line for line in wrong if not line.startswith("apps/bench/")] == []


def test_no_name_is_too_long_reserved_or_the_same_but_for_capitals():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert max(map(len, names)) <= LONGEST
    assert [n for n in names if {part.split(".")[0].lower() for part in n.split("/")} & RESERVED] == []
    assert [n for n in names if set(n) & set('<>:"|?*\\')] == []
    assert [n for n, count in Counter(n.lower() for n in names).items() if count > 1] == []


def test_git_on_windows_leaves_line_ends_and_so_hashes_alone(tmp_path):
    git = shutil.which("git")
    if not git:
        pytest.skip("git is not here")

    def run(*told: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=true"]
        subprocess.run([git, *identity, *told], cwd=tmp_path, check=True, capture_output=True)

    shutil.copy(ROOT / ".gitattributes", tmp_path)
    table = tmp_path / "table.csv"
    table.write_bytes(b"a,b\n1,2\n")
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    run("init", "-q")
    run("add", "-A")
    run("commit", "-q", "-m", "x")
    table.unlink()
    run("checkout", "--", "table.csv")
    assert hashlib.sha256(table.read_bytes()).hexdigest() == before


def test_a_locked_file_is_one_sentence(tmp_path, monkeypatch, capsys):
    """As Windows answers when another program, such as Excel, holds the file."""

    def locked(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        core_sources.write_whole(tmp_path / "x.csv", b"x")
    out = tmp_path / "brief.html"
    assert cli.main(["brief", "fire", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "cannot be used: permission denied" in said and "Traceback" not in said
    assert os.listdir(tmp_path) == ["x.csv.part"] or not out.exists()
