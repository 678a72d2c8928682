"""Contracts: the ask as a form and a file, whether it calls for a DPIA, and the risks it brings, at these levers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from lbdp_core.agreements import contract as contracts
from lbdp_core.agreements.contract import ENTRIES, Contract, class_words, form, terms, write
from lbdp_core.agreements.contract.record import MOST_FIELDS
from lbdp_core.agreements.register import LIKELIHOODS, SEVERITIES, Register, own_points, register, risk_points
from lbdp_core.agreements.screening import REQUIRED, checked, screen
from lbdp_core.agreements.screening.screen import lists
from lbdp_core.formatting import number
from lbdp_core.papers import Held
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown
from lbdp_core.sharing.views.current_contract import (
    FILE,
    apart,
    coarsened,
    contract_of,
    kept,
    left_of,
    marked,
    whole,
)
from lbdp_core.sharing.views.records import KEY, SMALL

SEEN, FORM, FILED = "Seen as", "A form", "A file"
SCREENING = "Screening questions"  # the group of the papers that asks them
NONE = "not answered"
FILLED_IN = "Fill in terms and fields under “The papers”, at the foot of Explore."
ONE_THING = (
    "Your answers here also go into the papers and the evidence pack. The page keeps them for this session only, until "
    "you close it."
)
POWER = (
    "You need both a lawful basis and a legal power. A lawful basis (UK GDPR, Article 6) is the reason for using the "
    "data. A legal power lets your organisation do it."
)


def opening(result: Result, held: Held) -> str:
    """What is looked at, in a sentence."""
    contract, mine, smaller = whole(result), kept(result), contract_of(result, held)
    if FILE in held:
        rows = "figures by area" if smaller.rows == "area" else f"one row a {smaller.rows}"
        count = f"{len(smaller.fields)} field{'s' * (len(smaller.fields) != 1)}"
        return f"{smaller.name}, as filled in under the papers: {count}, {rows}."
    if not mine:
        return f"{contract.name}: nothing is shared, so you see the whole contract."
    rows = f"one row a {smaller.rows}"
    if smaller.rows == "area":  # rows that become counts pass disclosure control; published figures have done so
        rows = "figures by area" if contract.rows == "area" else "counts by area, after disclosure control"
    return f"{contract.name}: {len(smaller.fields)} of {len(contract.fields)} fields shared, {rows}."


def show_contract(model: Any, result: Result, picks: Picks) -> Shown:
    """The form's boxes, or the file that says the same."""
    contract, notes = contract_of(result, picks), (POWER, FILLED_IN)
    first = (opening(result, picks), *apart(result, picks))
    if picks.get(SEEN) == FILED:
        lines = write(contract).decode().splitlines()
        text = [" " * (len(line) - len(line.lstrip())) + line.lstrip() for line in lines]
        heading = f"The same contract in YAML (Open Data Contract Standard {contracts.API})"
        return Shown(first, sheets=((heading, pd.DataFrame({"File": text})),), notes=notes)
    more = fields_of(whole(result), contract) if FILE not in picks else fields_of(_every(result, picks), contract)
    sheets = (("Fields", more), ("Terms", terms_of(contract)))
    open_ = sum(1 for text in form(contract).values() if not text)
    said = f"{open_} of {len(ENTRIES)} terms are not answered yet."
    return Shown((*first, said), sheets=sheets, notes=notes)


def _every(result: Result, held: Held) -> Contract:
    """The contract as it stands, with the fields that were left out of it."""
    contract, left = contract_of(result, held), left_of(result, held)
    here = {name for f in contract.fields for name in (f.name, *(s.name for s in f.coarsening))}
    more = [f for f in (left.fields if left else ()) if not here & {f.name, *(s.name for s in f.coarsening)}]
    return replace(contract, fields=(*contract.fields, *more)[:MOST_FIELDS])


def fields_of(contract: Contract, smaller: Contract) -> pd.DataFrame:
    """Every field of the contract, and what it is in the smaller one."""
    there = {field.name for field in smaller.fields}
    rows = []
    for field in contract.fields:
        names = [field.name, *(step.name for step in field.coarsening)]
        as_what = next((name for name in names if name in there), "not asked for")
        rows.append((field.name, field.description, class_words(field), as_what))
    return pd.DataFrame(rows, columns=["Field", "What it is", "Class", "Asked for as"])


def terms_of(contract: Contract) -> pd.DataFrame:
    """Every box of the form and what it holds."""
    held = form(contract)
    words = {e.name: terms(e.kind)[held[e.name]].words if e.kind and held[e.name] else held[e.name] for e in ENTRIES}
    source = {e.name: terms(e.kind)[held[e.name]].source if e.kind and held[e.name] else "" for e in ENTRIES}
    rows = [(e.label, words[e.name] or NONE, source[e.name] or "–") for e in ENTRIES]
    return pd.DataFrame(rows, columns=["Term", "What the contract says", "Source"])


