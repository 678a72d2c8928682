"""From the snapshot, CHAIN and the shared tables to the homelessness theme's tables."""

from __future__ import annotations

from lbdp_core.homelessness.build.tables import build

__all__ = ["build"]
