"""Root: writes `page.css` and `page.js` into every page on its way out.

They tell it where its server is (Streamlit's page, opened at /fire, would first ask at /fire/_stcore and get two
errors), and hold what Streamlit has no word for: keys of a tour, the way back, our words when the server is away.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

HEAD = b"<head>"
KEPT = (b"if-none-match", b"if-modified-since", b"etag", b"last-modified")  # of Streamlit's page, which is not ours
STYLE, SCRIPT = (Path(__file__).with_name(name).read_bytes() for name in ("page.css", "page.js"))
BASE = b'const BASE = "";'


def written(page: bytes, base: str = "") -> bytes:
    """A page with our style and script. base: the path under which the suite is served, as "/lbdp"; "" for none."""
    script = SCRIPT.replace(BASE, b'const BASE = "%b";' % base.encode(), 1)
    return page.replace(HEAD, b"%b<style>%b</style><script>%b</script>" % (HEAD, STYLE, script), 1)


class Root:
    """ASGI middleware: the page (HTML) gets our style and script, everything else passes untouched."""

    def __init__(self, app: Any, base: str = ""):
        self.app = app
        self.base = base

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "." in scope["path"].rsplit("/", maxsplit=1)[-1]:
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name not in (b"accept-encoding", *KEPT)]
        await self.app(scope | {"headers": plain}, receive, _Page(send, self.base))


class _Page:
    """Holds a page back until it is whole; what is not a page goes straight through."""

    def __init__(self, send: Any, base: str):
        self.send = send
        self.base = base
        self.start: dict[str, Any] | None = None
        self.body = b""

    async def __call__(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)
        else:
            await self.send(message)

    async def _finish(self, start: dict[str, Any]) -> None:
        body = written(self.body, self.base)
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", *KEPT)]
        await self.send(start | {"headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _is_page(message: dict[str, Any]) -> bool:
    return any(n.lower() == b"content-type" and v.startswith(b"text/html") for n, v in message["headers"])
