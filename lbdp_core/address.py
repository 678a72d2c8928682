"""Address: where others reach the suite, and whether a link works beyond this computer.

`--public-url URL` sets it once; every link that the suite hands out begins with it. A path in it, as in
https://council.example.org/lbdp, is where the suite is served.
"""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from lbdp_core.sources import DataError

SETTING = "LBDP_PUBLIC_URL"
PATH = re.compile(r"(/[A-Za-z0-9_-]+)*")  # of a suite that is served below the root of its host
LOCAL = ("127.0.0.1", "localhost", "::1", "", None)
ONLY_HERE, FOR_OTHERS = (
    "This link works only on this computer.",
    "This link works for everyone who can reach the suite.",
)


def checked(text: str) -> str:
    """A public address without a slash at its end.

    >>> checked("https://suite.example.org/"), checked("https://council.example.org/lbdp/")
    ('https://suite.example.org', 'https://council.example.org/lbdp')

    Raises:
        DataError: it is no address of a host.
    """
    try:
        parts = urlsplit(text)
        path = parts.path.rstrip("/")
        plain = not (parts.query or parts.fragment or parts.username) and PATH.fullmatch(path)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and plain:
            return f"{parts.scheme}://{parts.netloc}{path}"
    except ValueError:
        pass
    raise DataError(f"“{text}” is not the address of a suite; give one such as https://suite.example.org.")


def public(page: str, base: str | None = None) -> str:
    """The address of a page as others reach it; the page's own where no public address is given or set.

    >>> public("http://127.0.0.1:8501/fire?fire.visits=500")
    'http://127.0.0.1:8501/fire?fire.visits=500'
    >>> public("http://127.0.0.1:8501/fire", "https://suite.example.org")
    'https://suite.example.org/fire'
    >>> public("http://127.0.0.1:8501/fire", "https://council.example.org/lbdp")
    'https://council.example.org/lbdp/fire'

    Raises:
        DataError: the public address is no address of a host.
    """
    base = base or os.environ.get(SETTING)
    if not base:
        return page
    there, here = urlsplit(checked(base)), urlsplit(page)
    path = here.path if f"{here.path}/".startswith(f"{there.path}/") else f"{there.path}/{here.path.lstrip('/')}"
    return here._replace(scheme=there.scheme, netloc=there.netloc, path=path).geturl()


def only_here(link: str) -> bool:
    """Whether a link works on this computer alone.

    >>> only_here("http://localhost:8501/fire"), only_here("https://suite.example.org/fire")
    (True, False)
    """
    return urlsplit(link).hostname in LOCAL


def reach(link: str) -> str:
    """Where a link works, in words."""
    return ONLY_HERE if only_here(link) else FOR_OTHERS
