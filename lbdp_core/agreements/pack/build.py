"""Build: one call from a contract and its answers to the whole evidence pack, as Word and as JSON of the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbdp_core import plain_json
from lbdp_core.agreements import register as risks
from lbdp_core.agreements import screening as screens
from lbdp_core.agreements.contract import Contract, as_document, checked
from lbdp_core.agreements.contract.record import LONGEST, plain
from lbdp_core.agreements.pack.headings import asked, source, steps, title
from lbdp_core.agreements.pack.prefill import said
from lbdp_core.agreements.pack.record import record
from lbdp_core.door import called
from lbdp_core.sources import DataError

WHAT, FORM = "LBDP evidence pack", 1
STATUS = "draft, needs the DPO"
NOT_ANSWERED = "not answered"
Answers = Mapping[str, bool | str]  # screening question -> yes or no; heading ("dpia.views") -> words


@dataclass(frozen=True)
class Pack:
    """The papers, byte for byte the same for the same inputs. sha256: of the content, and printed in both."""

    docx: bytes
    json: bytes
    sha256: str


def build(contract: Contract, answers: Answers, findings: Mapping[str, str], versions: Mapping[str, str]) -> Pack:
    """The evidence pack: information sharing protocol, DPIA and ATRS-shaped record.

    Args:
        contract: as it would be shared (`Contract.reduced` for a smaller ask).
        answers: yes or no to screening questions, words to headings; what is left out is "not answered".
        findings: what the bench found, name -> words. versions: of data and models, and the date, name -> words.

    Raises:
        DataError: an answer is to nothing that is asked, or is too long.
    """
    from lbdp_core.agreements.pack.word import written  # python-docx is slow to import

    held = content(contract, answers, findings, versions)
    whole = {"what": WHAT, "form": FORM, "status": STATUS, "sha256": digest(held), **held}
    text = plain_json.text(whole, indent=1, ensure_ascii=False).encode()
    return Pack(written(whole), text, whole["sha256"])


def content(
    contract: Contract, answers: Answers, findings: Mapping[str, str], versions: Mapping[str, str]
) -> dict[str, Any]:
    """What the pack says, as values that JSON can hold."""
    marked, worded = _told(answers)
    findings, versions = _texts(findings), _texts(versions)
    screening = screens.screen(contract, marked)
    register = risks.register(contract)
    told = said(contract, screening, findings) | worded  # a person's words go before the contract's
    lines = [line.in_words() for line in register.lines]
    return {
        "contract": as_document(contract),
        "answers": marked | worded,
        "findings": findings,
        "versions": versions,
        "rules": {
            "terms": checked().isoformat(),
            "screening": screens.checked().isoformat(),
            "risks": risks.checked().isoformat(),
        },
        "screening": {
            "outcome": screening.outcome,
            "says": list(screening.sentences),
            "fired": [_fired(f) for f in screening.fired],
            "open": list(screening.open),
        },
        "register": lines,
        "papers": {paper: _paper(paper, told) for paper in ("isp", "dpia")}
        | {"atrs": record(contract, told, register, findings, versions)},
    }


def clean(text: str) -> str:
    r"""Text without what XML cannot hold or a reader cannot see, in one line.

    >>> clean("a\x00b\x0b c\u202e\nd")
    'ab c d'
    """
    return plain("".join(c for c in text if c.isprintable() or c.isspace()))


def digest(held: Mapping[str, Any]) -> str:
    """SHA-256 of a pack's content, whatever the order and the spaces in which it was written."""
    text = plain_json.text(held, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _paper(paper: str, told: Mapping[str, str]) -> dict[str, Any]:
    sections = [
        {
            "heading": step.heading,
            "level": step.level,
            "table": step.table,
            "asks": [
                {"id": id, "asks": words, "says": told.get(id) or NOT_ANSWERED} for id, words in step.asks.items()
            ],
        }
        for step in steps(paper)
    ]
    return {"title": title(paper), "headings_from": source(paper), "sections": sections}


def _fired(fired: screens.Fired) -> dict[str, Any]:
    rule = fired.rule
    return {
        "id": rule.id,
        "list": rule.list,
        "words": rule.words,
        "source": rule.source,
        "since": rule.since.isoformat(),
        "read": rule.read,
        "because": list(fired.evidence),
    }


def _told(answers: Answers) -> tuple[dict[str, bool], dict[str, str]]:
    """Yes or no to the screening, and words to the headings, each in the order in which they are asked."""
    questions, headings = screens.questions(), asked()
    for id, value in answers.items():
        if id not in questions and id not in headings:
            raise DataError(f"Nothing in the pack asks for {called(id)}; take the answer out.")
        if (id in questions) != isinstance(value, bool) or not isinstance(value, bool | str):
            due = "yes or no" if id in questions else "words"
            raise DataError(f"The answer to {id} is {called(value)}; it should be {due}.")
    marked = {id: told for id in questions if isinstance(told := answers.get(id), bool)}
    worded = _texts({id: words for id in headings if isinstance(words := answers.get(id), str)})
    return marked, {id: text for id, text in worded.items() if text}


def _texts(told: Mapping[str, str]) -> dict[str, str]:
    found = {clean(str(name)): clean(str(text)) for name, text in told.items()}
    for name, text in found.items():
        if len(text) > LONGEST or len(name) > LONGEST:
            raise DataError(f"{called(name)} has {len(text):,} characters; at most {LONGEST:,} are taken.")
    return found
