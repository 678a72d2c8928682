"""The launcher: settings, port, map and data are right before anything is served, and then it is served."""

from __future__ import annotations

import json
import shutil
import socket
import tomllib
import urllib.request
from pathlib import Path

import pytest

from apps import cli, launch
from apps.bench.started import suite
from apps.serving import Serving
from lbdp_core import address, sources, static_shapes
from lbdp_core.sources import DataError, Shelf
from lbdp_core.themes import THEMES

ROOT = Path(__file__).resolve().parents[1]


def test_nested_settings_become_dotted():
    assert launch.flat({"server": {"port": 1}, "theme": {"dark": {"font": "x"}}, "a": [1]}) == {
        "server.port": 1,
        "theme.dark.font": "x",
        "a": [1],
    }


def test_settings_keep_the_suite_on_this_machine():
    config = launch.settings()
    assert config["server.address"] == "127.0.0.1"
    assert set(config["server.allowedHosts"]) <= {"localhost", "127.0.0.1"}
    assert config["browser.gatherUsageStats"] is False
    assert config["server.enableStaticServing"] is True
    assert Path(config["theme.base"]).is_absolute()
    assert "theme" in tomllib.loads(Path(config["theme.base"]).read_text("utf-8"))


def test_every_setting_is_one_that_streamlit_knows():
    from streamlit import config

    unknown = {name for name in launch.settings() if name not in config._config_options_template}
    assert not unknown


def test_a_taken_port_is_refused_when_asked_for_and_passed_over_when_not(monkeypatch):
    with socket.socket() as taken:
        taken.bind((launch.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DataError, match=f"Port {port}"):
            launch.free_port(port)
        monkeypatch.setattr(launch, "FIRST_PORT", port)
        assert launch.free_port(None) > port
    assert launch.free_port(0) > 0


def test_the_map_draws_the_areas_of_the_data():
    static_shapes.same_codes(Shelf(sources.find("sample_data")), sources.find("apps/static"))


def test_a_map_of_other_areas_is_refused(tmp_path, capsys, monkeypatch):
    static = tmp_path / "static"
    shutil.copytree(sources.find("apps/static"), static)
    (static / "lsoa.json").write_text((static / "wards.json").read_text("utf-8"))
    find = sources.find
    monkeypatch.setattr(sources, "find", lambda kind, *rest: static if kind == "apps/static" else find(kind, *rest))
    assert cli.main(["demo", "--no-browser"]) == 2
    err = capsys.readouterr().err
    assert "lsoa.json" in err
    assert err.count("\n") == 1


def test_a_changed_table_is_refused_before_anything_is_served(tmp_path, capsys):
    folder = tmp_path / "data"
    shutil.copytree(sources.find("sample_data"), folder)
    table = folder / "areas" / "lsoa.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    assert cli.main(["demo", "--no-browser", "--data", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "lsoa.csv was changed" in err


def test_a_changed_model_is_refused_in_one_sentence(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(sources.find("sample_data"), folder)
    model = next(folder.glob("models/fire*.npz"))
    model.write_bytes(model.read_bytes()[:-40])
    with pytest.raises(DataError, match=f"{model.name} was changed"), suite("--data", str(folder)):
        pass


def test_it_starts_says_one_line_and_answers_only_here(tmp_path):
    with suite(cwd=str(tmp_path)) as started:
        assert started.address.startswith("http://127.0.0.1:")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{started.address}/_stcore/health", timeout=10) as answer:
            assert answer.read() == b"ok"
        with direct.open(f"{started.address}/app/static/lsoa.json", timeout=10) as answer:
            assert len(json.load(answer)["features"]) == 4994


def test_a_screen_is_only_looked_for_where_one_may_be(monkeypatch):
    monkeypatch.setattr(launch.platform, "system", lambda: "Linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not launch.has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert launch.has_screen()
    monkeypatch.setattr(launch.platform, "system", lambda: "Darwin")
    monkeypatch.delenv("DISPLAY")
    assert launch.has_screen()


def test_the_first_page_waits_for_its_own_theme_and_home_for_none(monkeypatch):
    from apps import shell

    made: list[str] = []
    monkeypatch.setattr(shell, "_rehearse", made.append)
    monkeypatch.setattr(shell, "PAUSE", 0.0)
    slugs = tuple(theme.slug for theme in THEMES)
    assert shell.warm("fire") == tuple(slug for slug in slugs if slug != "fire")
    assert made == ["fire"]
    shell.warm_behind(["health"])
    assert made == ["fire", "health"]
    assert shell.warm() == shell.warm("no such page") == slugs
    assert made[2:] == []


def test_a_visitor_goes_before_the_themes_behind(monkeypatch):
    from apps import shell
    from apps.shell import state

    made: list[str] = []
    idle = iter([0.0, 0.0, 9.0])  # seconds since a page was last asked for, each time that is looked at
    monkeypatch.setattr(shell, "_rehearse", made.append)
    monkeypatch.setattr(shell, "PAUSE", 1e-3)
    monkeypatch.setattr(state, "idle", lambda: next(idle))
    shell.warm_behind(["health"])
    assert (made, list(idle)) == (["health"], [])


def test_a_public_address_is_let_in_and_begins_every_link(monkeypatch):
    monkeypatch.setenv(address.SETTING, "")
    serving = Serving(public=address.checked("https://suite.example.org:8443/lbdp/"))
    config = serving.config(launch.settings())
    assert config["server.allowedHosts"] == ["localhost", "127.0.0.1", "suite.example.org"]
    assert config["server.corsAllowedOrigins"] == ["https://suite.example.org:8443"]
    assert config["server.baseUrlPath"] == "lbdp"
    serving.begin()
    assert address.public("http://127.0.0.1:8501/fire?a=1") == "https://suite.example.org:8443/lbdp/fire?a=1"
    assert address.public("http://127.0.0.1:8501/lbdp/fire") == "https://suite.example.org:8443/lbdp/fire"


@pytest.mark.parametrize(
    "text",
    ["suite.example.org", "ftp://a.org", "https://", "https://a.org/su ite", "https://a:b", "https://a.org/b?c=1"],
)
def test_an_address_that_is_none_is_refused_in_one_sentence_that_says_what_to_give(text):
    with pytest.raises(DataError, match=r"give one such as https://suite\.example\.org\.$"):
        address.checked(text)
