"""Evaluate: the coder on titles it had not seen, reposts on planted ones, pay intervals, and what each form lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from lbdp_core.backtest import skill
from lbdp_core.postings import coder
from lbdp_core.postings.load import Evidence
from lbdp_core.postings.titles import bare, same_words
from lbdp_core.result import Scorecard

FOLDS, SEED = 5, 64
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
STRICT = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
GOAL = {"accuracy": 0.645, "share_0.5": 0.84}  # of titles of the SOC 2010 index, in the project's notes
CHOSEN, FEWEST = 0.6, 20  # likeness; adverts for an interval of pay
EARLIER = 0.75  # of the days: pay intervals come from them, and are held against the later ones


def evaluate(evidence: Evidence) -> Scorecard:
    """The coder's error beside simple rules, its accuracy by the share coded, and the other steps."""
    rights, leads, origins = [], [], []
    titles = evidence.published[evidence.published["what"].eq("title")]
    commonest = titles["group"].mode()[0]
    for part, test in enumerate(folds(titles.index), 1):
        unseen = titles.loc[test]
        known, texts, truth = without(evidence.published, test), unseen["text"].tolist(), unseen["group"].to_numpy()
        right, lead = judged(coder.fit(known), texts, truth)
        rights.append(right)
        leads.append(lead)
        alike = _wrong(nearest(known, texts) == truth)
        scored = {
            "origin": f"part {part} of {FOLDS}",
            "horizon": 1,
            "model": _wrong(right),
            "baselines": {"most_alike_title": alike, "commonest_group": _wrong(truth == commonest)},
            "skill": skill(_wrong(right), alike),
            "titles": len(unseen),
            "by_share": coder.curve(right, lead, SHARES),
        }
        origins.append(scored)
    right, lead = np.concatenate(rights), np.concatenate(leads)
    placed = evidence.adverts[evidence.adverts["borough"].ne("")]
    more = {
        "titles": len(right),
        "accuracy": float(right.mean()),
        "accuracy_by_share": coder.curve(right, lead, SHARES),
        "goal": GOAL,
        "sure_lead": float(np.quantile(lead, 0.2)),
        "by_hand": by_hand(evidence.published),
        "duplicates": duplicates(evidence.adverts),
        "pay": pay_intervals(evidence.adverts),
        "by_form": by_form(evidence.adverts),
        "losses": evidence.report["losses"],
        "places_right": float(placed["borough"].eq(placed["planted_borough"]).mean()),
    }
    return Scorecard(
        "postings",
        "SOC 2020 minor group of a published title",
        "titles coded wrongly",
        "% of titles",
        "most_alike_title",
        tuple(origins),
        float(np.mean([origin["skill"] for origin in origins])),
        more,
    )


def folds(titles: pd.Index) -> list[pd.Index]:
    """The titles in parts, each title in one."""
    part = np.random.default_rng(SEED).integers(0, FOLDS, len(titles))
    return [titles[part == fold] for fold in range(FOLDS)]


def without(published: pd.DataFrame, test: pd.Index) -> pd.DataFrame:
    """What is published without some titles, and without the titles of the index that have their words.

    With or without what stands in brackets: “Nurse (hospital)” goes with “Nurse”.
    """
    left, unseen = published.drop(index=test), published.loc[test, "text"]
    known = set(unseen.map(same_words)) | set(unseen.map(_outside))
    index = left.loc[left["what"].eq("index"), "text"]
    return left.drop(index=index.index[index.map(same_words).isin(known) | index.map(_outside).isin(known)])


def _outside(title: str) -> str:
    return same_words(bare(title.split("(", maxsplit=1)[0]) or title)


def judged(learnt: coder.Coder, titles: list[str], groups: NDArray[Any]) -> tuple[NDArray[np.bool_], coder.Array]:
    """Which titles (n,) get their group, and how sure the coder is of each."""
    best, lead = learnt.code(titles)
    return np.asarray(learnt.groups[best] == groups), lead


def by_hand(published: pd.DataFrame) -> dict[str, Any]:
    """Titles as adverts have them, written and coded by hand: how many are coded rightly, and of those not published.

    titles: how many. unseen: those whose words no published title has.
    """
    text = (Path(__file__).parent / "advert_titles.yaml").read_text("utf-8")
    listed = [(title, group) for group, titles in yaml.safe_load(text).items() for title in titles]
    titles, groups = [title for title, _ in listed], np.array([group for _, group in listed])
    right, lead = judged(coder.fit(published), titles, groups)
    known = set(published.loc[published["what"].isin(["title", "index"]), "text"].map(same_words))
    unseen = np.array([same_words(bare(title)) not in known for title in titles])
    return {
        "titles": len(titles),
        "accuracy": float(right.mean()),
        "accuracy_by_share": coder.curve(right, lead, SHARES),
        "unseen": int(unseen.sum()),
        "unseen_accuracy": float(right[unseen].mean()),
    }


def nearest(published: pd.DataFrame, titles: list[str]) -> NDArray[Any]:
    """(n,) the group of the published title or group name that shares most letters with each title."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    known = published[published["what"].isin(["title", "index", "group"])]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    base = letters.fit_transform(known["text"])
    return np.asarray(
        known["group"].to_numpy()[np.asarray((letters.transform(titles) @ base.T).argmax(axis=1)).ravel()]
    )


def _wrong(right: NDArray[np.bool_]) -> float:
    return 100 * float(1 - right.mean())


def duplicates(adverts: pd.DataFrame) -> dict[str, Any]:
    """Precision and recall on the planted repeats, at each strictness and at the one that the page opens with."""
    true, rows = adverts["planted_repeat"].eq(1), {}
    for limit in STRICT:
        repeats = adverts["likeness"].ge(limit)
        both = float((repeats & true).sum())
        rows[f"{limit:.1f}"] = {"precision": both / max(repeats.sum(), 1), "recall": both / max(true.sum(), 1)}
    return {"planted": int(true.sum()), "adverts": len(true), "by_strictness": rows} | rows[f"{CHOSEN:.1f}"]


def pay_intervals(adverts: pd.DataFrame) -> dict[str, Any]:
    """How often the pay of later adverts lies in the middle 80% of earlier ones of its (planted) occupation."""
    stated = adverts.assign(pay=adverts[["low", "high"]].astype(float).mean(axis=1)).dropna(subset="pay")
    stated = stated[stated["planted_repeat"].eq(0)]
    late = stated["day"] >= EARLIER * adverts["day"].max()
    early = stated[~late].groupby("planted_group")["pay"]
    cuts = {"least": 0.1, "middle": 0.5, "most": 0.9}
    known = pd.DataFrame({name: early.quantile(cut) for name, cut in cuts.items()})[early.size() >= FEWEST]
    later = stated[late].join(known, on="planted_group", how="inner")
    return {
        "adverts": len(later),
        "coverage_80": float(later["pay"].between(later["least"], later["most"]).mean()),
        "mean_absolute_error": float((later["pay"] - later["middle"]).abs().mean()),
        "groups": len(known),
    }


def by_form(adverts: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """For each form: adverts, and the share of them that has a borough, pay and a skill."""
    there = pd.DataFrame(
        {
            "borough": adverts["borough"].ne(""),
            "pay": adverts[["low", "high"]].notna().any(axis=1),
            "skill": adverts["skills"].ne(""),
        }
    )
    return {
        str(form): {"adverts": len(rows)} | {name: float(rows[name].mean()) for name in ("borough", "pay", "skill")}
        for form, rows in there.groupby(adverts["form"])
    }
