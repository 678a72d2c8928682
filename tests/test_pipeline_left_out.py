"""A theme that fails is left out with one sentence, nothing of it is written, and the others are whole."""

from __future__ import annotations

import json

import pytest

from apps import cli
from lbdp_core import areas, hclic, pipeline
from lbdp_core.sources import DataError
from tests import small_themes as small


def fails(fault: Exception):
    def task(*_):
        raise fault

    return task


@pytest.fixture
def town(monkeypatch, tmp_path):
    return small.town(monkeypatch, tmp_path)


@pytest.mark.parametrize("part", ["load", "fit", "evaluate", "run"])
@pytest.mark.parametrize("fault", [DataError("Too few years; add older files."), KeyError("households")], ids=repr)
def test_a_theme_that_fails_at_any_step_is_left_out_and_the_others_are_whole(town, part, fault):
    town.themes(beta={part: fails(fault)})
    report = town.build()
    reason = report["left_out"]["beta"]
    assert [*report["left_out"]] == ["beta"]
    assert reason.count("\n") == 0
    assert reason == str(fault) if isinstance(fault, DataError) else "KeyError" in reason and "LBDP_TRACEBACK" in reason
    assert town.shelf.report == report
    assert [theme.slug for theme in pipeline.themes_in(town.shelf)] == ["alpha", "gamma"]
    assert pipeline.open_theme("alpha", town.shelf)[1].things == 3
    assert not [path for path in town.files() if path.startswith(("models/beta", "studies/beta"))]
    with pytest.raises(pipeline.LeftOut, match=r"^Beta is not in this data folder\. "):
        pipeline.open_theme("beta", town.shelf)
    for door in (pipeline.scorecard, pipeline.evaluate):
        with pytest.raises(pipeline.LeftOut):
            door("beta", town.shelf)


def test_a_theme_whose_tables_cannot_be_made_takes_those_with_it_that_are_worked_out_from_them(town):
    (town.raw / "alpha.txt").unlink()
    assert town.build()["left_out"] == {
        "alpha": "The folder has no alpha.txt; add it.",
        "gamma": "It is worked out from the tables of Alpha: The folder has no alpha.txt; add it.",
    }
    assert not [path for path in town.files() if path.startswith(("alpha/", "gamma/"))]
    assert [theme.slug for theme in pipeline.themes_in(town.shelf)] == ["beta"]


def test_a_theme_that_cannot_be_learnt_keeps_its_tables_for_those_that_read_them(town):
    town.themes(alpha={"fit": fails(DataError("Too few years; add older files."))})
    assert [*town.build()["left_out"]] == ["alpha"]
    assert town.shelf.has("alpha/things.csv")


def test_a_score_that_is_no_figure_is_no_score(town):
    town.themes(beta={"evaluate": lambda evidence: small.replace(small.score("beta", evidence), skill=float("nan"))})
    assert "could be held against" in town.build()["left_out"]["beta"]


def test_what_is_no_figure_is_null_in_every_file(town):
    town.build()
    texts = {path: raw.decode() for path, raw in town.files().items() if path.endswith(".json")}
    for path, text in texts.items():
        json.loads(text, parse_constant=lambda name, path=path: pytest.fail(f"{name} in {path}"))
    assert json.loads(texts["models/alpha.scorecard.json"])["odd"] is None


def test_where_no_theme_can_be_made_the_folder_stays_as_it_was(town):
    town.build()
    before = town.files()
    town.themes(**{slug: {"fit": fails(DataError(f"No {slug}; add it."))} for slug in small.SLUGS})
    with pytest.raises(DataError, match=r"^No theme could be made: alpha: No alpha; add it; beta: [^\n]+\.$"):
        town.build()
    assert town.files() == before


def test_a_first_build_that_fails_leaves_no_folder(town):
    town.themes(**{slug: {"fit": fails(DataError("Nothing; add all."))} for slug in small.SLUGS})
    with pytest.raises(DataError, match=r"^Nothing; add all\.$"):
        town.build()
    assert not town.out.exists()


def test_a_traceback_is_shown_where_it_is_asked_for(town, monkeypatch):
    town.themes(beta={"fit": fails(KeyError("households"))})
    told: list[str] = []
    monkeypatch.setenv("LBDP_TRACEBACK", "1")
    built = pipeline.build(town.raw, town.out, say=told.append)
    assert any("Traceback" in line and "households" in line for line in told)
    assert [*built.report["left_out"]] == ["beta"]


def test_the_command_says_what_was_left_out_and_ends_with_3(town, capsys):
    options = ["data", "build", "--raw", str(town.raw), "--out", str(town.out)]
    assert cli.main(options) == 0
    (town.raw / "beta.txt").unlink()
    assert cli.main(options) == 3
    out, err = capsys.readouterr()
    assert "Beta: The folder has no beta.txt; add it." in out
    assert "In the folder: Alpha and Gamma." in out
    assert "s of processor time" in err
    assert "together" in out
    (town.raw / "alpha.txt").unlink()
    (town.raw / "gamma.txt").unlink()
    assert cli.main(options) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip().splitlines()[-1].startswith("No theme could be made: ")


def test_a_damaged_book_is_the_reason_of_the_theme_that_needs_it_and_of_no_other(town, monkeypatch):
    monkeypatch.setattr(hclic, "build", fails(DataError("book.xlsx has no column for A1; give it as published.")))
    reads = {slug: {"tables": (*small.tables(slug), hclic.PATH)} for slug in ("alpha", "beta")}
    reads["beta"]["build"] = fails(DataError("The folder has no H-CLIC workbook; add one."))
    town.themes(**reads)
    assert town.build()["left_out"] == {"beta": "book.xlsx has no column for A1; give it as published."}
    with pytest.raises(DataError, match=r"^book\.xlsx"):
        town.build("alpha")


def test_a_reason_that_is_kept_names_no_folder_of_the_machine(town):
    town.themes(beta={"build": lambda inventory, bench: (_ for _ in ()).throw(DataError(f"{inventory.raw} lacks it."))})
    assert town.build()["left_out"] == {"beta": "raw lacks it."}


def test_a_damaged_file_is_named_by_the_command(town, capsys):
    (town.raw / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert cli.main(["data", "build", "--raw", str(town.raw), "--out", str(town.out)]) == 0
    out = capsys.readouterr().out
    assert "Could not be read:\n  broken.xlsx is a damaged or incomplete Excel workbook or zip file." in out
    assert town.shelf.report["files"]["unreadable"] == ["broken.xlsx"]


def test_a_second_build_of_the_same_files_is_the_same_to_the_byte(town, monkeypatch):
    monkeypatch.setattr(areas, "build", small.AREAS)  # both times from the files
    town.build()
    before = town.files()
    town.build()
    assert town.files() == before
