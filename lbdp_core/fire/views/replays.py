"""Replay: if visits in past years had followed each rule, how many of the fires that happened would they have met?"""

from __future__ import annotations

from functools import partial

import pandas as pd

from lbdp_core.charts import Picture, ranges
from lbdp_core.fire.model import Fitted
from lbdp_core.formatting import fewer_or_more, likely, number
from lbdp_core.scene import Picks, Scene, Shown, Tables

RULES = {
    "model": "This model",
    "empirical_bayes": "Five-year average, evened out",
    "last_year": "Last year's count",
    "imd": "Deprivation",
    "uniform": "Evenly, by number of homes",
}
ALL, LONDON, OPENING = "All years", "London", "20,000"
ENDS = ("low", "high")
YEAR, VISITS, WHERE = "Year", "Visits a year in London", "Counted in"


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """Year, visits and place; it opens on all years, twenty thousand visits and London."""
    replay = tables["replay"]
    years = sorted({*replay["year"]} - {"all"}, reverse=True)
    visits = [f"{v:,.0f}" for v in sorted(replay["visits"].unique())]
    boroughs = sorted({*replay["borough"]} - {LONDON})
    first = [OPENING] if OPENING in visits else []
    return {
        YEAR: (ALL, *years),
        VISITS: (*first, *(v for v in visits if v not in first)),
        WHERE: (LONDON, *boroughs),
    }


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Fires met by each rule, and an honest sentence about who won."""
    replay = tables["replay"]
    year = "all" if picks[YEAR] == ALL else picks[YEAR]
    wanted = (replay["year"] == year) & (replay["borough"] == picks[WHERE])
    found = replay[wanted & (replay["visits"] == float(picks[VISITS].replace(",", "")))].set_index("rule")
    found = found.loc[[rule for rule in RULES if rule in found.index]]
    years = sorted({*replay["year"]} - {"all"})
    when = f"{years[0]} to {years[-1]} together" if year == "all" else year
    return Shown(
        (_won(found, when, picks), *CAUTION),
        pictures=(_picture(found, when, picks),),
    )


CAUTION = (
    "Each plan uses only fires before its year, and treats a visited home as average for its area. A fire is “met” "
    "when it is in a visited home. A visit does not prevent every one.",
    "Most plans use figures published after their year (Census 2021, Indices of Deprivation). That flatters the model "
    "and the Indices.",
)


def _won(found: pd.DataFrame, when: str, picks: Picks) -> str:
    ours = found.loc[["model"]].iloc[0]
    best = found.drop("model").sort_values("fires_met", ascending=False, kind="stable").iloc[0]
    rival, more = RULES[str(best.name)], float(best["model_more"])
    apart = best["model_more_low"] > 0 or best["model_more_high"] < 0
    met, low, high = (float(ours[name]) for name in ("fires_met", "fires_low", "fires_high"))
    start = (
        f"{picks[VISITS]} visits a year chosen by the model would have met {number(met, 1)} fires "
        f"{likely(f'{low:,.0f}', f'{high:,.0f}')} in {picks[WHERE]}, {when}"
    )
    if pd.notna(ours["ratio"]):
        start += f". An even spread would have met {met / ours['ratio']:,.1f}"
    ends = likely(*(fewer_or_more(-float(best[f"model_more_{end}"]), partial(number, decimals=1)) for end in ENDS))
    rank = "did better than the model" if more < 0 else "came next"
    by = fewer_or_more(-more, partial(number, decimals=1))
    return f"{start}. “{rival}” {rank}, with {by} {ends}.{'' if apart else ' The difference may be luck.'}"


def _picture(found: pd.DataFrame, when: str, picks: Picks) -> Picture:
    names = [RULES[str(rule)] for rule in found.index]
    frame = pd.DataFrame(
        {
            "row": names,
            "value": found["fires_met"].to_numpy(),
            "low": found["fires_low"].to_numpy(),
            "high": found["fires_high"].to_numpy(),
            "words": [f"{number(v, 1)} fires met" for v in found["fires_met"]],
        }
    )
    table = pd.DataFrame(
        {
            "Areas chosen by": names,
            "Visits here": [f"{v:,.0f}" for v in found["visits_here"]],
            "Fires met": [number(v, 1) for v in found["fires_met"]],
            "Range by luck (80%)": [f"{a:,.0f} to {b:,.0f}" for a, b in _pairs(found, "fires_low", "fires_high")],
            "Per 1,000 visits": ["–" if pd.isna(v) else f"{v:.2f}" for v in found["per_1000"]],
            "Times an even spread": [
                "–" if pd.isna(v) else f"{v:.2f} ({a:.2f} to {b:.2f})"
                for v, (a, b) in zip(found["ratio"], _pairs(found, "ratio_low", "ratio_high"), strict=True)
            ],
            "The model met more by": [
                "–" if rule == "model" else f"{number(v, 1, sign=True)} ({number(a, 1)} to {number(b, 1)})"
                for rule, v, (a, b) in zip(
                    found.index, found["model_more"], _pairs(found, "model_more_low", "model_more_high"), strict=True
                )
            ],
        }
    )
    alt = "; ".join(f"{row}: {words}" for row, words in zip(frame["row"], frame["words"], strict=True))
    note = (
        "Grey: where luck alone puts the count in eight years of ten. All plans face the same fires, so the "
        "differences in the table are surer than overlapping ranges suggest."
    )
    return ranges(
        frame, names, f"Fires that the visits would have met: {when}, {picks[WHERE]}", "fires", alt, table, note
    )


def _pairs(found: pd.DataFrame, low: str, high: str) -> list[tuple[float, float]]:
    return list(zip(found[low].tolist(), found[high].tolist(), strict=True))


REPLAY = Scene(
    "What if we had used this in past years?",
    show,
    choices,
    tables=("replay",),
    part="Past",
)
