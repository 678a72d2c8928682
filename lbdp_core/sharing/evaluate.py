"""How wrong is the bench? Its base model against empirical Bayes, its verdicts, and how often it is fooled.

The base is scored on every unseen year. What the verdicts are worth is measured where truth is known: placebos dealt at
random on the real fires must not be said to add, and an effect planted in the same fires must be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lbdp_core import counts, lift
from lbdp_core.result import Scorecard
from lbdp_core.sharing import base
from lbdp_core.sharing.base import WINDOW
from lbdp_core.sharing.build.planting import Scene, plant
from lbdp_core.sharing.load import Evidence
from lbdp_core.sharing.model import DRAWS, FEWEST, LEVEL, SEED, SHUFFLES, bare, smallest_worth, verdict, whole
from lbdp_core.sharing.schema import BUNDLED

BASELINE = "empirical_bayes"
BY_FIGURES, WARDS = "one_borough_by_figures_alone", "placebo_by_ward"
FEW = {"four": 4, "eight": 8}  # boroughs drawn by lot: the fewest that conclude anything, and twice as many
TRIALS, FEWER = 100, 99  # simulated datasets a question; shuffles for each
Floats = NDArray[np.float64]


class Grounds(NamedTuple):
    """What a verdict rests on, in the order in which `verdict` takes it."""

    low: float
    high: float
    p: float
    worth: float
    boroughs: int


def evaluate(evidence: Evidence) -> Scorecard:
    """Score the base model, and say what the bench says of every bundled dataset and of simulated ones."""
    ground = evidence.ground
    model, fitted = base.fitted(ground), bare(evidence)
    rows = [_origin(evidence, model, o, year) for o, year in enumerate(ground.unseen)]
    return Scorecard(
        theme="sharing",
        target="Primary and secondary fires in dwellings attended by London Fire Brigade, all causes, by LSOA and year",
        metric="mean Poisson deviance per LSOA, predictions scaled to the year's total",
        unit="deviance",
        baseline=BASELINE,
        origins=tuple(rows),
        skill=float(np.mean([row["skill"] for row in rows])),
        more={
            "verdicts": [_said(key, whole(fitted, key), ground.unseen[0]) for key in BUNDLED],
            "coverage_80": float(np.mean([row["coverage_80"] for row in rows])),
            "trials": trials(evidence, model),
            "window": WINDOW,
            "shuffles": SHUFFLES,
            "draws": DRAWS,
            "notes": [
                "The base model knows places and earlier fires, but not the columns that are withheld so that "
                "something "
                "real can be tried; Census 2021 describes the areas later than most unseen years.",
                "A dataset joins by one Newton step from the base model's optimum, so that hundreds of shuffles cost "
                "seconds; against a full refit it is off by less than a tenth of an interval.",
                "Planted effects are drawn given the real fires, those of unseen years among them: they test the bench "
                "and forecast nothing.",
            ],
        },
    )


def _origin(evidence: Evidence, model: lift.Base, o: int, year: int) -> dict[str, Any]:
    ground = evidence.ground
    k, homes = ground.years.index(year), ground.households
    y, mu = model.events[o], model.expected[o]
    five = ground.fires[:, k - WINDOW : k].astype(float)
    rates, _ = counts.empirical_bayes(five.sum(axis=1), homes * WINDOW)
    mean = counts.scaled(five.sum(axis=1) + 0.5, float(y.sum()))
    naive = {BASELINE: counts.scaled(rates * homes, float(y.sum())), "five_year_mean": mean}
    terms = {name: counts.deviance_terms(y, e) for name, e in naive.items()}
    mine = counts.deviance_terms(y, mu)
    low, high = counts.skill_interval(mine, terms[BASELINE], ground.boroughs[1], SEED)
    shape = counts.overdispersion(ground.fires[:, k - 1].astype(float), _before(model, o))
    pit = counts.randomised_pit(y, mu, shape, SEED)
    return {
        "origin": str(year),
        "horizon": 1,
        "target": f"fires of {year}, known to the end of {year - 1}",
        "fires": int(y.sum()),
        "model": float(mine.mean()),
        "baselines": {name: float(t.mean()) for name, t in terms.items()},
        "skill": float(1 - mine.mean() / terms[BASELINE].mean()),
        "skill_low": low,
        "skill_high": high,
        "capture": {name: counts.capture(y, e / homes, homes, 0.1) for name, e in (naive | {"model": mu}).items()},
        "coverage_80": float(np.mean((pit > 0.1) & (pit < 0.9))),
    }


def _before(model: lift.Base, o: int) -> Floats:
    """A year's expected fires in the training years (n,), for how far true rates scatter: nothing of the unseen
    year.
    """
    return np.asarray(model.weight[o] / WINDOW)


def _said(key: str, trial: Mapping[str, Any], first: int) -> dict[str, Any]:
    names = ("verdict", "skill", "low", "high", "p_placebo", "boroughs", "needed")
    dataset = BUNDLED[key]
    return {
        "dataset": key,
        "words": dataset.words,
        "kind": dataset.kind,
        "planted_rate_ratio": dataset.ratio,
        **{name: trial[name] for name in names},
        "rate_ratio": trial["fields"][0]["alone"],
        "rate_ratio_beside": trial["fields"][0]["ratio"],
        "capture_without": trial["capture"]["without"],
        "capture_with": trial["capture"]["with"],
        "retrospective": dataset.year >= first,
    }


def trials(evidence: Evidence, model: lift.Base) -> dict[str, dict[str, float]]:
    """How often each verdict is given, over `TRIALS` datasets whose truth is known.

    placebo, placebo_by_ward: nothing in it; standard normal by area, and alike within a ward.
    planted: 1.15 a standard deviation, all boroughs. ..._of_four, ..._of_eight: the same where so many boroughs share.
    one_borough: the same planted dataset of one borough, each in turn; and what its figures alone would have said,
    without the rule that fewer than four boroughs conclude nothing.
    """
    ground = evidence.ground
    borough = ground.boroughs[1]
    _, ward = np.unique(ground.areas["ward_code"].to_numpy(dtype=str), return_inverse=True)
    scene = Scene.of(
        model.events.sum(axis=0) + model.weight[0] + model.score[0],
        model.expected.sum(axis=0) + model.weight[0],
        ground.households,
    )
    names = ("placebo", WARDS, *(f"placebo_of_{few}" for few in FEW), "planted", *(f"planted_of_{few}" for few in FEW))
    found: dict[str, list[str]] = {name: [] for name in (*names, "one_borough", BY_FIGURES)}
    for seed in range(TRIALS):
        rng = np.random.default_rng([SEED, seed])
        planted = plant(scene, 1.15, rng)
        alone = np.where(borough == seed % (int(borough.max()) + 1), planted, np.nan)
        noise = rng.standard_normal(len(borough))
        smooth = np.random.default_rng([SEED, seed, 1]).standard_normal(int(ward.max()) + 1)[ward]
        lots = np.random.default_rng([SEED, seed, 2]).permutation(int(borough.max()) + 1)
        given = {"placebo": noise, WARDS: smooth, "planted": planted}
        for few, boroughs in FEW.items():
            sharing = np.isin(borough, lots[:boroughs])
            given |= {f"{name}_of_{few}": np.where(sharing, given[name], np.nan) for name in ("placebo", "planted")}
        deals = lift.deals(borough, FEWER, seed)
        for name, values in given.items():
            found[name].append(verdict(*quick(model, values[:, None], borough, ward, deals, seed)))
        one = quick(model, alone[:, None], borough, ward, deals, seed)
        found["one_borough"].append(verdict(*one))
        found[BY_FIGURES].append(verdict(*one._replace(boroughs=FEWEST)))
    words = ("adds", "adds nothing", "cannot tell")
    return {name: {w: float(np.mean([v == w for v in said])) for w in words} for name, said in found.items()}


def quick(
    model: lift.Base,
    values: Floats,
    borough: NDArray[np.intp],
    ward: NDArray[np.intp],
    deals: NDArray[np.intp],
    seed: int,
) -> Grounds:
    """What the bench's verdict rests on and nothing else, with fewer shuffles: `deals` (times, n)."""
    origins = range(model.origins)
    made = lift.columns(values, borough)
    few = len(np.unique(borough[made.there]))
    gain, deviance = (v[made.there] for v in lift.saved(model, made, origins))
    cluster = (borough if few >= FEWEST else ward)[made.there]
    draws, _ = lift.resampled(gain, deviance, cluster, 2000, seed)
    low, high = (float(v) for v in np.quantile(draws, LEVEL))
    dealt = lift.shuffled(model, made, deals, origins).sum(axis=1)
    p = float((1 + (dealt >= gain.sum()).sum()) / (len(deals) + 1))
    return Grounds(low, high, p, smallest_worth(model, origins, made.there, float(deviance.sum())), few)
