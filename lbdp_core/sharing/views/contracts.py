"""Contracts: the ask as a form and a file, whether it calls for a DPIA, and the risks it brings, at these levers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown
from lbdp_core.sharing import contract as contracts
from lbdp_core.sharing.contract import ENTRIES, Contract, bundled, form, terms, write
from lbdp_core.sharing.register import LIKELIHOODS, SEVERITIES, Register, register, risk_points
from lbdp_core.sharing.screening import REQUIRED, checked, questions, screen
from lbdp_core.sharing.screening.rules import lists
from lbdp_core.sharing.views.records import KEY, SMALL
from lbdp_core.written import number

SEEN, FORM, FILE = "Seen as", "A form", "A file"
OPEN, YES, NO = "Not answered", "Yes", "No"
NONE = "not answered"
POWER = (
    "A lawful basis (Article 6) says why the data may be processed; a legal power says that the body may do this at "
    "all. Both are needed, and one does not stand for the other."
)


def whole(result: Result) -> Contract:
    """The contract of the dataset that the levers choose."""
    return bundled(str(result.levers["dataset"]))


def coarsened(result: Result) -> dict[str, str]:
    """How coarse the levers make it."""
    return {"place": str(result.levers["place"]), "age": str(result.levers["age"])}


def kept(result: Result) -> frozenset[str]:
    """The fields of the contract that the levers share."""
    ask = result.extras["ask"]
    return frozenset(str(name) for name in ask.loc[ask["shared"] == "yes", "field"])


def asked(result: Result) -> Contract:
    """The contract as it would be shared; the whole of it where nothing is asked for."""
    mine = kept(result)
    return whole(result).reduced(mine, coarsened(result)) if mine else whole(result)


def opening(result: Result) -> str:
    """What is looked at, in a sentence."""
    contract, mine, smaller = whole(result), kept(result), asked(result)
    if not mine:
        return f"{contract.name}: nothing is asked for at these levers, so the whole contract is shown."
    rows = f"one row a {smaller.rows}"
    if smaller.rows == "area":  # rows that become counts pass disclosure control; published figures have done so
        rows = "figures by area" if contract.rows == "area" else "counts by area, after disclosure control"
    return f"{contract.name}, as asked for: {len(smaller.fields)} of {len(contract.fields)} fields, {rows}."


def show_contract(model: Any, result: Result, picks: Picks) -> Shown:
    """The form's boxes, or the file that says the same."""
    contract = asked(result)
    if picks.get(SEEN) == FILE:
        lines = write(contract).decode().splitlines()
        text = [" " * (len(line) - len(line.lstrip())) + line.lstrip() for line in lines]
        heading = f"The same contract in YAML (Open Data Contract Standard {contracts.API})"
        return Shown((opening(result),), sheets=((heading, pd.DataFrame({"File": text})),), notes=(POWER,))
    sheets = (("Fields", fields_of(whole(result), contract)), ("Terms", terms_of(contract)))
    open_ = sum(1 for text in form(contract).values() if not text)
    said = f"{open_} of {len(ENTRIES)} terms are not answered; the papers say so too."
    return Shown((opening(result), said), sheets=sheets, notes=(POWER,))


def fields_of(contract: Contract, smaller: Contract) -> pd.DataFrame:
    """Every field of the contract, and what it is in the smaller one."""
    there = {field.name for field in smaller.fields}
    rows = []
    for field in contract.fields:
        names = [field.name, *(step.name for step in field.coarsening)]
        as_what = next((name for name in names if name in there), "not asked for")
        kind = terms("categories")[field.category].words if field.category else ""
        sort = field.classification.replace("_", " ") + (f": {kind}" if kind else "")
        rows.append((field.name, field.description, sort, as_what))
    return pd.DataFrame(rows, columns=["Field", "What it is", "Class", "Asked for as"])


