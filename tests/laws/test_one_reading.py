"""The law of one reading: `lbdp data check`, a build, the page and `lbdp aggregate` use the same rows of a file.

For one example of every kind: rows, rows used, and rows set aside by reason. A kind without an example breaks the law.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from apps import cli
from apps.commands import data
from lbdp_core import door, own, pipeline, sources
from lbdp_core.sources import Shelf, Workbench
from tests.laws.examples import FOLDERS, OWN

Account = tuple[int, int, dict[str, int]]


def accounts(report: Any) -> dict[str, Account]:
    """What a build says of each file, wherever in its report."""
    if isinstance(report, list):
        return {file: line for part in report for file, line in accounts(part).items()}
    if not isinstance(report, dict):
        return {}
    found = {file: line for part in report.values() for file, line in accounts(part).items()}
    if {"file", "rows", "used", "set_aside"} <= set(report):
        found[report["file"]] = (report["rows"], report["used"], dict(report["set_aside"]))
    return found


def checked(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Account:
    assert cli.main(["data", "check", str(path), "--json", *more]) == 0
    said = json.loads(capsys.readouterr().out)
    return said["rows"], said["used"], said["set_aside"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, door.Inventory, dict[str, Account]]]:
    """Every folder of examples, built once: where, what was recognised, and what the build says of each file."""
    made = {}
    for name, (write, build) in FOLDERS.items():
        root = tmp_path_factory.mktemp(name.replace(" ", "_"))
        write(root / "raw")
        held, bench = door.inventory(root / "raw", pipeline.kinds()), Workbench(root / "out")
        said = accounts(json.loads(json.dumps(build(held, bench))))
        bench.finish({})
        made[name] = (root, held, said)
    return made


@pytest.fixture(scope="module")
def files_checked() -> set[tuple[str, bytes]]:
    return set()


@pytest.mark.parametrize("name", FOLDERS)
def test_check_and_build_use_the_same_rows_for_the_same_reasons(name, built, files_checked, capsys, monkeypatch):
    """A file that stands in several folders is checked in the first."""
    root, held, said = built[name]
    if (root / "out/areas/lsoa.csv").is_file():  # its London is not the one that the suite ships
        monkeypatch.setenv("LBDP_DATA", str(root / "out"))
    assert said, "the build says nothing of its files"
    for kind, paths in held.found.items():
        for path in paths:
            if held.label(path) in said and (kind, path.read_bytes()) not in files_checked:
                files_checked.add((kind, path.read_bytes()))
                rows, used, aside = said[held.label(path)]
                assert rows == used + sum(aside.values()), f"{kind}: {path.name}"
                assert checked(path, capsys, "--as", kind) == (rows, used, aside), f"{kind}: {path.name}"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_build_leaves_the_files_to_the_themes_that_come_after(name, built):
    root, held, _ = built[name]
    before = door.inventory(root / "raw", pipeline.kinds())
    assert (held.found, held.set_aside) == (before.found, before.set_aside)


def test_every_kind_has_an_example(built):
    accounted = {
        kind for _, held, said in built.values() for kind, paths in held.found.items()
        if any(held.label(path) in said for path in paths)
    }  # fmt: skip
    wanted = {kind.name for kind in (*pipeline.kinds(), *data.own_kinds())}
    assert not wanted - accounted - set(OWN), "write an example of these kinds in tests/laws/examples.py"


def test_the_examples_have_rows_to_set_aside(built):
    """A law that compares nothing but whole files would hold of any rule."""
    reasons = {reason for _, _, said in built.values() for _, _, aside in said.values() for reason in aside}
    assert len(reasons) >= 15
    assert {"not a fire", "incident number already read", "of an area outside London", own.NOWHERE} <= reasons


@pytest.mark.parametrize("kind", OWN)
def test_check_and_page_use_the_same_rows_of_a_borough_s_own_file(kind, tmp_path, capsys):
    path, shelf = tmp_path / "own.csv", Shelf(sources.find("sample_data"))
    path.write_text(OWN[kind])
    known = door.recognised(path.read_bytes(), data.own_kinds(), path.name)
    assert known.name == kind
    account = own.placed(door.read(path.read_bytes(), known, path.name), known, shelf, path.name).account
    assert account.set_aside
    assert checked(path, capsys) == (account.rows, account.used, dict(account.set_aside))


@pytest.mark.parametrize(
    ("file", "count"),
    [("lfb.csv", "fires"), ("eight.csv", "fires"), ("own_fires", "fires"), ("fire_visit_log", "visits")],
)
def test_aggregate_uses_the_rows_that_check_does(file, count, built, tmp_path, capsys, monkeypatch):
    if file in OWN:
        path = tmp_path / "own.csv"
        path.write_text(OWN[file])
    else:
        path = built["fire"][0] / "raw" / file
        monkeypatch.setenv("LBDP_DATA", str(built["fire"][0] / "out"))
    rows, used, aside = checked(path, capsys)
    out = tmp_path / "counts.csv"
    assert cli.main(["aggregate", str(path), "--kind", count, "--out", str(out), "--exact", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["used"], said["set_aside"]) == (rows, used, aside)
    assert pd.read_csv(out)[count].sum() == used


def test_the_law_can_fail(built, capsys, monkeypatch):
    """A build that left out one reason of its selection would be found out."""
    from lbdp_core.fire import schema
    from lbdp_core.fire.build import incidents

    root, held, _ = built["fire"]
    monkeypatch.setattr(schema, "again", lambda fires: pd.Series(False, index=fires.index))
    _, lines = incidents.gather(held)
    monkeypatch.undo()
    monkeypatch.setenv("LBDP_DATA", str(root / "out"))
    (line,) = [line for line in lines if line.file == "lfb.csv"]
    assert checked(root / "raw/lfb.csv", capsys)[2] != dict(line.set_aside)
