"""Steps: from one rate to another by the factors of the drivers, as a waterfall."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.charts import Picture, waterfall

Array = NDArray[np.float64]
Mark = tuple[str, float]  # words and fires per 1,000 homes


def factors(
    beside: Sequence[Mark],
    first: Mark,
    pulls: Array,
    labels: Sequence[str],
    last: str,
    order: Sequence[int],
    unit: str,
    title: str,
) -> Picture:
    """The way from `first` to `last`.

    beside: rates to compare with, apart from the steps. pulls (k,): log ratios, one a driver, which multiply out.
    order: positions of the drivers that are steps of their own; all others are one step. labels: of those, in order.
    """
    level = first[1]
    rows = [(words, rate, rate, f"{rate:.2f}", "beside") for words, rate in beside]
    rows.append((first[0], level, level, f"{level:.2f}", "from"))
    rest = float(pulls.sum() - pulls[list(order)].sum())
    for label, pull in [*zip(labels, pulls[list(order)], strict=True), ("Everything else", rest)]:
        new = level * float(np.exp(pull))
        rows.append((label, level, new, f"×{np.exp(pull):.2f}", "up" if pull > 0 else "down"))
        level = new
    rows.append((last, level, level, f"{level:.2f}", "to"))
    steps = pd.DataFrame(rows, columns=["step", "start", "end", "words", "kind"])
    floor = 0.9 * float(steps[["start", "end"]].to_numpy().min())
    steps.loc[steps["kind"].isin(["beside", "from", "to"]), "start"] = floor
    return waterfall(steps, unit, title)
