"""Signing in with a provider on this machine, in a browser: who gets in, what each role may do, and the way out."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from apps import access, launch
from apps.bench.started import suite
from lbdp_core import audit
from tests.browser.conftest import NO_DRAWING, PATIENCE
from tests.provider import CLIENT, Provider, serving

pytestmark = pytest.mark.browser
VIEWER = {"sub": "1", "email": "vi@council.example", "email_verified": True, "roles": ["lbdp.view"]}
UPLOADER = {"sub": "2", "email": "up@council.example", "email_verified": True, "roles": ["lbdp.view", "lbdp.upload"]}
NEITHER = {"sub": "3", "email": "no@elsewhere.example", "email_verified": True, "roles": ["other"]}
CANARY = "canary-7731"
UPLOAD = f"/_stcore/upload_file/{'0' * 8}/{CANARY}"
CLOSED = ("/app/static/boroughs.json", f"/figures/{'0' * 32}", "/media/a.png", "/_stcore/metrics", "/component/a/b")


class Suite:
    """The suite with signing in, its provider and its audit log."""

    def __init__(self, address: str, provider: Provider, log: Path):
        self.address, self.provider, self.log = address, provider, log

    def wrote(self, who: dict[str, Any], did: str) -> None:
        """Wait until the audit log says that somebody did something."""
        for _ in range(PATIENCE // 100):
            if [deed for deed in self.deeds() if deed[:2] == (who["email"], did)]:
                return
            time.sleep(0.1)
        raise AssertionError(f"{did} was not written down: {self.deeds()}")

    def deeds(self) -> list[tuple[str, str, str]]:
        assert audit.verified(self.log).entries
        return [(e["who"], e["did"], e["what"]) for e in map(json.loads, self.log.read_text("utf-8").splitlines())]


@pytest.fixture(scope="module")
def signed(tmp_path_factory) -> Iterator[Suite]:
    here = tmp_path_factory.mktemp("signed")
    port = launch.free_port(0)
    with serving() as provider:
        given = CLIENT | {
            "server_metadata_url": f"{provider.address}/.well-known/openid-configuration",
            "cookie_secret": "0123456789abcdef0123456789abcdef",
        }
        lines = [f'{name} = "{value}"' for name, value in given.items()]
        lines += ["[roles]", 'view = ["lbdp.view"]', 'upload = ["lbdp.upload"]']
        settings = here / "sign-in.toml"
        settings.write_text("\n".join(lines), "utf-8")
        public = f"http://localhost:{port}"
        options = ["--port", str(port), "--public-url", public, "--sign-in", str(settings)]
        with suite(command=["serve", *options, "--audit", str(here / "audit.jsonl")]):
            yield Suite(public, provider, here / "audit.jsonl")


@pytest.fixture
def page(profile: Any) -> Iterator[Any]:
    page = profile.new_page()
    page.add_init_script(NO_DRAWING)
    page.set_default_timeout(PATIENCE)
    yield page
    for one in profile.pages:
        one.close()
    profile.clear_cookies()


def sign_in(page: Any, signed: Suite, claims: dict[str, Any], path: str = "") -> None:
    signed.provider.claims, signed.provider.wrong = claims, ""
    page.goto(signed.address + path)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign in").wait_for(state="detached")


def shut(page: Any, signed: Suite, path: str = CLOSED[0]) -> bool:
    return bool(page.request.get(signed.address + path).status == 403)


def cookies(page: Any) -> list[Any]:
    return [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit_user")]


def test_nobody_sees_anything_before_signing_in(page, signed):
    page.goto(f"{signed.address}/fire?view=Explore")
    page.get_by_role("button", name="Sign in").wait_for()
    assert "open the suite" in page.inner_text("body")
    assert not page.locator("[data-testid=stMetricValue], [data-testid=stSidebar], [data-testid=stTopNavLink]").count()
    assert page.request.put(signed.address + UPLOAD, multipart={"file": "x"}).status == 403
    assert [path for path in CLOSED if not shut(page, signed, path)] == []


def test_a_token_that_is_wrong_lets_nobody_in(page, signed):
    """The first as a person meets it, the others by the link of that button."""
    signed.provider.claims, signed.provider.wrong = UPLOADER, "nonce"
    page.goto(signed.address)
    with page.expect_event("load"), page.expect_request(re.compile("/auth/login")) as asked:
        page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign in").wait_for()
    assert not cookies(page)
    for signed.provider.wrong in ("audience", "issuer", "signature", "age"):
        page.request.get(asked.value.url)
        assert not cookies(page), signed.provider.wrong
    signed.provider.wrong = ""
    page.request.get(asked.value.url)
    assert cookies(page), "the link lets nobody in"


def test_a_viewer_looks_but_brings_no_file_and_signing_out_ends_every_tab_and_the_cookie(page, signed, chromium):
    sign_in(page, signed, VIEWER)
    with page.expect_response(re.compile("/app/static/.*json")) as shapes:
        page.goto(f"{signed.address}/fire?view=Explore")
    assert shapes.value.status == 200
    stranger = chromium.new_context()
    assert stranger.request.get(shapes.value.url).status == 403
    stranger.close()
    page.get_by_text("Open a saved scenario").click()
    page.get_by_text("Your role lets you look").first.wait_for(state="attached")
    assert not page.locator("[data-testid=stFileUploader]").count()
    other = page.context.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{signed.address}/account")
    other.get_by_text("You are signed in as").wait_for()
    expect(other.locator("[data-testid=stMain]")).to_contain_text(re.compile("vi.*@.*council.*example"))
    kept, ended = page.context.cookies(), signed.provider.ended
    with other.expect_response(re.compile(f"{signed.provider.address}/end")):
        other.get_by_role("button", name="Sign out").click()
    for one in (other, page):
        one.get_by_role("button", name="Sign in").wait_for()
    page.locator("[data-testid=stMetricValue], [data-testid=stTopNavLink]").first.wait_for(state="detached")
    assert signed.provider.ended == ended + 1
    assert not cookies(page)
    page.context.add_cookies(kept)  # somebody had copied them
    assert shut(page, signed)
    page.goto(f"{signed.address}/refugees?view=Explore")
    page.get_by_role("button", name="Sign in").wait_for()
    signed.wrote(VIEWER, "opened")
    assert not [deed for deed in signed.deeds() if deed[:2] == (VIEWER["email"], "uploaded")]


def test_somebody_without_a_role_is_told_whom_to_ask_and_written_down(page, signed):
    sign_in(page, signed, NEITHER)
    page.get_by_text("may not open the suite").wait_for()
    assert not page.locator("[data-testid=stMetricValue]").count()
    signed.wrote(NEITHER, "refused")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()


def test_an_uploader_s_file_and_export_are_written_down_without_what_is_in_them(page, signed):
    sign_in(page, signed, UPLOADER)
    page.goto(f"{signed.address}/refugees?view=Explore")
    page.get_by_text("Open a saved scenario").click()
    box = page.locator("[data-testid=stFileUploader] input").first
    box.wait_for(state="attached")
    box.set_input_files({"name": f"{CANARY}.json", "mimeType": "application/json", "buffer": f'"{CANARY}"'.encode()})
    signed.wrote(UPLOADER, "uploaded")
    with page.expect_download():
        page.locator("[data-testid=stDownloadButton] button").first.evaluate("e => e.click()")
    signed.wrote(UPLOADER, "exported")
    assert CANARY not in signed.log.read_text("utf-8")


def test_an_open_tab_asks_again_when_its_sign_in_is_too_old(page, signed):
    sign_in(page, signed, VIEWER | {"iat": int(time.time()) - access.HOURS * 3600 + 12}, "/refugees?view=Explore")
    page.get_by_role("button", name="Sign in").wait_for()
    assert shut(page, signed)
