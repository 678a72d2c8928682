"""From population and health files to the health theme's tables."""

from __future__ import annotations

from lbdp_core.health.build.tables import build

__all__ = ["build"]
