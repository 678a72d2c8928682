"""Kinds: how a book of detailed local authority tables is recognised: by the titles of its sheets, not by its name."""

from __future__ import annotations

from lbdp_core.door import Kind
from lbdp_core.hclic.pages import TITLE
from lbdp_core.hclic.reading import take

MHCLG, OGL = "Ministry of Housing, Communities and Local Government", "OGL v3.0"

KIND = Kind(
    "hclic",
    "a workbook of detailed local authority tables of statutory homelessness (H-CLIC)",
    MHCLG,
    OGL,
    (),
    form="book",
    signs=(TITLE, r"^table ta1\b", r"^table md1\b"),
    take=take,
    unit="figure of an area",
)
KINDS = (KIND,)
