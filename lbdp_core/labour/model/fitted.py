"""Fitted: what the page and a scenario read; boroughs (33) in the order of their codes, occupations (k), groups (g)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HORIZONS = (1, 2)


@dataclass(frozen=True, eq=False)
class Fitted:
    """years: (t,). rate: (t, 33) claimants in % of residents aged 16 to 64. england: (t,). people: (33,).

    ahead: (h, 33) the rate expected. shock: (h, d) of logs, common to all; own: (h, d, 33), of d draws.
    better: (h,) whether the model beat it on past years.
    occupations, groups: (k,) sub-major groups of SOC 2020, and the major group of each.
    years_jobs: (y,) of `jobs`. jobs: (k, y) thousand jobs in Greater London, NaN under 10,000 people.
    england_jobs: (k, y) those of England.
    all_jobs: (2, y) thousand jobs in all occupations, hidden cells included, of Greater London and of England.
    net, replacement: (k,) thousand, to the last year. total: (3,) of all occupations, hidden cells included: net,
    replacement and jobs in the last year. effects: (k, 3) scale, occupation and industry mix of the net change.
    industries: (i,), industry_jobs: (i, y), share: (i, 9) of an industry's jobs by major group, `majors` (9,).
    areas: (n,) LSOA codes. dates: (d,). area_rate, area_low, area_high: (d, n).
    levels: (q,) qualifications, where the workbook has them. level_jobs: (q, y) thousand jobs held by people with each.
    measures: (m,) short names of work, pay and learning. measured: (m, 35, 3) value and 95% range of boroughs, London
    and England, NaN where none is published. measured_in: (m,) the year.
    advert_soc, adverts, synthetic: (a,) adverts by sub-major group and whether they are made up; empty without a table.
    """

    years: NDArray[np.int64]
    rate: Array
    england: Array
    people: Array
    ahead: Array
    shock: Array
    own: Array
    better: NDArray[np.bool_]
    occupations: NDArray[np.str_]
    groups: NDArray[np.int64]
    years_jobs: NDArray[np.int64]
    jobs: Array
    england_jobs: Array
    all_jobs: Array
    net: Array
    replacement: Array
    total: Array
    effects: Array
    industries: NDArray[np.str_]
    industry_jobs: Array
    majors: NDArray[np.str_]
    share: Array
    levels: NDArray[np.str_]
    level_jobs: Array
    measures: NDArray[np.str_]
    measured: Array
    measured_in: NDArray[np.int64]
    areas: NDArray[np.str_]
    dates: NDArray[np.str_]
    area_rate: Array
    area_low: Array
    area_high: Array
    advert_soc: NDArray[np.str_]
    adverts: Array
    synthetic: NDArray[np.bool_]

    @property
    def span(self) -> str:
        """The years that openings are counted over: "2020 to 2035"."""
        return f"{self.years_jobs[self.base]} to {self.years_jobs[-1]}"

    @property
    def base(self) -> int:
        """The place of the year that the published net change starts from, whatever years stand between."""
        return base(self.all_jobs[0], self.total[0])


def base(jobs: Array, net: float) -> int:
    """The place of the year from which jobs changed by `net` to the last.

    >>> base(np.array([50.0, 53.0, 60.0, 67.0]), 14.0)
    1
    """
    return int(np.argmin(np.abs(jobs[-1] - jobs[:-1] - net)))
