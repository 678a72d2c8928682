"""Crosswalk: titles that the ONS coding index gives by SOC 2010 alone, to the minor groups of SOC 2020.

Titles that both classifications publish say where a unit group went: of 368 unit groups of SOC 2010 with such titles,
84% go to one minor group of SOC 2020 (1,906 titles). Where one is split, the words of each title choose between its
parts.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.postings.titles import bare, same_words

TRUST = 0.2  # how much the words count beside the shared titles: 0.02 to 0.4 differ by half a point of accuracy


def index_groups(index: pd.DataFrame, known: pd.DataFrame, fit: np.ndarray, groups: np.ndarray) -> pd.Series:
    """The minor group of each title of an index by SOC 2010; "" for unit groups that share no title with SOC 2020.

    index: text, unit (of SOC 2010). known: text, what, group, of SOC 2020. fit: (len(index), groups) how much likelier
    its words are in each group than in the mean group, as a logarithm.
    """
    titles = known[known["what"].eq("title")]
    words = titles["text"].map(same_words)
    shared = pd.DataFrame({"words": words, "group": titles["group"]}).merge(
        pd.DataFrame({"words": index["text"].map(same_words), "unit": index["unit"]}).drop_duplicates(), on="words"
    )
    counts = pd.crosstab(shared["unit"], shared["group"]).reindex(columns=groups, fill_value=0)
    mine = counts.reindex(index["unit"], fill_value=0).to_numpy(float)
    with np.errstate(divide="ignore"):
        best = (np.log(mine) + TRUST * fit).argmax(axis=1)
    return pd.Series(np.where(mine.sum(axis=1) > 0, groups[best], ""), index=index.index)


def without(published: pd.DataFrame, test: pd.Index) -> pd.DataFrame:
    """What is published without some titles, and without the titles of the index that have their words.

    With or without what stands in brackets: “Nurse (hospital)” goes with “Nurse”.
    """
    left, held = published.drop(index=test), published.loc[test, "text"]
    known = set(held.map(same_words)) | set(held.map(_outside))
    index = left[left["what"].eq("index")]
    seen = index["text"].map(same_words).isin(known) | index["text"].map(_outside).isin(known)
    return left.drop(index=index.index[seen])


def _outside(title: str) -> str:
    return same_words(bare(title.split("(", maxsplit=1)[0]) or title)
