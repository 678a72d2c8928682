"""Pack: the papers that a sharing agreement needs, drafted from one contract: protocol, DPIA, transparency record."""

from __future__ import annotations

from lbdp_core.agreements.pack.build import NOT_ANSWERED, STATUS, Answers, Pack, build, clean
from lbdp_core.agreements.pack.headings import PAPERS, steps
from lbdp_core.agreements.pack.questions import asked, not_asked
from lbdp_core.agreements.pack.reopen import Opened, opened

__all__ = [
    "NOT_ANSWERED", "PAPERS", "STATUS", "Answers", "Opened", "Pack", "asked", "build", "clean", "not_asked",
    "opened", "steps",
]  # fmt: skip
