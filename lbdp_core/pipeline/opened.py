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

    def origins(self, tables: tuple[str, ...] = ()) -> tuple[Origin, ...]:
        """As `origins`; the theme's own tables where none of those named is held."""
        return origins(self.theme, self.shelf, tables) or origins(self.theme, self.shelf)

    @property
    def newest(self) -> str:
        """The date of the theme's newest figure, in ISO; "" where it has none."""
        return newest(self.theme, self.shelf.entries, self.shelf.report)

    @property
    def release(self) -> str:
        """Protected as soon as one of the tables that the theme shows is; otherwise released.

        Protected counts that a model is made of have passed `protect.read` before, and so has all that follows.
        """
        return "protected" if any(o.release == "protected" for o in self.origins()) else "released"


def opened(slug: str, shelf: Shelf) -> Opened:
    """A theme, its stored model and scorecard, and its page; raises as `open_theme` does."""
    theme, model, score = open_theme(slug, shelf)
    return Opened(theme, model, score, shelf, theme.page())


def origins(theme: Theme[Any, Any, Any], shelf: Shelf, tables: tuple[str, ...] = ()) -> tuple[Origin, ...]:
    """Who published these tables, each once; without any, the theme's own tables (not those that themes share)."""
    paths = tables or tuple(path for path in theme.tables if path.startswith(f"{theme.slug}/"))
    found = (shelf.origin(path) for path in paths if shelf.has(path))
    return tuple({(o.publisher, o.what): o for o in found}.values())
