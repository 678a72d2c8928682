"""Where: what the map may colour, the areas that are chosen, the wards of a meeting, and what one borough is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario import harm
from lbdp_core.fire.scenario.levers import FOCUS, HARM, LONDON
from lbdp_core.formatting import spelt
from lbdp_core.maps import Measure, aggregate, quantile_edges
from lbdp_core.page import Listed, Start, Wards
from lbdp_core.result import Result

Array = NDArray[np.float64]
SHOWS = 0.005  # fires prevented that are not 0.00 in the list
FIRST = 10  # wards that a meeting hears of


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of LSOAs may show; the first is what it opens on."""
    visits, averted = _on_map(model, result)
    here = np.isfinite(visits)
    per_1000 = 1_000 * model.expected / model.households
    return (
        Measure(
            "rate",
            "Expected fires per 1,000 homes",
            f"dwelling fires per 1,000 homes in {model.forecast_year}",
            np.where(here, per_1000, np.nan),
            quantile_edges(per_1000, 7),
            "Each colour has about as many areas. The outlined areas get directed visits.",
            1,
        ),
        Measure(
            "visits",
            "Extra visits",
            "extra visits in a year",
            visits,
            (1, 10, 25, 50, 100, 200),
            "Visits by area are averages, so they may not be whole numbers.",
        ),
        Measure(
            "prevented",
            "Fires prevented",
            "expected fires prevented in the first year",
            averted,
            (0.001, 0.01, 0.02, 0.05, 0.1, 0.2),
            "The areas add up to the headline figure.",
            3,
        ),
        Measure(
            "p_top",
            "Chance in the top tenth",
            "% chance of being among the tenth of homes with most fires",
            np.where(here, 100 * model.p_top, np.nan),
            (1, 5, 10, 25, 50, 75),
            "How sure the model is that the area belongs at the top of the list.",
        ),
        _harm(model, here),
    )


def _harm(model: Fitted, here: NDArray[np.bool_]) -> Measure:
    """Expected fires weighted for harm, in the classes of the expected fires: the two maps can be laid side by side."""
    per_1000 = 1_000 * model.expected / model.households
    return Measure(
        "harm",
        "Harm-weighted fires per 1,000 homes",
        f"harm-weighted fires per 1,000 homes in {model.forecast_year}",
        np.where(here, 1_000 * harm.per_home(model), np.nan),
        quantile_edges(per_1000, 7),
        "A fire counts more where more residents are older or disabled. The colours match the map of expected fires.",
        1,
    )


def _on_map(model: Fitted, result: Result) -> tuple[Array, Array]:
    """Extra visits and fires prevented in the first year (n,); NaN outside the borough looked at."""
    places = result.places
    all_of_them = len(places) == len(model.code)
    at = slice(None) if all_of_them else np.searchsorted(model.code, places["code"].to_numpy(str))
    found = []
    for values in (places["visits"], places["today"] - places["scenario"]):
        whole = np.full(len(model.code), np.nan)
        whole[at] = values.to_numpy(float)
        found.append(whole)
    return found[0], found[1]


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """Areas that get clearly more than their even share: those that steering picked (n,)."""
    visits, _ = _on_map(model, result)
    levers = result.levers
    homes = np.where(np.isfinite(visits), model.households, 0) if kept_inside(levers) else model.households
    even = levers["visits"] * (1 - levers["steer"] / 100) * homes / homes.sum()
    return np.nan_to_num(visits) > even + 0.5


def kept_inside(levers: Mapping[str, Any]) -> bool:
    """Whether all visits stay in the one borough that is looked at."""
    return bool(levers["within"] == FOCUS and levers["borough"] != LONDON)


def wards(model: Fitted, result: Result, ward_of: NDArray[np.int64], names: NDArray, boroughs: NDArray) -> Wards:
    """LSOAs added up to wards; the list ends with what falls elsewhere, so that its visits add up to those made."""
    count = len(names)
    homes = aggregate(model.households, ward_of, count)
    fires = 1_000 * aggregate(model.expected, ward_of, count)
    per_1000 = np.divide(fires, homes, out=np.full(count, np.nan), where=homes > 0)  # a ward may have no LSOA
    by_lsoa = _on_map(model, result)[0]
    visits = aggregate(np.nan_to_num(by_lsoa), ward_of, count)
    here = aggregate(np.isfinite(by_lsoa).astype(float), ward_of, count) > 0
    measure = Measure(
        "ward_rate",
        "Expected fires per 1,000 homes",
        f"dwelling fires per 1,000 homes in {model.forecast_year}",
        np.where(here, per_1000, np.nan),
        quantile_edges(per_1000, 7),
        "The outlined wards come first.",
        1,
        level="ward",
    )
    steered = aggregate(chosen(model, result).astype(float), ward_of, count)
    picked = np.argsort(-np.where(steered > 0, visits, 0), kind="stable")[:FIRST]
    picked = picked[steered[picked] > 0]
    mask = np.zeros(count, dtype=bool)
    mask[picked] = True
    first = pd.DataFrame(
        {
            "Ward": names[picked],
            "Borough": boroughs[picked],
            "Visits": [f"{v:,.0f}" for v in visits[picked]],
            "Fires per 1,000 homes": [f"{v:.1f}" for v in per_1000[picked]],
        }
    )
    elsewhere = round(visits.sum()) - sum(round(v) for v in visits[picked])
    if len(first) and elsewhere > 0:
        first.loc[len(first)] = ["Other wards, following referrals", "", f"{elsewhere:,}", "–"]
    return Wards(measure, mask, first, "No ward comes first, because no directed visits are made here.")


