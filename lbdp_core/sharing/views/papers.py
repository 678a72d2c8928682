"""Papers: the contract as boxes and as a file, the answers, and the evidence pack of both."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from lbdp_core.agreements import pack
from lbdp_core.agreements.contract import ENTRIES, checked, form, read, write
from lbdp_core.agreements.contract import filled as fill_in
from lbdp_core.agreements.pack.headings import steps, title
from lbdp_core.agreements.pack.prefill import said
from lbdp_core.agreements.register import own_points, register
from lbdp_core.agreements.screening import questions
from lbdp_core.formatting import likely, number
from lbdp_core.papers import LOOK, Box, Form, Held, Papers
from lbdp_core.result import Result
from lbdp_core.sharing.scenario import SharingLevers
from lbdp_core.sharing.scenario.levers import NOTHING
from lbdp_core.sharing.scenario.words import PLANTED
from lbdp_core.sharing.schema import BUNDLED
from lbdp_core.sharing.views.contracts import SCREENING, counted
from lbdp_core.sharing.views.current_contract import (
    ANSWER,
    FILE,
    NO,
    OF_WHAT,
    TERM,
    YES,
    answers_of,
    apart,
    as_text,
    contract_of,
    left_of,
    other_fields,
    screened,
)
from lbdp_core.sharing.views.field_boxes import FIELD, field_boxes, field_filled

LEVERS = "levers"  # among the versions of a pack: so that it opens the same page
TERMS, FIELDS = "Terms of the contract", "Fields of the contract"
NOT_ASKED = "isp.not_asked"
WORDS = {"": "Not answered", YES: "Yes", NO: "No"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def boxes(result: Result, held: Held) -> Mapping[str, tuple[Box, ...]]:
    """The terms, the fields, the questions, and each heading of the two papers."""
    contract = contract_of(result, held)
    texts, day = form(contract), checked()
    given = said(contract, screened(result, held), findings(result)) | not_asked(result, held)
    terms = tuple(Box(TERM + e.name, e.label, texts[e.name], e.help, choices=e.choices(day)) for e in ENTRIES)
    asks = tuple(Box(ANSWER + id, words, held.get(ANSWER + id, ""), choices=WORDS) for id, words in questions().items())
    headings = {
        f"{title(paper)}: {step.heading}": tuple(
            Box(ANSWER + id, words, held.get(ANSWER + id, ""), given=given.get(id, pack.NOT_ANSWERED))
            for id, words in step.asks.items()
        )
        for paper in pack.PAPERS
        for step in steps(paper)
        if step.asks
    }
    return {TERMS: terms, FIELDS: field_boxes(result, held), SCREENING: asks} | headings


def says(result: Result, held: Held, group: str) -> tuple[str, ...]:
    """Where the levers no longer reach, and what the boxes come to: of a contract its screening and its risks."""
    contract, screening = contract_of(result, held), screened(result, held)
    first = apart(result, held)
    if group == SCREENING:
        return (*first, *screening.sentences)
    if group not in (TERMS, FIELDS):
        return first
    count = f"{len(contract.fields)} field{'s' * (len(contract.fields) != 1)}"
    weighed = f"{contract.name}, version {contract.version}: {count} asked for."
    if FILE in held:
        weight = number(own_points(contract), 1)
        weighed = f"{weighed[:-1]}, {weight} risk points."
    return (*first, f"{weighed} {counted(register(contract))}", screening.sentences[0])


def filled(result: Result, held: Held, name: str, text: str) -> Held:
    """What is held once a box says this.

    Raises:
        DataError: it may not say so.
    """
    if name.startswith((FIELD, LOOK)):
        return field_filled(result, held, name, text)
    if name.startswith(TERM):
        fill_in(contract_of(result, held), {name.removeprefix(TERM): text})
    return {**held, name: text}


def not_asked(result: Result, held: Held) -> dict[str, str]:
    """What the protocol says of the fields that are not asked for, where there are any."""
    left = left_of(result, held)
    return {NOT_ASKED: pack.not_asked(left.fields)} if left else {}


def opened(raw: bytes, label: str) -> dict[str, str]:
    """What is held after a contract (YAML) or a pack (JSON) was opened.

    Raises:
        DataError: it is neither; one sentence.
    """
    if not _is_pack(raw):
        return {FILE: as_text(read(raw, label))}
    held = pack.opened(raw, label)
    told = {id: (YES if v else NO) if isinstance(v, bool) else v for id, v in held.answers.items()}
    return {FILE: as_text(held.contract)} | {ANSWER + id: text for id, text in told.items()}


def levers(raw: bytes, label: str) -> dict[str, str]:
    """The levers at which a pack was made; a contract by itself tells none.

    Raises:
        DataError: the file is a pack and not as it was written.
    """
    held = pack.opened(raw, label).versions.get(LEVERS, "") if _is_pack(raw) else ""
    return dict(parse_qsl(held))


def found(raw: bytes, label: str) -> dict[str, str]:
    """What the bench had found when a pack was made; a contract by itself tells nothing.

    Raises:
        DataError: the file is a pack and not as it was written.
    """
    return pack.opened(raw, label).findings if _is_pack(raw) else {}


def _is_pack(raw: bytes) -> bool:
    return raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def made(result: Result, held: Held, versions: Mapping[str, str], beside: Mapping[str, str], name: str) -> bytes:
    """The contract as YAML, or the pack as Word or JSON."""
    contract = contract_of(result, held)
    if name == "contract":
        return write(contract)
    at = {LEVERS: urlencode({name: f"{v:g}" if isinstance(v, float) else v for name, v in result.levers.items()})}
    specs = SharingLevers.specs()
    words = {f"Lever: {specs[name].label}": specs[name].words(value) for name, value in result.levers.items()}
    told = not_asked(result, held) | answers_of(held)
    of_what = {"Of what": OF_WHAT} if other_fields(result, held) else {}
    whole = pack.build(contract, told, {**findings(result), **of_what, **beside}, {**versions, **words, **at})
    return whole.docx if name == "word" else whole.json


INVENTED = (
    "The records are made up, with an effect that we built in. No figure here shows that real records would help."
)
MOST = 4  # sentences of what the answer does not tell that go into a pack


def findings(result: Result) -> dict[str, str]:
    """What the bench says at these levers: the answer, and each headline with its range."""
    told = {"answer": str(result.answer)}
    dataset = BUNDLED.get(str(result.levers["dataset"]))
    planted = dataset is not None and dataset.kind == "synthetic" and result.levers["ask"] != NOTHING
    if planted:
        told["Synthetic"] = INVENTED
    for h in result.headlines:
        change = f"{number(h.change, h.decimals, h.unit, sign=True)} {h.unit}"
        low, high = (number(value, h.decimals, h.unit) for value in (h.change_low, h.change_high))
        ranged = change if low == high else f"{change} {likely(low, high)}"
        told[h.label] = f"{PLANTED}{ranged}" if planted else ranged
    for n, line in enumerate(result.caveats[:MOST], 1):
        told[f"What this does not tell you {n}"] = line
    return told


PAPERS = Papers(
    "The papers: contract, protocol, DPIA and transparency record",
    "A draft of the papers for a sharing agreement, filled in from the contract and the test. Questions that nobody "
    "has answered say so. Your data protection officer must review it.",
    ("yaml", "yml", "json"),
    {
        "contract": Form("Contract (YAML)", "yaml", "application/yaml"),
        "word": Form("Evidence pack (Word)", "docx", WORD),
        "json": Form("Evidence pack (JSON)", "json", "application/json"),
    },
    boxes,
    says,
    opened,
    filled,
    made,
    levers,
    found,
)
