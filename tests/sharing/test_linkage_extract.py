"""`lbdp key`: two parties match homes by key, and nothing goes along that was not asked for."""

from __future__ import annotations

import json
import os
import stat

import pandas as pd
import pytest

from apps import cli

CANARY, NAME = "999123456789", "Jane Canary"  # no real UPRN begins so


@pytest.fixture
def homes(tmp_path):
    rows = {"UPRN": [f"0{CANARY}", "999000000002", "", "999 000 000 001"], "tenure": ["rent", "own", "own", "rent"]}
    pd.DataFrame(rows | {"Full name": NAME}).to_csv(tmp_path / "homes.csv", index=False)
    other = {"uprn": [CANARY, "999000000003"], "band": ["A", "B"]}
    pd.DataFrame(other).to_parquet(tmp_path / "tax.parquet")
    return tmp_path


def said(capsys, *argv):
    try:
        code = cli.main(["key", *map(str, argv)])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def asked(folder, file="homes.csv", out="out.csv", *more):
    where = ("--secret", folder / "project.key", "--out", folder / out)
    return (folder / file, "--project", "fire-visits", *where, *more)


def test_two_parties_match_the_homes_that_both_have_and_no_uprn_is_sent(homes, capsys):
    code, text, err = said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret", "--keep", "tenure"))
    assert (code, err) == (0, "")
    assert said(capsys, *asked(homes, "tax.parquet", "b.csv", "--keep", "band"))[0] == 0
    a, b = (pd.read_csv(homes / name, dtype=str) for name in ("a.csv", "b.csv"))
    assert list(a) == ["key", "tenure"]
    assert len(a) == 3, "the row without a UPRN is left out"
    assert a["key"].is_monotonic_increasing
    both = a.merge(b, on="key")
    assert both[["tenure", "band"]].to_numpy().tolist() == [["rent", "A"]]
    sent = text + (homes / "a.csv").read_text() + (homes / "b.csv").read_text()
    assert CANARY not in sent
    assert NAME not in sent
    assert "remain personal data" in text


def test_nothing_goes_along_that_is_not_asked_for(homes, capsys):
    assert said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret"))[0] == 0
    assert list(pd.read_csv(homes / "a.csv")) == ["key"]


def test_another_project_or_another_key_matches_nothing(homes, capsys):
    said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret"))
    said(capsys, *asked(homes, "homes.csv", "b.csv"), "--project", "damp-homes")
    (homes / "project.key").unlink()
    said(capsys, *asked(homes, "homes.csv", "c.csv", "--new-secret"))
    a, b, c = (set(pd.read_csv(homes / f"{name}.csv")["key"]) for name in "abc")
    assert not a & b
    assert not a & c


def test_the_key_file_is_its_owner_s_and_is_never_overwritten(homes, capsys):
    said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret"))
    held = (homes / "project.key").read_bytes()
    assert len(held) >= 32
    if os.name == "posix":
        assert stat.S_IMODE((homes / "project.key").stat().st_mode) == 0o600
    code, _, err = said(capsys, *asked(homes, "homes.csv", "b.csv", "--new-secret"))
    assert code == 2
    assert "never overwritten" in err
    assert (homes / "project.key").read_bytes() == held
    assert not (homes / "b.csv").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--keep", "Full name"), "shows an address or a person"),
        (("--keep", "UPRN"), "shows an address or a person"),
        (("--keep", "income"), "no column income"),
        (("--project", "Fire Visits"), "small letters, digits and hyphens"),
    ],
)
def test_what_may_not_go_is_refused_in_a_sentence_and_nothing_is_written(homes, capsys, more, words):
    said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret"))
    code, out, err = said(capsys, *asked(homes), *more)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert NAME not in err
    assert not (homes / "out.csv").exists()


def test_a_value_that_is_no_uprn_is_named_by_its_row_alone(homes, capsys):
    (homes / "bad.csv").write_text(f"UPRN,tenure\n{CANARY}x,rent\n")
    code, _, err = said(capsys, *asked(homes, "bad.csv", "out.csv", "--new-secret"))
    assert code == 2
    assert "Row 1 of the data (row 2 of bad.csv)" in err
    assert CANARY not in err


@pytest.mark.parametrize("key", [b"", b"short"])
def test_a_key_that_is_missing_or_too_short_is_refused(homes, capsys, key):
    if key:
        (homes / "project.key").write_bytes(key)
    code, _, err = said(capsys, *asked(homes))
    assert code == 2
    assert ("at least 32 bytes" if key else "is not there") in err


def test_the_input_is_never_written_over(homes, capsys):
    said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret"))
    before = (homes / "homes.csv").read_bytes()
    assert said(capsys, *asked(homes, "homes.csv", "homes.csv"))[0] == 2
    assert said(capsys, *asked(homes, "homes.csv", "project.key"))[0] == 2
    assert (homes / "homes.csv").read_bytes() == before


def test_as_json_it_counts_and_names_no_home(homes, capsys):
    code, out, _ = said(capsys, *asked(homes, "homes.csv", "a.csv", "--new-secret", "--json"))
    report = json.loads(out)
    assert (code, report["rows"], report["without_uprn"], report["homes"]) == (0, 4, 1, 3)
    assert CANARY not in out
