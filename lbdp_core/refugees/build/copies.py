"""Copies: people in support as read in a copy of the Home Office's table, for boroughs and quarters it lacks here.

The table itself (Asy_D11) says more, so it stands wherever it has a borough's quarter; then a copy with types, then one
with totals alone. A copy that contradicts the table is left out.
"""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import borough, not_a_borough
from lbdp_core.refugees.places import REST
from lbdp_core.refugees.schema import TYPES

ALL = "all"  # sections, or kinds of accommodation, that only stand together
AT = ["place", "quarter"]
COLUMNS = [*AT, "section", "kind", "people"]
TRUSTED = 0.5  # of the boroughs' quarters that both hold, at least so many must agree


def placed(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of totals or of types with `place` and `people`, a row a borough and quarter."""
    return frame.rename(columns={"supported": "people"}).assign(place=borough(frame))


def beside(own: pd.DataFrame, copy: pd.DataFrame) -> tuple[pd.Series, str]:
    """For each row of a copy why it is not used, or "", and how far it agrees with what is held, as a sentence."""
    why = not_a_borough(copy).mask(lambda w: w.eq("") & copy["people"].isna(), "no number of people")
    there = pd.MultiIndex.from_frame(copy[AT]).isin(pd.MultiIndex.from_frame(own[AT]))
    both = pd.concat([t.groupby(AT)["people"].sum() for t in (own, copy[why.eq("")])], axis=1, join="inner").to_numpy()
    same = int((both[:, 0] == both[:, 1]).sum())
    why = why.mask(why.eq("") & there, "the Home Office's own table, or a copy with types, has this borough's quarter")
    if same < TRUSTED * len(both):
        why = why.mask(why.eq(""), "too little of the copy agrees with the Home Office's own table")
    return why, f"agrees on {same:,} of {len(both):,} boroughs' quarters that are held elsewhere" if len(both) else ""


def rows(copy: pd.DataFrame) -> pd.DataFrame:
    """place, quarter, section, kind, people: a row a kind where the copy has kinds that add up to its total."""
    apart = copy[list(TYPES)].sum(axis=1).eq(copy["people"]) if TYPES[0] in copy else pd.Series(False, copy.index)
    parted = copy.loc[apart, copy.columns.difference(["people"])]
    long = parted.melt(AT, [c for c in TYPES if c in copy], "kind", "people")
    tidy = pd.concat([long.replace({"kind": {"subsistence_only": "subsistence"}}), copy[~apart].assign(kind=ALL)])
    return tidy.loc[tidy["people"] > 0].assign(section=ALL)[COLUMNS]


def elsewhere(support: pd.DataFrame, country: pd.Series) -> pd.DataFrame:
    """Rows for people outside London in quarters that only a copy has: the country's people less London's.

    country: people in support of the United Kingdom, by quarter.
    """
    london = support.groupby("quarter")["people"].sum()
    only = ~london.index.isin(support.loc[support["place"] == REST, "quarter"])
    rest = (country.reindex(london.index[only]) - london[only]).dropna()
    rest = rest[rest > 0]
    return pd.DataFrame({"place": REST, "quarter": rest.index, "section": ALL, "kind": ALL, "people": rest.to_numpy()})
