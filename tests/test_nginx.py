"""The sample of deploy/nginx.conf, run by Debian's nginx: base path, TLS, hosts, websocket, headers, limits, links."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from apps import launch
from apps.bench.started import suite

ROOT = Path(__file__).resolve().parents[1]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
HOST = "localhost"
if not NGINX and os.environ.get("LBDP_NGINX") == "required":
    raise RuntimeError("LBDP_NGINX=required, and nginx is not there; install Debian's nginx-light.")
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not there; install Debian's nginx-light")
WRAP = """
daemon off;
pid {here}/nginx.pid;
error_log {here}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    include {here}/site.conf;
}}
"""


def certificate(here: Path) -> None:
    """A certificate of its own for this machine's name."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string(f"CN={HOST}")
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    pem = serialization.Encoding.PEM
    (here / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    plain = serialization.NoEncryption()
    (here / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


def site(here: Path, port: int, secure: int, upstream: int) -> None:
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
        "server 127.0.0.1:8501;": f"server 127.0.0.1:{upstream};",
        "server_name data.council.example;": f"server_name {HOST};",
        "/etc/ssl/lbdp/": f"{here}/",
        "proxy_set_header Host $host;": "proxy_set_header Host $http_host;",  # 443 has no port in it, this has
    }.items():
        assert old in text, f"deploy/nginx.conf no longer has “{old}”"
        text = text.replace(old, new)
    (here / "site.conf").write_text(text)
    (here / "nginx.conf").write_text(WRAP.format(here=here))


@pytest.fixture(scope="module")
def behind(tmp_path_factory) -> Iterator[tuple[str, ssl.SSLContext]]:
    """The address of the suite behind nginx, and who to trust there."""
    here = tmp_path_factory.mktemp("nginx")
    here.chmod(0o755)
    upstream, port, secure = (launch.free_port(0) for _ in range(3))
    certificate(here)
    site(here, port, secure, upstream)
    public = f"https://{HOST}:{secure}/lbdp"
    command = ["serve", "--port", str(upstream), "--public-url", public]
    with suite(command=command):
        subprocess.run([NGINX, "-t", "-q", "-c", here / "nginx.conf"], check=True, capture_output=True, text=True)
        process = subprocess.Popen([NGINX, "-c", here / "nginx.conf"])
        try:
            trust = ssl.create_default_context(cafile=str(here / "fullchain.pem"))
            for _ in range(100):
                with socket.socket() as s:
                    if not s.connect_ex(("127.0.0.1", secure)):
                        break
                time.sleep(0.05)
            yield public, trust
        finally:
            process.terminate()
            process.wait()


def asked(
    url: str, trust: ssl.SSLContext, method: str = "GET", data: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust))
    request = urllib.request.Request(url, data, {k.replace("_", "-"): v for k, v in headers.items()}, method=method)
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, {k.lower(): v for k, v in refused.headers.items()}, refused.read()


def test_page_shapes_and_health_are_there_under_the_base_path_and_nothing_beside_it(behind):
    public, trust = behind
    root = public.removesuffix("/lbdp")
    status, headers, page = asked(f"{public}/fire", trust)
    assert status == 200
    assert b'const BASE = "/lbdp";' in page
    assert headers["strict-transport-security"]
    assert "'unsafe-eval'" not in headers["content-security-policy"].split()
    assert asked(f"{public}/app/static/boroughs.json", trust)[0] == 200
    assert asked(f"{public}/_stcore/health", trust)[2] == b"ok"
    assert asked(f"{public}/figures/{'0' * 32}", trust)[0] == 404
    assert asked(f"{root}/fire", trust)[0] == 404


@pytest.mark.parametrize(
    ("origin", "host", "let_in"),
    [(True, True, True), (False, True, False), (True, False, False)],
    ids=["its own page", "another site's page", "another name"],
)
def test_a_websocket_is_opened_by_the_suite_s_own_pages_alone(behind, origin, host, let_in):
    public, trust = behind
    own = public.removesuffix("/lbdp")
    socket_url = public.replace("https", "wss") + "/_stcore/stream"
    asking = {
        "origin": Origin(own if origin else "https://elsewhere.example"),
        "subprotocols": [Subprotocol("streamlit")],
        "ssl": trust,
        "proxy": None,
        "additional_headers": {} if host else {"Host": "elsewhere.example"},
    }
    if let_in:
        with connect(socket_url, **asking) as opened:
            assert opened.subprotocol == "streamlit"
    else:
        with pytest.raises(InvalidStatus), connect(socket_url, **asking):
            pass


def test_another_name_is_not_answered_and_a_file_larger_than_the_limit_ends_at_the_proxy(behind):
    public, trust = behind
    assert asked(public + "/fire", trust, Host="elsewhere.example")[0] == 400
    url = f"{public}/_stcore/upload_file/none/none"
    assert asked(url, trust, "PUT", b"", Content_Length=str(42 << 20))[0] == 413
    assert asked(url, trust, "PUT", b"x")[0] in (400, 403)  # no session of this name


@pytest.mark.browser
def test_a_page_works_behind_the_proxy_without_a_complaint_of_the_browser(behind, chromium):
    public, _ = behind
    said: list[str] = []
    page = (context := chromium.new_context(ignore_https_errors=True)).new_page()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(root) else None)
    root = ("https://localhost:", "wss://localhost:", "data:", "blob:")
    page.goto(f"{public}/fire?view=Explore")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    assert "lbdp/fire" in page.url
    context.close()
    assert not said
