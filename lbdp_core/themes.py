"""The register: every theme of the suite, in the order in which it is shown. A new theme is one line here."""

from __future__ import annotations

from typing import Any

from lbdp_core import children, falls, fire, health, hmo, homelessness, labour, postings, refugees, sharing
from lbdp_core.sources import DataError
from lbdp_core.theme import Theme

THEMES: tuple[Theme[Any, Any, Any], ...] = (
    fire.THEME,
    sharing.THEME,
    health.THEME,
    refugees.THEME,
    homelessness.THEME,
    children.THEME,
    hmo.THEME,
    falls.THEME,
    postings.THEME,
    labour.THEME,
)


def by_slug(slug: str) -> Theme[Any, Any, Any]:
    """The theme of that name.

    Raises:
        DataError: there is none.
    """
    for theme in THEMES:
        if theme.slug == slug:
            return theme
    names = ", ".join(theme.slug for theme in THEMES)
    raise DataError(f"There is no theme “{slug}”; the themes are: {names}.")
