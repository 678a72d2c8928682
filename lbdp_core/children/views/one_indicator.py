"""One figure of one council: its verdicts, its own years, the funnel of all councils, and everyone else on a line."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.children.indicators import Indicator
from lbdp_core.children.model import Fitted
from lbdp_core.children.model.council import verdict
from lbdp_core.children.model.fitted import HORIZONS
from lbdp_core.children.model.five import five, spread
from lbdp_core.children.model.forecasting import neighbour_shrink
from lbdp_core.children.verdicts import Z95, byar, run_chart, wilson
from lbdp_core.focus import where
from lbdp_core.formatting import capital, span
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

COUNCIL, INDICATOR, NEAR, WITHOUT = "Council", "Figure", "Similar councils by", "Leave out"
NOBODY = "nobody"
SETS = {
    "dfe": "Department for Education, May 2025",
    "dfe_other": "Department for Education, earlier model",
    "ons_global": "ONS, all statistics",
    "ons_economic": "ONS, economy",
    "ons_demographic": "ONS, population",
}
POINTS = 40  # along a limit of the funnel


def choices(model: Fitted, result: Result) -> Choices:
    """Which council, where the levers name none; which figure; whose idea of similar councils."""
    name = where(result)
    first = [one.indicator.name for one in five(model, name)]
    figures = dict.fromkeys([*first, *(model.indicator(str(key)).name for key in model.keys)])
    council = {COUNCIL: tuple(sorted(model.names[model.london]))} if name == LONDON else {}
    return council | {INDICATOR: tuple(figures), NEAR: tuple(_sets(model))}


def then(model: Fitted, result: Result, picks: Picks) -> Choices:
    """Who may be left out of the similar councils."""
    near = similar(model, _council(result, picks), picks[NEAR])
    return {WITHOUT: (NOBODY, *(str(name) for name in model.names[near]))}


def similar(model: Fitted, name: str, by: str) -> NDArray[np.int64]:
    """Positions of the councils like one, nearest first."""
    near = model.near_by[_sets(model)[by], model.council(name)]
    return np.asarray(near[near >= 0])


def _sets(model: Fitted) -> Mapping[str, int]:
    order = [name for name in SETS if name in model.sets] + [str(name) for name in model.sets if name not in SETS]
    return {SETS.get(name, name): int(np.flatnonzero(model.sets == name)[0]) for name in order}


def _council(result: Result, picks: Picks) -> str:
    return where(result) if where(result) != LONDON else picks[COUNCIL]


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Verdicts, the comparison in figures, then the pictures."""
    name = _council(result, picks)
    key = next(str(key) for key in model.keys if model.indicator(str(key)).name == picks[INDICATOR])
    near = similar(model, name, picks[NEAR])
    near = near[model.names[near] != picks.get(WITHOUT, NOBODY)]
    said = verdict(model, key, name)
    lead, *rest = said.sentences
    pictures = (trend(model, key, name, near), funnel(model, key, name, near), everyone(model, key, name, near))
    sentences = (lead, "\n".join(f"- {each}" for each in rest), *_gap(model, key, name))
    return Shown(tuple(filter(None, sentences)), pictures=pictures, sheets=(("", beside(model, key, name, near)),))


def _gap(model: Fitted, key: str, name: str) -> tuple[str, ...]:
    """Which years the council has no figure for, and the publisher's reason."""
    k, c = model.at(key), model.council(name)
    known = np.flatnonzero(np.isfinite(model.value[k, :, c]))
    if not len(known):
        return ()
    gone = [t for t in range(int(known[0]), len(model.years)) if not np.isfinite(model.value[k, t, c])]
    said = [f"{model.years[t]} ({model.reasons[model.why[k, t, c]] or 'not in the files'})" for t in gone]
    return (f"No figure was published for {', '.join(said)}; the line is open there.",) if said else ()


