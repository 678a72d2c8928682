"""A build is all or nothing: whatever ends it, the folder is the old one or the new one, and can be built again."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from lbdp_core import pipeline
from lbdp_core.pipeline import staging
from lbdp_core.pipeline.steps import Steps
from lbdp_core.sources import MANIFEST, READY, DataError, Shelf, Workbench
from tests import small_themes as small

KILLS = int(os.environ.get("LBDP_KILLS", "5"))  # 50 on demand
TOUCHES = ("os.replace", "os.rename", "os.unlink", "os.link", "os.fsync", "os.mkdir")  # of the disk, as audit events


@pytest.fixture
def town(monkeypatch, tmp_path):
    return small.built(monkeypatch, tmp_path)


def whole(shelf: Shelf) -> dict[str, bytes]:
    """Every file of a folder as it is read; one that is not what the manifest lists raises."""
    return {path: shelf.bytes(path) for path in shelf.entries}


def killed_at(town: small.Town, touch: int) -> int:
    """Build in a child process that is killed when it touches the disk for the nth time; its exit status."""
    child = os.fork()
    if not child:  # nothing of the test runner may go on in the child
        count = 0

        def touched(*_: object) -> None:
            nonlocal count
            count += 1
            if count == touch:
                os.kill(os.getpid(), signal.SIGKILL)

        for name in ("replace", "rename", "unlink", "link", "fsync", "mkdir"):
            real = getattr(os, name)
            setattr(os, name, lambda *at, real=real, **more: (touched(), real(*at, **more))[1])
        try:
            town.build()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked to be killed")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_build_that_is_killed_at_any_moment_leaves_the_old_folder_or_the_new_one(town):
    old = whole(town.shelf)
    (town.raw / "beta.txt").write_text("7 2023-12-31")
    (town.raw / "alpha.txt").unlink()  # its tables go, and those of gamma with them
    touches = random.Random(5).sample(range(1, 120), KILLS)
    seen = []
    for touch in sorted(touches):
        status = killed_at(town, touch)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        now = whole(town.shelf)
        seen.append("old" if now == old else "new")
        assert now == old or pipeline.open_theme("beta", town.shelf)[1].things == 7
    print(f"{len(seen)} kills: {seen.count('old')} left the old folder, {seen.count('new')} the new one")
    town.build()
    assert not [path for path in town.out.iterdir() if path.name.startswith((".building", ".ready"))]
    assert [theme.slug for theme in pipeline.themes_in(town.shelf)] == ["beta"]
    assert not (town.out / "alpha").exists() or not list((town.out / "alpha").iterdir())
    assert set(whole(town.shelf)) | {MANIFEST, "README.md"} == set(town.files())


def test_what_is_ready_is_the_folder_before_any_file_is_moved(town, monkeypatch):
    (town.raw / "beta.txt").write_text("7 2023-12-31")
    settle, calls = staging.settle, []

    def cut(out: Path) -> None:
        calls.append(out)
        if len(calls) == 2:  # after the rename
            raise KeyboardInterrupt
        settle(out)

    monkeypatch.setattr(staging, "settle", cut)
    with pytest.raises(KeyboardInterrupt):
        town.build()
    assert (town.out / READY / MANIFEST).is_file()
    assert pipeline.open_theme("beta", town.shelf)[1].things == 7
    assert pipeline.themes_in(town.shelf)
    town.build()
    assert not (town.out / READY).exists()
    assert pipeline.open_theme("beta", town.shelf)[1].things == 7


@pytest.mark.parametrize("path", ["models/beta.npz", MANIFEST])
def test_a_full_disk_is_one_sentence_and_the_folder_stays(town, monkeypatch, path):
    before = town.files()
    real = os.fsync
    (town.raw / "beta.txt").write_text("7 2023-12-31")

    def full(fd: int) -> None:
        if Path(os.readlink(f"/proc/self/fd/{fd}")).as_posix().endswith(f"{path}.part"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(fd)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        DataError, match=r"^[^\n]*no space left on device[^\n]*stays as it was; make room[^\n]*$"
    ) as fault:
        town.build()
    assert ".building" not in str(fault.value)
    assert town.files() == before


READ_ONLY = """
import os, sys
from pathlib import Path
out = Path(sys.argv[1])
from lbdp_core.pipeline import staging
from lbdp_core.sources import DataError
os.chmod(out, 0o500)
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with staging.claimed(out):
        pass
except DataError as fault:
    print(fault)
