"""One figure of one council: its verdicts, then its own years, the funnel of all councils, or everyone on one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.children.model import Fitted
from lbdp_core.children.model.council import ranks, verdicts
from lbdp_core.children.model.fitted import HORIZONS
from lbdp_core.children.model.five import five
from lbdp_core.children.model.forecasting import neighbour_shrink
from lbdp_core.children.verdicts import Z95, byar, run_chart, wilson
from lbdp_core.focus import where
from lbdp_core.formatting import capital, joined, percent, span
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown, chosen

COUNCIL, INDICATOR, NEAR, SHOW = "Borough", "Figure", "Similar councils by", "Show"
PLACES = "Compare with (click to leave out)"
ENGLAND = "England"
SETS = {
    "dfe": "Department for Education, latest",
    "dfe_other": "Department for Education, earlier",
    "ons_global": "ONS, all statistics",
    "ons_economic": "ONS, economy",
    "ons_demographic": "ONS, population",
}
POINTS = 40  # along a limit of the funnel
Positions = NDArray[np.int64]


class Look:
    """What is looked at: indicator k of council c, beside the places that are left in."""

    def __init__(self, model: Fitted, k: int, name: str, places: tuple[str, ...]):
        self.model, self.k, self.name, self.places = model, k, name, places
        self.c, self.one = model.council(name), model.indicator(str(model.keys[k]))
        self.near: Positions = np.array([model.council(each) for each in places if each not in WIDER], dtype=np.int64)
        self.like = f"Middle of {len(self.near)} similar"

    @property
    def last(self) -> NDArray[np.float64]:
        """(c,) the values of the last year."""
        return self.model.value[self.k, -1]

    @property
    def said(self) -> str:
        return self.one.figure(self.last[self.c]) if np.isfinite(self.last[self.c]) else "no figure"


WIDER = {LONDON: 1, ENGLAND: 0}  # positions in the published figures of wider places


def choices(model: Fitted, result: Result) -> Choices:
    """Which council, where the levers name none; which figure; whose idea of similar councils; which picture."""
    name = where(result)
    first = [one.indicator.name for one in five(model, name)]
    figures = dict.fromkeys([*first, *(model.indicator(str(key)).name for key in model.keys)])
    council = {COUNCIL: tuple(sorted(model.names[model.london]))} if name == LONDON else {}
    return council | {INDICATOR: tuple(figures), NEAR: tuple(_sets(model)), SHOW: tuple(PICTURES)}


def then(model: Fitted, result: Result, picks: Picks) -> Choices:
    """The places that stand beside the council."""
    return {PLACES: (LONDON, ENGLAND, *map(str, model.names[similar(model, _council(result, picks), picks[NEAR])]))}


def similar(model: Fitted, name: str, by: str) -> Positions:
    """Positions of the councils like one, nearest first."""
    near = model.near_by[_sets(model)[by], model.council(name)]
    return np.asarray(near[near >= 0])


def _sets(model: Fitted) -> Mapping[str, int]:
    """The sets of neighbours that London's boroughs have, by their words."""
    of_london = np.array([(each[model.london] >= 0).any() for each in model.near_by])
    held = {str(name): n for n, name in enumerate(model.sets) if of_london[n]}
    return {SETS.get(name, name): held[name] for name in sorted(held, key=lambda name: [*SETS, name].index(name))}


def _council(result: Result, picks: Picks) -> str:
    return where(result) if where(result) != LONDON else picks[COUNCIL]


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What is known of the figure on cards, why years are missing, and the picture that is asked for."""
    k = next(k for k, key in enumerate(model.keys) if model.indicator(str(key)).name == picks[INDICATOR])
    look = Look(model, k, _council(result, picks), chosen(picks, PLACES))
    cards = tuple((one.label, one.answer, one.sentence) for one in verdicts(model, str(model.keys[k]), look.name))
    better = {"neither": "Neither high nor low is better"}.get(look.one.better, f"{capital(look.one.better)} is better")
    lead = f"{look.one.name}, {look.name}: {look.said}. {better}."
    sheets = (("", beside(look)),) if picks[SHOW] == EVERYONE else ()
    return Shown((lead, *gaps(look)), cards, pictures=(PICTURES[picks[SHOW]](look),), sheets=sheets)


def gaps(look: Look) -> tuple[str, ...]:
    """Which years the council has no figure for after others had one, and the publisher's reason."""
    model, k, c = look.model, look.k, look.c
    since = int(np.isfinite(model.value[k]).any(axis=1).argmax())
    why = {
        str(model.years[t]): str(model.reasons[model.why[k, t, c]]) or "not in the files"
        for t in range(since, len(model.years))
        if not np.isfinite(model.value[k, t, c])
    }
    if not why:
        return ()
    by_reason = {reason: [year for year in why if why[year] == reason] for reason in dict.fromkeys(why.values())}
    said = "; ".join(f"{joined(years)} ({reason})" for reason, years in by_reason.items())
    return (f"{look.name} has no published figure for {said}. Its line has a gap there.",)


