"""The made-up country for tests of scenarios: with doubts as the published figures have them, built once."""

from __future__ import annotations

import dataclasses
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from lbdp_core.refugees.build import build
from lbdp_core.refugees.load import load
from lbdp_core.refugees.model import Fitted, fit
from lbdp_core.refugees.scenario import RefugeesLevers
from lbdp_core.sources import Workbench
from tests.refugees import files, tables

CAMDEN = 6  # its place among the boroughs
MOVED = RefugeesLevers(decisions=35)
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLACES = ("London", "City of London", "Camden", "Westminster")


@cache
def fitted() -> Fitted:
    """The made-up country as it is: claims and decisions never change, so that they are hardly in doubt."""
    with tempfile.TemporaryDirectory() as root:
        bench = Workbench(Path(root) / "data")
        build(files.inventory(files.folder(Path(root) / "raw")), bench)
        return fit(load(tables.lay(bench).shelf({})))


@cache
def unsure() -> Fitted:
    """The same with doubts of the size that the published figures have."""
    return dataclasses.replace(
        fitted(), london_error=0.08, own_error=0.16, claims_sd=0.3, decisions_sd=0.4, granted_sd=0.1, duty_sd=0.3,
        duty_own_sd=0.3,
    )  # fmt: skip


def _values(spec) -> st.SearchStrategy:
    steps = st.integers(0, round((spec.high - spec.low) / spec.step))
    return steps.map(lambda k: min(spec.high, spec.low + k * spec.step))


def some_levers(**fixed) -> st.SearchStrategy[RefugeesLevers]:
    """Levers that a person may set, in a few boroughs; some of them fixed."""
    specs = RefugeesLevers.specs()
    values = {name: st.sampled_from(list(s.choices)) if s.choices else _values(s) for name, s in specs.items()}
    values |= {"borough": st.sampled_from(PLACES), "hotel_borough": st.sampled_from(("none", *PLACES[1:]))}
    return st.builds(RefugeesLevers, **(values | {name: st.just(v) for name, v in fixed.items()}))
