"""SOC texts: the texts of SOC 2020 and the titles of the coding index, a row each, and the names of the groups."""

from __future__ import annotations

import re

import pandas as pd

from lbdp_core.postings.schema import BLANK, index_code, no_unit

EACH = re.compile(r"[~\n]+")
PARTS = {"title": "titles", "task": "tasks"}  # lists of several texts
WHOLE = {"group": "title", "description": "description", "entry": "entry"}


def texts(frame: pd.DataFrame) -> pd.DataFrame:
    """text, what, group (three digits), unit (four): from the rows of Volume 1, unit groups alone.

    what: title (a related job title), group (the name of the unit group), task, description or entry.
    """
    rows = []
    for row in frame[no_unit(frame).eq("")].to_dict("records"):
        unit = str(row["unit"]).strip()
        for what, column in (PARTS | WHOLE).items():
            whole = str(row[column] or "").strip()
            each = EACH.split(whole) if what in PARTS else [" ".join(whole.split())]
            rows += [(text.strip(), what, unit[:3], unit) for text in each if text.strip() and text.strip() != BLANK]
    return pd.DataFrame(rows, columns=["text", "what", "group", "unit"])


def index(frame: pd.DataFrame) -> pd.DataFrame:
    """The same columns, from usable rows of the coding index, each title in the order of speech with what qualifies it.

    group is "" where the index gives SOC 2010 alone, and unit is then of SOC 2010.
    """
    code = index_code(frame)
    texts = [" ".join(reversed([part.strip() for part in str(title).split(",")])) for title in frame["title"]]
    for column in ("more", "industry"):
        if column in frame:
            texts = [f"{text} {more}".strip() for text, more in zip(texts, frame[column].fillna(""), strict=True)]
    group = code.str[:3] if "soc2020" in frame else ""
    made = pd.DataFrame({"text": texts, "what": "index", "group": group, "unit": code.to_numpy()})
    return made.drop_duplicates(["text", "unit"]).reset_index(drop=True)


def groups(frame: pd.DataFrame) -> pd.DataFrame:
    """group, occupation: the sub-major groups (two digits) and the minor groups (three) by code."""
    found = []
    for column, digits in (("submajor", 2), ("minor", 3)):
        code = frame[column].fillna("").astype("str").str.strip()
        named = frame[code.str.fullmatch(rf"\d{{{digits}}}")]
        found.append(pd.DataFrame({"group": code[named.index], "occupation": named["title"].astype("str").str.strip()}))
    return pd.concat(found).drop_duplicates("group").sort_values("group").reset_index(drop=True)
