"""Evaluate: twenty made-up populations of the same addresses, whose HMOs are known; what each way of choosing finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from lbdp_core import backtest
from lbdp_core.hmo.build import housing_stock, source_records
from lbdp_core.hmo.load import Evidence
from lbdp_core.hmo.model import audit_sample, fitting
from lbdp_core.hmo.model.audit_sample import Z80, two_lists
from lbdp_core.hmo.model.audited import Learned, drawn_chance, learn
from lbdp_core.hmo.model.design import design, rules_met
from lbdp_core.hmo.model.fitted import Array
from lbdp_core.hmo.model.joining import COMPARED, WORLDS, joined
from lbdp_core.result import Scorecard

SEEDS = tuple(range(1, 21))
VISITS, AUDIT, LEVEL = 500, 300, 6  # where the levers stand, and the visits that most presets make
SIZES = (100, 300, 1_000)
AUDITS = 25  # of each population, for how often the range of the total holds
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
        "lift_random": _ratio([t.base for t in towns], [t.hit(t.chosen(AUDIT)) for t in towns]),
        "lift_rules": _ratio([t.hit(t.by_rules()) for t in towns], [t.hit(t.chosen(AUDIT)) for t in towns]),
        "wins": sum(t.hit(t.chosen(AUDIT)) > t.hit(t.by_rules()) for t in towns),
        "reported_lift": _mean([t.reported for t in towns], 1),
        "by_audit": [_audit_size(towns, size) for size in SIZES],
        "with_audit": _with_audit(towns),
        "boosted_on_audit": [_boosted(few, size) for size in SIZES[1:]],
        "by_errors": [_errors(few, level, how) for level, how in WORLDS],
        "calibration": _calibration(towns),
        "by_stratum": _by_stratum(towns),
        "in_vain": _in_vain(towns, evidence.white),
        "in_vain_by_ward": _in_vain_by_ward(towns, evidence.areas["ward"].to_numpy(dtype=str)),
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
        self.stratum = audit_sample.strata(self.x)
        self.audited = audit_sample.draw(self.stratum, self.licensed, seed)
        self.audit_hmo = self.unlicensed[self.audited]
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
            got = self.learn(self.design, size)
            self._kept[size] = got, self.first(self.design @ got.mean, size)
        return self._kept[size]

    def learn(self, columns: NDArray[np.float32], size: int) -> Learned:
        """What an audit of so many homes teaches, with these columns of the design."""
        at = self.audited[:size]
        return learn(columns, np.flatnonzero(~self.licensed), at, self.audit_hmo[:size], self.share(at))

    def share(self, audited: Index) -> audit_sample.Share:
        """What an audit of these homes says of the share of HMOs."""
        return audit_sample.share(self.stratum[~self.licensed], self.stratum[audited], self.unlicensed[audited])

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


def _mean(values: Any, digits: int = 3) -> float:
    return round(float(np.mean(values)), digits)


def _ratio(under: list[float], over: list[float]) -> dict[str, float]:
    """Mean, least and most of ratios over the populations."""
    ratios = np.array(over) / np.array(under)
    return {"mean": _mean(ratios, 2), "least": _mean(ratios.min(), 2), "most": _mean(ratios.max(), 2)}


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
    return {"homes": size, "hit": _mean(hits), "said": _mean(said), "held": _mean(held, 2), "rules": _mean(rules),
            "better": _mean(np.array(hits) > rules, 2)}  # fmt: skip


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
        rows.append({"visits": visits + AUDIT, "hit": _mean(mine), "rules": _mean(rules)})
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
    return {"homes": size, "boosted": _mean(hits), "model": _mean(mine)}


def _errors(towns: list[Town], level: int, how: str) -> dict[str, Any]:
    """Hits where so many addresses are wrong and sources are joined so."""
    mine, rules = [], []
    for town in towns:
        x = joined(town.held, town.wrong, level, how)
        columns = design(x)
        mine.append(town.hit(town.first(columns @ town.learn(columns, AUDIT).mean)))
        rules.append(town.hit(town.by_rules(x=x)))
    return {"wrong": level, "join": how, "hit": _mean(mine), "rules": _mean(rules)}


def _calibration(towns: list[Town]) -> list[dict[str, Any]]:
    """By the chance said of homes that no audit saw: how many homes, the mean chance, and the share that was true."""
    rows = []
    for low, high in pairwise(EDGES):
        chances = [t.taught(AUDIT)[0].chance for t in towns]
        inside = [np.flatnonzero((low <= chance) & (chance < high)) for chance in chances]
        rows.append({"from": low, "to": high} | _said_and_true(towns, inside, int))
    return [row for row in rows if row["homes"]]


def _by_stratum(towns: list[Town]) -> list[dict[str, Any]]:
    """By stratum of the audit, of homes that no audit saw: how many homes, the mean chance said, and the true share."""
    return [
        {"stratum": name} | _said_and_true(towns, [np.flatnonzero(t.stratum == k) for t in towns], round)
        for k, name in enumerate(audit_sample.STRATA)
    ]


def _said_and_true(towns: list[Town], homes: list[Index], whole: Callable[[float], int]) -> dict[str, Any]:
    """Of some homes of each population, those that no audit saw and that have no licence."""
    unseen = [np.setdiff1d(at[~t.licensed[at]], t.audited[:AUDIT]) for t, at in zip(towns, homes, strict=True)]
    said = np.concatenate([t.taught(AUDIT)[0].chance[at] for t, at in zip(towns, unseen, strict=True)])
    true = np.concatenate([t.unlicensed[at] for t, at in zip(towns, unseen, strict=True)])
    count = {"homes": whole(len(said) / len(towns))}
    return count | ({"said": _mean(said, 4), "true": _mean(true, 4)} if len(said) else {})


def _in_vain_by_ward(towns: list[Town], ward_of_area: NDArray[np.str_]) -> list[dict[str, Any]]:
    """By ward: homes, visits of this model and those in vain, mean over the populations, and the rules' in vain."""
    names, of_area = np.unique(ward_of_area, return_inverse=True)

    def mean(pick: Callable[[Town], Index]) -> Array:
        return np.asarray(np.mean([np.bincount(of_area[t.area[pick(t)]], minlength=len(names)) for t in towns], axis=0))

    def vain(at: Index, town: Town) -> Index:
        return at[~town.unlicensed[at]]

    homes = np.bincount(of_area[towns[0].area], minlength=len(names))
    columns = (mean(lambda t: t.chosen(AUDIT)), mean(lambda t: vain(t.chosen(AUDIT), t)),
               mean(lambda t: vain(t.by_rules(), t)))  # fmt: skip
    return [
        {"ward": str(name), "homes": int(n), "visits": round(float(v), 1), "in_vain": round(float(m), 1),
         "rules_in_vain": round(float(r), 1)}
        for name, n, v, m, r in zip(names, homes, *columns, strict=True)
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
            each = {"visits": visits, "in_vain": vain, "hmos": hmos}
            rows.append({"method": name, "third": words} | {k: _mean(1_000 * n / homes, 1) for k, n in each.items()})
    return rows


def _totals(towns: list[Town]) -> Mapping[str, Any]:
    """Of 80% ranges of the total, how many held the truth: of many audits of each population, and of two lists
    (Chapman); and each way's estimate over the truth.
    """
    held, ratio, lists_held, lists = [], [], [], []
    for town in towns:
        for seed in range(AUDITS):
            got = town.share(audit_sample.draw(town.stratum, town.licensed, 1_000 * town.seed + seed, AUDIT))
            low, high = np.quantile(got.drawn, [0.1, 0.9])
            held.append(low <= town.base <= high)
            ratio.append(got.expected / town.base)
        listed, spread = two_lists(*source_records.two_lists(town.homes, town.records, town.seed).values())
        lists_held.append(abs(listed - town.unlicensed.sum()) <= Z80 * spread)
        lists.append(listed / town.unlicensed.sum())
    shares = {"audit_held": held, "audit_share": ratio, "lists_held": lists_held, "lists_share": lists}
    return {"audits": len(held)} | {name: _mean(values, 2) for name, values in shares.items()}
