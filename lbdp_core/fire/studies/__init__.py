"""Studies: findings too slow for a lever, worked out once after the model is fitted and only read by the page.

Each is a function of evidence and fitted model that returns a long table, kept at `studies/fire/<name>.csv`; the
columns stand in the docstring of its file. Whatever is scored here was forecast from earlier years only (`origins`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.studies.audit import audit
from lbdp_core.fire.studies.buildings import buildings
from lbdp_core.fire.studies.interactions import interactions
from lbdp_core.fire.studies.leaks import leaks
from lbdp_core.fire.studies.misses import misses
from lbdp_core.fire.studies.permuted import permuted
from lbdp_core.fire.studies.refitted import refitted
from lbdp_core.fire.studies.replay import replay
from lbdp_core.fire.studies.series import series
from lbdp_core.fire.studies.trends import trends

STUDIES: Mapping[str, Callable[[Evidence, Fitted], pd.DataFrame]] = MappingProxyType(
    {"replay": replay, "misses": misses, "audit": audit, "trends": trends, "leaks": leaks}
    | {"series": series, "buildings": buildings, "interactions": interactions}
    | {"permuted": permuted, "refitted": refitted}
)

__all__ = ["STUDIES"]
