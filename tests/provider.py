"""A small OpenID provider on this machine, for tests of signing in: it lets in whoever a test says, and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = {"client_id": "lbdp", "client_secret": "a secret that only the two know"}


@dataclass
class Provider:
    """claims: of whoever signs in next. wrong: what of its tokens is wrong ("" for nothing)."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    wrong: str = ""
    ended: int = 0
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))

    def about(self, _: Request) -> Response:
        ends = {"authorization": "authorize", "token": "token", "jwks": "jwks", "end_session": "end"}
        told = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in ends.items()}
        told |= {"issuer": self.address, "jwks_uri": told.pop("jwks_endpoint")}
        return JSONResponse(
            told
            | {
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def authorize(self, request: Request) -> Response:
        asked, code = dict(request.query_params), secrets.token_urlsafe(16)
        assert asked["code_challenge_method"] == "S256" and asked["client_id"] == CLIENT["client_id"]
        self.asked[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.asked.pop(str(form["code"]), None)
        basic = base64.b64encode(":".join(CLIENT.values()).encode()).decode()
        proof = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        proven = asked and asked["code_challenge"] == base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if not proven or request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT["client_id"], "iat": now, "exp": now + 300, **self.claims}
        claims["nonce"] = asked["nonce"]
        claims |= {
            "nonce": {"nonce": "another"},
            "audience": {"aud": "another"},
            "issuer": {"iss": "https://another.example"},
            "age": {"iat": now - 7200, "exp": now - 3600},
        }.get(self.wrong, {})
        key = RSAKey.generate_key(2048) if self.wrong == "signature" else self.key
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
        return JSONResponse({"access_token": "none", "token_type": "Bearer", "id_token": token})

    def end(self, request: Request) -> Response:
        self.ended += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])


@contextmanager
def serving() -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    it = Provider()
    routes = [
        Route("/.well-known/openid-configuration", it.about),
        Route("/jwks", it.keys),
        Route("/authorize", it.authorize),
        Route("/token", it.token, methods=["POST"]),
        Route("/end", it.end),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    it.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield it
    server.should_exit = True
    thread.join()
