"""Drivers: what raises or lowers the expected rate over London, as rate ratios, and how their values are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import columns, explain
from lbdp_core.charts import Picture, beeswarm, waterfall
from lbdp_core.fire.model import HISTORY_YEARS, Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
SHOWN, DOTS = 10, 140
REST = "Everything else about the place"


def figure(name: str, value: float) -> str:
    """A feature's value in its own unit: "38% of homes are socially rented" becomes "38%"."""
    column = columns.BY_NAME.get(name)
    if column is None:
        return f"{value:,.2f}"
    shown = column.figure(value).replace("-", "−")
    return f"rank {shown}" if column.unit == "rank" else shown


def fine(name: str, value: float) -> str:
    """The same to the grain that an imagined change goes by: "38.2%"."""
    column = columns.BY_NAME.get(name)
    if column is None:
        return f"{value:,.3f}"
    if column.unit in ("share", "percent"):
        return f"{value * (100 if column.unit == 'share' else 1):.1f}%"
    return f"{value:.2f}" if column.unit == "people/home" else figure(name, value)


def axis(name: str) -> tuple[float, str]:
    """What a feature is multiplied with to stand on an axis, and the axis's words with the unit."""
    column = columns.BY_NAME.get(name)
    if column is None:
        return 1.0, words(name)
    if column.unit == "rank":
        return 1.0, f"{column.words} (1 is the most deprived)"
    unit = {"share": "%", "percent": "%", "people/ha": "", "people/home": ""}.get(column.unit, column.unit)
    return (100.0 if column.unit == "share" else 1.0), f"{column.words} ({unit})" if unit else column.words


def words(name: str) -> str:
    """What a feature is called on the page."""
    column = columns.BY_NAME.get(name)
    if column is None:
        return name.replace("_", " ").capitalize()
    return column.better_words.capitalize() if column.unit == "rank" else column.words


def _is_rank(name: str) -> bool:
    column = columns.BY_NAME.get(name)
    return column is not None and column.unit == "rank"


def spoken(name: str) -> str:
    """What a sentence calls a feature."""
    column = columns.BY_NAME.get(name)
    return column.better_words if column else words(name).lower()


@remembered(4)
def drivers(model: Fitted) -> tuple[Picture, ...]:
    """What moves the expected rate across London: each dot an area, and the same as ratios in real units."""
    size = explain.importance(model.contributions, model.households)
    top = np.argsort(-size)[:SHOWN]
    sample = np.sort(np.random.default_rng(0).choice(len(model.code), DOTS, replace=False))
    frames = []
    for k in top:
        value, pull = model.values[sample, k], model.contributions[sample, k]
        level = np.searchsorted(np.sort(model.values[:, k]), value) / len(model.code)
        if _is_rank(model.features[k]):
            level = 1 - level  # rank 1 is the most deprived, and the strong colour means more of what is named
        frame = pd.DataFrame({"factor": np.exp(pull).round(3), "lane": _lanes(pull).round(2), "level": level.round(2)})
        frame["area"] = model.name[sample]
        frames.append(
            frame.assign(driver=words(model.features[k]), words=[figure(model.features[k], v) for v in value])
        )
    order = [words(model.features[k]) for k in top]
    note = f"{DOTS} areas chosen at random. Right of 1.00, the driver raises the area's rate above a typical area's."
    note += " Ranks are among all areas of England. Rank 1 is the most deprived and has the strongest colour."
    real = _in_real_units(model, tuple(int(k) for k in top))
    return (beeswarm(pd.concat(frames), order, "What raises or lowers the expected rate", real, note),)


def _lanes(pull: Array, wide: int = 40) -> Array:
    """Where a dot stands within its row (-0.9 to 0.9), so that a crowd looks like a crowd."""
    bins = np.digitize(pull, np.linspace(pull.min(), pull.max(), wide))
    lanes = np.zeros(len(pull))
    for b in np.unique(bins):
        inside = np.flatnonzero(bins == b)
        place = np.arange(len(inside)) - (len(inside) - 1) / 2
        lanes[inside] = place
    return 0.9 * lanes / max(1.0, float(np.abs(lanes).max()))


def _in_real_units(model: Fitted, top: tuple[int, ...]) -> pd.DataFrame:
    """For each driver a low, middle and high area, with the average ratio there."""
    lines = []
    for k in top:
        value, name = model.values[:, k], model.features[k]
        line = {"Driver": words(name)}
        for label, q in (("low", 0.1), ("middle", 0.5), ("high", 0.9)):
            near = np.argsort(np.abs(value - np.quantile(value, q)), kind="stable")[:100]
            ratio = np.exp(np.average(model.contributions[near, k], weights=model.households[near]))
            line[f"{label.capitalize()} value"] = figure(name, float(np.quantile(value, q)))
            line[f"Times typical, {label}"] = f"×{ratio:.2f}"
        lines.append(line)
    return pd.DataFrame(lines)


@remembered(4)
def usual(model: Fitted) -> Array:
    """Mean contributions (k,): factors multiply, so what they lead to is a geometric mean, a typical area's rate."""
    return np.asarray(np.average(model.contributions, axis=0, weights=model.households))


@remembered(4)
def london(model: Fitted) -> float:
    """The driver model's fires per 1,000 of London's homes a year: the mean that homes have, above a typical area's."""
    return 1_000 * float(np.average(model.driver_rate, weights=model.households))


@remembered(4)
def by_importance(model: Fitted) -> tuple[str, ...]:
    """The drivers, the one that moves most first."""
    order = np.argsort(-explain.importance(model.contributions, model.households), kind="stable")
    return tuple(model.features[k] for k in order)


def span(model: Fitted) -> str:
    """The years that the driver model learnt from."""
    return f"{model.years[-HISTORY_YEARS:][0]} to {model.years[-1]}"


def unit(model: Fitted) -> str:
    """What the driver model's rates count."""
    return f"dwelling fires per 1,000 homes a year, {span(model)}"


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
    after: Sequence[tuple[str, float]] = (),
) -> Picture:
    """The way from `first` to `last`.

    beside: rates to compare with, apart from the steps. pulls (k,): log ratios, one a driver, which multiply out.
    order: positions of the drivers that are steps of their own; all others are one step. labels: of those, in order.
    after: further steps that follow the drivers: words and log ratio.
    """
    level = first[1]
    rows = [(words, rate, rate, f"{rate:.2f}", "beside") for words, rate in beside]
    rows.append((first[0], level, level, f"{level:.2f}", "from"))
    rest = float(pulls.sum() - pulls[list(order)].sum())
    for label, pull in [*zip(labels, pulls[list(order)], strict=True), (REST, rest), *after]:
        new = level * float(np.exp(pull))
        rows.append((label, level, new, f"×{np.exp(pull):.2f}", "up" if pull > 0 else "down"))
        level = new
    rows.append((last, level, level, f"{level:.2f}", "to"))
    steps = pd.DataFrame(rows, columns=["step", "start", "end", "words", "kind"])
    steps.loc[steps["kind"].isin(["beside", "from", "to"]), "start"] = 0.0
    return waterfall(steps, unit, title)
