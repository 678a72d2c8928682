"""Evaluate: how well risks are found on made maps whose truth is known, beside simpler rules and by year left out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import backtest, icar
from lbdp_core.counts import empirical_bayes, poisson_deviance
from lbdp_core.falls.build import synthetic
from lbdp_core.falls.build.indices import indices
from lbdp_core.falls.load import Array, Evidence
from lbdp_core.falls.model.fitting import risks
from lbdp_core.falls.schema import BANDS
from lbdp_core.result import Scorecard
from lbdp_core.small_area import Smoothed

SEEDS = (101, 102, 103, 104, 105)
BASELINE = "empirical_bayes"
BINS = 10
SHARES = (0.1, 0.5, 0.9)
POPPIS_OLDEST = 85  # its last band is open


def evaluate(evidence: Evidence) -> Scorecard:
    """Error of the log of the risk on five made maps, and the year left out."""
    hazard, frailty = indices(evidence.areas).T
    expected = len(evidence.years) * evidence.areas["expected"].to_numpy(dtype=float)
    origins, betas, shares, above, truly = [], [], [], [], []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        truth = synthetic.truth(evidence.areas, evidence.pairs, rng)
        counts = rng.poisson(expected * truth).astype(float)
        found = risks(counts, expected, hazard, frailty, evidence.pairs)
        origins.append(_origin(seed, found, counts, expected, truth))
        betas.append(found.beta.mean(axis=0)[1:])
        shares.append(found.share)
        above.append(found.exceedance())
        truly.append(truth > 1)
    skill = float(np.mean([backtest.skill(o["model"], o["baselines"][BASELINE]) for o in origins]))
    more = {
        "planted": _planted(np.array(betas), np.array(shares)) + _shares(evidence, expected, hazard, frailty),
        "exceedance": _calibration(np.concatenate(above), np.concatenate(truly)),
        "year_left_out": _year_left_out(evidence, hazard, frailty),
        "poppi": _poppi(evidence),
    }
    what = "relative risk of admission after a fall by LSOA, on made maps"
    return Scorecard("falls", what, "error of the log of the risk", "log points", BASELINE, tuple(origins), skill, more)


def _origin(seed: int, found: Smoothed, counts: Array, expected: Array, truth: Array) -> dict[str, Any]:
    errors = {name: error(guess, truth, expected) for name, guess in guesses(found, counts, expected).items()}
    return backtest.entry(
        errors, BASELINE, round(held(found, truth), 3), origin=f"made map {seed}", horizon=0, target="risk by LSOA"
    )


def guesses(found: Smoothed, counts: Array, expected: Array) -> dict[str, Array]:
    """The risks (n,) of the model, and of simpler rules that see the same counts."""
    return {
        "model": found.risk,
        BASELINE: empirical_bayes(counts, expected)[0],
        "no_smoothing": (counts + 0.5) / (expected + 0.5),
        "ages_alone": np.ones(len(counts)),
    }


def held(found: Smoothed, truth: Array) -> float:
    """The share of true risks (n,) within their 80% range."""
    low, high = np.quantile(found.draws, [0.1, 0.9], axis=0)
    return float(((low <= truth) & (truth <= high)).mean())


def error(guess: Array, truth: Array, weight: Array) -> float:
    """Root mean square of the difference of logs, weighted by expected admissions."""
    gap = np.log(guess) - np.log(truth)
    return round(float(np.sqrt(np.average(gap**2, weights=weight))), 4)


def _planted(betas: Array, shares: Array) -> list[dict[str, Any]]:
    """The planted effects and the share of the rest that is smooth over the map, as `_row`."""
    smooth, own = synthetic.PLANTED["spatial"] ** 2, synthetic.PLANTED["own"] ** 2
    known = {name: synthetic.PLANTED[name] for name in ("hazard", "frailty", "both")}
    known |= {"share, on smoother maps": smooth / (smooth + own)}
    columns = zip(known.items(), [*betas.T, shares], strict=True)
    return [_row(name, planted, column) for (name, planted), column in columns]


def _shares(evidence: Evidence, expected: Array, hazard: Array, frailty: Array) -> list[dict[str, Any]]:
    """Shares of several sizes, planted on maps of the model's own kind: neighbours as in `icar`, the rest alone."""
    n, spread = len(expected), float(np.hypot(synthetic.PLANTED["spatial"], synthetic.PLANTED["own"]))
    maps = icar.draw(n, evidence.pairs, np.random.default_rng(SEEDS[0]), len(SEEDS))
    rows = []
    for planted in SHARES:
        found = []
        for seed, field in zip(SEEDS, (maps - maps.mean(axis=0)).T, strict=True):
            rng = np.random.default_rng(seed)
            log = spread * (np.sqrt(planted) * field + np.sqrt(1 - planted) * rng.normal(size=n))
            counts = rng.poisson(expected * np.exp(log)).astype(float)
            found.append(risks(counts, expected, hazard, frailty, evidence.pairs).share)
        rows.append(_row("share", planted, np.array(found)))
    return rows


