"""Trends: the long decline of dwelling fires by borough and by deprivation, and the months of the year."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture, course, ranges
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.views.part import Part, Picks, Shown, Tables, minus

Row = Mapping[Hashable, Any]
WHERE, LONDON = "Place", "London"
AGAINST = "London, most against least deprived"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def choices(tables: Tables) -> dict[str, tuple[str, ...]]:
    """London or a borough."""
    trends = tables["trends"]
    return {WHERE: (LONDON, *sorted(trends.loc[trends["level"] == "borough", "name"].unique()))}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Years and months of the place, and the slopes by deprivation."""
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
        lines.append(f"{place} departed from London's own decline by more than luck: {said}.")
    lines += _gap(by_name)
    pictures = [_course(years, place, "year by year", _YEARS), _course(months, place, "by month", _MONTHS)]
    return Shown(tuple(lines), pictures=(*pictures, _slopes(slopes)))


_YEARS = (
    "Dashed: a constant share off every year (London's, for a borough). Grey: 95 % by luck. The line has seen the "
    "years it is shown beside, and counts are fires, not rates: homes are known for 2021 only."
)
_MONTHS = "All complete years together. Dashed: had fires come evenly by day. Grey: 95 % by luck."


def _decline(slope: Row, place: str) -> str:
    change, ends = float(slope["expected"]), sorted((abs(float(slope["low"])), abs(float(slope["high"]))))
    clear = slope["low"] > 0 or slope["high"] < 0
    period = str(slope["period"]).replace("-", " to ")
    if not clear:
        between = f"{minus(slope['low'])} to {minus(slope['high'])} %"
        return (
            f"{place}'s dwelling fires changed by {minus(change)} % a year, {period} (95 % {between}): no clear trend."
        )
    verb = "fell" if change < 0 else "rose"
    between = f"{ends[0]:.1f} to {ends[1]:.1f}"
    return f"{place}'s dwelling fires {verb} by {abs(change):.1f} % a year, {period} (95 % {between})."


def _gap(slopes: Mapping[str, Row]) -> list[str]:
    if AGAINST not in slopes:
        return []
    gap = slopes[AGAINST]
    told = f"{minus(gap['expected'])} % a year (95 % {minus(gap['low'])} to {minus(gap['high'])})"
    if gap["low"] <= 0 <= gap["high"]:
        return [f"The most deprived fifth against the least deprived changed by {told}: no sign that the gap moves."]
    moves = "widens" if gap["expected"] > 0 else "narrows"
    return [f"The most deprived fifth against the least deprived changed by {told}: the gap {moves}."]


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
    words = [f"{minus(v)} % ({minus(a)} to {minus(b)})" for v, a, b in held[["expected", "low", "high"]].to_numpy()]
    table = pd.DataFrame({"Place": held.index, "Change a year (95 %)": words})
    shown = held.index.str.startswith("Quintile") | (held.index == LONDON)
    frame = held[shown].reset_index().rename(columns={"name": "row", "expected": "value"})
    frame = frame[["row", "value", "low", "high"]].assign(words=[w for w, s in zip(words, shown, strict=True) if s])
    alt = "; ".join(f"{row}: {w} a year" for row, w in zip(frame["row"], frame["words"], strict=True))
    note = "Quintiles of areas by deprivation (2025); grey: 95 %. The table has every borough's."
    return ranges(frame, list(frame["row"]), "Change a year", "% a year", alt, table, note, at=0.0)


TRENDS = Part("How do fires change over the years and months?", ("trends",), choices, show)
