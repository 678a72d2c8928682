"""One theme made again in a whole folder: the rest stays, and what was learnt from older tables is named."""

from __future__ import annotations

import pandas as pd
import pytest

from lbdp_core import pipeline
from lbdp_core.sources import DataError
from tests import small_themes as small


@pytest.fixture
def town(monkeypatch, tmp_path):
    return small.built(monkeypatch, tmp_path)


def test_the_other_themes_stay_as_they_were(town):
    before = town.files()
    (town.raw / "beta.txt").write_text("7 2023-12-31")
    report = town.build("beta")
    after = town.files()
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        "README.md", "manifest.json", "beta/things.csv", "models/beta.npz", "studies/beta/rows.csv",
    }  # fmt: skip
    assert (report["stale"], report["left_out"]) == ({}, {})
    assert {theme.slug for theme in pipeline.themes_in(town.shelf)} == set(small.SLUGS)
    assert pipeline.open_theme("beta", town.shelf)[1].things == 7
    assert town.shelf.report["alpha"] == {"things": 3}


def test_a_table_that_its_files_no_longer_give_goes(town):
    def smaller(inventory, bench):
        return {}

    def read(shelf):
        return pd.DataFrame({"things": [1]})

    town.themes(beta={"build": smaller, "load": read})
    town.build("beta")
    assert not town.shelf.has("beta/things.csv")
    assert not (town.out / "beta/things.csv").exists()


def test_a_failure_leaves_the_folder_as_it_was(town):
    before = town.files()
    (town.raw / "beta.txt").unlink()
    with pytest.raises(DataError, match=r"^The folder has no beta\.txt; add it\.$"):
        town.build("beta")
    assert town.files() == before


def test_a_theme_that_was_left_out_comes_back(town):
    (town.raw / "beta.txt").unlink()
    assert [*town.build()["left_out"]] == ["beta"]
    (town.raw / "beta.txt").write_text("5 2021-12-31")
    report = town.build("beta")
    assert report["left_out"] == {}
    assert pipeline.lines(report["changes"])[0].startswith("Beta: here again, with data to December 2021")


def test_what_was_learnt_from_older_tables_is_named_until_it_is_made_again(town):
    (town.raw / "alpha.txt").write_text("9 2021-12-31")
    said = town.build("alpha")["stale"]
    assert [*said] == ["gamma"]
    assert "alpha/things.csv changed" in said["gamma"]
    assert "--theme gamma" in said["gamma"]
    assert [*town.build("beta")["stale"]] == ["gamma"]
    assert town.build("gamma")["stale"] == {}


def test_shared_tables_that_changed_make_every_other_model_stale(town):
    path = town.raw / "q.csv"
    path.write_text(path.read_text().replace("25.5", "26.5"))
    assert [*town.build("alpha")["stale"]] == ["beta", "gamma"]
    assert town.build()["stale"] == {}


def test_a_folder_that_is_not_whole_is_refused_with_what_to_do(town, tmp_path):
    (town.out / "alpha/things.csv").write_text("things\n1\n")
    with pytest.raises(DataError, match=r"^[^\n]*things\.csv was changed[^\n]*lbdp data build[^\n]*$"):
        town.build("beta")
    with pytest.raises(DataError, match=r"^[^\n]*without --theme first\.$"):
        pipeline.build(town.raw, tmp_path / "new", only="beta")
    assert not (tmp_path / "new").exists()


def test_its_own_damaged_files_are_mended(town):
    (town.out / "beta/things.csv").write_text("things\n1\n")
    town.build("beta")
    assert pipeline.open_theme("beta", town.shelf)[1].things == 4


def test_an_unknown_theme_is_one_sentence_that_names_those_there_are(town):
    with pytest.raises(DataError, match=r"^There is no theme “delta”; the themes are: alpha, beta, gamma\.$"):
        town.build("delta")
