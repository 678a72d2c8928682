"""National: claims, decisions, claims awaiting one, and family reunion, of the whole country by quarter.

Claims are counted as main applicants and as dependants; people are both. Nothing here is by borough.
"""

from __future__ import annotations

import pandas as pd

OUTCOMES = {
    "grant of protection": "granted",
    "grant of other leave": "granted",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "administrative outcome": "administrative",
}


Made = tuple[pd.DataFrame, dict[str, int]]  # quarter, measure, people; and rows set aside, by reason


def claims(frame: pd.DataFrame) -> Made:
    """All claims, of main applicants, of people under 18, of unaccompanied children.

    claims_by_age: all claims once more. It stays beside the last two, of which it is the whole, where `claims` of the
    same quarter is taken from a later release.
    """
    main = _main(frame)
    young = _text(frame["age"]).str.startswith("under 18")
    alone = _text(frame["unaccompanied"]).eq("uasc")
    rows = {"claims": frame, "claims_by_age": frame, "claims_main": frame[main], "claims_under_18": frame[young]}
    return _counted(rows | {"claims_unaccompanied": frame[alone]}), {}


def decisions(frame: pd.DataFrame) -> Made:
    """Decisions of asylum cases by outcome; cases of resettlement are set aside."""
    asylum = _text(frame["case"]).str.contains("asylum")
    mine = frame[asylum].assign(measure=_text(frame["group"]).map(OUTCOMES))
    strange = mine["measure"].isna()
    known = mine[~strange]
    rows = {str(name): part for name, part in known.groupby("measure")}
    main = {f"{name}_main": part[_main(part)] for name, part in rows.items() if name == "granted"}
    aside = {"a case of resettlement": int((~asylum).sum()), "an outcome that is not known": int(strange.sum())}
    return _counted(rows | main), {reason: n for reason, n in aside.items() if n}


def awaiting(frame: pd.DataFrame) -> Made:
    """People whose claim awaits an initial decision; further reviews are set aside."""
    first = _text(frame["stage"]).str.contains("initial")
    mine = frame[first]
    rows = {"awaiting": mine, "awaiting_main": mine[_main(mine)]}
    return _counted(rows), {"awaiting a further review": int((~first).sum())}


def family_reunion(frame: pd.DataFrame) -> Made:
    """People granted a visa to join a refugee, all and under 18."""
    young = _text(frame["age"]).str.startswith("under 18")
    return _counted({"family_reunion": frame, "family_reunion_under_18": frame[young]}), {}


def copied(frame: pd.DataFrame) -> pd.DataFrame:
    """quarter, measure, people of a copy of the national quarters; what was decided otherwise is `administrative`."""
    otherwise = frame["decided"] - frame[["granted", "refused", "withdrawn"]].sum(axis=1, min_count=3)
    wide = frame.assign(administrative=otherwise.clip(lower=0)).drop(columns=["decided"])
    measures = list(wide.select_dtypes("number"))
    return wide.melt("quarter", measures, "measure", "people").dropna(subset=["people"]).astype({"people": int})


def newest(own: pd.DataFrame, copy: pd.DataFrame) -> pd.DataFrame:
    """Both: each measure from the one that goes further (`own` where they tie), other quarters of it from the other.

    Outcomes of decisions are taken together, since releases draw the line between them differently.
    """
    both = [t.assign(part=t["measure"].mask(t["measure"].isin(OUTCOMES.values()), "decisions")) for t in (own, copy)]
    kept = []
    for part in dict.fromkeys([*both[0]["part"], *both[1]["part"]]):
        mine = [t[t["part"] == part] for t in both]
        mine.sort(key=lambda t: t["quarter"].max() if len(t) else "", reverse=True)  # where they tie `own` stays first
        kept += [mine[0], mine[1][~mine[1]["quarter"].isin(mine[0]["quarter"])]]
    whole = pd.concat(kept).drop(columns="part")
    return whole.sort_values(["measure", "quarter"], ignore_index=True)


def _counted(rows: dict[str, pd.DataFrame]) -> pd.DataFrame:
    parts = [
        part.groupby("quarter", as_index=False)["people"].sum().assign(measure=name) for name, part in rows.items()
    ]
    tidy = pd.concat(parts, ignore_index=True)[["quarter", "measure", "people"]]
    return tidy.sort_values(["measure", "quarter"], ignore_index=True).astype({"people": int})


def _main(frame: pd.DataFrame) -> pd.Series:
    return _text(frame["applicant"]).str.startswith("main")


def _text(column: pd.Series) -> pd.Series:
    return column.fillna("").astype("str").str.casefold().str.strip()
