"""Small areas up: wards, boroughs and station grounds, with intervals from the draws and luck shown separately."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.fire.model import Fitted, rate_draws
from lbdp_core.fire.scenario.levers import BOROUGHS, LONDON
from lbdp_core.formatting import likely
from lbdp_core.model_cache import remembered
from lbdp_core.rollup import Groups, alone, roll_up
from lbdp_core.scene import Picks, Scene, Shown, Tables

LEVEL, WHERE, SHOWS = "Add the areas up to", "Borough", "The chart shows"
WARDS, WHOLE, GROUNDS = "Wards", "Boroughs", "Station grounds"
ONE = {WARDS: "ward", WHOLE: "borough", GROUNDS: "station ground"}
RATES = ["rate_low", "rate_high"]
RATE, COUNT = "Fires per 1,000 homes", "Expected fires"
PATH = "fire/grounds.csv"
MOST = 20  # rows of London's that are shown; the file holds all
ONCE = 0.01  # of the draws: a group that is first less often is not said to be able to be
WARDS_NOTE = (
    "Wards do not follow the borders of LSOAs: each LSOA is counted whole in the ward that the publisher's best-fit "
    "lookup gives it."
)
GROUNDS_NOTE = (
    "We count each small area (LSOA) whole in one ground: the one in the file, the one that covers most of it, or the "
    "one where most of its recent fires were recorded. The report of the build says which."
)
NO_GROUNDS = (
    "Our data have no station grounds. To see them, add one of these to the raw data and build again: a CSV with "
    "lsoa21_code and station_ground, a GeoJSON with station_ground, or incident records with IncidentStationGround."
)


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """The levels that are held, where, and rate or count."""
    levels = (WARDS, WHOLE, *([GROUNDS] if PATH in tables else []))
    return {LEVEL: levels, WHERE: (LONDON, *BOROUGHS), SHOWS: (RATE, COUNT)}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """The groups in order of their expected rate, and how far the order can be trusted."""
    level, where = picks[LEVEL], picks[WHERE]
    grounds = tuple(_grounds(model, tables[PATH])) if PATH in tables else ()
    rolled, independent = _rolled(model, level, LONDON if level == WHOLE else where, grounds)
    if rolled.empty:
        return Shown((f"The file has no {ONE[level]} in {where}.",))
    named = rolled if where == LONDON else rolled.assign(within="")  # the borough goes without saying
    notes = {WARDS: WARDS_NOTE, GROUNDS: GROUNDS_NOTE}
    said, why = _said(model, named, level, where), _why(named.iloc[0], independent)
    ranked = named if picks[SHOWS] == RATE else named.sort_values("expected", ascending=False, ignore_index=True)
    shown = ranked.head(MOST if where == LONDON and level != WHOLE else len(ranked))
    of = f"{len(rolled):,} {level.lower()}"
    first = f"The first {MOST} of {of}" if len(shown) < len(rolled) else f"All {of}"
    first = f"{first}, {'highest expected rate' if picks[SHOWS] == RATE else 'most expected fires'} first"
    return Shown(
        said,
        pictures=(_picture(model, shown, level, picks[SHOWS], first),),
        sheets=((first, _sheet(shown, level)),),
        notes=tuple(line for line in (why, notes.get(level, ""), "" if grounds else NO_GROUNDS) if line),
        file=_file(model, rolled, level),
    )


@remembered(64)
def _rolled(
    model: Fitted, level: str, where: str, grounds: tuple[str, ...]
) -> tuple[pd.DataFrame, tuple[float, float]]:
    """The groups that have an area in `where`, whole; and the first one's bounds had its areas nothing in common."""
    names = {WARDS: model.ward, WHOLE: model.borough, GROUNDS: np.asarray(grounds)}[level]
    around = model.borough if level == WARDS else np.full(len(names), "")
    here = np.isin(np.char.add(np.char.add(around, "\n"), names), _keys(around, names, model.borough, where))
    kept = np.where(here, names, "")
    if not (kept != "").any():
        return pd.DataFrame(), (0.0, 0.0)
    groups, draws = Groups.of(kept, around), rate_draws(model)
    rolled = roll_up(groups, model.expected, draws, model.households)
    seen = pd.Series(groups.sums(model.last_year)).to_numpy()
    at = {key: n for n, key in enumerate(zip(groups.within, groups.names, strict=True))}
    order = [at[key] for key in zip(rolled["within"], rolled["group"], strict=True)]
    low, high = alone(groups, model.expected, draws)
    return rolled.assign(recorded=seen[order].astype(int)), (float(low[order[0]]), float(high[order[0]]))


def _keys(around: np.ndarray, names: np.ndarray, borough: np.ndarray, where: str) -> np.ndarray:
    inside = np.ones(len(names), dtype=bool) if where == LONDON else borough == where
    inside &= names != ""
    return np.unique(np.char.add(np.char.add(around, "\n"), names)[inside])


def _grounds(model: Fitted, table: pd.DataFrame) -> list[str]:
    """The ground of each of the model's areas, "" where the file gives none."""
    return table.set_index("lsoa")["ground"].reindex(model.code).fillna("").tolist()


