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


def claims(frame: pd.DataFrame) -> pd.DataFrame:
    """quarter, measure, people: all claims, main applicants, people under 18, unaccompanied children."""
    main = _main(frame)
    young = _text(frame["age"]).str.startswith("under 18")
    alone = _text(frame["unaccompanied"]).eq("uasc")
    rows = {"claims": frame, "claims_main": frame[main], "claims_under_18": frame[young]}
    return _counted(rows | {"claims_unaccompanied": frame[alone]})


def decisions(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """quarter, measure, people of asylum cases by outcome; and rows set aside (cases of resettlement), by reason."""
    asylum = _text(frame["case"]).str.contains("asylum")
    mine = frame[asylum].assign(measure=_text(frame["group"]).map(OUTCOMES))
    strange = mine["measure"].isna()
    known = mine[~strange]
    rows = {str(name): part for name, part in known.groupby("measure")}
    main = {f"{name}_main": part[_main(part)] for name, part in rows.items() if name == "granted"}
    aside = {"a case of resettlement": int((~asylum).sum()), "an outcome that is not known": int(strange.sum())}
    return _counted(rows | main), {reason: n for reason, n in aside.items() if n}


def awaiting(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """quarter, measure, people whose claim awaits an initial decision; further reviews are set aside."""
    first = _text(frame["stage"]).str.contains("initial")
    mine = frame[first]
    rows = {"awaiting": mine, "awaiting_main": mine[_main(mine)]}
    return _counted(rows), {"awaiting a further review": int((~first).sum())}


def family_reunion(frame: pd.DataFrame) -> pd.DataFrame:
    """quarter, measure, people granted a visa to join a refugee, all and under 18."""
    young = _text(frame["age"]).str.startswith("under 18")
    return _counted({"family_reunion": frame, "family_reunion_under_18": frame[young]})


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
