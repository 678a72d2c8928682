"""Access: who may look and who may bring files, and what is written down of it. Off unless `lbdp serve` turns it on.

Whoever signs in has claims from the council's provider. A role is given to those with one of its values among their
roles or groups, their organisation's domain, or an address of e-mail that the provider has verified.
"""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from lbdp_core import audit
from lbdp_core.sources import DataError

Role = Literal["view", "upload"]
ROLES: tuple[Role, ...] = ("view", "upload")
NEEDED = ("client_id", "client_secret", "server_metadata_url", "cookie_secret")
SHORTEST = 32  # characters of the secret that signs cookies
ANYBODY = re.compile(r"//login\.microsoftonline\.com/(common|organizations|consumers)/")
HOURS = 12  # after which somebody signs in again, so that a role that was taken away is gone
EVERYONE = "*"


@dataclass(frozen=True)
class SignIn:
    """The provider, and who has which role. roles: role -> values of claims, "*" for everyone who signs in."""

    provider: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: str) -> SignIn:
        """The settings of a TOML file; docs/operations.md has an example.

        Raises:
            DataError: it is missing, is not TOML, or lacks something.
        """
        try:
            said = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, ValueError) as fault:
            raise DataError(f"{path} cannot be read as TOML ({type(fault).__name__}); mend it or its name.") from None
        roles = said.pop("roles", None)
        texts = {name: value for name, value in said.items() if isinstance(value, str) and value}
        if missing := [name for name in NEEDED if name not in texts]:
            raise DataError(f"{path} does not say {' and '.join(missing)}; docs/operations.md has an example.")
        if unknown := said.keys() - set(NEEDED):
            raise DataError(f"{path} has {', '.join(sorted(unknown))}, which is no setting of signing in; take it out.")
        if len(texts["cookie_secret"]) < SHORTEST:
            raise DataError(f"cookie_secret in {path} is too short: give {SHORTEST} random characters or more.")
        if ANYBODY.search(texts["server_metadata_url"]):
            raise DataError(f"server_metadata_url in {path} lets every tenant in: name your own tenant in it.")
        _secure(texts["server_metadata_url"], path)
        if not isinstance(roles, dict) or set(roles) != set(ROLES) or not all(map(_is_list, roles.values())):
            raise DataError(f"{path} needs a table [roles] with the lists view and upload; docs/operations.md has one.")
        return cls(texts, {role: tuple(values) for role, values in roles.items()})

    def secrets(self, public: str) -> dict[str, Any]:
        """What Streamlit is told. public: where people come back to."""
        return {
            **self.provider,
            "redirect_uri": f"{public}/oauth2callback",
            "client_kwargs": {"scope": "openid email profile", "prompt": "select_account"},
        }

    def has(self, claims: Mapping[str, Any], role: Role, now: float | None = None) -> bool:
        """Whether somebody with these claims has a role; nobody has one after twelve hours. now: seconds since 1970.

        >>> it = SignIn({}, {"view": ("*",), "upload": ("lbdp.upload",)})
        >>> it.has({"is_logged_in": True, "iat": 0, "roles": ["lbdp.upload"]}, "upload", now=60)
        True
        >>> it.has({"is_logged_in": True, "iat": 0}, "upload", now=60)
        False
        """
        if not left(claims, now):
            return False
        held = {EVERYONE, str(claims.get("hd", ""))}
        for name in ("roles", "groups"):
            values = claims.get(name)
            held.update(map(str, values) if isinstance(values, (list, tuple)) else [str(values or "")])
        if claims.get("email_verified") is True:
            held.add(str(claims.get("email", "")))
        return bool(held.intersection(self.roles[role]))


def sign_in_of(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells one sign-in from any other."""
    return tuple(str(claims.get(name, "")) for name in ("iss", "sub", "iat", "nonce"))


def left(claims: Mapping[str, Any], now: float | None = None) -> float:
    """Seconds for which a sign-in still holds; 0 where nobody signed in, or signed out. now: seconds since 1970."""
    since = claims.get("iat")
    if claims.get("is_logged_in") is not True or not isinstance(since, (int, float)) or sign_in_of(claims) in _ended:
        return 0
    return max(0.0, since + HOURS * 3600 - (time.time() if now is None else now))


def end(claims: Mapping[str, Any], now: float | None = None) -> None:
    """From now on a sign-in gives no role, whoever still holds its cookie."""
    now = time.time() if now is None else now
    for old in [one for one, until in _ended.items() if until < now]:
        del _ended[old]
    if remaining := left(claims, now):
        _ended[sign_in_of(claims)] = now + remaining


def _is_list(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) and value for value in values)


def _secure(url: str, path: str) -> None:
    """A provider is asked by https, unless it is on this machine (a test)."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")):
        raise DataError(f"server_metadata_url in {path} does not begin with https://; give the provider's own address.")


@dataclass
class _Used:
    sign_in: SignIn | None = None
    log: audit.Log | None = None


_used = _Used()
_ended: dict[tuple[str, ...], float] = {}  # sign-ins that were ended by hand, and until when they would have held


def use(sign_in: SignIn | None, log: audit.Log | None) -> None:
    """What this process goes by, from its start."""
    _used.sign_in, _used.log = sign_in, log


def sign_in() -> SignIn | None:
    """How people sign in; None where nobody need."""
    return _used.sign_in


def note(who: str, session: str, did: audit.Deed, what: str) -> None:
    """Write down what somebody did, where an audit log is kept; raises as `audit.Log.add` does."""
    if _used.log:
        _used.log.add(who, session, did, what)
