"""Fitting: evidence to what scenarios need. Nothing is fitted to a figure that it is later scored on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.borough_profile import FEATURES, nearest
from lbdp_core.homelessness.load import MEASURES, Evidence
from lbdp_core.homelessness.model import duties, settings
from lbdp_core.homelessness.model.fitted import Fitted
from lbdp_core.homelessness.model.forecast import HIGH, LOW, Forecast, forecast, method_of, naive
from lbdp_core.homelessness.model.streets import COMPARTMENTS, calibrate
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
PEERS = 5


def fit(evidence: Evidence) -> Fitted:
    """Forecasts of the duties from the last quarter on, rates of both chains, and what pages show of the series.

    Raises:
        DataError: too few quarters are held for a forecast of two years.
    """
    base = evidence.quarters[-1]
    newest = min(max(base, evidence.chain_quarters[-1]), quarters.ahead(base, settings.MOST_LEAD)[-1])
    steps = settings.STEPS + quarters.index(newest) - quarters.index(base)
    least = settings.FIRST + steps + 2
    if len(evidence.reported) < least:
        raise DataError(
            f"The folder has {len(evidence.reported)} quarters of H-CLIC and a forecast of two years needs {least}; "
            "add the books of more quarters."
        )
    said = [forecast(evidence.series[t], method_of(t), steps) for t in settings.TARGETS]
    rule = [naive(evidence.series[t], steps) for t in settings.TARGETS]
    before = [_said(evidence.series[t], method_of(t)) for t in settings.TARGETS]
    streets = calibrate(evidence.chain, evidence.chain_quarters, newest)
    share = {name: duties.shares(evidence, *pair) for name, pair in SHARES.items()}
    years = sorted(evidence.snapshot["year"].unique())
    counts = evidence.snapshot.pivot_table(index="year", columns="code", values="people", aggfunc="sum")
    thousands = duties.last_known(evidence.series["households_000s"])[:-1]
    census = evidence.features["households"].to_numpy(float)
    return Fitted(
        borough=np.array(evidence.names),
        borough_code=np.array(evidence.codes),
        households=np.where(thousands > 0, 1_000 * thousands, census),
        quarters=np.array(evidence.quarters),
        coming=np.array(quarters.ahead(base, steps)),
        observed=np.stack([evidence.series[t] for t in settings.TARGETS]),
        measures=np.array(MEASURES),
        history=np.stack([evidence.series[m] for m in MEASURES]),
        centre=np.stack([_boroughs(evidence.series[t], f) for t, f in zip(settings.TARGETS, said, strict=True)]),
        sd_london=np.stack([f.sd[:, -1] for f in said]),
        sd_borough=np.stack([f.sd[:, :-1] for f in said]),
        past_low=np.stack([f.quantiles[LOW] for f in said]),
        past_high=np.stack([f.quantiles[HIGH] for f in said]),
        naive=np.stack([f.centre for f in rule]),
        said=np.stack([b[0] for b in before]),
        said_low=np.stack([b[1] for b in before]),
        said_high=np.stack([b[2] for b in before]),
        leaving=duties.leaving(evidence),
        **share,
        rate_names=np.array(list(streets.rates)),
        rates=np.array(list(streets.rates.values())),
        places=np.array(COMPARTMENTS),
        standing=np.stack([streets.start.get(name, np.zeros(len(evidence.codes))) for name in COMPARTMENTS]),
        arrivals=streets.arrivals,
        street_quarters=np.array(evidence.chain_quarters),
        street=evidence.chain,
        street_kind=evidence.chain_kind,
        snapshot_years=np.array(years),
        snapshot=counts.reindex(columns=list(evidence.codes)).to_numpy(float),
        peers=nearest(evidence.features, PEERS),
        features=np.array([FEATURES[name] for name in evidence.features.columns if name in FEATURES]),
    )


SHARES = {
    "prevented": ("prevention_secured", "prevention_ended"),
    "still_homeless": ("prevention_homeless", "prevention_ended"),
    "relieved": ("relief_secured", "relief_ended"),
    "elapsed": ("relief_elapsed", "relief_ended"),
    "accepted": ("main_accepted", "relief_elapsed"),
    "slept_rough": ("slept_rough_relief", "owed_relief"),
    "asylum_prevention": ("asylum_prevention", "owed_prevention"),
    "asylum_relief": ("asylum_relief", "owed_relief"),
    "prs_prevention": ("prs_end_prevention", "owed_prevention"),
    "prs_relief": ("prs_end_relief", "owed_relief"),
}


def _said(values: Array, method: settings.Method) -> tuple[Array, Array, Array]:
    """What the method said of the last quarter one to four quarters before it, and its 80% range, each (4, n)."""
    made = [forecast(values[:-ahead], method, ahead) for ahead in range(1, settings.SEASON + 1)]
    heard = [~np.isnan(values[-ahead - 1]).all() for ahead in range(1, settings.SEASON + 1)]  # else nothing was said
    middle = np.stack([f.centre[-1] for f in made])
    low, high = (np.stack([f.quantiles[end, -1] for f in made]) for end in (LOW, HIGH))
    blank = np.where(heard, 0.0, np.nan)[:, None]
    return middle + blank, low + blank, high + blank


def _boroughs(values: Array, said: Forecast) -> Array:
    """Forecasts of boroughs (h, 33) that add up to London's own; one without a return starts at `duties.standing`."""
    missing = np.isnan(values[-1, :-1])
    last, today = duties.last_known(values)[:-1], duties.standing(values)
    lift = np.where(missing & (last > 0), today / np.where(last > 0, last, 1.0), 1.0)
    centre = np.nan_to_num(said.centre[:, :-1]) * lift
    total = centre.sum(axis=1)
    london = np.where(np.isnan(said.centre[:, -1]), total, said.centre[:, -1])
    return np.asarray(centre * (london / np.where(total > 0, total, 1.0))[:, None])
