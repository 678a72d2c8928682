"""From incident files to the fire theme's tables: rows used, where each fire lies, and what is written."""

from __future__ import annotations

from lbdp_core.fire.build.tables import build

__all__ = ["build"]
