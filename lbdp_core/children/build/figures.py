"""Figures: what every file says of the indicators, as one table with one figure a place, year and indicator."""

from __future__ import annotations

import pandas as pd

from lbdp_core.children.build.reading import Files
from lbdp_core.children.indicators import CHILDREN, indicators
from lbdp_core.children.releases import COLUMNS, Release, places, years
from lbdp_core.door import marks

KEY = ["indicator", "place", "year"]
INNER_OUTER = {"Inner London": "London", "Outer London": "London"}
NO_CASES = "nothing to take a share of"


def figures(read: list[tuple[str, Release]]) -> pd.DataFrame:
    """`COLUMNS`, sorted: value is left blank where it follows from n and of, and why where there is a figure.

    A figure that several files give is taken from the release that goes furthest, and there from the first file that
    has it: what the latest release holds back stays held back.
    """
    parts = []
    for order, (_, file) in enumerate(sorted(read, key=lambda each: each[0])):
        if len(file.figures):
            parts.append(file.figures.assign(release=file.year[file.used].max(), order=order))
    whole = pd.concat(parts, ignore_index=True)
    whole["gone"] = whole["n"].isna() & whole["value"].isna()
    whole = whole.sort_values([*KEY, "release", "gone", "order"], ascending=[True] * 3 + [False, True, True])
    whole = _with_children(whole.drop_duplicates(KEY)[COLUMNS])
    times = whole["indicator"].map({one.key: one.times for one in indicators()}).fillna(1.0)
    whole["why"] = whole["why"].mask(whole["of"].eq(0) & whole["n"].notna(), NO_CASES)
    of = whole["of"].where(whole["of"] > 0)
    derived = (times * whole["n"] / of).where(whole["indicator"].ne(CHILDREN), whole["n"])
    whole["why"] = whole["why"].where(derived.isna() & whole["value"].isna(), "")
    whole["why"] = whole["why"].mask(derived.isna() & whole["value"].isna() & whole["why"].eq(""), marks.ABSENT)
    whole["value"] = whole["value"].where(derived.isna())
    whole = whole.assign(year=whole["year"].astype(int), n=whole["n"].round(1), of=whole["of"].round(1))
    return whole.sort_values(KEY, ignore_index=True)[COLUMNS]


def _with_children(whole: pd.DataFrame) -> pd.DataFrame:
    """The residents aged 0 to 17 of each place and year, where an indicator is by them and its file has none."""
    people = whole[whole["indicator"].eq(CHILDREN)].set_index(["place", "year"])["n"]
    by_child = whole["indicator"].isin([one.key for one in indicators() if one.per_child])
    at = pd.MultiIndex.from_frame(whole[["place", "year"]])
    return whole.assign(of=whole["of"].where(whole["of"].notna() | ~by_child, people.reindex(at).to_numpy()))


def councils(files: Files) -> pd.DataFrame:
    """dfe, ons, name, region: every council that a file names, as the latest one does; London's first."""
    parts = []
    for _, frame in files:
        here = frame.assign(dfe=places(frame), year=years(frame["time_period"]))
        here = here[here["dfe"].str.isdecimal()].reindex(columns=["dfe", "ons", "name", "region", "year"])
        parts.append(here.drop_duplicates(["dfe", "ons", "year"]))
    whole = pd.concat(parts).dropna(subset=["ons", "name"]).sort_values("year", kind="stable")
    latest = whole.drop_duplicates("dfe", keep="last").drop(columns="year").astype({"dfe": int})
    latest["region"] = latest["region"].replace(INNER_OUTER)
    return latest.sort_values(["region", "name"], key=lambda c: c.where(c.ne("London"), ""), ignore_index=True)


def gaps(table: pd.DataFrame, named: pd.DataFrame) -> list[str]:
    """A sentence for each council of London without a figure in years between others, by the reason given."""
    said = []
    names = named.set_index(named["dfe"].astype(str))["name"]
    london = set(named.loc[named["region"].eq("London"), "dfe"].astype(str))
    rows = table[table["place"].isin(london) & table["indicator"].ne(CHILDREN)]
    missing = rows.assign(gone=rows["why"].ne("")).groupby(["place", "year"])["gone"].agg(["mean", "size"])
    for place, found in missing[(missing["mean"] > 0.5) & (missing["size"] > 1)].groupby("place"):
        years_ = [int(year) for year in found.index.get_level_values("year")]
        words = " and ".join(map(str, years_)) if len(years_) < 3 else f"{years_[0]} to {years_[-1]}"
        said.append(f"{names[place]} has no figures for most indicators in {words}; the line is left open there.")
    return said


def missing(table: pd.DataFrame) -> dict[str, int]:
    """How many figures are missing, by reason."""
    return {str(k): int(v) for k, v in table.loc[table["why"].ne(""), "why"].value_counts().items()}


def coverage(table: pd.DataFrame) -> list[dict[str, object]]:
    """For each indicator its years, and how many figures of councils there are."""
    councils_ = table[table["place"].str.isdecimal() & table["why"].eq("")]
    found = councils_.groupby("indicator")["year"].agg(["min", "max", "size"])
    return [
        {"indicator": str(key), "first": int(row["min"]), "last": int(row["max"]), "figures": int(row["size"])}
        for key, row in found.iterrows()
    ]
