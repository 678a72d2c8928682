"""What only the children's page shows: one council's indicators with their verdicts, and how sure they are."""

from __future__ import annotations

from lbdp_core.children.model import Fitted
from lbdp_core.page import Page

PAGE: Page[Fitted] = Page()
