"""Trends: the long decline of dwelling fires by borough, deprivation and area, the months of the year and the hours."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import counts
from lbdp_core.charts import Picture, course, ranges
from lbdp_core.fire.model import Fitted
from lbdp_core.formatting import number
from lbdp_core.scene import Picks, Scene, Shown, Tables

Row = Mapping[Hashable, Any]
WHERE, LONDON = "Place", "London"
AREA, WHOLE = "Area (LSOA, ward)", "The whole borough"
AGAINST = "London, most against least deprived"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """London or a borough."""
    trends = tables["trends"]
    return {WHERE: (LONDON, *sorted(trends.loc[trends["level"] == "borough", "name"].unique()))}


def areas(model: Fitted, tables: Tables, picks: Picks) -> dict[str, tuple[str, ...]]:
    """Of a borough, its areas."""
    inside = np.flatnonzero(model.borough == picks[WHERE]).tolist()
    return {AREA: (WHOLE, *sorted(_label(model, i) for i in inside))} if inside else {}


def _label(model: Fitted, area: int) -> str:
    return f"{model.name[area]}, {model.ward[area]}"


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Years, months and hours of the place, and the slopes by deprivation; of one area its years."""
    if picks.get(AREA, WHOLE) != WHOLE:
        inside = np.flatnonzero(model.borough == picks[WHERE]).tolist()
        found = next((i for i in inside if _label(model, i) == picks[AREA]), None)
        if found is not None:
            return area(model, tables["series"], found)
    trends, place = tables["trends"], picks[WHERE]
    slopes = trends[trends["level"] == "slope"].set_index("name")
    by_name = {str(row["name"]): row for row in slopes.reset_index().to_dict("records")}
    years = trends[(trends["level"] == ("london" if place == LONDON else "borough")) & (trends["name"] == place)]
    months = trends[(trends["level"] == "month") & (trends["name"] == place)]
    months = months.assign(period=[MONTHS[int(m) - 1] for m in months["period"]])
    lines = [_decline(by_name[place], place)] if place in by_name else []
    if place != LONDON:
        out = years[(years["observed"] < years["low"]) | (years["observed"] > years["high"])]
        said = ", ".join(out["period"]) or "in no year"
        lines.append(
            f"Years when {place} differed from London's trend by more than luck: "
            f"{said.removeprefix('in no year') or 'none'}."
        )
    lines += _gap(by_name)
    pictures = [_course(years, place, "year by year", _YEARS), _course(months, place, "by month", _MONTHS)]
    hours = trends[(trends["level"] == "hour") & (trends["name"] == place)]
    if len(hours):
        lines.append(_peak(hours, place))
        pictures.append(_course(hours, place, "by hour of the call", _HOURS))
    else:
        lines.append("Our incident file has no hour of the call. Add a file with HourOfCall to see the hours here.")
    return Shown(tuple(lines), pictures=(*pictures, _slopes(slopes)))


def area(model: Fitted, series: pd.DataFrame, at: int) -> Shown:
    """One area's fires year by year beside what was expected, and the range that luck and the model's doubt allow."""
    row = series[series["code"] == model.code[at]].iloc[0]
    years = [name[1:] for name in series.columns if name[0] == "o" and name[1:].isdigit()]
    seen, said = (row[[f"{kind}{y}" for y in years]].to_numpy(float) for kind in "oe")
    low, high = counts.interval(said, 0.95, float(row["shape"]))
    frame = pd.DataFrame({"period": years, "observed": seen, "expected": said, "low": low, "high": high})
    place, start = _label(model, at), str(int(row["forecast_from"]))
    told = [y >= start for y in years]
    total, foretold = seen[told].sum(), said[told].sum()
    within = [float(v[0]) for v in counts.interval(np.array([foretold]), 0.95, float(row["shape"]))]
    out = [y for y, o, a, b in zip(years, seen, low, high, strict=True) if not a <= o <= b]
    lines = (
        f"{place} had {total:,.0f} dwelling fires from {start} to {years[-1]}. Forecasts made before each year add up "
        f"to {foretold:,.1f} ({_whether(total, *within)}).",
        f"Years outside their range: {', '.join(out) or 'none'}. By luck alone about one year in twenty falls outside.",
        f"The file has {seen.sum():,.0f} fires here. Their places are rounded to 100 m, so some belong to a "
        "neighbouring area.",
    )
    ends = f"{int(seen[0])} fires in {years[0]}, {int(seen[-1])} in {years[-1]}"
    alt = f"{place}: {ends}; {len(out)} of {len(years)} years outside their range"
    table = frame.round(1).assign(how=["forecast" if t else "average" for t in told])
    table.columns = pd.Index(["Year", "Observed", "Expected", "Low", "High", "Expected by"])
    return Shown(
        lines, pictures=(course(frame, f"Dwelling fires in {place}", "fires", alt, table, _AREA.format(start)),)
    )


