"""Support: people in asylum support by borough, quarter, section and kind of accommodation, and where that breaks.

Places that no borough has (a London row without an authority, the rest of the country) are kept as rows of their own,
so that everything still adds up to what was published. The Home Office's table (Asy_D11) says most, so it stands
wherever it has a borough's quarter; then a copy with types, then one with totals alone. A copy that contradicts the
table is left out.
"""

from __future__ import annotations

import pandas as pd

from lbdp_core import door, quarters
from lbdp_core.boroughs import borough, not_a_borough
from lbdp_core.refugees.schema import REST, TYPES, UNALLOCATED

SECTIONS = {"section 95": "s95", "section 98": "s98", "section 4": "s4"}
KINDS = ("subsistence", "hotel", "contingency", "initial", "dispersal")  # of accommodation: the first that fits
ALL = "all"  # sections, or kinds of accommodation, that only stand together
AT = ["place", "quarter"]
COLUMNS = [*AT, "section", "kind", "people"]
TRUSTED = 0.5  # of the boroughs' quarters that a copy and the table both have, at least so many must agree
MOVED = 0.5  # of a section's people: so many fewer in a quarter, and about as many more in another, did not move


def support(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """place, quarter, section, kind, people; and how many rows were set aside, by reason."""
    section = frame["support"].astype("str").str.casefold().str.strip().map(SECTIONS).fillna("")
    why = pd.Series("", index=frame.index, dtype="str").mask(section.eq(""), "a type of support that is not known")
    why = why.mask(why.eq("") & frame["people"].isna(), "no number of people")
    known = frame.assign(section=section, place=place(frame), kind=kind(frame["accommodation"]))[why.eq("")]
    summed = known.groupby(["place", "quarter", "section", "kind"], as_index=False)["people"].sum()
    tidy = summed[summed["people"] > 0].sort_values(["quarter", "place", "section", "kind"], ignore_index=True)
    return tidy.astype({"people": int}), door.tally(why)


def place(frame: pd.DataFrame) -> pd.Series:
    """The borough's code; London without a borough; or the rest of the country."""
    code = borough(frame)
    london = frame["region"].fillna("").astype("str").str.casefold().str.strip().eq("london")
    return code.mask(code.eq("") & london, UNALLOCATED).mask(code.eq("") & ~london, REST)


def kind(said: pd.Series) -> pd.Series:
    """The kind of accommodation in our words; publishers spell each in several ways."""
    text = said.fillna("").astype("str").str.casefold()
    found = pd.Series("unknown", index=said.index, dtype="str").mask(text.str.contains("other accommodation"), "other")
    for name in reversed(KINDS):
        found = found.mask(text.str.contains(name), name)
    return found


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


def breaks(support: pd.DataFrame) -> pd.DataFrame:
    """quarter, series, what: where a line must not be drawn through.

    support: as `support.support` makes it, the whole country.
    """
    local = support[~support["place"].isin((REST, UNALLOCATED))]
    held = sorted(local["quarter"].unique())
    found = []
    if first := _first(local[local["section"] == "s98"]):
        found.append(
            (first, "total", "Section 98 and hotels are given by borough from here on; before, they were not.")
        )
    sections = support.pivot_table(index="quarter", columns="section", values="people", aggfunc="sum").fillna(0.0)
    for before, after in zip(sections.index[:-1], sections.index[1:], strict=True):
        if {"s95", "s98"} <= set(sections.columns) and before >= (first or after):
            fall = sections.loc[before, "s98"] - sections.loc[after, "s98"]
            rise = sections.loc[after, "s95"] - sections.loc[before, "s95"]
            if fall > MOVED * sections.loc[before, "s98"] and MOVED * fall < rise < fall / MOVED:
                words = (
                    f"{fall:,.0f} fewer people under Section 98 and {rise:,.0f} more under Section 95: reclassified."
                )
                found.append((str(after), "sections", words))
    given = set(local.loc[local["kind"] == "subsistence", "quarter"])
    bare = sorted(local.loc[local["kind"] == ALL, "quarter"].unique())
    for start, end in runs(bare):
        words = f"Only totals are held to {quarters.words(end)} (a copy): sections and accommodation are not known."
        found.append((start, "detail", words))
    for quarter in held:
        if first and quarter >= first and quarter not in given and quarter not in bare:
            words = "People on subsistence only are not given by borough in this quarter: totals leave them out."
            found.append((quarter, "subsistence", words))
    frame = pd.DataFrame(found, columns=["quarter", "series", "what"])
    return frame.sort_values(["quarter", "series"], ignore_index=True)


def runs(labels: list[str]) -> list[tuple[str, str]]:
    """Quarters in a row as first and last.

    >>> runs(["2023Q4", "2024Q1", "2024Q4"])
    [('2023Q4', '2024Q1'), ('2024Q4', '2024Q4')]
    """
    out: list[tuple[str, str]] = []
    for label in labels:
        if out and quarters.index(label) == quarters.index(out[-1][1]) + 1:
            out[-1] = (out[-1][0], label)
        else:
            out.append((label, label))
    return out


def _first(rows: pd.DataFrame) -> str:
    return str(rows["quarter"].min()) if len(rows) else ""
