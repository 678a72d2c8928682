"""Every edit of a manifest is said in one sentence by whatever opens the folder."""

from __future__ import annotations

import copy
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from apps import cli
from lbdp_core import manifest
from lbdp_core.sources import MANIFEST, Altered, DataError, Shelf, find
from tests.manifests import signed_again

UNCLEAR = re.compile(r"Traceback|The suite failed|Error|Exception|NoneType|\n")
OTHER = (None, True, -1, 1.5, "", "x", [], ["x"], {}, {"x": 1}, 10**30)


def changed(whole: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> bytes:
    """As an editor saves it: the signature stays what it was."""
    made = copy.deepcopy(whole)
    change(made)
    return json.dumps(made, indent=1).encode()


def mutants(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """(what was done, bytes) of some 140 edits and damages; each differs from the manifest."""
    whole = json.loads(raw)
    rng = random.Random(17)
    row = lambda m, n=3: m["files"][n]  # noqa: E731
    for key in ("report", "files", "sha256"):
        yield f"no {key}", changed(whole, lambda m, key=key: m.pop(key))
        for value in rng.sample(OTHER, 4):
            yield f"{key} {value!r}", changed(whole, lambda m, key=key, value=value: m.update({key: value}))
    for key in whole["files"][3]:
        yield f"row without {key}", changed(whole, lambda m, key=key: row(m).pop(key))
        for value in rng.sample([v for v in OTHER if v != whole["files"][3][key]], 3):
            yield f"row {key} {value!r}", changed(whole, lambda m, k=key, v=value: row(m).update({k: v}))
    for key in whole["report"]:
        yield f"report without {key}", changed(whole, lambda m, key=key: m["report"].pop(key))
        yield f"report {key} a number", changed(whole, lambda m, key=key: m["report"].update({key: 7}))
    yield "unknown key", changed(whole, lambda m: m.update(note="x"))
    yield "unknown key of a row", changed(whole, lambda m: row(m).update(note="x"))
    yield "a row twice", changed(whole, lambda m: m["files"].append(row(m)))
    yield "a row more", changed(whole, lambda m: m["files"].append({**row(m), "path": "fire/new.csv"}))
    yield "a row less", changed(whole, lambda m: m["files"].pop())
    yield "rows in another order", changed(whole, lambda m: m["files"].reverse())
    yield "a row of nothing", changed(whole, lambda m: m["files"].append(None))
    yield "hashes swapped", changed(whole, lambda m: _swap(m, "sha256"))
    yield "paths swapped", changed(whole, lambda m: _swap(m, "path"))
    for path in ("../x.csv", "/etc/passwd", "C:/x", "a\\b", "a//b", "", MANIFEST):
        yield f"path {path}", changed(whole, lambda m, path=path: row(m).update(path=path))
    yield "a table called protected", changed(whole, lambda m: row(m).update(release="protected"))
    yield "synthetic called real", changed(whole, lambda m: [r.update(kind="real") for r in m["files"]])
    yield "saved again by another program", json.dumps(whole, indent=2).encode()
    for part in (0.0, 0.2, 0.5, 0.9, 0.999):
        yield f"cut at {part}", raw[: int(part * len(raw))]
    for n in range(12):
        at = rng.randrange(len(raw))
        yield f"byte {n} turned", raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]
    yield "a space more", raw + b" "
    yield "no JSON", b"PK\x03\x04 not this"
    yield "a list", b"[]"
    yield "null", b"null"
    yield "not UTF-8", raw[:-2] + b"\xff\xfe\n}"
    yield "nested without end", b"[" * 100_000
    yield "not a number", raw.replace(b'"rows": ', b'"rows": NaN, "old": ', 1)
    yield "a key twice", raw.replace(b'"rows": ', b'"rows": 1, "rows": ', 1)
    yield "other line ends", raw.replace(b"\n", b"\r\n")


def _swap(whole: dict[str, Any], key: str) -> None:
    one, other = whole["files"][2], whole["files"][5]
    one[key], other[key] = other[key], one[key]


@pytest.fixture(scope="module")
def raw() -> bytes:
    return (find("sample_data") / MANIFEST).read_bytes()


def test_every_mutant_is_said_in_one_clear_sentence(raw):
    made = list(mutants(raw))
    assert len(made) >= 120
    for what, mutant in made:
        assert mutant != raw, what
        with pytest.raises(manifest.Fault) as fault:
            manifest.read(mutant)
        assert not UNCLEAR.search(str(fault.value)), (what, fault.value)
        assert "; put back the file as it was made, or make the folder again with `lbdp data build`" in str(fault.value)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("row without sha256", "has no “sha256” in file 4 of its list"),
        ("no files", "has no “files” at its top"),
        ("unknown key of a row", "has “note” in file 4 of its list, which the suite does not know"),
        ("hashes swapped", "was changed after it was made"),
        ("a row twice", "twice"),
        ("path ../x.csv", "that is not a path inside the folder"),
        ("cut at 0.5", "is not whole JSON"),
        ("no sha256", "has no signature at its end"),
    ],
)
def test_the_sentence_says_what_is_wrong(raw, what, words):
    with pytest.raises(manifest.Fault) as fault:
        manifest.read(dict(mutants(raw))[what])
    assert words in str(fault.value)


def test_what_is_written_is_read_back_and_written_the_same(raw):
    held = manifest.read(raw)
    assert manifest.text(held.report, held.entries.values()) == raw


@pytest.fixture
def folder(tmp_path):
    """A data folder whose manifest alone stands in it: nothing else may be read once it is altered."""
    shutil.copyfile(find("sample_data") / MANIFEST, tmp_path / MANIFEST)
    return tmp_path


@pytest.mark.parametrize("command", [["run", "fire"], ["evaluate", "fire", "--stored"], ["demo", "--no-browser"]])
def test_every_command_that_opens_the_folder_says_it(folder, raw, command, capsys):
    (folder / MANIFEST).write_bytes(dict(mutants(raw))["hashes swapped"])
    assert cli.main([*command, "--data", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{folder / MANIFEST} was changed after it was made")


def test_a_check_that_needs_the_folder_says_it(folder, raw, tmp_path, capsys, monkeypatch):
    (folder / MANIFEST).write_bytes(dict(mutants(raw))["row without sha256"])
    monkeypatch.setenv("LBDP_DATA", str(folder))
    (tmp_path / "own.csv").write_text("lsoa21_code,visits\nE01000001,9\n")
    assert cli.main(["data", "check", str(tmp_path / "own.csv")]) == 2
    assert "manifest.json has no “sha256” in file 4 of its list" in capsys.readouterr().err


def test_a_build_of_one_theme_over_an_altered_manifest_is_refused_with_what_to_do(folder, raw, tmp_path, capsys):
    (folder / MANIFEST).write_bytes(dict(mutants(raw))["a row less"])
    (tmp_path / "raw").mkdir()
    options = ["--raw", str(tmp_path / "raw"), "--out", str(folder), "--theme", "fire"]
    assert cli.main(["data", "build", *options]) == 2
    assert "was changed after it was made" in capsys.readouterr().err


def test_a_manifest_that_is_signed_again_is_read(folder):
    with signed_again(folder) as whole:
        whole["report"]["left_out"] = {"fire": "Too few; add more."}
    assert Shelf(folder).report["left_out"] == {"fire": "Too few; add more."}


def test_it_is_refused_as_an_altered_file_is(folder):
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes() + b"\n")
    with pytest.raises(Altered):
        Shelf(folder)
    (folder / MANIFEST).unlink()
    with pytest.raises(DataError, match="is missing"):
        Shelf(folder)
