"""Papers: the contract as boxes and as a file, the answers, and the evidence pack of both."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from lbdp_core.papers import Box, Form, Held, Papers
from lbdp_core.result import Result
from lbdp_core.sharing import pack
from lbdp_core.sharing.contract import ENTRIES, Contract, as_document, checked, filled, form, read, write
from lbdp_core.sharing.pack.headings import steps, title
from lbdp_core.sharing.pack.saying import said
from lbdp_core.sharing.screening import Screening, questions, screen
from lbdp_core.sharing.views.contracts import asked, short
from lbdp_core.written import number

LEVERS = "levers"  # among the versions of a pack: so that it opens the same page
FILE, TERM, ANSWER = "file", "term.", "answer."  # how what is held is named
TERMS, SCREENING = "Terms of the contract", "Screening questions"
YES, NO = "yes", "no"
WORDS = {"": "Not answered", YES: "Yes", NO: "No"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def contract_of(result: Result, held: Held) -> Contract:
    """The contract at these levers, or the one that was opened, with the boxes that were filled in.

    Raises:
        DataError: a box holds what it may not.
    """
    base = read(held[FILE].encode()) if FILE in held else asked(result)
    return filled(base, {name.removeprefix(TERM): text for name, text in held.items() if name.startswith(TERM)})


def answers_of(held: Held) -> dict[str, bool | str]:
    """Yes or no to the screening, words to the headings."""
    told = {name.removeprefix(ANSWER): text for name, text in held.items() if name.startswith(ANSWER) and text}
    return {id: text == YES if id in questions() else text for id, text in told.items()}


def screened(result: Result, held: Held) -> Screening:
    """The screening of the contract as it is held."""
    return screen(contract_of(result, held), {id: v for id, v in answers_of(held).items() if isinstance(v, bool)})


def boxes(result: Result, held: Held) -> Mapping[str, tuple[Box, ...]]:
    """The terms, the questions, and each heading of the two papers."""
    contract = contract_of(result, held)
    texts, day = form(contract), checked()
    given = said(contract, screened(result, held), findings(result))
    terms = tuple(Box(TERM + e.name, e.label, texts[e.name], e.help, choices=e.choices(day)) for e in ENTRIES)
    asks = tuple(
        Box(ANSWER + id, short(id), held.get(ANSWER + id, ""), words, "", WORDS) for id, words in questions().items()
    )
    headings = {
        f"{title(paper)}: {step.heading}": tuple(
            Box(ANSWER + id, words, held.get(ANSWER + id, ""), given=given.get(id, pack.NOT_ANSWERED))
            for id, words in step.asks.items()
        )
        for paper in pack.PAPERS
        for step in steps(paper)
        if step.asks
    }
    return {TERMS: terms, SCREENING: asks} | headings


def says(result: Result, held: Held, group: str) -> tuple[str, ...]:
    """What was opened, and under the questions what they come to."""
    contract = contract_of(result, held)
    opened = (
        (f"Opened: {contract.name} (version {contract.version}). The levers above do not change it.",)
        if FILE in held
        else ()
    )
    return (*opened, *screened(result, held).sentences) if group == SCREENING else opened


def opened(raw: bytes, label: str) -> dict[str, str]:
    """What is held after a contract (YAML) or a pack (JSON) was opened.

    Raises:
        DataError: it is neither; one sentence.
    """
    if not _is_pack(raw):
        return {FILE: write(read(raw, label)).decode()}
    found = pack.opened(raw, label)
    told = {id: (YES if v else NO) if isinstance(v, bool) else v for id, v in found.answers.items()}
    return {FILE: write(found.contract).decode()} | {ANSWER + id: text for id, text in told.items()}


def levers(raw: bytes, label: str) -> dict[str, str]:
    """The levers at which a pack was made; a contract by itself tells none.

    Raises:
        DataError: the file is a pack and not as it was written.
    """
    held = pack.opened(raw, label).versions.get(LEVERS, "") if _is_pack(raw) else ""
    return dict(parse_qsl(held))


def _is_pack(raw: bytes) -> bool:
    return raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def made(result: Result, held: Held, versions: Mapping[str, str], name: str) -> bytes:
    """The contract as YAML, or the pack as Word or JSON."""
    contract = contract_of(result, held)
    if name == "contract":
        return write(contract)
    at = {LEVERS: urlencode({name: f"{v:g}" if isinstance(v, float) else v for name, v in result.levers.items()})}
    whole = pack.build(contract, answers_of(held), findings(result), {**versions, **at})
    return whole.docx if name == "word" else whole.json


def findings(result: Result) -> dict[str, str]:
    """What the bench says at these levers: the answer, and each headline with its range."""
    found = {"answer": result.answer}
    for h in result.headlines:
        span = f"{number(h.change_low, h.decimals, h.unit)} to {number(h.change_high, h.decimals, h.unit)}"
        found[h.label] = f"{number(h.change, h.decimals, h.unit, sign=True)} {h.unit} ({span})"
    return found


PAPERS = Papers(
    "The papers: contract, protocol, DPIA and transparency record",
    "A draft of what a sharing agreement needs, filled in from the contract and the bench. It needs the data "
    "protection officer; whatever nobody has answered says so.",
    ("yaml", "yml", "json"),
    {
        "contract": Form("Contract (YAML)", "yaml", "application/yaml"),
        "word": Form("Evidence pack (Word)", "docx", WORD),
        "json": Form("Evidence pack (JSON)", "json", "application/json"),
    },
    boxes,
    says,
    opened,
    lambda result, held: as_document(contract_of(result, held)),
    made,
    levers,
)