def _row(name: str, planted: float, found: Array) -> dict[str, Any]:
    """What was planted, and the mean and range of what was found."""
    return {"effect": name, "planted": round(planted, 4), "found": round(float(found.mean()), 4),
            "least": round(float(found.min()), 4), "most": round(float(found.max()), 4)}  # fmt: skip


def _calibration(said: Array, truly: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """By tenth of the chance that was said: how many areas, the mean chance, and how many were truly above one."""
    at = np.minimum((said * BINS).astype(int), BINS - 1)
    return [
        {"areas": int((at == k).sum()), "said": round(float(said[at == k].mean()), 3),
         "true": round(float(truly[at == k].mean()), 3)}
        for k in range(BINS)
        if (at == k).any()
    ]  # fmt: skip


def _year_left_out(evidence: Evidence, hazard: Array, frailty: Array) -> dict[str, float]:
    """Poisson deviance an area of the last year's counts, from the years before it."""
    yearly = evidence.areas["expected"].to_numpy(dtype=float)
    before, after = evidence.counts[:-1].sum(axis=0), evidence.counts[-1]
    seen = (len(evidence.years) - 1) * yearly
    found = guesses(risks(before, seen, hazard, frailty, evidence.pairs), before, seen)
    return {name: round(poisson_deviance(after, yearly * risk), 4) for name, risk in found.items()}


def _poppi(evidence: Evidence) -> dict[str, float]:
    """Growth of admissions to the last year beside POPPI's, which has one rate for all aged 85 and over.

    london, most: POPPI's growth over this theme's, less one: of London, and of the borough where it is furthest off.
    at_equal_bands: the same, furthest off, of a sum by hand with this theme's bands.
    """
    rates, people = evidence.rates[0], evidence.older
    oldest = [at for at, band in enumerate(BANDS) if band >= POPPIS_OLDEST]
    london = people[:, 0, oldest].sum(axis=0)
    open_ended = rates.copy()
    open_ended[oldest] = (london @ rates[oldest]) / london.sum()
    theirs = people @ open_ended
    whole = {name: table[:, -1].sum() / table[:, 0].sum() for name, table in (("a", theirs), ("b", people @ rates))}
    apart = theirs[:, -1] / theirs[:, 0] / evidence.growth[:, -1] - 1
    by_hand = [
        sum(rate * n for rate, n in zip(rates, last, strict=True))
        / sum(rate * n for rate, n in zip(rates, first, strict=True))
        for first, last in zip(people[:, 0], people[:, -1], strict=True)
    ]
    return {
        "year": evidence.ahead[-1],
        "london": round(float(whole["a"] / whole["b"] - 1), 4),
        "most": round(float(np.abs(apart).max()), 4),
        "at_equal_bands": round(float(np.abs(np.array(by_hand) / evidence.growth[:, -1] - 1).max()), 6),
    }