"""


@pytest.mark.skipif(os.name == "nt", reason="folders have other rights there")
def test_a_folder_that_may_only_be_read_is_one_sentence():
    with tempfile.TemporaryDirectory() as top:  # whose parents anybody may enter, unlike those of tmp_path
        Path(top).chmod(0o755)
        (Path(top) / "out").mkdir()
        command = [sys.executable, "-c", READ_ONLY, f"{top}/out"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1, done.stderr
    assert "cannot be written" in done.stdout
    assert "permission denied" in done.stdout


@pytest.mark.parametrize("how", ["changed", "new", "gone"])
def test_a_raw_folder_that_changes_meanwhile_keeps_nothing(town, how):
    before = town.files()
    (town.raw / "alpha.txt").write_text("9 2022-12-31")

    def meanwhile(inventory, bench):
        path = town.raw / "q.csv"
        if how == "gone":
            path.unlink()
        elif how == "new":
            (town.raw / "new.csv").write_text("x\n")
        else:
            path.write_text(path.read_text() + "\n")
        return small.build("beta", inventory, bench)

    town.themes(beta={"build": meanwhile})
    what = {"changed": "q.csv was changed", "new": "new.csv is new", "gone": "q.csv is gone"}[how]
    with pytest.raises(DataError, match=rf"^The folder [^\n]* changed while it was read \({what}\)[^\n]*build again"):
        town.build()
    assert town.files() == before


def test_two_builds_do_not_meet(town):
    before = town.files()
    with closing(sqlite3.connect(town.out / staging.LOCK, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DataError, match=r"^Another build is at work in [^\n]*; wait until it has ended\.$"):
            town.build()
    (town.out / staging.LOCK).unlink(missing_ok=True)
    assert town.files() == before
    town.build()


def test_a_folder_inside_the_raw_one_is_refused(town):
    with pytest.raises(DataError, match="give --out a folder outside it"):
        pipeline.build(town.raw, town.raw / "out")


def test_parts_that_nothing_has_changed_under_are_kept_and_said(town):
    before = town.files()
    said: list[str] = []
    report = pipeline.build(town.raw, town.out, say=said.append).report
    assert [line.split()[2] for line in said if "is kept" in line] == ["areas", *small.SLUGS]
    assert not [line for line in said if "Fitting" in line]
    assert town.files() == before
    assert report["left_out"] == {}


def test_a_part_is_made_again_where_its_files_or_tables_changed_and_with_force(town, monkeypatch):
    kinds = {slug: {"kinds": (kind,)} for slug, kind in zip(small.SLUGS, pipeline.kinds(), strict=False)}
    town.themes(**kinds)
    town.build()
    made: list[str] = []
    for slug in small.SLUGS:
        kinds[slug]["fit"] = lambda evidence, slug=slug: made.append(slug) or small.Model(len(evidence))
    town.themes(**kinds)
    town.build(force=False)
    assert made == []
    path = town.raw / "q.csv"
    path.write_text(path.read_text().replace("25.5", "26.5"))
    town.build(force=False)
    assert sorted(made) == [*small.SLUGS]
    made.clear()
    town.build("beta")
    assert made == ["beta"]


def test_a_kept_part_that_is_damaged_is_made_again(town):
    (town.out / "beta/things.csv").write_text("things\n1\n")
    said: list[str] = []
    pipeline.build(town.raw, town.out, say=said.append)
    assert [line for line in said if line.endswith("Building beta")]
    assert pipeline.open_theme("beta", town.shelf)[1].things == 4


def test_progress_and_time_left_are_said(town):
    said: list[str] = []
    pipeline.build(town.raw, town.out, say=said.append, force=True)
    steps = [line for line in said if line.startswith("Step ")]
    assert steps[0].startswith("Step 1 of 20: Recognising")
    assert steps[-1] == "Step 20 of 20: Asking gamma its opening scenario"
    assert [line for line in said if line.endswith("; less than a minute left")]


def test_time_left_is_that_of_the_last_build_at_today_s_pace():
    steps = Steps(print, ahead=["Fitting"], earlier={"Building": 10, "Fitting": 60}, took={"Building": 20.0})
    assert steps.left() == "; about 2 minutes left"


def test_a_manifest_that_was_altered_is_said_and_everything_is_made_again(town):
    (town.out / MANIFEST).write_bytes((town.out / MANIFEST).read_bytes().replace(b'"rows": 3', b'"rows": 4'))
    said: list[str] = []
    pipeline.build(town.raw, town.out, say=said.append)
    assert [line for line in said if "was changed after it was made" in line and "every part is made again" in line]
    assert not [line for line in said if "is kept" in line]
    assert town.shelf.entries


def test_a_write_that_fails_is_no_fault_of_a_theme(tmp_path, monkeypatch):
    bench = Workbench(tmp_path)
    (tmp_path / "a").write_text("a file where a folder should be")
    with pytest.raises(DataError, match="cannot be written"):
        bench.write("a/t.csv", b"x")
