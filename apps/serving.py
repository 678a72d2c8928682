"""Serving: how a server is reached, who may use it, and what it writes down; all is off unless `lbdp serve` says so."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from apps import access, gate, logs, root
from apps.access import SignIn
from lbdp_core import address, audit
from lbdp_core.sources import DataError

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Serving:
    """What a server is started with. Everything but the host is off unless it is given.

    host: the address of this machine on which it listens. public: where others reach it, with the path under which it
    is served. structured: its log is JSON, without values.
    """

    host: str = HOST
    public: str = ""
    sign_in: SignIn | None = None
    audit: Path | None = None
    structured: bool = False

    def __post_init__(self) -> None:
        if not only_here(self.host) and not self.public:
            raise DataError(
                f"Listening on {self.host} lets other machines in: say with --public-url by which address they come."
            )
        if self.sign_in and not self.public:
            raise DataError("Signing in needs --public-url, the address to which people come back.")

    @property
    def base(self) -> str:
        """The path under which the suite is served, as "/lbdp"; "" for none."""
        return urlsplit(self.public).path

    @property
    def near(self) -> str:
        """The host by which this machine reaches it."""
        return HOST if self.host in ("0.0.0.0", "localhost") else "[::1]" if self.host in ("::", "::1") else self.host

    @property
    def secrets(self) -> dict[str, Any] | None:
        """What Streamlit's sign-in is told."""
        return {"auth": self.sign_in.secrets(self.public)} if self.sign_in else None

    def hosts(self, config: dict[str, Any]) -> list[str]:
        """The names by which the server lets itself be called."""
        named = (urlsplit(self.public).hostname, self.near.strip("[]"))
        return list(dict.fromkeys([*config["server.allowedHosts"], *filter(None, named)]))

    def config(self, config: dict[str, Any]) -> dict[str, Any]:
        """Streamlit's settings for it."""
        there = urlsplit(self.public)
        given: dict[str, Any] = {"server.address": self.host, "server.allowedHosts": self.hosts(config)}
        if self.public:
            given |= {
                "server.corsAllowedOrigins": [f"{there.scheme}://{there.netloc}"],
                "server.baseUrlPath": self.base.strip("/"),
            }
        return config | given | (logs.SETTINGS if self.structured else {})

    def middleware(self, config: dict[str, Any]) -> list[Any]:
        """What stands before Streamlit, outermost first: headers, whom it answers, who may see it, our script."""
        from starlette.middleware import Middleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware

        from apps.headers import PAGE, Headers

        page = root.written(PAGE.read_bytes(), self.base)
        return [
            Middleware(Headers, page=page, tls=self.public.startswith("https:")),
            Middleware(TrustedHostMiddleware, allowed_hosts=self.hosts(config), www_redirect=False),
            Middleware(gate.Gate, base=self.base),
            Middleware(root.Root, base=self.base),
        ]

    def begin(self) -> None:
        """Settings that the whole process shares.

        Raises:
            DataError: the audit log cannot be continued.
        """
        if self.public:
            os.environ[address.SETTING] = self.public
        access.use(self.sign_in, audit.Log(self.audit) if self.audit else None)
        if self.structured:
            logs.structure()


def only_here(host: str) -> bool:
    """Whether a server that listens on this address is reached from this machine alone.

    >>> only_here("127.0.0.1"), only_here("localhost"), only_here("0.0.0.0"), only_here("::1")
    (True, True, False, True)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
