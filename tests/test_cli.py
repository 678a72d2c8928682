"""The command line: its Result, its errors, and that nothing headless touches Streamlit."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from apps import cli, words
from apps.commands import asking
from apps.shell import panel
from lbdp_core import audit, pipeline, sources
from lbdp_core.sources import Shelf
from lbdp_core.themes import THEMES, by_slug

ROOT = Path(__file__).resolve().parents[1]
SLUGS = [theme.slug for theme in THEMES]
each_theme = pytest.mark.parametrize("theme", THEMES, ids=SLUGS)


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    try:
        code = cli.main(argv)
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@each_theme
def test_run_prints_the_result_that_the_theme_gives(theme, capsys):
    code, out, err = said(capsys, "run", theme.slug, "--preset", theme.opening, "--json")
    assert (code, err) == (0, "")
    printed = json.loads(out, parse_constant=pytest.fail)  # NaN and Infinity are not JSON
    shelf = Shelf(sources.find("sample_data"))
    theme, model, _ = pipeline.open_theme(theme.slug, shelf)
    result = theme.run(model, theme.presets[theme.opening])
    assert printed["levers"] == dict(result.levers)
    assert printed["answer"] == str(result.answer)
    assert " ".join(filter(None, printed["answer_parts"].values())) == printed["answer"]
    assert [h["scenario"] for h in printed["headlines"]] == [h.scenario for h in result.headlines]
    assert len(printed["places"]) == len(result.places)
    wanted = "theme levers headlines places over_time shortlist drivers caveats sources"
    assert set(wanted.split()) <= printed.keys()
    assert all(row["publisher"] and row["licence"] for row in printed["sources"])


@each_theme
def test_run_without_options_means_today_and_docs_json_names_every_key_that_is_printed(theme, capsys):
    printed = json.loads(said(capsys, "run", theme.slug, "--json")[1])
    assert printed["levers"] == theme.levers().as_dict()
    assert all(h["change"] in (0, None) for h in printed["headlines"])
    card = pipeline.open_theme(theme.slug, Shelf(sources.find("sample_data")))[2].as_dict()
    keys = {
        *printed,
        *printed["headlines"][0],
        *printed["places"][0],
        *printed["sources"][0],
        *card,
        *card["origins"][0],
    }
    documented = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert not [key for key in sorted(keys) if f"`{key}`" not in documented]


@each_theme
def test_card_prints_the_model_card_as_json_and_to_be_read(theme, capsys):
    code, out, err = said(capsys, "card", theme.slug, "--json")
    assert (code, err) == (0, "")
    printed = json.loads(out, parse_constant=pytest.fail)
    assert printed["tier_1"]["name"] == theme.title
    assert printed["tier_1"]["contact_email"] is None
    code, out, _ = said(capsys, "card", theme.slug)
    assert code == 0
    assert "1.4 Contact email: to be given by the organisation that uses it" in out


@each_theme
def test_run_reads_as_text(theme, capsys):
    code, out, _ = said(capsys, "run", theme.slug, "--preset", theme.opening)
    assert code == 0
    assert out.startswith(theme.question)
    assert "8 chances in 10" in out


def test_set_and_borough_reach_the_levers(capsys):
    _, out, _ = said(capsys, "run", "fire", "--set", "visits=2000", "--borough", "camden", "--json")
    levers = json.loads(out)["levers"]
    assert levers["visits"] == 2000
    assert levers["borough"] == asking.borough_choice(by_slug("fire"), "Camden")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Hammersmith & Fulham", "Hammersmith and Fulham"),
        ("E09000013", "Hammersmith and Fulham"),
        ("E09000013 - London Borough of Hammersmith and Fulham", "Hammersmith and Fulham"),
        ("City of Westminster", "Westminster"),
        ("Westminster, City of", "Westminster"),
        (" Hackney ", "Hackney"),
        ("LB Hackney", "Hackney"),
        ("kingston", "Kingston upon Thames"),
    ],
)
@pytest.mark.parametrize("slug", [theme.slug for theme in THEMES if "borough" in theme.levers.specs()])
def test_a_borough_is_known_by_code_and_however_its_name_is_written(slug, asked, meant):
    theme = by_slug(slug)
    assert theme.levers.specs()["borough"].words(asking.borough_choice(theme, asked)) == meant
    assert asking.chosen_levers(theme, None, [f"borough={asked}"], None).as_dict()["borough"] == meant
    held, notices, _ = panel.read_link(theme, {f"{slug}.borough": asked})
    assert (held, notices) == ({"borough": meant}, ())


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["run", "fir"], "fire"),
        (["run", "fire", "--borough", "Islngton"], "“Islington”"),
        (["run", "fire", "--set", "borough=Chelsea"], "“Kensington and Chelsea”"),
        (["run", "fire", "--preset", "nothing"], by_slug("fire").opening),
        (["run", "fire", "--set", "visitors=3"], "visits"),
        (["run", "fire", "--set", "visits"], "lever=value"),
        (["run", "fire", "--set", "visits=many"], "number"),
        (["run", "fire", "--set", "visits=nan"], "number"),
        (["run", "fire", "--set", "visits=-1"], "visits"),
        (["run", "fire", "--borough", "Atlantis"], "Camden"),
        (["run", "fire", "--data", "no/such/folder"], "no/such/folder"),
        (["evaluate", "falls_"], "fire"),
        (["card", "fir"], "fire"),
        (["card", "fire", "--data", "no/such/folder"], "no/such/folder"),
        (["compare", "fire", "--a", "nothing"], "nothing"),
        (["compare", "fire", "--b", "visits=1e9"], "visits"),
        (["compare", "fire", "--borough", "Atlantis"], "Camden"),
        (["data", "build", "--raw", "no/such/raw", "--out", "x"], "no/such/raw"),
        (["data", "check", "no_such_file.csv"], "no_such_file.csv"),
        (["demo", "--port", "99999"], "--port"),
        (["demo", "--theme", "fir"], "fire"),
        (["dance"], "dance"),
        ([], "COMMAND"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_error_is_one_sentence_that_names_what_and_exit_code_2(argv, named, capsys):
    code, out, err = said(capsys, *argv)
    assert (code, out) == (2, "")
    assert named in err
    assert err.count("\n") == 1
    assert err.endswith(".\n")
    assert "Traceback" not in err


def test_a_file_of_no_known_layout_is_refused(tmp_path, capsys):
    (tmp_path / "tides.csv").write_text("hour,height\n1,2\n")
    code, _, err = said(capsys, "data", "check", str(tmp_path / "tides.csv"))
    assert (code, err.count("\n")) == (2, 1)
    assert "tides.csv" in err


def test_the_areas_of_a_file_are_compared_with_the_data_folder(tmp_path, monkeypatch, capsys):
    pairs = Shelf(sources.find("sample_data")).table("areas/lsoa11_to_21.csv")
    file = tmp_path / "visits.csv"
    pd.DataFrame({"lsoa": pairs["lsoa11"].unique(), "visits": 1}).to_csv(file, index=False)
    code, out, _ = said(capsys, "data", "check", str(file))
    assert code == 0
    assert "4,835 of 4,835 codes are LSOAs of 2011.\n" in out
    assert "Warning: 4,659 of 4,994 LSOAs of 2021 are there; the codes look like LSOAs of 2011.\n" in out
    printed = json.loads(said(capsys, "data", "check", str(file), "--json")[1])
    assert (len(printed["areas"]), len(printed["warnings"])) == (1, 1)

    monkeypatch.setenv("LBDP_DATA", str(tmp_path / "nowhere"))
    code, out, _ = said(capsys, "data", "check", str(file))
    assert code == 0
    assert "were not checked" in out

    monkeypatch.delenv("LBDP_DATA")
    file.write_text("lsoa,visits\nE02000001,1\nE02000002,1\n")
    code, out, err = said(capsys, "data", "check", str(file))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "others are MSOAs (2)" in err


@each_theme
def test_compare_gives_the_difference_and_nothing_for_a_scenario_and_itself(theme, capsys):
    other = next(name for name, levers in theme.presets.items() if levers != levers.unchanged())
    code, out, _ = said(capsys, "compare", theme.slug, "--b", other, "--json")
    printed = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert {row["name"] for row in printed["levers"]} == set(theme.presets[other].moved())
    assert any(row["difference"] for row in printed["figures"])
    keys = {*printed, *printed["levers"][0], *printed["figures"][0], *printed["boroughs"][0]}
    documented = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert not [key for key in sorted(keys) if f"`{key}`" not in documented]
    _, out, _ = said(capsys, "compare", theme.slug, "--a", other, "--b", other.upper(), "--json")
    assert not any(row["difference"] for row in json.loads(out)["figures"])
    assert said(capsys, "compare", theme.slug, "--b", other)[1].startswith(printed["answer"])


def test_evaluate_prints_the_scorecard(monkeypatch, capsys):
    card = pipeline.open_theme("fire", Shelf(sources.find("sample_data")))[2]
    monkeypatch.setattr(pipeline, "evaluate", lambda slug, shelf: card)
    _, out, _ = said(capsys, "evaluate", "fire", "--json")
    printed = json.loads(out, parse_constant=pytest.fail)
    assert printed["skill"] == card.skill
    assert printed["baseline"] in printed["origins"][0]["baselines"]
    code, text, _ = said(capsys, "evaluate", "fire")
    assert code == 0
    assert card.target in text


def documented(parser: argparse.ArgumentParser, named: str) -> Iterator[str]:
    """Every command that prints JSON, as it is typed."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from documented(command, f"{named} {name}")
        elif action.dest == "json":
            yield named