def beside(look: Look) -> pd.DataFrame:
    """The last value of the council, what need predicts, and the places beside it; those without one say so."""
    model, k, one = look.model, look.k, look.one
    some = np.isfinite(look.last[look.near]).any()
    median = float(np.nanmedian(look.last[look.near])) if some else float("nan")
    rows = [(look.name, look.last[look.c], look.c), (look.like, median, -1)]
    rows += [("What its children's needs predict", model.expected[k, look.c], -1)]
    rows += [(wider, model.wider[k, -1, n], -1) for wider, n in WIDER.items() if wider in look.places]
    rows += [(str(model.names[j]), look.last[j], j) for j in look.near]
    ranges = [
        span(model.low[k, j], model.high[k, j], one.short) if j >= 0 and np.isfinite(value) else ""
        for _, value, j in rows
    ]
    values = [one.figure(value) for _, value, _ in rows]
    head = f"{one.name}, {int(model.years[-1])}"
    return pd.DataFrame({"Place": [row[0] for row in rows], head: values, "95% range, by chance alone": ranges})


def trend(look: Look) -> Picture:
    """The council's years with the limits of its own past, those beside it, and the next three years."""
    model, k, c, one, name = look.model, look.k, look.c, look.one, look.name
    last, near = int(model.years[-1]), model.value[k][:, look.near]
    middle = np.full(len(model.years), np.nan)
    known = np.isfinite(near).any(axis=1)
    middle[known] = np.nanmedian(near[known], axis=1)
    kinds = {name: model.value[k, :, c]} | ({look.like: middle} if len(look.near) else {})
    kinds |= {wider: model.wider[k, :, n] for wider, n in WIDER.items() if wider in look.places}
    since = int(np.isfinite(model.value[k]).any(axis=1).argmax())
    rows = [
        (str(year), kind, value, np.nan, np.nan, one.figure(value))
        for kind, values in kinds.items()
        for year, value in zip(model.years[since:], values[since:], strict=True)
    ]
    for h, horizon in enumerate(HORIZONS):
        ahead, low, high = (float(each[k, h, c]) for each in (model.ahead, model.ahead_low, model.ahead_high))
        if np.isfinite(ahead):
            known_range = f" ({span(low, high, one.short)})" if np.isfinite(low) else ""
            rows.append((str(last + horizon), name, ahead, low, high, f"{one.figure(ahead)}{known_range}"))
            rule = float(neighbour_shrink(model.value[k], model.near, horizon)[c])
            rows.append((str(last + horizon), RULE, rule, np.nan, np.nan, one.figure(rule)))
    frame = pd.DataFrame(rows, columns=["period", "kind", "value", "low", "high", "said"])
    own = run_chart(model.value[k, :, c])
    limits = (own.mean, max(0.0, own.low), own.high) if np.isfinite(own.low + own.high) else None
    note = "Bars: 80% ranges (8 chances in 10). The axis need not start at zero."
    if limits:
        note += " Level dashes: the mean of its own earlier years, and the limits that its usual changes stay within."
    else:
        note += " A range from its own years needs six years of figures."
    title = f"{one.name}, {name}"
    alt = f"{title}: {look.said} in {last}; {look.like.lower()} councils {one.figure(middle[-1])}"
    wide = frame.pivot_table(index="period", columns="kind", values="said", aggfunc="first", sort=False)
    table = wide.reindex(columns=[*kinds, RULE]).fillna("–").rename_axis(index="Year", columns=None).reset_index()
    return charts.run_chart(
        frame, [*kinds, RULE], limits, title, one.unit, alt, table.replace("not known", "no figure"), note
    )


