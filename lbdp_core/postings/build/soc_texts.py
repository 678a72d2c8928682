"""SOC texts: the texts of SOC 2020 and the titles of the coding index, a row each, and the names of the groups."""

from __future__ import annotations

import re

import pandas as pd

from lbdp_core.postings.schema import BLANK, no_unit

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

    >>> row = {"title": "Worker, support", "unit": "6135", "more": "", "industry": "(schools)"}
    >>> index(pd.DataFrame([row])).values.tolist()
    [['support Worker (schools)', 'index', '613', '6135']]
    """
    texts = frame["title"].map(lambda title: " ".join(part.strip() for part in reversed(title.split(","))))
    for column in frame.columns.intersection(["more", "industry"]):
        texts = (texts + " " + frame[column].fillna("")).str.strip()
    unit = frame["unit"].str.strip()
    made = pd.DataFrame({"text": texts, "what": "index", "group": unit.str[:3], "unit": unit})
    return made.drop_duplicates(["text", "unit"]).reset_index(drop=True)


def groups(frame: pd.DataFrame) -> pd.DataFrame:
    """group, occupation: the sub-major groups (two digits) and the minor groups (three) by code."""
    found = []
    for column, digits in (("submajor", 2), ("minor", 3)):
        code = frame[column].fillna("").astype("str").str.strip()
        named = frame[code.str.fullmatch(rf"\d{{{digits}}}")]
        found.append(pd.DataFrame({"group": code[named.index], "occupation": named["title"].astype("str").str.strip()}))
    return pd.concat(found).drop_duplicates("group").sort_values("group").reset_index(drop=True)
