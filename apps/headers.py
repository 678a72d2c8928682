"""Headers: what every answer of the server tells the browser that it may do, and for whom the server answers at all.

The policy allows scripts of the suite alone. The pages carry two short scripts of their own (Streamlit's and ours),
which are allowed by their hashes, so no other inline script runs, and no text is ever run as one ('unsafe-eval').
Styles may be inline, as Streamlit writes them; maps are drawn by WebAssembly from the suite's own files.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import streamlit

INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
PAGE = Path(streamlit.__file__).with_name("static") / "index.html"
HALF_A_YEAR = 15_552_000  # seconds for which a browser that came by TLS comes back by TLS alone
FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(page: bytes) -> str:
    """The content security policy under which a page runs. page: its HTML, with its inline scripts."""
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE.findall(page))
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", *(f"'sha256-{one}'" for one in hashes)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{what} {whom}" for what, whom in allowed.items())


class Headers:
    """ASGI middleware: adds the headers that an answer does not have yet.

    page: the HTML of a page as it leaves. tls: whether others reach the suite by https alone.
    """

    def __init__(self, app: Any, page: bytes, tls: bool = False):
        self.app = app
        named = FIXED | {"content-security-policy": policy(page)}
        if tls:
            named["strict-transport-security"] = f"max-age={HALF_A_YEAR}"
        self.headers = [(name.encode(), value.encode()) for name, value in named.items()]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sent(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                added = [one for one in self.headers if one[0] not in there]
                message = message | {"headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, sent)
