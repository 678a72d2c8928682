"""How wrong is the bench? Its base model against empirical Bayes, its verdicts, and how often it is fooled.

The base is scored on every unseen year. What the verdicts are worth is measured where truth is known: placebos dealt at
random on the real fires must not be said to add, and an effect planted in the same fires must be found.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import counts, lift
from lbdp_core.result import Scorecard
from lbdp_core.sharing import baseline
from lbdp_core.sharing.baseline import WINDOW
from lbdp_core.sharing.evaluate.trials import TRIALS, in_words, powers, trials
from lbdp_core.sharing.load import Evidence
from lbdp_core.sharing.model import DRAWS, SEED, SHUFFLES, bare, whole
from lbdp_core.sharing.schema import BUNDLED

__all__ = ["TRIALS", "evaluate", "powers", "trials"]

BASELINE = "empirical_bayes"
Floats = NDArray[np.float64]


def evaluate(evidence: Evidence) -> Scorecard:
    """Score the base model, and say what the bench says of every bundled dataset and of simulated ones."""
    ground = evidence.ground
    model, fitted = baseline.fitted(ground), bare(evidence)
    rows = [_origin(evidence, model, o, year) for o, year in enumerate(ground.unseen)]
    power = powers(evidence, model)
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
            "power": power,
            "window": WINDOW,
            "shuffles": SHUFFLES,
            "draws": DRAWS,
            "notes": [
                "The base model knows places and earlier fires. It does not know the columns that we withhold so that "
                "something real can be tried. Census 2021 describes the areas later than most unseen years.",
                "We add a dataset by one Newton step from the base model's optimum, so that hundreds of shuffles cost "
                "seconds. Compared with a full refit it is off by less than a tenth of an interval.",
                in_words(power),
                "We draw planted effects given the real fires, also those of unseen years. They test the bench and "
                "forecast nothing.",
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
