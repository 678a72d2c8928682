"""Evaluate: twenty made-up populations of the same addresses, whose HMOs are known; what each way of choosing finds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from lbdp_core import backtest
from lbdp_core.hmo.build import housing_stock, source_records
from lbdp_core.hmo.load import Evidence
from lbdp_core.hmo.model import fitting
from lbdp_core.hmo.model.audited import Learned, drawn_chance, learn
from lbdp_core.hmo.model.design import design, rules_met
from lbdp_core.hmo.model.fitted import Array
from lbdp_core.hmo.model.joining import COMPARED, WORLDS, joined
from lbdp_core.result import Scorecard

SEEDS = tuple(range(1, 21))
VISITS, AUDIT, LEVEL = 500, 300, 6  # where the levers stand, and the visits that most presets make
SIZES = (100, 300, 1_000)
FEW = 6  # populations for what takes long or matters less
EDGES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)  # of chances, for calibration
BASELINE = "officers_rules"
Index = NDArray[np.int64]


def evaluate(evidence: Evidence) -> Scorecard:
    """Visits for each find over twenty populations; chances against the truth; who is visited in vain."""
    towns = [Town(evidence, seed) for seed in SEEDS]
    origins = [town.origin() for town in towns]
    few = towns[:FEW]
    more = {
        "lift_random": _mean([t.base for t in towns], [t.hit(t.chosen(AUDIT)) for t in towns]),
        "lift_rules": _mean([t.hit(t.by_rules()) for t in towns], [t.hit(t.chosen(AUDIT)) for t in towns]),
        "wins": sum(t.hit(t.chosen(AUDIT)) > t.hit(t.by_rules()) for t in towns),
        "reported_lift": round(float(np.mean([t.reported for t in towns])), 1),
        "by_audit": [_audit_size(towns, size) for size in SIZES],
        "with_audit": _with_audit(towns),
        "boosted_on_audit": [_boosted(few, size) for size in SIZES[1:]],
        "by_errors": [_errors(few, level, how) for level, how in WORLDS],
        "calibration": _calibration(towns),
        "in_vain": _in_vain(towns, evidence.white),
        "totals": _totals(towns),
    }
    skill = float(np.mean([o["skill"] for o in origins]))
    what = f"unlicensed HMOs among {VISITS} visits to homes without a licence, in made-up populations"
    return Scorecard("hmo", what, "visits for each one found", "visits", BASELINE, tuple(origins), skill, more)


class Town:
    """One population of the addresses: who is an HMO, what the sources hold of it, and what an audit found."""

    def __init__(self, evidence: Evidence, seed: int):
        counted = evidence.boroughs.set_index("borough")[list(housing_stock.HMO_COLUMNS)].to_dict("index")
        here = counted[evidence.report["borough"]]
        addresses = evidence.homes.drop(columns=["rooms", "adults", "hmo", "large", "licensed"])
        self.seed = seed
        self.homes = housing_stock.occupied(addresses, evidence.areas, here, seed)
        self.records = source_records.records(self.homes, seed)
        self.held, self.wrong = fitting.codes(self.records), fitting.Wrong.of(evidence.links)
        self.x = joined(self.held, self.wrong, LEVEL, COMPARED)
        self.design = design(self.x)
        self.licensed = self.homes["licensed"].to_numpy(dtype=bool)
        self.unlicensed = self.homes["hmo"].to_numpy(dtype=bool) & ~self.licensed
        self.area = self.homes["area"].to_numpy(dtype=np.int64)
        self.audited, self.audit_hmo = fitting.audit(self.homes, seed)
        self.base = float(self.unlicensed[~self.licensed].mean())
        self.reported = 0.0
        self._kept: dict[int, tuple[Learned, Index]] = {}

    def first(self, score: Array, size: int = AUDIT, count: int = VISITS) -> Index:
        """The homes with the highest scores that have no licence and are not in the audit."""
        free = ~self.licensed
        free[self.audited[:size]] = False
        return np.argsort(-np.where(free, score, -np.inf), kind="stable")[:count]

    def hit(self, at: Index) -> float:
        """Share of homes that are unlicensed HMOs."""
        return float(self.unlicensed[at].mean())

    def taught(self, size: int) -> tuple[Learned, Index]:
        """What an audit of so many homes taught, and the homes that it sends officers to."""
        if size not in self._kept:
            got = learn(self.design, np.flatnonzero(~self.licensed), self.audited[:size], self.audit_hmo[:size])
            self._kept[size] = got, self.first(self.design @ got.mean, size)
        return self._kept[size]

    def chosen(self, size: int) -> Index:
        return self.taught(size)[1]

    def by_rules(self, count: int = VISITS, x: NDArray[np.uint8] | None = None) -> Index:
        """Homes by how many of the officers' rules they meet; ties fall at random."""
        ties = np.random.default_rng(self.seed).random(len(self.licensed))
        return self.first(rules_met(self.x if x is None else x) + ties, AUDIT, count)

    def origin(self) -> dict[str, Any]:
        """Visits for each find of every way of choosing."""
        building = self.homes["building"].to_numpy(dtype=np.int64)
        tables = fitting.learned(self.x, self.licensed, building)
        self.reported = fitting.reported_lift(self.x, tables, self.licensed, building)
        naive = self.first(fitting.added_by_fold(tables, self.x, building).sum(axis=1))
        bagged = self.first(fitting.added(fitting.bagged(self.x, self.licensed), self.x).sum(axis=1))
        got, at = self.taught(AUDIT)
        low, high = self.range(got, at)
        hits = {"model": self.hit(at), BASELINE: self.hit(self.by_rules()), "random": self.base,
                "licences_naively": self.hit(naive), "licences_bagged": self.hit(bagged)}  # fmt: skip
        errors = {name: round(1 / max(hit, 1 / VISITS), 3) for name, hit in hits.items()}
        held = float(low <= VISITS * hits["model"] <= high)
        return backtest.entry(
            errors, BASELINE, held, origin=f"population {self.seed}", horizon=0, target="visits a find"
        )

    def range(self, got: Learned, at: Index) -> tuple[float, float]:
        """80% range of the finds, over what is not known of the model and luck."""
        expected = drawn_chance(got, self.design[at]).astype(float)
        luck = np.sqrt((expected * (1 - expected)).sum(axis=0))
        drawn = expected.sum(axis=0) + luck * np.random.default_rng(self.seed).normal(size=expected.shape[1])
        low, high = np.quantile(drawn, [0.1, 0.9])
        return float(low), float(high)


