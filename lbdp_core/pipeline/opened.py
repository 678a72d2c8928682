"""Opened: a theme of a data folder with everything that a page or a brief of it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lbdp_core.pipeline.kept import newest, open_theme
from lbdp_core.result import Scorecard
from lbdp_core.sources import Entry, Origin, Shelf
from lbdp_core.theme import Theme

if TYPE_CHECKING:
    from lbdp_core.page import Page  # charts and maps, which a run does not pay for


@dataclass(frozen=True)
class Opened:
    """A theme with everything that its page reads."""

    theme: Theme[Any, Any, Any]
    model: Any
    score: Scorecard
    shelf: Shelf
    page: Page[Any]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows of the manifest for the tables that the theme reads and the folder holds."""
        return tuple(self.shelf.entries[path] for path in self.theme.tables if self.shelf.has(path))

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Who published the theme's own tables (not those that themes share), each once."""
        return _once(e.origin for e in self.entries if e.path.startswith(f"{self.theme.slug}/"))

    def behind(self, tables: tuple[str, ...]) -> tuple[Origin, ...]:
        """Who published the tables that a page rests on at its levers, each once; the theme's own where none is."""
        return _once(self.shelf.origin(path) for path in tables if self.shelf.has(path)) or self.origins

    @property
    def newest(self) -> str:
        """The date of the theme's newest figure, in ISO; "" where it has none."""
        return newest(self.theme, self.shelf.entries, self.shelf.report)

    @property
    def release(self) -> str:
        """Protected as soon as one of the tables that the theme shows is; otherwise released.

        Protected counts that a model is made of have passed `protect.read` before, and so has all that follows.
        """
        return "protected" if any(o.release == "protected" for o in self.origins) else "released"


def opened(slug: str, shelf: Shelf) -> Opened:
    """A theme, its stored model and scorecard, and its page; raises as `open_theme` does."""
    theme, model, score = open_theme(slug, shelf)
    return Opened(theme, model, score, shelf, theme.page())


def _once(origins: Any) -> tuple[Origin, ...]:
    return tuple({(o.publisher, o.what): o for o in origins}.values())
