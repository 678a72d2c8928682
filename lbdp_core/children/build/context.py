"""Context: who a council is compared with, and what its children's needs and money are, a row a council and measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from lbdp_core.children.build.reading import Files

BANDS = {"age_0_4": range(5), "age_5_9": range(5, 10), "age_10_15": range(10, 16), "age_16_17": range(16, 18)}
SETS = {"global": "ons_global", "economic": "ons_economic", "demographic": "ons_demographic"}
NEIGHBOUR_COLUMNS = ["dfe", "kind", "rank", "near"]
CONTEXT_COLUMNS = ["dfe", "measure", "year", "value"]


def neighbours(dfe: Files, ons: Files, councils: pd.DataFrame) -> pd.DataFrame:
    """dfe, kind, rank, near: the nearest councils by each kind of neighbour, nearest first.

    kind: "dfe", of the file with the fewest councils, since older ones also list those that are no more; "dfe_other",
    where another file of the Department's gives a council other neighbours;
    "ons_global", "ons_economic", "ons_demographic". Neighbours that run no children's services are left out.
    """
    known = set(councils["dfe"])
    parts = [
        _long(frame, pd.to_numeric(frame["dfe"])) for _, frame in sorted(dfe, key=lambda each: (len(each[1]), each[0]))
    ]
    for n, part in enumerate(parts):
        parts[n] = part.assign(kind="dfe" if n == 0 else "dfe_other", near=pd.to_numeric(part["near"], errors="coerce"))
    if len(parts) > 1:
        ranked = parts[0].set_index(["dfe", "rank"])["near"]
        for n, part in enumerate(parts[1:], 1):
            at = ranked.reindex(pd.MultiIndex.from_frame(part[["dfe", "rank"]])).to_numpy()
            apart = part.loc[part["near"].to_numpy() != at, "dfe"]
            parts[n] = part[part["dfe"].isin(apart)]
    number = councils.set_index("ons")["dfe"]
    for label, frame in ons:
        kind = next((name for word, name in SETS.items() if word in label.casefold()), "ons_other")
        long = _long(frame, frame["ons"].map(number))
        parts.append(long.assign(kind=kind, near=long["near"].map(number)))
    if not parts:
        return pd.DataFrame(columns=NEIGHBOUR_COLUMNS)
    whole = pd.concat(parts).dropna(subset=["dfe", "near"]).astype({"dfe": int, "near": int})
    whole = whole[whole["dfe"].isin(known) & whole["near"].isin(known)].drop_duplicates(["dfe", "kind", "near"])
    whole = whole.sort_values(["kind", "dfe", "rank"], ignore_index=True)
    return whole.assign(rank=whole.groupby(["kind", "dfe"]).cumcount() + 1)[NEIGHBOUR_COLUMNS]


def _long(frame: pd.DataFrame, dfe: pd.Series) -> pd.DataFrame:
    near = [name for name in frame if str(name).startswith("near_")]
    long = frame[near].assign(dfe=dfe).melt("dfe", near, "rank", "near")
    return long.assign(rank=long["rank"].str.removeprefix("near_").astype(int))


def context(held: dict[str, Files], people: Files, councils: pd.DataFrame) -> pd.DataFrame:
    """dfe, measure, year, value: child poverty (%), deprivation (score), shares of ages, spending (£ thousand)."""
    parts = [*_poverty(held["ons_local_statistics"]), *_deprivation(held["deprivation_by_authority"])]
    parts += [*_ages(people), *_spending(held["revenue_outturn_social_care"])]
    if not parts:
        return pd.DataFrame(columns=CONTEXT_COLUMNS)
    whole = pd.concat(parts, ignore_index=True)
    whole["dfe"] = whole["ons"].map(councils.set_index("ons")["dfe"])
    whole = whole.dropna(subset=["dfe", "value"]).astype({"dfe": int, "year": int})
    whole = whole.drop_duplicates(["dfe", "measure", "year"]).sort_values(["measure", "dfe", "year"])
    return whole.assign(value=whole["value"].round(4))[CONTEXT_COLUMNS].reset_index(drop=True)


def _poverty(files: Files) -> Iterator[pd.DataFrame]:
    for _, frame in files:
        after = frame["indicator"].str.casefold().str.contains("after housing")
        measure = after.map({True: "poverty_after_housing", False: "poverty_before_housing"})
        ends = frame["period"].str[:4].astype(int) + 1  # a financial year is called by the year in which it ends
        yield frame[["ons", "value"]].assign(measure=measure, year=ends)


def _deprivation(files: Files) -> Iterator[pd.DataFrame]:
    for _, frame in files:
        whole = frame[frame["domain"].str.casefold().str.contains("multiple")]
        year = pd.to_numeric(whole["year"], errors="coerce").fillna(0)
        yield whole[["ons"]].assign(measure="deprivation", year=year, value=whole["score"])


def _ages(files: Files) -> Iterator[pd.DataFrame]:
    """The share of children in each band of ages."""
    for label, frame in files:
        children = frame[[f"age_{age}" for age in range(18)]]
        year = re.search(r"(?<!\d)20\d\d(?!\d)", label)
        for band, ages in BANDS.items():
            share = children[[f"age_{age}" for age in ages]].sum(axis=1) / children.sum(axis=1)
            yield pd.DataFrame(
                {"ons": frame["ons"], "measure": band, "year": int(year[0]) if year else 0, "value": share}
            )


def _spending(files: Files) -> Iterator[pd.DataFrame]:
    for label, frame in files:
        year = re.search(r"20(\d\d)-(\d\d)", label)
        for measure in ("looked_after", "residential", "fostering", "family_support", "safeguarding", "all"):
            value = pd.to_numeric(frame[measure], errors="coerce")
            ends = 2000 + int(year[2]) if year else 0
            yield frame[["ons"]].assign(value=value, measure=f"spending_{measure}", year=ends)


def inspections(files: Files, councils: pd.DataFrame) -> pd.DataFrame:
    """dfe, inspected, overall: every inspection, oldest first."""
    if not files:
        return pd.DataFrame(columns=["dfe", "inspected", "overall"])
    whole = pd.concat([frame for _, frame in files], ignore_index=True)
    whole["dfe"] = whole["ons"].map(councils.set_index("ons")["dfe"])
    whole = whole.dropna(subset=["dfe", "inspected", "overall"]).astype({"dfe": int})
    whole["inspected"] = whole["inspected"].dt.strftime("%Y-%m-%d")
    return whole.sort_values(["dfe", "inspected"]).drop_duplicates(["dfe", "inspected"])[
        ["dfe", "inspected", "overall"]
    ]