def _mean(under: list[float], over: list[float]) -> dict[str, float]:
    """Mean, least and most of ratios over the populations."""
    ratios = np.array(over) / np.array(under)
    return {"mean": round(float(ratios.mean()), 2), "least": round(float(ratios.min()), 2),
            "most": round(float(ratios.max()), 2)}  # fmt: skip


def _audit_size(towns: list[Town], size: int) -> dict[str, float]:
    """By how large the audit is: hits, how many were expected, and how often the 80% range held the truth."""
    hits, said, held = [], [], []
    for town in towns:
        got, at = town.taught(size)
        low, high = town.range(got, at)
        hits.append(town.hit(at))
        said.append(float(got.chance[at].mean()))
        held.append(low <= VISITS * hits[-1] <= high)
    rules = [town.hit(town.by_rules()) for town in towns]
    return {"homes": size, "hit": round(float(np.mean(hits)), 3), "said": round(float(np.mean(said)), 3),
            "held": round(float(np.mean(held)), 2), "rules": round(float(np.mean(rules)), 3),
            "better": round(float(np.mean(np.array(hits) > rules)), 2)}  # fmt: skip


def _with_audit(towns: list[Town]) -> list[dict[str, float]]:
    """Hits when the audit's own visits count too, beside as many visits by the rules."""
    rows = []
    for visits in (VISITS, 1_000, 2_000):
        mine, rules = [], []
        for town in towns:
            score = town.design @ town.taught(AUDIT)[0].mean
            found = town.unlicensed[town.first(score, AUDIT, visits)].sum() + town.audit_hmo[:AUDIT].sum()
            mine.append(found / (visits + AUDIT))
            rules.append(town.hit(town.by_rules(visits + AUDIT)))
        rows.append({"visits": visits + AUDIT, "hit": round(float(np.mean(mine)), 3),
                     "rules": round(float(np.mean(rules)), 3)})  # fmt: skip
    return rows


