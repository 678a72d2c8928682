"""Findings: what the postings methods page quotes of the scorecard, as Markdown made by a command."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core.methods import section
from lbdp_core.result import Scorecard


def findings(card: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Lines of Markdown: accuracy by share coded, duplicates by strictness, pay, and each form."""
    more = card.more
    shares = [f"| {float(share):.0%} | {right:.1%} |" for share, right in more["accuracy_by_share"].items()]
    same = [
        f"| {float(limit):.0%} | {row['precision']:.1%} | {row['recall']:.1%} |"
        for limit, row in more["duplicates"]["by_strictness"].items()
    ]
    forms = [
        f"| {form} | {row['adverts']:,} | {row['borough']:.0%} | {row['pay']:.0%} | {row['skill']:.0%} |"
        for form, row in more["by_form"].items()
    ]
    pay, hand = more["pay"], more["by_hand"]
    return [
        *section(
            f"Accuracy by the share of {more['titles']:,} titles that is coded",
            ["| coded | right |", "|---:|---:|", *shares],
        ),
        "",
        f"Of {hand['titles']:,} titles as adverts have them, written and coded by hand, {hand['accuracy']:.1%} got the "
        f"right group, and {hand['unseen_accuracy']:.1%} of the {hand['unseen']:,} whose words no published title has.",
        *section("Reposts by strictness", ["| words alike | precision | recall |", "|---:|---:|---:|", *same]),
        *section(
            "What could be read, by form",
            ["| form | adverts | borough | pay | a skill |", "|---|---:|---:|---:|---:|", *forms],
        ),
        "",
        f"Pay of {pay['adverts']:,} later made-up adverts lay in the 80% range of earlier ones "
        f"{pay['coverage_80']:.1%} of the time; "
        f"their mean absolute error from the earlier median was £{pay['mean_absolute_error']:,.0f}.",
    ]