def test_docs_json_has_a_part_for_every_command_that_prints_it(capsys, tmp_path):
    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    parts = {
        command: text.partition(f"## `{command}")[2].partition("\n## ")[0]
        for command in documented(cli.parser(), "lbdp")
    }
    assert len(parts) > 10
    assert [command for command, part in parts.items() if "`" not in part] == []
    printed = json.loads(said(capsys, "doctor", "--json")[1])
    for key in (*printed, *printed["checks"][0]):
        assert f"`{key}`" in parts["lbdp doctor"]
    log = audit.Log(tmp_path / "audit.jsonl")
    log.add("ann", "s", "exported", "fire: csv")
    for key in json.loads(said(capsys, "audit", "verify", str(tmp_path / "audit.jsonl"), "--json")[1]):
        assert f"`{key}`" in parts["lbdp audit"]


@pytest.mark.parametrize("argv", [["run", "fire"], ["data", "check", "no_such_file.csv"]])
def test_headless_commands_never_import_streamlit(argv):
    code = f"import sys; sys.modules['streamlit'] = None; from apps import cli; sys.exit(cli.main({argv}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == (2 if "check" in argv else 0), done.stderr
    assert "streamlit" not in done.stderr.lower()


def test_a_reader_that_leaves_early_is_not_an_error():
    command = f"{sys.executable} -m apps.cli run fire --json | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("{", "")


def test_a_failure_of_ours_is_one_sentence_too():
    assert words.sentence(KeyError("households")).count("\n") == 0
    assert "KeyError" in words.sentence(KeyError("households"))