RULE = "Simple rule"


def _frame(look: Look) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """A row a council with a value: place, value, size, kind, said; the one looked at last, above all others."""
    model, kinds = look.model, ("Other councils", "Similar councils", look.name)
    kind = np.full(len(model.names), kinds[0], dtype="<U60")
    kind[look.near], kind[look.c] = kinds[1], look.name
    frame = pd.DataFrame({"place": model.names, "value": look.last, "size": model.counted[look.k, -1], "kind": kind})
    frame = frame[np.isfinite(look.last)].assign(said=lambda f: f["value"].map(look.one.figure))
    return frame.sort_values("kind", key=lambda c: c.map(kinds.index), kind="stable"), kinds


def funnel(look: Look) -> Picture:
    """All councils by size, between the limits of chance and those that allow for how councils normally differ."""
    model, k, one = look.model, look.k, look.one
    frame, kinds = _frame(look)
    frame = frame[frame["size"] > 0]
    target = float(model.target[k])
    limits = _limits(look, frame["size"].to_numpy(dtype=float))
    flagged = np.isfinite(model.apart[k])
    plain, wide = (float((np.abs(each[k][flagged]) > Z95).mean()) for each in (model.plain, model.apart))
    note = (
        f"Thin: limits of chance alone; {percent(plain, 0)} of councils lie outside. Thick: limits that allow for how "
        f"councils normally differ; {percent(wide, 0)} lie outside. Do not read the heights as a ranking."
    )
    size = "children aged 0 to 17" if one.per_child else f"number that it is of ({one.denominator.split(' | ')[0]})"
    table = frame[["place", "said", "size"]].sort_values("place")
    table = table.rename(columns={"place": "Council", "said": one.name, "size": capital(size)})
    title = f"{one.name}: all councils by size"
    alt = f"{title}, {len(frame)} of them; {look.name} at {look.said}; all together {one.figure(target)}"
    drawn = frame.rename(columns={"value": "rate"})[["place", "size", "rate", "kind", "said"]]
    return charts.funnel_plot(drawn, limits, kinds, target, title, (size, one.unit), alt, table, note)


def _limits(look: Look, sizes: NDArray[np.float64]) -> pd.DataFrame:
    """size, low, high (with the spread between councils), plain_low, plain_high (95%, by chance)."""
    one, target, between = look.one, float(look.model.target[look.k]), float(look.model.between[look.k])
    size = np.geomspace(0.9 * sizes.min(), 1.1 * sizes.max(), POINTS)
    low, high = (one.times * end for end in (wilson if one.share else byar)(target / one.times * size, size))
    wide_low, wide_high = (np.hypot(half, Z95 * between) for half in (target - low, high - target))
    most = 100.0 if one.share else np.inf
    ends = {"low": np.maximum(target - wide_low, 0.0), "high": np.minimum(target + wide_high, most)}
    return pd.DataFrame({"size": size} | ends | {"plain_low": low, "plain_high": high}).round(3)


def everyone(look: Look) -> Picture:
    """Everyone else on one line."""
    one, (frame, kinds) = look.one, _frame(look)
    title, alt = f"{one.name}: everyone on one line", f"{one.name} of {len(frame)} councils; {look.name} at {look.said}"
    note = f"A tick is a council; the dashed line is all of them together. {ranks(look.model, look.k)}"
    table = frame[["place", "said"]].sort_values("place").rename(columns={"place": "Council", "said": one.name})
    drawn = frame[["value", "kind", "place", "said"]].assign(row="")
    return charts.strip(drawn, [""], kinds, title, one.unit, alt, table, note, float(look.model.target[look.k]))


EVERYONE = "Everyone on one line"
PICTURES: Mapping[str, Callable[[Look], Picture]] = {
    "Its own years, and the next three": trend,
    "All councils by size (funnel)": funnel,
    EVERYONE: everyone,
}
ONE = Scene("How does one figure compare?", show, choices, then=then, several=(PLACES,))
