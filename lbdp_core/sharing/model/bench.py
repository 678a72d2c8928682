"""The bench: one dataset against the same model without it, and against itself shuffled, on years it had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lbdp_core import counts, lift
from lbdp_core.lift import Base, Columns
from lbdp_core.own import Say, silent
from lbdp_core.sharing.baseline import WINDOW
from lbdp_core.sharing.model.placebo import Information
from lbdp_core.sharing.model.settings import (
    DRAWS,
    FEWEST,
    LEVEL,
    PLACEBO,
    SEED,
    SHUFFLES,
    SWEEP,
    TOP,
    TRIES,
    WORTH,
)

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
Verdict = Literal["adds", "adds nothing", "cannot tell"]


def verdict(low: float, high: float, p: float, worth: float, boroughs: int) -> Verdict:
    """What may be said of a gain with interval low to high.

    p: share of shuffles that did as well. worth: the gain of the least effect that would be worth an agreement.

    >>> verdict(0.004, 0.009, 0.005, 0.002, 33), verdict(-0.001, 0.001, 0.4, 0.002, 33)
    ('adds', 'adds nothing')
    >>> verdict(0.004, 0.02, 0.005, 0.002, 1), verdict(0.0001, 0.0003, 0.03, 0.002, 33)
    ('cannot tell', 'adds nothing')
    """
    if boroughs < FEWEST:
        return "cannot tell"
    if high < worth:
        return "adds nothing"  # whatever it adds is less than would be worth it
    return "adds" if low > 0 and p <= PLACEBO else "cannot tell"


def trial(
    base: Base,
    given: Floats,
    borough: Index,
    ward: Index,
    households: Floats,
    origins: Sequence[int] | None = None,
    say: Say = silent,
    seed: int = SEED,
) -> dict[str, Any]:
    """Everything that the bench says of a dataset, ready for JSON.

    Against the same model without it, and against itself shuffled; all on unseen years.

    Args:
        given: (n, c) values, NaN where hidden or not given. borough, ward: (n,). origins: unseen years judged on.
        say: told what is being done, and what part of it is over.
    """
    chosen = range(base.origins) if origins is None else origins
    made = lift.columns(given, borough)
    there, few = made.there, _covered(made, borough)
    say("Fitting the model with the dataset and without it", 0.05)
    gain, deviance = lift.saved(base, made, chosen)
    whole = float(deviance[there].sum())
    cluster = (borough if few >= FEWEST else ward)[there]
    say(f"Drawing whole boroughs anew, {DRAWS:,} times", 0.1)
    draws, _ = lift.resampled(gain[there], deviance[there], cluster, DRAWS, seed)
    low, high = (float(v) for v in np.quantile(draws, LEVEL))
    skill = float(gain[there].sum()) / whole
    say(f"Shuffling it within boroughs, {SHUFFLES} times", 0.2)
    dealt = lift.shuffled(base, made, lift.deals(borough, SHUFFLES, seed), chosen).sum(axis=1)
    p = float((1 + (dealt >= gain[there].sum() - 1e-9).sum()) / (SHUFFLES + 1))
    worth = smallest_worth(base, chosen, there, whole)
    say("Which fires the first homes hold, with it and without it", 0.7)
    information, ratio, fields = _fields(base, made, borough, few, max(chosen))
    say("How many boroughs and years it takes", 0.8)
    return {
        "verdict": verdict(low, high, p, worth, few),
        "skill": skill,
        "low": low,
        "high": high,
        "p_placebo": p,
        "placebo": [float(v) for v in np.quantile(dealt / whole, (0.05, 0.5, 0.95))],
        "shuffles": SHUFFLES,
        "draws": DRAWS,
        "worth": worth,
        "boroughs": few,
        "areas": int(there.sum()),
        "hidden": int((~np.isfinite(given[there])).any(axis=1).sum()),
        "capture": _capture(base, made, households, borough, chosen, seed),
        "fields": fields,
        "ratio": ratio,
        "power": information.table(ratio),
        "power_of_worth": information.table(WORTH),
        "needed": information.needed(ratio, len(chosen)),
        "needed_for_worth": information.needed(WORTH, len(chosen)),
        "sweep": sweep(base, given, borough, chosen, seed),
        "by_origin": [_skill(*lift.saved(base, made, [o]), there) for o in chosen],
    }


def smallest_worth(base: Base, origins: Sequence[int], there: NDArray[np.bool_], whole: float) -> float:
    """The gain of a column that nothing held tells of, at the least rate ratio that is worth an agreement."""
    expected = sum(float(base.expected[o][there].sum()) for o in origins)
    return float(np.log(WORTH) ** 2 * expected / whole)


def _skill(gain: Floats, deviance: Floats, there: NDArray[np.bool_]) -> float:
    return float(gain[there].sum() / deviance[there].sum())


def _covered(made: Columns, borough: Index) -> int:
    return len(np.unique(borough[made.there]))


def _fields(
    base: Base, made: Columns, borough: Index, few: int, o: int
) -> tuple[Information, float, list[dict[str, Any]]]:
    """What all fields together tell, their rate ratio for one standard deviation of what they say together, and each.

    Intervals let the scores of a borough's areas be alike (sandwich by borough); with one borough there is none.
    """
    beta, _ = lift.joined(base, made.values, o)
    clear = lift.cleared(base, made.values, o)
    weight, score = base.weight[o], base.score[o]
    left = score - weight * (clear @ beta)
    inverse = np.linalg.inv(clear.T @ (clear * weight[:, None]) + lift.RIDGE * np.eye(clear.shape[1]))
    by_borough = np.zeros((int(borough.max()) + 1, clear.shape[1]))
    np.add.at(by_borough, borough, clear * left[:, None])
    spread = np.sqrt(np.diag(inverse @ (by_borough.T @ by_borough) @ inverse))
    found = []
    for j in range(made.fields):
        seen = made.there & (made.values[:, j] != 0)
        w, x, c = weight[seen], made.values[seen, j], clear[seen, j]
        about = float((w * (x - np.average(x, weights=w)) ** 2).sum()) if seen.any() else 0.0
        r2 = 1 - float((w * c**2).sum()) / about if about > 0 else 0.0
        size = float((w * c**2).sum() * (score[seen] ** 2 / w).sum())
        partial = float((c * score[seen]).sum()) / np.sqrt(size or 1.0)
        alone, _ = lift.joined(base, made.values[:, [j, *range(made.fields, made.values.shape[1])]], o)
        ends = (beta[j] - 1.96 * spread[j], beta[j] + 1.96 * spread[j])
        found.append(
            {
                "ratio": float(np.exp(beta[j])),
                "alone": float(np.exp(alone[0])),
                "low": float(np.exp(ends[0])),
                "high": float(np.exp(ends[1])),
                "r2_on_held": float(np.clip(r2, 0.0, 1.0)),
                "partial_correlation": float(partial),
            }
        )
    said = clear[:, : made.fields] @ beta[: made.fields]  # what the dataset says of an area, on the log scale
    told = float((weight * said**2)[made.there].sum())
    size = float(np.sqrt(told / weight[made.there].sum()))
    each = float(weight[made.there].sum()) / WINDOW / max(few, 1)
    return Information(each, WINDOW), float(np.exp(size)), found


def _capture(
    base: Base, made: Columns, households: Floats, borough: Index, origins: Sequence[int], seed: int
) -> dict[str, float]:
    """Share of the covered areas' fires in the tenth of homes that comes first, without and with the dataset.

    The areas that come first are fixed; what the interval draws anew is the fires of whole boroughs.
    """
    before, after, fires = np.zeros(len(borough)), np.zeros(len(borough)), np.zeros(len(borough))
    without, _ = lift.against(base, made, origins)
    for j, o in enumerate(origins):
        with_it = lift.rates(base, lift.joined(base, made.values, o)[1], o)
        before += base.events[o] * first(lift.rates(base, without[j], o), households)
        after += base.events[o] * first(with_it, households)
        fires += base.events[o]
    draws, _ = lift.resampled(after - before, fires, borough, DRAWS, seed)
    low, high = np.quantile(draws, LEVEL)
    return {
        "without": float(before.sum() / fires.sum()),
        "with": float(after.sum() / fires.sum()),
        "change": float((after - before).sum() / fires.sum()),
        "low": float(low),
        "high": float(high),
    }


def first(expected: Floats, households: Floats) -> NDArray[np.bool_]:
    """The areas with the highest rates that together hold a tenth of all homes (n,)."""
    return np.asarray(counts.top_share(expected / households, households, TOP))


def sweep(base: Base, given: Floats, borough: Index, origins: Sequence[int], seed: int) -> list[dict[str, float]]:
    """What is found when only some boroughs share: drawn by lot, as often as `TRIES`, for each size.

    boroughs, tries, skill (median), low and high (tenth and ninetieth of the tries), seen (share of tries whose 95%
    interval, by whole boroughs drawn anew, lies above nothing).
    """
    rng = np.random.default_rng(seed)
    names = np.unique(borough[lift.columns(given, borough).there])
    found = []
    for size in (s for s in SWEEP if s <= len(names)):
        tries = TRIES if size < len(names) else 1
        skills, seen = [], []
        for _ in range(tries):
            chosen = np.zeros(int(borough.max()) + 1, dtype=bool)
            chosen[rng.choice(names, size, replace=False)] = True
            made = lift.columns(given, borough, chosen)
            gain, whole = (v[made.there] for v in lift.saved(base, made, origins))
            draws, _ = lift.resampled(gain, whole, borough[made.there], 500, seed)
            skills.append(float(gain.sum() / whole.sum()))
            seen.append(float(np.quantile(draws, LEVEL[0])) > 0)
        low, middle, high = np.quantile(skills, (0.1, 0.5, 0.9))
        found.append(
            {
                "boroughs": size,
                "tries": tries,
                "skill": float(middle),
                "low": float(low),
                "high": float(high),
                "seen": float(np.mean(seen)),
            }
        )
    return found