def beside(model: Fitted, key: str, name: str, near: NDArray[np.int64]) -> pd.DataFrame:
    """The last value of the council, of those like it, of London and of England."""
    k, c, one = model.at(key), model.council(name), model.indicator(key)
    last = model.value[k, -1]
    median = float(np.nanmedian(last[near])) if np.isfinite(last[near]).any() else float("nan")
    england, london = model.wider[k, -1]
    rows = [
        (name, last[c], model.low[k, c], model.high[k, c]),
        (f"Middle of {len(near)} similar councils", median, np.nan, np.nan),
        ("Expected from its children's needs", model.expected[k, c], np.nan, np.nan),
        (LONDON, london, np.nan, np.nan),
        ("England", england, np.nan, np.nan),
        *((str(model.names[j]), last[j], model.low[k, j], model.high[k, j]) for j in near),
    ]
    year = int(model.years[-1])
    ranges = [span(low, high, lambda v: f"{v:,.{one.decimals}f}") if low == low else "" for *_, low, high in rows]
    values = [one.figure(value) for _, value, *_ in rows]
    table = pd.DataFrame({"Place": [row[0] for row in rows], f"{one.name}, {year}": values, "95% range": ranges})
    return table[table[f"{one.name}, {year}"] != "not known"]


def trend(model: Fitted, key: str, name: str, near: NDArray[np.int64]) -> Picture:
    """The council's years with the limits of its own past, those like it, and the next three years."""
    k, c, one = model.at(key), model.council(name), model.indicator(key)
    like, last = f"Middle of {len(near)} similar", int(model.years[-1])
    known = np.isfinite(model.value[k, :, near]).any(axis=0) if len(near) else np.zeros(len(model.years), bool)
    middle = np.full(len(model.years), np.nan)
    middle[known] = np.nanmedian(model.value[k][known][:, near], axis=1)
    kinds = {name: model.value[k, :, c], like: middle, "London": model.wider[k, :, 1], "England": model.wider[k, :, 0]}
    starts = np.isfinite(np.array(list(kinds.values()))).any(axis=0).argmax()
    rows = [
        (str(year), kind, value, np.nan, np.nan, one.figure(value))
        for kind, values in kinds.items()
        for year, value in zip(model.years[starts:], values[starts:], strict=True)
    ]
    for h, horizon in enumerate(HORIZONS):
        ahead, low, high = (float(each[k, h, c]) for each in (model.ahead, model.ahead_low, model.ahead_high))
        if np.isfinite(ahead):
            said = f"{one.figure(ahead)}, 80% range {one.figure(low)} to {one.figure(high)}"
            rows.append((str(last + horizon), name, ahead, low, high, said))
    frame = pd.DataFrame(rows, columns=["period", "kind", "value", "low", "high", "said"])
    own = run_chart(model.value[k, :, c])
    limits = (own.mean, max(0.0, own.low), own.high) if np.isfinite(own.low + own.high) else None
    rule = neighbour_shrink(model.value[k], model.near, HORIZONS[-1])[c]
    note = f"Bars: what we expect, with its 80% range. The simple rule expects {one.figure(rule)} in {last + 3}. "
    note += "Dashed, level: the mean of its own earlier years, and the limits that its usual changes stay within."
    title, axis = f"{one.name}, {name}", one.unit
    alt = f"{title}: {one.figure(model.value[k, -1, c])} in {last}; similar councils {one.figure(middle[-1])}"
    wide = frame.pivot_table(index="period", columns="kind", values="said", aggfunc="first", sort=False)
    table = wide.reindex(columns=list(kinds)).fillna("–").rename_axis(index="Year", columns=None).reset_index()
    return charts.run_chart(frame, list(kinds), limits, title, axis, alt, table, note)


def _kinds(model: Fitted, name: str, near: NDArray[np.int64]) -> tuple[NDArray[np.str_], tuple[str, ...]]:
    """What each council is: another one, a similar one, or the one looked at."""
    kinds = ("Other councils", "Similar councils", name)
    kind = np.full(len(model.names), kinds[0], dtype="<U60")
    kind[near], kind[model.council(name)] = kinds[1], name
    return kind, kinds