def _said(model: Fitted, rolled: pd.DataFrame, level: str, where: str) -> tuple[str, ...]:
    top, of = rolled.iloc[0], f"{len(rolled):,} {level.lower()}"
    name = f"{top['group']} ({top['within']})" if top["within"] else top["group"]
    lines = [
        f"In {where if level != WHOLE else LONDON}, {name} has the highest expected rate in {model.forecast_year}: "
        f"{top['rate']:.2f} fires per 1,000 homes {likely(*(f'{v:.2f}' for v in top[RATES]))}.",
        f"That is {top['expected']:.1f} fires ({top['low']:.1f} to {top['high']:.1f}). With luck the count is likely "
        f"to be between {top['luck_low']:.0f} and {top['luck_high']:.0f}.",
    ]
    if len(rolled) > 1:
        able = max(int((rolled["first"] >= ONCE).sum()), 1)
        many = f"any of {able} of the {of}" if able > 1 else f"only this one of the {of}"
        lines.append(
            f"Do not read this as a ranking: {many} could have the highest rate. The chance that it is {top['group']} "
            f"is {100 * top['first']:.0f}%."
        )
    if level == WHOLE and where != LONDON:
        mine = rolled[rolled["group"] == where].iloc[0]
        lines.append(
            f"{where} has {mine['rate']:.2f} per 1,000 homes ({mine['rate_low']:.2f} to {mine['rate_high']:.2f}). It "
            f"ranks {mine['rank']:.0f} of {len(rolled)} (8 chances in 10: {mine['rank_low']:.0f} to "
            f"{mine['rank_high']:.0f})."
        )
    return tuple(lines)


def _why(top: pd.Series, independent: tuple[float, float]) -> str:
    """Why bounds are not added up, on the first group's own figures."""
    if top["areas"] < 2:
        return ""
    return (
        f"Do not add up the ranges of areas. Those of the {top['areas']:,} areas of {top['group']} add up to "
        f"{top['added_low']:.1f} to {top['added_high']:.1f} fires. That is too wide, because areas are not all high or "
        f"all low at once. If areas had nothing in common, it would be {independent[0]:.1f} to {independent[1]:.1f}, "
        f"which is too narrow. We add up each simulation, which gives {top['low']:.1f} to {top['high']:.1f}."
    )


def _label(row: pd.Series) -> str:
    return f"{row['group']}, {row['within']}" if row["within"] else str(row["group"])


def _picture(model: Fitted, shown: pd.DataFrame, level: str, shows: str, first: str) -> Picture:
    label = shown.apply(_label, axis=1)
    by_rate = shows == RATE
    value, low, high, digits = ("rate", "rate_low", "rate_high", 2) if by_rate else ("expected", "low", "high", 1)
    frame = pd.DataFrame({"row": label, "value": shown[value], "low": shown[low], "high": shown[high]})
    unit = "fires per 1,000 homes a year" if by_rate else "fires a year"
    frame["words"] = [
        f"{v:.{digits}f} {unit} (80%: {a:.{digits}f} to {b:.{digits}f})"
        for v, a, b in frame[["value", "low", "high"]].itertuples(index=False)
    ]
    note = "Dot: expected. Bar: 80% range. Where bars overlap, we do not know the order."
    london, at = 1_000 * model.expected.sum() / model.households.sum(), None
    if by_rate:
        note, at = f"{note} Dashed: London, {london:.2f}.", float(london)
    else:
        frame = frame.assign(outer_low=shown["luck_low"], outer_high=shown["luck_high"])
        note = f"{note} Thin line: the 80% range with luck."
    alt = f"{first}, each with its 80% range, {model.forecast_year}: {unit}. {note}"
    title = f"{'Fires per 1,000 homes' if by_rate else 'Expected fires'} by {ONE[level]}, {model.forecast_year}"
    table = _sheet(shown, level)
    return charts.ranges(frame, list(label), title, unit.capitalize(), alt, table, note, at)


def _sheet(shown: pd.DataFrame, level: str) -> pd.DataFrame:
    def span(low: str, high: str, digits: int) -> list[str]:
        return [f"{a:.{digits}f}\u00a0to\u00a0{b:.{digits}f}" for a, b in shown[[low, high]].itertuples(index=False)]

    columns = {ONE[level].capitalize(): shown["group"]} | (
        {"Borough": shown["within"]} if shown["within"].any() else {}
    )
    return pd.DataFrame(
        columns
        | {
            "Homes": [f"{v:,.0f}" for v in shown["homes"]],
            "Expected fires": [f"{v:.1f}" for v in shown["expected"]],
            "80%": span("low", "high", 1),
            "80% with luck": span("luck_low", "luck_high", 0),
            "Per 1,000 homes": [f"{v:.2f}" for v in shown["rate"]],
            "80% of the rate": span("rate_low", "rate_high", 2),
            "Rank by rate (80%)": span("rank_low", "rank_high", 0),
        }
    ).reset_index(drop=True)


def _file(model: Fitted, rolled: pd.DataFrame, level: str) -> pd.DataFrame:
    heads = {
        "group": ONE[level].capitalize(),
        "within": "Borough",
        "areas": "LSOAs",
        "homes": "Homes",
        "recorded": f"Fires recorded in {int(model.years[-1])}",
        "expected": f"Expected fires in {model.forecast_year}",
        "low": "Expected, low (80%)",
        "high": "Expected, high (80%)",
        "luck_low": "With luck, low (80%)",
        "luck_high": "With luck, high (80%)",
        "rate": "Expected per 1,000 homes",
        "rate_low": "Rate, low (80%)",
        "rate_high": "Rate, high (80%)",
        "rank": "Rank by expected rate",
        "rank_low": "Rank, highest (80%)",
        "rank_high": "Rank, lowest (80%)",
        "first": "Chance of the highest rate",
    }
    kept = [name for name in heads if name != "within" or level == WARDS]
    return rolled[kept].round(3).rename(columns=heads)


ROLLUPS = Scene(
    "How many fires by ward, borough or station ground?", show, choices, tables=(), given=(PATH,), part="Past"
)
