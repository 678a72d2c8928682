"""Fairness: whom the plan serves, whether the forecast is as good for every group, and self-tests for leaks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture, ranges
from lbdp_core.fire.model import Fitted
from lbdp_core.scene import Picks, Scene, Shown, Tables

GROUPS = "Areas grouped by"
DIMENSIONS = {
    "imd": "Deprivation",
    "borough": "Borough",
    "social_rented": "Social renting",
    "private_rented": "Private renting",
    "aged_75plus": "People of 75 and over",
    "asian": "Asian residents",
    "black": "Black residents",
    "mixed": "Residents of mixed ethnicity",
    "white": "White residents",
    "other": "Residents of other ethnicity",
}


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """By what areas are grouped."""
    held = set(tables["audit"]["dimension"])
    return {GROUPS: tuple(words for name, words in DIMENSIONS.items() if name in held)}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Calibration and visits by group, then the self-tests."""
    audit = tables["audit"]
    dimension = next(name for name, words in DIMENSIONS.items() if words == picks[GROUPS])
    found = audit[audit["dimension"] == dimension]
    off = found[(found["low"] > 1) | (found["high"] < 1)]
    per = found["visits_per_100_expected"].tolist()
    least, most = (found.to_dict("records")[per.index(edge(per))] for edge in (min, max))
    lines = (
        f"{len(found) - len(off)} of {len(found)} groups had about the expected number of fires, within luck (95%)."
        + (f" These did not: {_named(off)}." if len(off) else ""),
        f"If 20,000 visits follow the model alone, “{most['group']}” gets {_per(most)} and “{least['group']}” "
        f"{_per(least)}. To spread them more evenly, set a minimum share for each borough.",
        "Some people put fires out themselves and do not report them. Neither the forecast nor this audit counts them.",
        "Groups are groups of areas (boroughs, or fifths of London's homes), not of people. The model does not use "
        "ethnicity. Only this audit reads it.",
    )
    return Shown(lines, pictures=(_right(found, picks), _served(found, picks)), checks=_checks(tables["leaks"]))


def _named(off: pd.DataFrame, most: int = 5) -> str:
    names = [f"{g} ({r:.2f})" for g, r in zip(off["group"], off["ratio"], strict=True)]
    return ", ".join(names[:most]) + (" and others" if len(names) > most else "")


def _per(row: Mapping[Hashable, Any]) -> str:
    return f"{row['visits_per_100_expected']:,.0f} visits per 100 expected fires"


def _right(found: pd.DataFrame, picks: Picks) -> Picture:
    frame = found.rename(columns={"group": "row", "ratio": "value"})[["row", "value", "low", "high"]]
    words = [f"{v:.2f} ({a:.2f} to {b:.2f})" for v, a, b in frame[["value", "low", "high"]].itertuples(index=False)]
    title = f"Observed against expected fires, last three years: {picks[GROUPS].lower()}"
    far = frame.iloc[int((frame["value"] - 1).abs().to_numpy().argmax())]
    alt = f"{title}. Furthest from 1: {far['row']}, {far['value']:.2f}"
    note = (
        "At 1 the forecast was right. Grey: what luck alone allows (95%). By luck about four of all 78 groups "
        "fall outside."
    )
    names = list(frame["row"])
    return ranges(frame.assign(words=words), names, title, "observed ÷ expected", alt, _table(found), note, at=1.0)


def _served(found: pd.DataFrame, picks: Picks) -> Picture:
    value = found["visits_per_100_expected"]
    frame = pd.DataFrame({"row": found["group"], "value": value, "low": value, "high": value})
    words = [f"{v:,.0f} visits per 100 expected fires" for v in value]
    title = f"Visits per 100 expected fires if 20,000 follow the model: {picks[GROUPS].lower()}"
    alt = f"{title}. From {value.min():,.0f} to {value.max():,.0f}"
    axis = "visits per 100 expected fires"
    return ranges(frame.assign(words=words), list(frame["row"]), title, axis, alt, _table(found))


def _table(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Group": found["group"],
            "Share of homes": [f"{100 * v:.1f}%" for v in found["homes_share"]],
            "Share of fires": [f"{100 * v:.1f}%" for v in found["fires_share"]],
            "Share of visits": [f"{100 * v:.1f}%" for v in found["visits_share"]],
            "Visits per 100 expected fires": [f"{v:,.0f}" for v in found["visits_per_100_expected"]],
            "Observed": found["observed"].astype(int),
            "Expected": found["expected"].round(1),
            "Observed ÷ expected (95%)": [
                f"{v:.2f} ({a:.2f} to {b:.2f})" for v, a, b in found[["ratio", "low", "high"]].itertuples(index=False)
            ],
            "Skill there": [f"{100 * v:.1f}%".replace("-", "−") for v in found["skill"]],
        }
    )


def _checks(leaks: pd.DataFrame) -> tuple[tuple[bool, str, str], ...]:
    return tuple(
        (bool(ok), str(name), str(words).replace(" -", " −"))
        for ok, name, words in leaks[["passed", "test", "words"]].to_numpy()
    )


FAIR = Scene("Is it fair, and is it honest?", show, choices, tables=("audit", "leaks"), part="Fair")
