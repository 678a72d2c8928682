"""From publishers' files to the labour theme's tables."""

from __future__ import annotations

from lbdp_core.labour.build.tables import build

__all__ = ["build"]
