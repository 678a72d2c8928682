"""Keyed: a pseudonym for a home in one project, by HMAC-SHA-256 (RFC 2104) under a secret that stays with its holder.

The secret is 32 random bytes. It has no text form, cannot be pickled, and is in no export, log, cache or link; the one
place where it is written is the file that its holder asks for (`extract.new_secret_file`). Another project has another
secret and another name, so extracts of two projects do not meet.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Any, NoReturn

import pandas as pd

from lbdp_core.door import called
from lbdp_core.sharing.linkage.uprn import normalised, normalised_all
from lbdp_core.sources import DataError

PERSONAL = (
    "Keyed pseudonyms remain personal data: whoever holds the key, or other data on the same homes, can tell which "
    "home a row is about (UK GDPR, Article 4(5) and recital 26)."
)
PROJECT = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LEAST = 32  # bytes: as long as the hash


class Secret:
    """A project's key. It can be used and not seen: no text form, no copy by pickle, no comparison."""

    __slots__ = ("_bytes",)

    def __init__(self, raw: bytes):
        if len(raw) < LEAST:
            raise DataError(f"A project key has at least {LEAST} bytes; make one with new_secret().")
        self._bytes = bytes(raw)

    def sign(self, message: str) -> str:
        """The HMAC-SHA-256 of a message, as 64 hexadecimal digits."""
        return hmac.new(self._bytes, message.encode(), hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return "Secret(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A project key is not copied or stored.")

    def __eq__(self, other: object) -> Any:
        return self is other

    __hash__ = None  # type: ignore[assignment]


def new_secret() -> Secret:
    """A key of 32 random bytes from the operating system; the one use of randomness here that has no seed."""
    return Secret(secrets.token_bytes(LEAST))


def key(uprn: object, project: str, secret: Secret) -> str:
    """The pseudonym of a home: HMAC-SHA-256 of "LBDP|project|normalised UPRN", as 64 hexadecimal digits.

    Raises:
        DataError: not a UPRN, or no name of a project (small letters, digits and hyphens).
    """
    return secret.sign(f"LBDP|{_project(project)}|{normalised(uprn)}")


def keys(uprns: pd.Series, project: str, secret: Secret, file: str = "") -> pd.Series:
    """The pseudonyms of many homes, by the same index; missing stays missing. file: whose rows they are.

    Raises:
        DataError: as for `key`; the row is named and the value is not.
    """
    name = _project(project)
    plain = normalised_all(uprns, file)
    signed = [None if pd.isna(uprn) else secret.sign(f"LBDP|{name}|{uprn}") for uprn in plain]
    return pd.Series(signed, index=uprns.index, dtype="str", name="key")


def _project(project: str) -> str:
    if not PROJECT.fullmatch(project):
        raise DataError(f"The project {called(project)} should be small letters, digits and hyphens.")
    return project
