"""From the Home Office's files to the refugees theme's tables."""

from __future__ import annotations

from lbdp_core.refugees.build.tables import build

__all__ = ["build"]
