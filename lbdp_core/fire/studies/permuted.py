"""Permuted: how much worse the model that targets forecasts years it had not seen once one thing it knows is shuffled.

Permutation importance on held-out years (Fisher, Rudin and Dominici 2019, JMLR 20(177)): for each of the last three
origins the model fitted to the years before is asked again with one column shuffled among the areas, and its forecast
is scored on the fires that then happened. Columns that go together stand in for each other, so a small figure does not
say that a driver is without a bearing on fires; the groups, shuffled together, tell more.

Columns, one row a driver or group:
    kind       "driver" or "group". name: of the column, or of the group in words.
    increase   mean rise of the Poisson deviance, as a share of what it is unshuffled.
    low, high  lowest and highest over origins and shuffles.
    baseline   mean deviance per area and year unshuffled, each forecast scaled to its year's total.
    years      the origins. shuffles: how often each was shuffled.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import counts
from lbdp_core.fire.features import BEYOND
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted, known_before
from lbdp_core.fire.studies.origins import RECENT, origins

Array = NDArray[np.float64]
SHUFFLES, SEED = 3, 43
AROUND, OWN, PLACE = "Fires in the areas around", "Its own fires", "Everything about the place"


def permuted(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Permutation importance of every driver, of history and of all that a place is like."""
    ks = origins(evidence, 0)[-RECENT:]
    wanted = asked(fitted.features)
    rises: dict[str, list[float]] = {name: [] for name in wanted}
    baselines = []
    for k in ks:
        by, y = known_before(evidence, k).by, evidence.fires[:, k].astype(float)

        def error(z: Array, by=by, y=y) -> float:  # type: ignore[no-untyped-def]
            linear, boosted = by.rates(z)
            mu = evidence.households * np.sqrt(linear * boosted)
            return counts.poisson_deviance(y, counts.scaled(mu, y.sum()))

        baselines.append(error(by.now))
        for name, at in wanted.items():
            rng = np.random.default_rng(SEED)  # the same shuffles for each, so that they differ by what is shuffled
            for _ in range(SHUFFLES):
                z = by.now.copy()
                z[:, at] = z[rng.permutation(len(z))][:, at]
                rises[name].append(error(z) / baselines[-1] - 1)
    table = pd.DataFrame(
        {
            "kind": ["driver" if name in fitted.features else "group" for name in wanted],
            "name": list(wanted),
            "increase": [float(np.mean(rise)) for rise in rises.values()],
            "low": [min(rise) for rise in rises.values()],
            "high": [max(rise) for rise in rises.values()],
        }
    )
    years = f"{evidence.years[ks[0]]}-{evidence.years[ks[-1]]}"
    return table.assign(baseline=float(np.mean(baselines)), years=years, shuffles=SHUFFLES).round(6)


def asked(features: tuple[str, ...]) -> Mapping[str, list[int]]:
    """What is shuffled together: the positions of each driver and group among the columns of the model that targets."""
    own, near, wider = (len(features) + BEYOND.index(name) for name in BEYOND[:3])
    groups = {PLACE: list(range(len(features))), OWN: [own], AROUND: [near, wider]}
    return groups | {name: [k] for k, name in enumerate(features)}
