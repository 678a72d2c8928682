"""Support: people in asylum support by borough, quarter, section of the Act and kind of accommodation.

Places that no borough has (a London row without an authority, the rest of the country) are kept as rows of their own,
so that everything still adds up to what was published.
"""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import borough
from lbdp_core.refugees.places import REST, UNALLOCATED

SECTIONS = {"section 95": "s95", "section 98": "s98", "section 4": "s4"}
KINDS = (  # the first that fits
    ("subsistence", "subsistence"),
    ("hotel", "hotel"),
    ("contingency", "contingency"),
    ("initial", "initial"),
    ("dispersal", "dispersal"),
)


def support(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """place, quarter, section, kind, people; and how many rows were set aside, by reason."""
    section = frame["support"].astype("str").str.casefold().str.strip().map(SECTIONS).fillna("")
    why = pd.Series("", index=frame.index, dtype="str").mask(section.eq(""), "a type of support that is not known")
    why = why.mask(why.eq("") & frame["people"].isna(), "no number of people")
    known = frame.assign(section=section, place=place(frame), kind=kind(frame["accommodation"]))[why.eq("")]
    summed = known.groupby(["place", "quarter", "section", "kind"], as_index=False)["people"].sum()
    tidy = summed[summed["people"] > 0].sort_values(["quarter", "place", "section", "kind"], ignore_index=True)
    reasons = {str(reason): int(n) for reason, n in why[why.ne("")].value_counts().items()}
    return tidy.astype({"people": int}), reasons


def place(frame: pd.DataFrame) -> pd.Series:
    """The borough's code; London without a borough; or the rest of the country."""
    code = borough(frame)
    london = frame["region"].fillna("").astype("str").str.casefold().str.strip().eq("london")
    return code.mask(code.eq("") & london, UNALLOCATED).mask(code.eq("") & ~london, REST)


def kind(said: pd.Series) -> pd.Series:
    """The kind of accommodation in our words; publishers spell each in several ways."""
    text = said.fillna("").astype("str").str.casefold()
    found = pd.Series("unknown", index=said.index, dtype="str").mask(text.str.contains("other accommodation"), "other")
    for sign, name in reversed(KINDS):
        found = found.mask(text.str.contains(sign), name)
    return found
