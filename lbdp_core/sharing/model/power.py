"""Power: how many boroughs and unseen years it takes to see an effect of a given size.

The deviance saved by a column with log rate ratio b a standard deviation is, to first order, information x (b^2 - the
variance of its estimate); by chance it varies by 2 b sqrt(information). Power is the chance that the 95 % interval of
what is saved lies above nothing. Checked by simulation in `tests/sharing/test_power.py`, and against effects planted in
the real fires, whose areas vary hardly more than by Poisson's chance, in `evaluate/powers.py`. An effect that is itself
larger in one borough than in another would take more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from lbdp_core.sharing.model.settings import FEWEST, POWER, POWER_BOROUGHS, POWER_YEARS

Z = 1.96


@dataclass(frozen=True)
class Information:
    """What an average borough tells in a year of a column, once what is held is taken out.

    each:   sum of expected fires x cleared column squared, for one borough and one year.
    window: years that the coefficient is learnt from.
    """

    each: float
    window: int

    def power(self, ratio: float, boroughs: float, years: float) -> float:
        """The chance to see an effect of `ratio` a standard deviation.

        >>> even = Information(130.0, 5)
        >>> round(even.power(1.15, 33, 3), 2), even.power(1.15, 1, 1) < 0.5, round(even.power(1.0, 33, 5), 3)
        (1.0, True, 0.025)
        """
        b = float(np.log(ratio))
        if abs(b) < 1e-9:
            return float(ndtr(-Z))
        total = self.each * boroughs * years
        saved = total * (b**2 - 1 / (self.each * boroughs * self.window))
        chance = 2 * abs(b) * np.sqrt(total)
        return float(max(ndtr(-Z), ndtr(saved / chance - Z)))

    def table(self, ratio: float) -> list[dict[str, float]]:
        """boroughs, years and power for the sizes that a meeting asks about."""
        return [
            {"boroughs": b, "years": y, "power": self.power(ratio, b, y)} for b in POWER_BOROUGHS for y in POWER_YEARS
        ]

    def needed(self, ratio: float, years: float, most: int = 33) -> int | None:
        """Fewest boroughs, of those that conclude anything, with a power of four in five over that many years.

        None where all of London has less.
        """
        return next((b for b in range(FEWEST, most + 1) if self.power(ratio, b, years) >= POWER), None)
