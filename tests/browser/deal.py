"""Which theme shows what in a browser: `make test` sees each theme, view, part and screen, and not each of each.

Laws of pages (`tests/laws`) draw everything of every theme without a browser. What only a browser can tell is dealt
out here. `LBDP_BROWSER=all` shows everything of every theme.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

from lbdp_core.theme import Theme
from lbdp_core.themes import THEMES

ALL = os.environ.get("LBDP_BROWSER") == "all"
T = TypeVar("T")

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
SOME = THEMES if ALL else THEMES[4::4]
some_themes = pytest.mark.parametrize("theme", SOME, ids=lambda t: t.slug)


def dealt(things: Sequence[T], theme: Theme, one_in: int, turn: int = 0) -> list[T]:
    """One in so many of the things; another theme, and another turn, gets others."""
    first = (THEMES.index(theme) + turn) % one_in
    return list(things if ALL else things[first::one_in])