def _boosted(towns: list[Town], size: int) -> dict[str, float]:
    """Hits of LightGBM learned from the same audit, beside this model."""
    hits, mine = [], []
    for town in towns:
        at = town.audited[:size]
        x = np.where(town.x == fitting.MISSING, np.nan, town.x.astype(float))
        settings = fitting.TREES | {"min_child_samples": 15}
        model = lgb.train(settings, lgb.Dataset(x[at], town.audit_hmo[:size].astype(float)), fitting.ROUNDS)
        hits.append(town.hit(town.first(np.asarray(model.predict(x, raw_score=True)), size)))
        mine.append(town.hit(town.chosen(size)))
    return {"homes": size, "boosted": round(float(np.mean(hits)), 3), "model": round(float(np.mean(mine)), 3)}


def _errors(towns: list[Town], level: int, how: str) -> dict[str, Any]:
    """Hits where so many addresses are wrong and sources are joined so."""
    mine, rules = [], []
    for town in towns:
        x = joined(town.held, town.wrong, level, how)
        columns = design(x)
        got = learn(columns, np.flatnonzero(~town.licensed), town.audited[:AUDIT], town.audit_hmo[:AUDIT])
        mine.append(town.hit(town.first(columns @ got.mean)))
        rules.append(town.hit(town.by_rules(x=x)))
    return {
        "wrong": level,
        "join": how,
        "hit": round(float(np.mean(mine)), 3),
        "rules": round(float(np.mean(rules)), 3),
    }


def _calibration(towns: list[Town]) -> list[dict[str, Any]]:
    """By the chance said of homes that no audit saw: how many homes, the mean chance, and the share that was true."""
    said, truly = [], []
    for town in towns:
        rest = ~town.licensed
        rest[town.audited[:AUDIT]] = False
        said.append(town.taught(AUDIT)[0].chance[rest])
        truly.append(town.unlicensed[rest])
    chance, true = np.concatenate(said), np.concatenate(truly)
    at = np.digitize(chance, EDGES[1:-1])
    return [
        {"from": low, "to": high, "homes": int((at == k).sum() / len(towns)),
         "said": round(float(chance[at == k].mean()), 4), "true": round(float(true[at == k].mean()), 4)}
        for k, (low, high) in enumerate(pairwise(EDGES))
        if (at == k).any()
    ]  # fmt: skip


def _in_vain(towns: list[Town], white: Array) -> list[dict[str, Any]]:
    """By thirds of areas, by the share of residents who are white: visits and visits in vain for 1,000 homes."""
    third = np.searchsorted(np.quantile(white, [1 / 3, 2 / 3]), white)
    rows = []
    for name, choose in (("model", lambda t: t.chosen(AUDIT)), (BASELINE, lambda t: t.by_rules())):
        for k, words in enumerate(("fewest white residents", "middle", "most white residents")):
            homes = np.mean([(third[t.area] == k).sum() for t in towns])
            picked = [choose(t)[third[t.area[choose(t)]] == k] for t in towns]
            visits = np.mean([len(at) for at in picked])
            vain = np.mean([(~t.unlicensed[at]).sum() for t, at in zip(towns, picked, strict=True)])
            hmos = np.mean([t.unlicensed[third[t.area] == k].sum() for t in towns])
            rows.append({"method": name, "third": words, "visits": round(1_000 * visits / homes, 1),
                         "in_vain": round(1_000 * vain / homes, 1),
                         "hmos": round(1_000 * hmos / homes, 1)})  # fmt: skip
    return rows


def _totals(towns: list[Town]) -> Mapping[str, Any]:
    """How the audit's 80% range of the total held, and what two lists made of it (Chapman), as a share of the truth."""
    held, lists = [], []
    for town in towns:
        got = town.taught(AUDIT)[0]
        low, high = np.quantile(got.rate, [0.1, 0.9])
        held.append(low <= town.base <= high)
        known = source_records.two_lists(town.homes, town.records, town.seed)
        chapman = (known["housing"] + 1) * (known["fire"] + 1) / (known["both"] + 1) - 1
        lists.append(chapman / town.unlicensed.sum())
    return {"audit_held": round(float(np.mean(held)), 2), "lists_share": round(float(np.mean(lists)), 2)}
