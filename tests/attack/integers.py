"""An integer program for whoever holds several released tables at once and knows the rules by which they were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Array = NDArray[np.float64]


@dataclass
class Attack:
    """Unknown whole numbers between `least` and `most` (n,), and sums of them that tables tell."""

    least: Array
    most: Array
    sums: list[LinearConstraint] = field(default_factory=list)

    def tell(self, parts: Sequence[int] | Array, low: float, high: float, signs: Sequence[float] | None = None) -> None:
        """Some of the numbers, by their positions, add up to something from `low` to `high`."""
        row = np.zeros(len(self.least))
        np.add.at(row, np.asarray(parts, int), 1.0 if signs is None else signs)
        self.sums.append(LinearConstraint(row[None], low, high))

    def ends(self, at: int) -> tuple[float, float]:
        """The least and the most that one number can be; what has no answer counts as told to the last digit."""
        wanted = np.zeros(len(self.least))
        wanted[at] = 1.0
        ends = []
        for sign in (1.0, -1.0):
            answer = milp(sign * wanted, constraints=self.sums, bounds=Bounds(self.least, self.most), integrality=1)
            if answer.status != 0:
                return 0.0, 0.0
            ends.append(float(round(sign * answer.fun)))
        return ends[0], ends[1]

    def wide(self, at: int) -> float:
        """How far apart one number can be."""
        low, high = self.ends(at)
        return high - low