def start(model: Fitted, result: Result) -> Start:
    """Areas with visits of their own that prevent a fire which still shows at two decimals; referrals are elsewhere."""
    frame, total = result.shortlist, float(result.places["visits"].sum())
    focus = result.levers["borough"]
    place = "" if focus == LONDON else f" in {focus}"
    if round(total) == 0:
        return Start(f"There are no extra visits{place} to make: these areas expect the most fires.", frame)
    steered = model.code[chosen(model, result)]
    acting = frame[frame["code"].isin(steered) & (frame["fires_prevented"] >= SHOWS)]
    rest = len(frame) - len(acting)
    if acting.empty:
        return Start(f"Leave all {total:,.0f} visits{place} to referrals: no area would get enough of them.", acting)
    here, count = float(acting["visits"].sum()), len(acting)
    areas = "this area" if count == 1 else f"these {spelt(count)} areas"
    if len(steered) > count:
        left = "; the rest go to further areas and to referrals"
    else:
        left = "; leave the rest to referrals" if round(total - here) > 0 else ""
    stops = f"The next {rest} areas would get few visits or none of their own: see to them by referral."
    return Start(
        f"Make about {here:,.0f} of the {total:,.0f} visits{place} in {areas}{left}.", acting, stops * bool(rest)
    )


def first(result: Result, count: int) -> pd.DataFrame:
    """The first areas as a meeting reads them, in few columns of words."""
    frame = result.shortlist.head(count)
    some = frame["visits"] >= 0.5
    listed = {
        "Area (LSOA, ward)": frame["place"] + ", " + frame["ward"],
        "Visits": [f"{v:,.0f}" if any_ else "–" for v, any_ in zip(frame["visits"], some, strict=True)],
        "Who to ask for": frame["who_to_ask_for"].str[:1].str.upper() + frame["who_to_ask_for"].str[1:],
        "Fires prevented": [
            f"{v:,.2f}".replace("-", "−") if any_ else "–"
            for v, any_ in zip(frame["fires_prevented"], some, strict=True)
        ],
        "Chance in the top tenth": [f"{100 * v:.0f}%" for v in frame["chance_top_decile"]],
    }
    if result.levers["aim"] == HARM:  # the whole list has both ranks at any lever
        ranks = zip(frame["rank_by_fires"], frame["rank_by_harm"], strict=True)
        listed["Rank: fires · harm"] = [f"{a:,} · {b:,}" for a, b in ranks]
    return pd.DataFrame(listed)


LISTED = (
    Listed("place", "Small area (LSOA)", 145),
    Listed("ward", "Ward", 135),
    Listed("visits", "Visits", 60, 0, "localized"),
    Listed("who_to_ask_for", "Who to ask for", 430),
    Listed("borough", "Borough", 125),
    Listed("fires_prevented", "Fires prevented", 110, 2, "%.2f"),
    Listed("chance_top_decile", "Chance in the top tenth", 150, 2, "percent"),
    Listed("fires_per_1000_households", "Fires per 1,000 homes", 150, 1, "%.1f"),
    Listed("rank_by_fires", "Rank by fires", 100, form="localized"),
    Listed("rank_by_harm", "Rank by harm", 100, form="localized"),
)


GRENFELL = (
    {"2017": "Grenfell Tower fire, June 2017"},
    "On 14 June 2017, 72 people died in the Grenfell Tower fire. It counts here as one fire: "
    "the number of fires does not measure what is lost in them.",
)
TOLD_OF_GRENFELL = (LONDON, "Kensington and Chelsea")


def marks(levers: Mapping[str, Any]) -> tuple[Mapping[str, str], str]:
    """Years to mark on the chart over time, with their words, and a note below; only where they belong."""
    return GRENFELL if levers["borough"] in TOLD_OF_GRENFELL else ({}, "")


def in_words(levers: Mapping[str, Any]) -> Mapping[str, str]:
    """Further tables that one sentence says better at these levers, by name."""
    return {"less_than_pro_rata": f"All visits stay in {levers['borough']}."} if kept_inside(levers) else {}


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """A button's words and the levers it sets: to keep visits in a borough that steering leaves out."""
    levers = result.levers
    if levers["borough"] == LONDON or not levers["visits"] or kept_inside(levers) or chosen(model, result).any():
        return None
    return f"Keep the visits in {levers['borough']}", {"within": FOCUS}
