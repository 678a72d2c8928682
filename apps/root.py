"""Root: writes `page.css` and `page.js` into every page on its way out.

They tell it where its server is (Streamlit's page, opened at /fire, would first ask at /fire/_stcore and get two
errors), and hold what Streamlit has no word for: keys of a tour, the way back, our words when the server is away.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

HEAD = b"<head>"
OURS = b"<style>%b</style><script>%b</script>" % tuple(
    Path(__file__).with_name(name).read_bytes() for name in ("page.css", "page.js")
)


class Root:
    """ASGI middleware: the page (HTML) gets our style and script, everything else passes untouched."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "." in scope["path"].rsplit("/", maxsplit=1)[-1]:
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app(scope | {"headers": plain}, receive, _Page(send))


class _Page:
    """Holds a page back until it is whole; what is not a page goes straight through."""

    def __init__(self, send: Any):
        self.send = send
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
        body = self.body.replace(HEAD, HEAD + OURS, 1)
        kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await self.send(start | {"headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _is_page(message: dict[str, Any]) -> bool:
    return any(n.lower() == b"content-type" and v.startswith(b"text/html") for n, v in message["headers"])