def _frame(model: Fitted, key: str, name: str, near: NDArray[np.int64]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """A row a council with a value: place, value, size, kind, said; the one looked at last, above all others."""
    k, one = model.at(key), model.indicator(key)
    kind, kinds = _kinds(model, name, near)
    values = model.value[k, -1]
    frame = pd.DataFrame({"place": model.names, "value": values, "size": model.counted[k, -1], "kind": kind})
    frame = frame[np.isfinite(values)].assign(said=lambda f: f["value"].map(one.figure))
    return frame.sort_values("kind", key=lambda c: c.map(kinds.index), kind="stable"), kinds


def funnel(model: Fitted, key: str, name: str, near: NDArray[np.int64]) -> Picture:
    """All councils by size, between the limits of chance and those that allow for how councils normally differ."""
    k, one = model.at(key), model.indicator(key)
    frame, kinds = _frame(model, key, name, near)
    frame = frame[frame["size"] > 0]
    target, between = spread(model, k)
    limits = _limits(one, frame["size"].to_numpy(dtype=float), target, between)
    flagged = np.isfinite(model.apart[k])
    plain, wide = ((np.abs(each[k][flagged]) > Z95).mean() for each in (model.plain, model.apart))
    note = (
        f"Thin: limits of chance alone, which {100 * plain:.0f}% of councils lie outside. Thick: limits that allow for "
    )
    note += f"how councils normally differ, which {100 * wide:.0f}% lie outside. "
    note += "Do not read the heights as a ranking."
    size = "children aged 0 to 17" if one.per_child else f"what the share is of ({one.denominator.split(' | ')[0]})"
    drawn = frame.rename(columns={"value": "rate"})
    table = frame[["place", "value", "size"]].sort_values("place")
    table = table.rename(columns={"place": "Council", "value": capital(one.unit), "size": capital(size)})
    title = f"{one.name}: all councils"
    alt = f"{title}, {len(frame)} of them; {name} at {_value(frame, name)}; all together {one.figure(target)}"
    axes = (size, one.unit)
    return charts.funnel_plot(drawn[["place", "size", "rate", "kind", "said"]], limits, kinds, target, title, axes,
                              alt, table, note)  # fmt: skip


def _value(frame: pd.DataFrame, name: str) -> str:
    mine = frame.loc[frame["place"] == name, "said"]
    return "no figure" if mine.empty else str(mine.iloc[0])


def _limits(one: Indicator, sizes: NDArray[np.float64], target: float, between: float) -> pd.DataFrame:
    """size, low, high (with the spread between councils), plain_low, plain_high (95%, by chance)."""
    size = np.geomspace(0.9 * sizes.min(), 1.1 * sizes.max(), POINTS)
    low, high = (wilson if one.share else byar)(target / one.times * size, size)
    half_low, half_high = target - one.times * low, one.times * high - target
    wide_low, wide_high = (np.hypot(half, Z95 * between) for half in (half_low, half_high))
    most = 100.0 if one.share else np.inf
    return pd.DataFrame(
        {
            "size": size,
            "low": np.maximum(target - wide_low, 0.0),
            "high": np.minimum(target + wide_high, most),
            "plain_low": one.times * low,
            "plain_high": one.times * high,
        }
    ).round(3)


def everyone(model: Fitted, key: str, name: str, near: NDArray[np.int64]) -> Picture:
    """Everyone else on one line."""
    k, one = model.at(key), model.indicator(key)
    frame, kinds = _frame(model, key, name, near)
    title, alt = "Everyone else on one line", f"{one.name} of {len(frame)} councils; {name} at {_value(frame, name)}"
    note = (
        f"A tick is a council; the dashed line is all of them together. {100 * model.moves[k]:.0f}% of councils change "
    )
    note += "quarter of this line each year, so we show no rank."
    table = frame[["place", "said"]].sort_values("place").rename(columns={"place": "Council", "said": one.name})
    drawn = frame[["value", "kind", "place", "said"]].assign(row="")
    return charts.strip(drawn, [""], kinds, title, one.unit, alt, table, note, spread(model, k)[0])


ONE = Scene("How does one figure stand among the others?", show, choices, then=then, folded=False)
