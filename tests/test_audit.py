"""The audit log: append-only, chained, without content; an edit of any line is found, and the sentence names it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps import cli
from lbdp_core import audit
from lbdp_core.sources import DataError

ENTRIES = [
    ("ann@council.example", "opened", "fire"),
    ("ann@council.example", "uploaded", "fire: own file"),
    ("bo@council.example", "opened", "home"),
    ("bo@council.example", "exported", "fire: csv"),
    ("", "refused", "no role"),
]


@pytest.fixture
def path(tmp_path) -> Path:
    log = audit.Log(tmp_path / "kept" / "audit.jsonl")
    for who, did, what in ENTRIES:
        log.add(who, "a session's secret name", did, what)
    return log.path


def test_an_entry_says_who_did_what_kind_and_when_and_no_more(path):
    entries = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(e["who"], e["did"], e["what"]) for e in entries] == ENTRIES
    assert {tuple(entry) for entry in entries} == {("n", "at", "who", "session", "did", "what", "before", "hash")}
    assert "secret" not in path.read_text()
    assert len({entry["session"] for entry in entries}) == 1
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_log_goes_on_where_it_ended(path):
    audit.Log(path).add("cy", "s", "opened", "home")
    assert audit.verified(path).entries == len(ENTRIES) + 1


def edited(line: str) -> str:
    return json.dumps(json.loads(line) | {"who": "somebody else"})


def rehashed(line: str) -> str:
    entry = json.loads(edited(line))
    return json.dumps(entry | {"hash": audit._hash(entry)})


@pytest.mark.parametrize("n", range(len(ENTRIES)))
@pytest.mark.parametrize(
    "change", [edited, rehashed, lambda line: "", lambda line: "[1]"], ids=["edited", "rehashed", "gone", "no"]
)
def test_a_changed_line_is_found_and_named(path, n, change):
    lines = path.read_text().splitlines()
    lines[n] = change(lines[n])
    path.write_text("\n".join(filter(None, lines)) + "\n")
    with pytest.raises(DataError, match=rf"line {n + 1}\b|line {n + 2}\b|at its end") as refused:
        audit.verified(path)
    assert audit.ADVICE in str(refused.value)
    with pytest.raises(DataError):
        audit.Log(path)


@pytest.mark.parametrize(
    "order",
    [(1, 0, 2, 3, 4), (0, 1, 2, 4, 3), (0, 0, 1, 2, 3, 4), (0, 1, 2, 3), ()],
    ids=["swap", "end", "twice", "cut", "empty"],
)
def test_lines_that_move_or_go_are_found(path, order):
    lines = path.read_text().splitlines()
    path.write_text("".join(f"{lines[n]}\n" for n in order))
    with pytest.raises(DataError, match=r"was changed|at its end"):
        audit.verified(path)


@given(at=st.integers(0), to=st.sampled_from(b" \t\r\n") | st.integers(0, 255))
def test_no_byte_can_be_changed_unseen(tmp_path_factory, at, to):
    path = tmp_path_factory.mktemp("log") / "audit.jsonl"
    log = audit.Log(path)
    for who, did, what in ENTRIES:
        log.add(who, "s", did, what)
    raw = bytearray(path.read_bytes())
    before, raw[at % len(raw)] = raw[at % len(raw)], to
    path.write_bytes(raw)
    if before == to:
        assert audit.verified(path).entries == len(ENTRIES)
    else:
        with pytest.raises(DataError):
            audit.verified(path)


def test_a_crash_between_the_two_files_is_no_fault_but_a_whole_new_chain_is_found_by_a_noted_hash(path):
    head = audit.head_file(path)
    noted, before = audit.verified(path).hash, head.read_text()
    audit.Log(path).add("ann", "s", "opened", "home")
    head.write_text(before)  # the entry was written, its head was not
    assert audit.verified(path, noted).entries == len(ENTRIES) + 1
    path.unlink()
    head.unlink()
    audit.Log(path).add("ann", "s", "opened", "home")
    assert audit.verified(path).entries == 1
    with pytest.raises(DataError, match="no longer holds"):
        audit.verified(path, noted)


@pytest.mark.parametrize("fails", ["open", "write_text", "replace"])
def test_what_cannot_be_written_down_is_not_done_and_leaves_no_half(path, monkeypatch, fails):
    log = audit.Log(path)

    def full(*_, **__):
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, fails, full)
    with pytest.raises(DataError, match="so it was not done"):
        log.add("ann", "s", "exported", "fire: csv")
    monkeypatch.undo()
    assert audit.verified(path).entries == len(ENTRIES)
    log.add("ann", "s", "exported", "fire: csv")
    assert audit.verified(path).entries == len(ENTRIES) + 1


def test_the_command_says_how_many_and_refuses_in_one_sentence(path, capsys):
    assert cli.main(["audit", "verify", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["entries"] == len(ENTRIES)
    assert cli.main(["audit", "verify", str(path), "--holds", said["hash"]]) == 0
    assert said["hash"] in capsys.readouterr().out
    path.write_text(path.read_text().replace("csv", "pdf"))
    assert cli.main(["audit", "verify", str(path)]) == 2
    assert "line 4" in capsys.readouterr().err
    assert cli.main(["audit", "verify", str(path.with_name("none"))]) == 2
    assert "cannot be read as an audit log" in capsys.readouterr().err
