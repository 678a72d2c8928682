"""Routes: resettlement, Ukraine, outcomes by year of claim, grant rates and applications for support, made compact."""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import CODES, borough
from lbdp_core.refugees.schema import DAYS_HELD, REST

SCHEMES = (  # the first that fits
    ("arap", "Afghan"),
    ("acrs", "Afghan"),
    ("afghan", "Afghan"),
    ("uk resettlement", "UK Resettlement Scheme"),
    ("vulnerable", "Vulnerable Persons and Children (to 2021)"),
    ("mandate", "Mandate"),
)
SHOWN = 12  # nationalities whose grant rate is kept by quarter
SINCE = "2019Q1"


def resettlement(frame: pd.DataFrame) -> pd.DataFrame:
    """place, quarter, scheme, people: London's boroughs, and the rest of the country together."""
    said = frame["scheme"].astype("str").str.casefold()
    scheme = pd.Series("Other", index=frame.index, dtype="str")
    for sign, name in reversed(SCHEMES):
        scheme = scheme.mask(said.str.contains(sign), name)
    code = borough(frame)
    tidy = frame.assign(scheme=scheme, place=code.mask(code.eq(""), REST))
    summed = tidy.groupby(["place", "quarter", "scheme"])["people"].sum().reset_index()
    return summed.sort_values(["quarter", "place", "scheme"], ignore_index=True).astype({"people": int})


def ukraine(frame: pd.DataFrame) -> pd.DataFrame:
    """place, date, owed, temporary: households of Ukrainians owed a duty since 24 February 2022, and those in TA."""
    london = frame.assign(place=borough(frame))
    london = london[london["place"].isin(CODES)]
    parts = []
    for stem, day in DAYS_HELD.items():
        if f"total_{stem}" in london:
            part = {"place": london["place"], "date": day, "owed": london[f"total_{stem}"]}
            parts.append(pd.DataFrame(part | {"temporary": london.get(f"temp_{stem}")}))
    tidy = pd.concat(parts, ignore_index=True).dropna(subset=["owed"])
    return tidy.sort_values(["date", "place"], ignore_index=True).astype({"owed": int})


def cohorts(frame: pd.DataFrame) -> pd.DataFrame:
    """Year of claim, claims, initial and latest outcomes of main applicants, all nationalities together."""
    summed = frame.dropna(subset=["year"]).groupby("year", as_index=False).sum(numeric_only=True)
    return summed.astype(int)


def grant_rates(frame: pd.DataFrame) -> pd.DataFrame:
    """quarter, nationality, granted, refused: nationalities with most decisions in the last year, others together."""
    counts = frame.fillna({"granted": 0.0, "refused": 0.0})
    counts = counts[counts["quarter"] >= SINCE]
    last = sorted(counts["quarter"].unique())[-4:]
    size = counts[counts["quarter"].isin(last)].groupby("nationality")[["granted", "refused"]].sum().sum(axis=1)
    named = set(size.nlargest(SHOWN).index)
    known = counts["nationality"].where(counts["nationality"].isin(named), "Others")
    tidy = counts.assign(nationality=known).groupby(["quarter", "nationality"], as_index=False)[["granted", "refused"]]
    return tidy.sum().astype({"granted": int, "refused": int})


def applications(frame: pd.DataFrame) -> pd.DataFrame:
    """year, support, group, applications granted support."""
    summed = frame.groupby(["year", "support", "group"])["applications"].sum().reset_index()
    return summed.astype({"year": int, "applications": int})
