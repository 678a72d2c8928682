"""From SOC 2020 and a made-up stream of adverts to the postings theme's tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, protect, row_accounts
from lbdp_core.places import LONDON
from lbdp_core.postings import coder
from lbdp_core.postings.build import soc_texts
from lbdp_core.postings.build.stream import DAYS, LAST, Stream, stream
from lbdp_core.postings.ingest import advert
from lbdp_core.postings.ingest.duplicates import Matcher
from lbdp_core.postings.schema import ADVERTS, BY_OCCUPATION, GROUPS, PUBLISHED, REPORT, SOC_2020, SOC_INDEX
from lbdp_core.postings.skills import find
from lbdp_core.sources import DataError, Origin, Workbench

OPEN, ALIKE, CODED = 42, 0.6, 0.8  # days, likeness and share coded that the page opens with
MADE_UP = "a seeded generator (made-up adverts)"


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write postings/*: the texts and groups of SOC 2020, and the adverts of a made-up stream as the ingest reads them.

    Titles of the coding index are added where the folder has one.

    Raises:
        DataError: the folder has not one file of SOC 2020.
    """
    paths = inventory.paths(SOC_2020)
    if len(paths) != 1:
        raise DataError(f"The folder {inventory.raw} has {len(paths)} files of {SOC_2020.what}; give one.")
    _, account = row_accounts.read(inventory, SOC_2020, paths[0])
    structure = door.read(paths[0], SOC_2020, account.file)
    texts, names = soc_texts.texts(structure), soc_texts.groups(structure)
    frame, losses = ingested(stream(texts))
    accounts, what = [account], SOC_2020.what
    for path in inventory.paths(SOC_INDEX)[:1]:
        titles, more = row_accounts.read(inventory, SOC_INDEX, path)
        texts = pd.concat([texts, soc_texts.index(titles)], ignore_index=True)
        accounts, what = [account, more], f"{SOC_2020.what}; {SOC_INDEX.what}"
    files = tuple(each.file for each in accounts)
    ons = Origin(SOC_2020.what, SOC_2020.publisher, SOC_2020.licence, "2025-04-16", "real", "released", files)
    day = str(LAST)
    made_up = Origin("adverts of a year in London", MADE_UP, "made up: no licence", day, "synthetic", "released", files)
    report = {
        "files": [each.line() for each in accounts],
        "adverts": len(frame),
        "losses": losses,
        "last_day": day,
        "newest": day,
    }
    bench.table(PUBLISHED, texts, replace(ons, what=what))
    bench.table(GROUPS, names, ons)
    bench.table(ADVERTS, frame, made_up)
    open_now = by_occupation(frame, texts, names)
    bench.table(BY_OCCUPATION, open_now, replace(made_up, what="adverts open by occupation and borough"))
    bench.json(REPORT, report, made_up)
    return report


def ingested(made: Stream) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The adverts of a stream as the ingest reads them, beside what is true of each; and what was lost why."""
    read, aside = advert.adverts(made.records)
    numbers = read["ident"].str.removeprefix("made-up-").astype(int)
    truth = made.truth.iloc[numbers].reset_index(drop=True)
    _, like = Matcher().add(read)
    pay = read[["pay_low", "pay_high"]].round(0)
    frame = pd.DataFrame(
        {
            "day": truth["day"],
            "title": read["title"],
            "form": read["form"],
            "borough": read["borough"],
            "confidence": read["place_confidence"],
            "low": pay["pay_low"].astype("Int64"),
            "high": pay["pay_high"].astype("Int64"),
            "period": read["pay_period"],
            "skills": [" ".join(map(str, find(text))) for text in read["text"]],
            "likeness": np.round(like, 2),
            "planted_group": truth["group"],
            "planted_repeat": truth["repeats"].ge(0).astype(int),
            "planted_borough": truth["borough"],
        }
    )
    return frame, {"records": dict(aside)} | advert.losses(read)


def by_occupation(frame: pd.DataFrame, texts: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """soc2020, occupation, borough, adverts, date, synthetic: what is open in London on the last day.

    By the rules that the page opens with. Counts have passed disclosure control; those of single boroughs are so small
    that nearly all would be hidden, so that there is a row a minor group, of all boroughs together.
    """
    learnt = coder.fit(texts)
    titles = frame["title"].drop_duplicates()
    best, lead = learnt.code(titles.tolist())
    out = frame.join(pd.DataFrame({"soc2020": learnt.groups[best], "lead": lead}, index=titles), on="title")
    recent, new = out["day"] > DAYS - 1 - OPEN, out["likeness"] < ALIKE
    kept = out[recent & new & out["borough"].ne("") & (out["lead"] >= out["lead"].quantile(1 - CODED))]
    counts = kept.groupby("soc2020").size().rename("adverts").reset_index()
    shown = protect.release(counts, "protected", ["adverts"]).dropna(subset="adverts")
    named = shown.merge(names.rename(columns={"group": "soc2020"}), on="soc2020")
    table = named.astype({"adverts": int}).assign(borough=LONDON, date=str(LAST), synthetic=True)
    return table[["soc2020", "occupation", "borough", "adverts", "date", "synthetic"]]
