"""Gate: what is sent to whom where people sign in, and how an open tab loses its right.

Without a sign-in the server sends the empty page, Streamlit's own scripts and the way to the provider. All else
(figures, shapes of maps, media, files) is for whoever may look, as their cookie says. A tab keeps one connection for
hours. It is cut when its sign-in ends, by age or by signing out in any tab: the browser connects again at once, and
the page asks to sign in.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from apps import access

OPEN = re.compile(r"(/(static/.*|auth/(login|logout)|oauth2callback|_stcore/(health|host-config|stream)|[^/]*/?))?")
SIGN_OUT = "/auth/logout"
UPLOAD = "/_stcore/upload_file/"
REFUSED = {"view": "Sign in to see this.", "upload": "Your role cannot bring files."}


def claims(scope: Any) -> dict[str, Any]:
    """Those of whoever asks, out of the cookie that this server signed; {} without one."""
    from starlette.requests import HTTPConnection
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    signed = _get_signed_cookie_with_chunks(HTTPConnection(scope).cookies, USER_COOKIE_NAME)
    return dict(json.loads(signed)) if signed else {}


class Gate:
    """ASGI middleware; it lets everything through where nobody signs in. base: the path under which we are served."""

    def __init__(self, app: Any, base: str = ""):
        self.app, self.base = app, base
        self.tabs: dict[Tab, tuple[str, ...]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        sign_in = access.sign_in()
        if sign_in is None or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        who, path = claims(scope), scope["path"].removeprefix(self.base)
        role: access.Role = "upload" if path.startswith(UPLOAD) else "view"
        if scope["type"] == "websocket" and sign_in.has(who, "view"):
            await self._connected(who, scope, receive, send)
        elif scope["type"] == "http" and not OPEN.fullmatch(path) and not sign_in.has(who, role):
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(REFUSED[role], 403)(scope, receive, send)
        else:
            if path == SIGN_OUT and who:
                access.end(who)
                await asyncio.gather(*(tab.cut() for tab, of in self.tabs.items() if of == access.sign_in_of(who)))
            await self.app(scope, receive, send)

    async def _connected(self, who: dict[str, Any], scope: Any, receive: Any, send: Any) -> None:
        tab = Tab(send)
        self.tabs[tab] = access.sign_in_of(who)
        ageing = asyncio.create_task(tab.cut(after=access.left(who)))
        try:
            await self.app(scope, receive, tab.sent)
        finally:
            ageing.cancel()
            del self.tabs[tab]


class Tab:
    """The connection of a tab: nothing is sent through it once it is cut."""

    def __init__(self, send: Any):
        self.send, self.open = send, True

    async def sent(self, message: dict[str, Any]) -> None:
        if self.open:
            await self.send(message)

    async def cut(self, after: float = 0) -> None:
        """Cut it, in so many seconds."""
        await asyncio.sleep(after)
        if self.open:
            self.open = False
            await self.send({"type": "websocket.close", "code": 1008})
