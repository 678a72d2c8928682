"""Scoring: what the audit taught of any homes without a licence, for `lbdp score hmo`.

As where the page's levers stand. A home is judged beside the homes of the stored model: its columns are standardised by
theirs, and its tenth is among those without a licence.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

import numpy as np

from lbdp_core.hmo.build.source_records import FEATURES, GAZETTEER
from lbdp_core.hmo.model import ranking
from lbdp_core.hmo.model.audited import mean_chance, normal
from lbdp_core.hmo.model.design import ALL, TERMS, Codes, clause, rules_met, scale, standardised, terms
from lbdp_core.hmo.model.fitted import MISSING, Array, Fitted
from lbdp_core.hmo.model.joining import UNKNOWN
from lbdp_core.scoring import RowModel, tenths
from lbdp_core.sources import DataError


@dataclass(frozen=True, eq=False)
class AuditedModel(RowModel):
    """The chance of being an unlicensed HMO, and what each column adds to its log odds against the average home.

    top: (features,) the largest value of each record; more counts as much.
    centre, spread: (terms,) of the columns. coefficients: (terms,). middle, root: see `audited.normal`.
    times: what sets the mean chance to the share that the audit found. edges: see `RowModel`.
    """

    top: Array
    centre: Array
    spread: Array
    coefficients: Array
    middle: Array
    root: Array
    times: Array
    edges: Array
    names = FEATURES
    adds = tuple(name for name, _ in TERMS)
    unit = "chance that a home without a licence is an HMO that needs one"

    @classmethod
    def of(cls, model: Fitted, level: int, how: str, size: int) -> AuditedModel:
        """The model that these address errors, way of joining and size of audit give."""
        seen = ranking.seen(model, level, how, np.arange(len(model.licensed)))
        got = ranking.learned(model, level, how, ALL, size, 1.0)
        values, pool = terms(seen), ~model.licensed
        centre, spread = scale(values)
        middle, root = normal(got.draws)
        raw = mean_chance(standardised(values, centre, spread)[pool], middle, root)
        times = np.array(got.expected * len(raw) / raw.sum())
        edges = tenths(got.chance[pool], np.ones(len(raw)))
        top = np.where(seen == MISSING, 0, seen).max(axis=0).astype(float)
        return cls(top, centre, spread, got.mean, middle, root, times, edges)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(b"".join(getattr(self, f.name).tobytes() for f in fields(self))).hexdigest()

    def judged(self, values: Array, fast: bool) -> tuple[Array, Array, list[str]]:
        x = self.codes(values)
        design = standardised(terms(x), self.centre, self.spread)
        rate = np.minimum(self.times * mean_chance(design, self.middle, self.root), 1.0)
        added = design * self.coefficients
        return rate, added, self.reasons(x.astype(float), added)

    def codes(self, values: Array) -> Codes:
        """(n, features) records as the model holds them: where nothing is held, a count is nought.

        Raises:
            DataError: a value is no whole number from nought, or the list of addresses lacks one.
        """
        for at, name in enumerate(self.names):
            column = values[:, at]
            good = (column >= (name == "flats_in_building")) & (column == np.rint(column))
            if name == "type":
                good &= column <= self.top[at]
            if not (good | np.isnan(column) & (name not in GAZETTEER)).all():
                raise DataError(f"The column “{name}” of the input has a value that cannot be; see docs/scale.md.")
        blank = np.array([float(MISSING) if name in UNKNOWN else 0.0 for name in self.names])
        return np.where(np.isnan(values), blank, np.minimum(values, self.top)).astype(np.uint8)

    def behind(self, values: Array, at: int) -> Array:
        record = TERMS[at][1]
        return values[:, self.names.index(record)] if record else rules_met(values.astype(np.uint8))

    def clause(self, at: int, value: float) -> str:
        return clause(TERMS[at][0], value)