def _whether(total: float, low: float, high: float) -> str:
    allowed = f"luck and the model's error allow {low:,.0f} to {high:,.0f}, 95%"
    return allowed if low <= total <= high else f"{'more' if total > high else 'fewer'} than {allowed}"


def _peak(hours: pd.DataFrame, place: str) -> str:
    top = hours.to_dict("records")[int(np.argmax(hours["observed"]))]
    return (
        f"Most calls in {place} come between {top['period']}:00 and {top['period']}:59, with {top['observed']:,.0f} "
        f"fires. That is {top['ratio']:.1f} times as many as in an average hour."
    )


_YEARS = (
    "Dashed: the same percentage fall every year (London's, for a borough), fitted to these years. Grey: what luck "
    "allows (95%). The counts are fires, not rates, because we know the homes of 2021 only."
)
_HOURS = "All complete years with the hour. Dashed: the same number of fires every hour. Grey: what luck allows (95%)."
_AREA = (
    "Dashed: from {} on, the forecast the model would have made before each year. Earlier, the area's average rate on "
    "London's trend, fitted to those years. Grey: what luck and the model's error allow (95%)."
)
_MONTHS = "All complete years together. Dashed: the same number of fires every day. Grey: what luck allows (95%)."


def _decline(slope: Row, place: str) -> str:
    change, ends = float(slope["expected"]), sorted((abs(float(slope["low"])), abs(float(slope["high"]))))
    clear = slope["low"] > 0 or slope["high"] < 0
    period = str(slope["period"]).replace("-", " to ")
    if not clear:
        between = f"{number(slope['low'], 1)} to {number(slope['high'], 1)}%"
        by = f"{number(change, 1)}% a year, {period} (95% {between})"
        return f"{place}'s dwelling fires show no clear trend: {by}."
    verb = "fell" if change < 0 else "rose"
    between = f"{ends[0]:.1f} to {ends[1]:.1f}"
    return f"{place}'s dwelling fires {verb} by {abs(change):.1f}% a year, {period} (95% {between})."


def _gap(slopes: Mapping[str, Row]) -> list[str]:
    if AGAINST not in slopes:
        return []
    gap = slopes[AGAINST]
    told = f"{number(gap['expected'], 1)}% a year (95% {number(gap['low'], 1)} to {number(gap['high'], 1)})"
    if gap["low"] <= 0 <= gap["high"]:
        return [f"The gap between the most and least deprived fifths of areas is not clearly changing: {told}."]
    moves = "widening" if gap["expected"] > 0 else "narrowing"
    return [f"The gap between the most and least deprived fifths of areas is {moves}: {told}."]


def _course(found: pd.DataFrame, place: str, what: str, note: str) -> Picture:
    frame = found[["period", "observed", "expected", "low", "high"]]
    outside = int(((frame["observed"] < frame["low"]) | (frame["observed"] > frame["high"])).sum())
    first, last = frame.iloc[0], frame.iloc[-1]
    alt = (
        f"{place}, {what}: {first['observed']:,.0f} fires in {first['period']}, {last['observed']:,.0f} in "
        f"{last['period']}; {outside} of {len(frame)} outside what luck allows"
    )
    table = frame.round(0).assign(ratio=found["ratio"].round(2))
    table.columns = pd.Index(["Period", "Observed", "Expected", "Low", "High", "Observed ÷ expected"])
    return course(frame, f"Dwelling fires in {place}, {what}", "fires", alt, table, note)


def _slopes(slopes: pd.DataFrame) -> Picture:
    held = slopes.drop(index=[AGAINST], errors="ignore")
    words = [
        f"{number(v, 1)}% ({number(a, 1)} to {number(b, 1)})"
        for v, a, b in held[["expected", "low", "high"]].to_numpy()
    ]
    table = pd.DataFrame({"Place": held.index, "Change a year (95%)": words})
    shown = held.index.str.startswith("Quintile") | (held.index == LONDON)
    frame = held[shown].reset_index().rename(columns={"name": "row", "expected": "value"})
    frame = frame[["row", "value", "low", "high"]].assign(words=[w for w, s in zip(words, shown, strict=True) if s])
    alt = "; ".join(f"{row}: {w} a year" for row, w in zip(frame["row"], frame["words"], strict=True))
    note = "Quintiles are fifths of areas by deprivation. Grey: 95% range. The table has every borough."
    return ranges(frame, list(frame["row"]), "Change a year", "% a year", alt, table, note, at=0.0)


TRENDS = Scene(
    "How do fires change over the years, months and hours?",
    show,
    choices,
    tables=("trends", "series"),
    then=areas,
    part="Past",
)