def terms_of(contract: Contract) -> pd.DataFrame:
    """Every box of the form and what it holds."""
    held = form(contract)
    words = {e.name: terms(e.kind)[held[e.name]].words if e.kind and held[e.name] else held[e.name] for e in ENTRIES}
    source = {e.name: terms(e.kind)[held[e.name]].source if e.kind and held[e.name] else "" for e in ENTRIES}
    rows = [(e.label, words[e.name] or NONE, source[e.name] or "–") for e in ENTRIES]
    return pd.DataFrame(rows, columns=["Term", "What the contract says", "Source"])


def answer_boxes(model: Any, result: Result) -> Choices:
    """A box for each question of the screening."""
    return {short(id): (OPEN, YES, NO) for id in questions()}


def short(id: str) -> str:
    """A question in a few words.

    >>> short("new_technology")
    'New technology'
    """
    return id.replace("_", " ").capitalize()


def answers(picks: Picks) -> dict[str, bool]:
    """The questions that are answered."""
    told = {id: picks.get(short(id), OPEN) for id in questions()}
    return {id: text == YES for id, text in told.items() if text in (YES, NO)}


def show_screening(model: Any, result: Result, picks: Picks) -> Shown:
    """The outcome, every rule that fired and what fired it, and the questions."""
    contract, marked = asked(result), answers(picks)
    found = screen(contract, marked)
    about = lists()
    fired = pd.DataFrame(
        [
            (about[f.rule.list]["words"], f.rule.words, "; ".join(f.evidence), f.rule.source, f.rule.read)
            for f in found.fired
        ],
        columns=["List", "Rule", "Because of", "Source", "Known"],
    )
    asks = [
        (short(id), words, "yes" if marked.get(id) else "no" if id in marked else NONE)
        for id, words in questions().items()
    ]
    table = pd.DataFrame(asks, columns=["Box above", "Question", "Answer"])
    sheets = (
        ((f"Rules that fired ({len(fired)})", fired), ("Questions", table)) if len(fired) else (("Questions", table),)
    )
    notes = [
        f"Rules as they were read on {checked():%d %B %Y}. The outcome is never “not required”: the law asks for a "
        "judgement that no list replaces, and the ICO holds a DPIA to be good practice in any case.",
    ]
    if contract.rows != "area" and found.outcome != REQUIRED:
        notes.append(
            "Rows without identifiers may still tell of somebody: whether they are anonymous is for a test with a "
            "motivated intruder, not for this list."
        )
    return Shown((opening(result), *found.sentences), sheets=sheets, notes=tuple(notes))


def show_risks(model: Any, result: Result, picks: Picks) -> Shown:
    """The register as asked for, beside that of the whole contract."""
    contract, mine = whole(result), kept(result)
    every = frozenset(field.name for field in contract.fields)
    before, after = register(contract), register(asked(result))
    sentences = [opening(result), counted(after)]
    if mine:
        points = risk_points(contract, mine, coarsened(result)), risk_points(contract, every)
        sentences.append(
            f"Risk points: {number(points[0], 1)} as asked for, {number(points[1], 1)} for the whole contract; "
            f"{before.count('high')} of its {len(before.lines)} risks would be high."
        )
    sheets = (("How many risks stand where, before measures", matrix(after)), ("Risk register", lines_of(after)))
    note = (
        "Levels, measures and points are judgements of the makers, dated and open to argument; they order asks, they "
        "do not measure harm. Who approves a measure is for the organisations and their data protection officers."
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
        "because": "Because of", "measures": "Measures", "effect": "Effect", "residual": "Left over",
    }  # fmt: skip
    return pd.DataFrame([line.in_words() for line in ordered])[list(names)].replace("", "–").rename(columns=names)


def views_of(model: Any, result: Result) -> Choices:
    """Form or file."""
    return {SEEN: (FORM, FILE)}


SCENES: Mapping[str, Scene] = {
    "Contract": Scene("What exactly is asked for, of whom, and on what ground?", show_contract, views_of),
    "Screening": Scene("Does this call for a data protection impact assessment?", show_screening, answer_boxes),
    "Risks": Scene("What could go wrong for people, and what would lower it?", show_risks),
    "Small numbers": SMALL,
    "Key": KEY,
}
