"""The screen and the command line where the data folder leaves a theme out: it is said, and all else is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apps import cli, shell
from apps.shell import state
from lbdp_core import pipeline, sources
from lbdp_core.pipeline import openings
from lbdp_core.sources import DataError, Shelf
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import MAIN, visit
from tests.manifests import signed_again

WHY = "Sharing needs 9 complete years of dwelling fires in a row, and this folder has 7 (2015 to 2021); add older ones."
SAID = f"Data sharing is not in this data folder. {WHY}"
CHANGES = [{"theme": "fire", "what": "newest", "was": "2021-12-31", "now": "2023-12-31"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The data folder as a build leaves it that could not make sharing."""
    root = tmp_path_factory.mktemp("left") / "data"
    shutil.copytree(sources.find("sample_data"), root)
    with signed_again(root) as whole:
        whole["files"] = [row for row in whole["files"] if not row["path"].startswith("models/sharing.")]
        whole["report"] |= {"left_out": {"sharing": WHY}, "changes": CHANGES}
    return root


@pytest.fixture
def app(folder, monkeypatch):
    caches = (state.shelf, state._opened, state.ground)
    monkeypatch.setenv("LBDP_DATA", str(folder))
    for cached in caches:
        cached.cache_clear()
    yield lambda: AppTest.from_file(MAIN, default_timeout=60).run()
    for cached in caches:
        cached.cache_clear()


def plain(at: AppTest) -> str:
    return " ".join(e.value.replace("\\", "") for e in [*at.markdown, *at.info])


def test_our_own_data_folder_leaves_no_theme_out():
    shelf = Shelf(sources.find("sample_data"))
    assert not [why for theme in THEMES if (why := pipeline.left_out(theme.slug, shelf))]
    assert not shelf.report.get("stale")


def test_home_has_the_other_questions_and_says_why_one_is_missing_and_what_changed(app):
    at = app()
    assert not at.exception
    asked = [h.value for h in at.header]
    assert asked == [theme.question for theme in THEMES if theme.slug != "sharing"]
    assert SAID in plain(at)
    assert "Fire prevention: data now to December 2023 (was December 2021)." in plain(at)


def test_its_own_address_says_why_and_the_other_pages_open(app):
    at = visit(app(), "sharing")
    assert not at.exception
    assert not at.error
    assert SAID in plain(at)
    at = visit(app(), "fire")
    assert not at.exception
    assert len(at.metric) > 0


def test_the_suite_warms_what_is_there(app):
    app()
    assert "sharing" not in shell.warm()


def test_home_opens_no_theme(monkeypatch):
    """Its cards are what the build kept, so that ten themes start as fast as one."""
    monkeypatch.setattr(state, "opened", None)
    at = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not at.exception
    assert not at.error
    assert len(at.metric) == len(THEMES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_what_the_build_kept_of_an_opening_is_what_the_model_says(theme):
    """Where words or figures of a theme changed, `lbdp data build --theme` keeps the new ones."""
    shelf = Shelf(sources.find("sample_data"))
    kept, now = pipeline.opening(theme.slug, shelf), openings.asked(theme, pipeline.open_theme(theme.slug, shelf)[1])
    for a, b in zip(kept.headlines, now.headlines, strict=True):
        for (name, was), value in zip(a.as_dict().items(), b.as_dict().values(), strict=True):
            assert value == (pytest.approx(was, rel=1e-6) if isinstance(was, float) else was), name
    assert (kept.labels, kept.tables) == (now.labels, now.tables)
    assert [period for period, _ in kept.course] == [period for period, _ in now.course]
    assert [v for _, v in kept.course] == pytest.approx([v for _, v in now.course], rel=1e-3)
    assert re.sub(r"\d", "", kept.lead) == re.sub(r"\d", "", now.lead)
    assert "lead" in shelf.report["opening"][theme.slug]


def test_a_folder_that_kept_no_opening_is_asked_anew(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "older")
    with signed_again(tmp_path / "older") as whole:
        del whole["report"]["opening"]
    assert pipeline.opening("health", Shelf(tmp_path / "older")).lead


def test_a_fault_in_one_theme_leaves_the_others_warm_and_home_whole(monkeypatch, caplog):
    fire = next(theme for theme in THEMES if theme.slug == "fire")
    kept, opened = pipeline.opening, state.opened

    def fails(fine):
        def of(slug, *rest):
            if slug == "fire":
                raise KeyError("made to fail")
            return fine(slug, *rest)

        return of

    monkeypatch.setattr(pipeline, "opening", fails(kept))
    monkeypatch.setattr(state, "opened", fails(opened))
    monkeypatch.setattr(shell, "PAUSE", 0.0)
    shell.warm_behind(shell.warm("fire"))
    assert caplog.text.count("could not be rehearsed") == caplog.text.count("fire could not be rehearsed") == 1
    at = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not at.exception
    assert [e.value for e in at.error] == [
        f"{fire.title} could not be shown. The rest of this page still works. The server's log says why."
    ]
    assert len([h for h in at.header if h.value != fire.question]) == len(THEMES) - 1


@pytest.mark.parametrize(
    "argv",
    [
        ["run", "sharing"],
        ["compare", "sharing"],
        ["card", "sharing"],
        ["evaluate", "sharing"],
        ["evaluate", "sharing", "--stored"],
        ["demo", "--no-browser", "--theme", "sharing"],
    ],
    ids=" ".join,
)
def test_every_command_that_asks_for_it_says_why(argv, folder, capsys):
    assert cli.main([*argv, "--data", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[-1]) == ("", SAID)


def test_a_folder_made_before_the_theme_was_says_to_make_it_again(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "old")
    with signed_again(tmp_path / "old") as whole:
        del whole["report"]["left_out"]
    with pytest.raises(DataError, match=r"was made without it; make it again with `lbdp data build`\.$"):
        pipeline.open_theme("sharing", Shelf(tmp_path / "old"))


def test_a_model_that_is_gone_from_the_disk_is_named_and_the_other_themes_open(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "gone")
    (tmp_path / "gone/models/fire.npz").unlink()
    shelf = Shelf(tmp_path / "gone")
    with pytest.raises(DataError, match=r"models/fire\.npz is missing; build it again with --theme fire and the same"):
        pipeline.open_theme("fire", shelf)
    assert pipeline.open_theme("health", shelf)[0].slug == "health"
