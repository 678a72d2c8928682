"""Why: what pulls the expected rate up or down, over London and in one area, as rate ratios."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import columns, explain
from lbdp_core.charts import Picture, beeswarm, waterfall
from lbdp_core.fire.model import HISTORY_YEARS, Fitted

Array = NDArray[np.float64]
SHOWN, DOTS, STEPS = 10, 150, 8


def figure(name: str, value: float) -> str:
    """A feature's value in its own unit: "38 % of homes are socially rented" becomes "38 %"."""
    column = columns.BY_NAME.get(name)
    if column is None:
        return f"{value:,.2f}"
    return f"rank {column.figure(value)}" if column.unit == "rank" else column.figure(value)


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


@lru_cache(maxsize=4)
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
        frames.append(
            frame.assign(driver=words(model.features[k]), words=[figure(model.features[k], v) for v in value])
        )
    order = [words(model.features[k]) for k in top]
    note = f"{DOTS} areas at random. Right of 1.00: an area that this driver makes more fire-prone than is typical."
    note += " Ranks are among England's areas; rank 1 is the most deprived, coloured high."
    real = _in_real_units(model, tuple(int(k) for k in top))
    return (beeswarm(pd.concat(frames), order, "What pulls the expected rate up or down", real, note),)


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


@dataclass(frozen=True)
class Area:
    """One LSOA in words: a plain sentence made from the numbers, and the way from a typical area to it."""

    title: str
    sentence: str
    picture: Picture


@lru_cache(maxsize=4)
def _usual(model: Fitted) -> Array:
    """Mean contributions (k,): factors multiply, so what they lead to is a geometric mean, a typical area's rate."""
    return np.average(model.contributions, axis=0, weights=model.households)


@lru_cache(maxsize=4)
def london(model: Fitted) -> float:
    """The driver model's fires per 1,000 of London's homes a year: the mean that homes have, above a typical area's."""
    return 1_000 * float(np.average(model.driver_rate, weights=model.households))


def span(model: Fitted) -> str:
    """The years that the driver model learnt from."""
    return f"{model.years[-HISTORY_YEARS:][0]} to {model.years[-1]}"


def area(model: Fitted, i: int) -> Area:
    """From a typical area's rate to this area's, by the drivers that matter most here."""
    usual = _usual(model)
    pulls = model.contributions[i] - usual
    start = 1_000 * float(np.exp(model.base + usual.sum()))
    end = 1_000 * float(np.exp(model.base + model.contributions[i].sum()))
    order = np.argsort(-np.abs(pulls))
    main, rest = order[:STEPS], order[STEPS:]
    everywhere = london(model)
    rows = [
        ("London, all its homes", everywhere, everywhere, f"{everywhere:.2f}", "beside"),
        ("A typical area", start, start, f"{start:.2f}", "from"),
    ]
    level = start
    for k in main:
        new = level * float(np.exp(pulls[k]))
        label = f"{words(model.features[k])}: {figure(model.features[k], model.values[i, k])}"
        rows.append((label, level, new, f"×{np.exp(pulls[k]):.2f}", "up" if pulls[k] > 0 else "down"))
        level = new
    other = float(np.exp(pulls[rest].sum()))
    rows.append(("Everything else", level, level * other, f"×{other:.2f}", "up" if other > 1 else "down"))
    rows.append(("This area", end, end, f"{end:.2f}", "to"))
    steps = pd.DataFrame(rows, columns=["step", "start", "end", "words", "kind"])
    floor = 0.9 * float(steps[["start", "end"]].to_numpy().min())
    steps.loc[steps["kind"].isin(["beside", "from", "to"]), "start"] = floor
    title = f"{model.name[i]}, {model.ward[i]} ward, {model.borough[i]}"
    shown = waterfall(steps, f"dwelling fires per 1,000 homes a year, {span(model)}", "From a typical area to this one")
    return Area(title, _sentence(model, i, pulls, start, end), shown)


def _sentence(model: Fitted, i: int, pulls: Array, start: float, end: float) -> str:
    """What the waterfall says, aloud."""
    up = [k for k in np.argsort(-pulls) if pulls[k] > 0.01][:2]
    down = [k for k in np.argsort(pulls) if pulls[k] < -0.01][:2]

    def tell(ks: list[np.intp]) -> str:
        return " and ".join(
            f"{spoken(model.features[k])} ({figure(model.features[k], model.values[i, k])}, ×{np.exp(pulls[k]):.2f})"
            for k in ks
        )

    mean = london(model)
    more = "more" if end >= mean else "fewer"
    text = (
        f"What this place is like suggests {end:.2f} dwelling fires per 1,000 homes a year ({span(model)}), against "
        f"{mean:.2f} over all of London's homes by the same model: {abs(end / mean - 1):.0%} {more}. The steps start "
        f"at a typical area, {start:.2f} (×{end / start:.2f}); fires gather in few areas, so London's mean is higher."
    ).replace("%", " %")
    if up:
        text += f" It is pulled up most by {tell(up)}"
        text += f", and down by {tell(down)}." if down else "."
    elif down:
        text += f" It is pulled down most by {tell(down)}."
    count, own = float(model.five_year[i]), float(model.expected[i])
    return (
        f"{text} With its own history ({count:.1f} fires a year over five years) and its neighbours', the model that "
        f"targets expects {own:.2f} fires in {model.forecast_year} in its {model.households[i]:,.0f} homes."
    )
