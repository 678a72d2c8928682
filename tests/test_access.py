"""Who may look and bring files, what a sign-in file must say, how a server may be reached, and logs without values."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps import access, gate, headers
from apps.access import SignIn
from apps.commands.serve import reached
from apps.serving import Serving, only_here
from lbdp_core.sources import DataError

GOOD = {
    "client_id": "lbdp",
    "client_secret": "s",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "server_metadata_url": "https://login.microsoftonline.com/1234/v2.0/.well-known/openid-configuration",
}
ROLES = '[roles]\nview = ["council.gov.uk", "lbdp.view"]\nupload = ["up@council.gov.uk"]\n'


def written(tmp_path, roles=ROLES, **changed):
    path = tmp_path / "sign-in.toml"
    given = {name: value for name, value in (GOOD | changed).items() if value is not None}
    path.write_text("".join(f'{name} = "{value}"\n' for name, value in given.items()) + roles, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"client_id": None}, "does not say client_id"),
        ({"cookie_secret": "short"}, "too short"),
        ({"server_metadata_url": "https://login.microsoftonline.com/common/v2.0/x"}, "every tenant"),
        ({"server_metadata_url": "http://provider.example/x"}, "https://"),
        ({"other": "x"}, "no setting of signing in"),
        ({"roles": "[roles]\nview = ['*']\n"}, r"needs a table \[roles\]"),
        ({"roles": "= ["}, "cannot be read as TOML"),
    ],
)
def test_a_sign_in_file_that_is_not_right_is_refused_in_a_sentence(tmp_path, changed, said):
    with pytest.raises(DataError, match=said):
        SignIn.read(written(tmp_path, **changed))


NOW = 1_000_000.0
FRESH = {"is_logged_in": True, "iat": NOW - 60}


@pytest.mark.parametrize(
    ("claims", "view", "upload"),
    [
        ({}, False, False),
        ({"roles": ["lbdp.view"]}, True, False),
        ({"groups": "lbdp.view"}, True, False),
        ({"hd": "council.gov.uk"}, True, False),
        ({"email": "up@council.gov.uk", "email_verified": True}, False, True),
        ({"email": "up@council.gov.uk"}, False, False),
        ({"email": "up@council.gov.uk", "email_verified": "true"}, False, False),
        ({"roles": ["lbdp.view"], "iat": NOW - 13 * 3600}, False, False),
        ({"roles": ["lbdp.view"], "is_logged_in": "yes"}, False, False),
        ({"name": "lbdp.view"}, False, False),
    ],
)
def test_a_role_follows_the_claims(tmp_path, claims, view, upload):
    it = SignIn.read(written(tmp_path))
    assert (it.has(FRESH | claims, "view", NOW), it.has(FRESH | claims, "upload", NOW)) == (view, upload)


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text()) | st.none() | st.booleans()))
def test_no_claims_of_a_stranger_give_a_role(claims):
    it = SignIn({}, {"view": ("a role of ours",), "upload": ("another of ours",)})
    assert not it.has(claims, "view", NOW) and not it.has(FRESH | claims, "upload", NOW)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "host.example"])
def test_other_machines_come_in_by_a_named_address_alone(host):
    assert not only_here(host)
    with pytest.raises(DataError, match="--public-url"):
        Serving(host=host)
    assert "suite.example.org" in Serving(host, "https://suite.example.org").hosts({"server.allowedHosts": []})


def test_a_path_is_said_once():
    assert reached("https://a.example", "/b/") == "https://a.example/b"
    for url, path in (("", "/b"), ("https://a.example/b", "/c"), ("https://a.example", "/b c")):
        with pytest.raises(DataError):
            reached(url, path)


def test_the_policy_names_each_inline_script_and_allows_no_other():
    told = headers.policy(b"<script>a</script><script src=x></script><script>b</script>")
    assert told.count("'sha256-") == 2
    scripts = next(part for part in told.split("; ") if part.startswith("script-src"))
    assert not {"'unsafe-inline'", "'unsafe-eval'", "https:", "*"} & set(scripts.split())


def test_a_sign_in_that_was_ended_gives_no_role_again(monkeypatch):
    monkeypatch.setattr(access, "_ended", {})
    it = SignIn({}, {"view": ("*",), "upload": ()})
    one, other = (FRESH | {"sub": name} for name in "12")
    access.end(one, NOW)
    assert not it.has(one, "view", NOW) and it.has(other, "view", NOW)
    access.end({"is_logged_in": True, "iat": NOW - 13 * 3600}, NOW)  # over by itself: nothing is kept of it
    assert len(access._ended) == 1
    access.end({}, NOW + 13 * 3600)
    assert not access._ended


@pytest.mark.parametrize(
    "path", ["", "/", "/fire", "/fire/", "/static/js/a.js", "/_stcore/health", "/auth/login", "/oauth2callback"]
)
def test_the_way_to_sign_in_is_open(path):
    assert gate.OPEN.fullmatch(path)


@pytest.mark.parametrize("path", ["/app/static/lsoa.json", "/figures/a", "/media/a", "/_stcore/metrics", "//a"])
def test_all_else_is_closed(path):
    assert not gate.OPEN.fullmatch(path)


LOUD = """
import logging, sys, threading, warnings
from apps import logs
logs.structure()
canary = sys.argv[1]
logging.getLogger("lbdp").error("a file was refused", extra={"x": canary})
logging.getLogger("lbdp").error("with %s put in", canary)
logging.getLogger("streamlit.x").warning(f"somebody typed {canary}")
warnings.warn(canary)
try:
    int(canary)
except ValueError:
    logging.getLogger("other").exception(canary)
thread = threading.Thread(target=lambda: {}[canary])
thread.start(); thread.join()
raise KeyError(canary)
"""


def test_logs_are_lines_of_json_without_a_value():
    done = subprocess.run(
        [sys.executable, "-c", LOUD, "canary-7731"], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert len(lines) == 7 and "canary" not in done.stderr + done.stdout
    assert {"at", "level", "from", "place"} <= set.intersection(*map(set, lines))
    assert [line.get("error") for line in lines][-3:] == ["ValueError", "KeyError", "KeyError"]
    assert [line.get("said") for line in lines][:2] == ["a file was refused", "with %s put in"]
