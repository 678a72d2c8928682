"""Findings: what the methods page says of audits, errors, chances and visits in vain, read from the scorecard."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core.formatting import percent
from lbdp_core.result import Scorecard

JOINS = {"compared": "parts compared", "exact": "same letters only"}


def findings(card: Scorecard, studies: Mapping[str, pd.DataFrame]) -> list[str]:
    """Size of the audit, wrong addresses, chances against the truth, visits in vain, and the total."""
    more = card.more
    audit = [f"| {r['homes']:,} | {percent(r['hit'])} | {percent(r['said'])} | {percent(r['held'], 0)} | "
             f"{percent(r['better'], 0)} |" for r in more["by_audit"]]  # fmt: skip
    errors = [f"| {r['wrong']}% | {JOINS[r['join']]} | {percent(r['hit'])} | {percent(r['rules'])} |"
              for r in more["by_errors"]]  # fmt: skip
    chances = [f"| {percent(r['from'], 0)} to {percent(r['to'], 0)} | {r['homes']:,} | {percent(r['said'])} | "
               f"{percent(r['true'])} |" for r in more["calibration"]]  # fmt: skip
    vain = [f"| {'this model' if r['method'] == 'model' else 'officers’ rules'} | {r['third']} | {r['hmos']:g} | "
            f"{r['visits']:g} | {r['in_vain']:g} |" for r in more["in_vain"]]  # fmt: skip
    strata = [f"| {r['stratum']} | {r['homes']:,} | {percent(r['said'])} | {percent(r['true'])} |"
              for r in more["by_stratum"]]  # fmt: skip
    wards = [f"| {r['ward']} | {r['homes']:,} | {r['visits']:g} | {r['in_vain']:g} | {r['rules_in_vain']:g} |"
             for r in more["in_vain_by_ward"]]  # fmt: skip
    counted = [f"| {r['visits']:,} | {percent(r['hit'])} | {percent(r['rules'])} |" for r in more["with_audit"]]
    boosted = "; ".join(f"audit of {r['homes']:,}: {percent(r['boosted'])}, this model {percent(r['model'])}"
                        for r in more["boosted_on_audit"])  # fmt: skip
    return [
        f"Learned from licences, the naive model reports of itself a lift of {more['reported_lift']:g} times. This "
        f"model finds {more['lift_random']['mean']:g} times as many as random visits ("
        f"{more['lift_random']['least']:g} to "
        f"{more['lift_random']['most']:g}), and more than the officers' rules in {more['wins']} of "
        f"{len(card.origins)} populations.", "",
        "| homes in the audit | visits that find one | as expected | 80% range held | better than the rules |",
        "|---:|---:|---:|---:|---:|", *audit, "",
        "| visits, the audit's counted too | this model | officers' rules |", "|---:|---:|---:|", *counted, "",
        f"LightGBM learned from the same audit: {boosted}.", "",
        "| addresses wrong | joined by | this model | officers' rules |", "|---:|---|---:|---:|", *errors, "",
        "| chance said | homes | mean chance | true |", "|---:|---:|---:|---:|", *chances, "",
        "| homes that meet | homes | mean chance | true |", "|---|---:|---:|---:|", *strata, "",
        "| method | third of areas | HMOs | visits | in vain |", "|---|---|---:|---:|---:|", *vain, "",
        "HMOs, visits and visits in vain are for 1,000 homes.", "",
        "| ward | homes | visits | in vain | in vain by the rules |", "|---|---:|---:|---:|---:|", *wards, "",
        f"The audit's 80% range of the total held the truth in {percent(more['totals']['audit_held'], 0)} of "
        f"{more['totals']['audits']:,} audits, and its figure was {percent(more['totals']['audit_share'], 0)} of the "
        f"truth on average. Two lists found {percent(more['totals']['lists_share'], 0)} of it, and their range held it "
        f"in {percent(more['totals']['lists_held'], 0)} of populations: complaints bring a home to both.",
    ]  # fmt: skip
