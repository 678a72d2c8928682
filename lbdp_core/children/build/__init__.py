"""From publishers' files to the children's theme's tables."""

from __future__ import annotations

from lbdp_core.children.build.tables import build

__all__ = ["build"]
