"""From publishers' files to the falls theme's tables."""

from __future__ import annotations

from lbdp_core.falls.build.tables import build

__all__ = ["build"]
