"""Council: the verdicts on one indicator of one council, in sentences, need first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core.children.model.fitted import HORIZONS, Fitted
from lbdp_core.children.verdicts import Z95, next_year, run_chart
from lbdp_core.formatting import likely


@dataclass(frozen=True)
class Verdict:
    """What can be said of a council's last value, in parts; "" where there is nothing to say.

    now: the value with its 95% interval. need: what its children's needs lead one to expect. among: whether it is
    unusual among councils. itself: what its own years show. after: what a council here averages a year later.
    ahead: the forecast. ranks: why no rank is shown.
    """

    now: str
    need: str = ""
    among: str = ""
    itself: str = ""
    after: str = ""
    ahead: str = ""
    ranks: str = ""

    @property
    def sentences(self) -> list[str]:
        parts = (self.now, self.need, self.among, self.itself, self.after, self.ahead, self.ranks)
        return [part for part in parts if part]


def verdict(model: Fitted, key: str, name: str, horizon: int = HORIZONS[-1]) -> Verdict:
    """The verdicts on an indicator of the council of that name."""
    k, c, one = model.at(key), model.council(name), model.indicator(key)
    value, year = model.value[k, -1, c], int(model.years[-1])
    if not np.isfinite(value):
        return Verdict(f"{one.name}: there is no published figure for {name} in {year}.")
    spread = f" (95% range: {one.figure(model.low[k, c])} to {one.figure(model.high[k, c])})"
    now = f"{one.name}: {one.figure(value)} in {year}{spread if np.isfinite(model.low[k, c]) else ''}."
    middle = float(np.nanmedian(model.value[k, -1]))
    after = one.figure(next_year(value, middle, model.slope[k]))
    chart = run_chart(model.value[k, :, c])
    return Verdict(
        now,
        _need(model, k, c),
        _among(model, k, c),
        f"That is {chart.signal}." if chart.signal else "",
        f"A council at this value averages {after} a year later." if np.isfinite(model.slope[k]) else "",
        _ahead(model, k, c, horizon),
        f"{100 * model.moves[k]:.0f}% of councils change quarter of the table each year, so no rank is shown."
        if np.isfinite(model.moves[k])
        else "",
    )


def _need(model: Fitted, k: int, c: int) -> str:
    one = model.indicator(str(model.keys[k]))
    if not np.isfinite(model.unlike[k, c]):
        return "Child poverty, deprivation and ages do not help to predict this, so need is not allowed for."
    unlike = "yes" if abs(model.unlike[k, c]) > Z95 else "no"
    return (
        f"Councils with children of similar need average {one.figure(model.expected[k, c])}. "
        f"Unlike what its children's needs would predict: {unlike}."
    )


def _among(model: Fitted, k: int, c: int) -> str:
    if not np.isfinite(model.apart[k, c]):
        return ""
    unusual = abs(model.apart[k, c]) > Z95
    said = f"Unusual even allowing for how councils normally differ: {'yes' if unusual else 'no'}."
    return said if unusual or abs(model.plain[k, c]) <= Z95 else f"{said} Chance alone does not explain it."


def _ahead(model: Fitted, k: int, c: int, horizon: int) -> str:
    one, h = model.indicator(str(model.keys[k])), horizon - 1
    if not np.isfinite(model.ahead[k, h, c]):
        return ""
    ends = [one.figure(edge[k, h, c]) for edge in (model.ahead_low, model.ahead_high)]
    return f"We expect {one.figure(model.ahead[k, h, c])} in {int(model.years[-1]) + horizon} {likely(*ends)}."