def show_screening(model: Any, result: Result, picks: Picks) -> Shown:
    """The outcome by the answers that the papers hold, and every rule that fired with what fired it."""
    contract, told = contract_of(result, picks), marked(picks)
    found = screen(contract, told)
    about = lists()
    fired = pd.DataFrame(
        [
            (about[f.rule.list]["words"], f.rule.words, "; ".join(f.evidence), f.rule.source, f.rule.read)
            for f in found.fired
        ],
        columns=["List", "Rule", "Reason", "Source", "How we read it"],
    )
    sheets = ((f"Rules that apply ({len(fired)})", fired),) if len(fired) else ()
    notes = [
        f"We read these rules on {checked():%d %B %Y}. The outcome is never “not required”, because the law asks for a "
        "judgement. The Information Commissioner's Office (ICO) recommends a DPIA in any case.",
    ]
    if contract.rows != "area" and found.outcome != REQUIRED:
        notes.append(
            "Rows without identifiers may still identify somebody. Use a motivated intruder test to check that they "
            "are anonymous."
        )
    first = (opening(result, picks), *apart(result, picks))
    return Shown((*first, *found.sentences), sheets=sheets, notes=(*notes, ONE_THING))


def show_risks(model: Any, result: Result, picks: Picks) -> Shown:
    """The register as asked for, beside that of the whole contract; of the papers' own where they hold one."""
    mine, contract = kept(result), contract_of(result, picks)
    after = register(contract)
    sentences = [opening(result, picks), *apart(result, picks), counted(after)]
    if FILE in picks:
        sentences.append(f"Risk points: {number(own_points(contract), 1)}.")
    elif mine:
        every = whole(result)
        before = register(every)
        saved = risk_points(every, mine, coarsened(result)), risk_points(every, frozenset(f.name for f in every.fields))
        sentences.append(
            f"Risk points: {number(saved[0], 1)} as shared, {number(saved[1], 1)} for the whole contract. With the "
            f"whole contract, {before.count('high')} of {len(before.lines)} risks would be high."
        )
    sheets = (("Number of risks, before measures", matrix(after)), ("Risk register", lines_of(after)))
    note = (
        "Levels, measures and points are our judgement. Use them to compare asks, not to measure harm. Organisations "
        "and their data protection officers approve the measures."
    )
    return Shown(tuple(sentences), sheets=sheets, notes=(note,))


def counted(risks: Register) -> str:
    """How many risks are high, before measures and after."""
    return (
        f"High risks: {risks.count('high')} of {len(risks.lines)} before measures, {risks.count('high', True)} after. "
        f"Medium: {risks.count('medium')} before, {risks.count('medium', True)} after."
    )


def matrix(risks: Register) -> pd.DataFrame:
    """The three by three: how many risks have each likelihood (rows) and severity (columns)."""
    found = [[sum((r.likelihood, r.severity) == (i, j) for r in risks.lines) for j in range(3)] for i in range(3)]
    table = pd.DataFrame(found, columns=[f"{words.capitalize()} harm" for words in SEVERITIES]).astype(str)
    table.insert(0, "Likelihood", [words.capitalize() for words in LIKELIHOODS])
    return table


def lines_of(risks: Register) -> pd.DataFrame:
    """The register's lines, gravest first."""
    ordered = sorted(risks.lines, key=lambda line: (-line.overall, -line.residual))
    names = {
        "risk": "Risk", "likelihood": "Likelihood", "severity": "Severity", "overall": "Overall",
        "because": "Reason", "measures": "Measures", "effect": "Effect", "residual": "Remaining",
    }  # fmt: skip
    return pd.DataFrame([line.in_words() for line in ordered])[list(names)].replace("", "–").rename(columns=names)


def views_of(model: Any, result: Result) -> Choices:
    """Form or file."""
    return {SEEN: (FORM, FILE)}


SCENES: Mapping[str, Scene] = {
    "Contract": Scene(
        "What exactly is shared, by whom, and on what legal basis?", show_contract, views_of, papers="", part="Data"
    ),
    "Screening": Scene(
        "Do you need a data protection impact assessment (DPIA)?", show_screening, papers=SCREENING, part="Fair"
    ),
    "Risks": Scene(
        "What could go wrong for people, and what would reduce the risk?", show_risks, papers="", part="Fair"
    ),
    "Small numbers": SMALL,
    "Key": KEY,
}
