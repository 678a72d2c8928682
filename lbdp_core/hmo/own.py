"""A council's own register of licensed HMOs and its energy certificates: joined by address, told in counts only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import days, door, protect
from lbdp_core.door import UPLOAD, Column, Kind, header
from lbdp_core.door.kinds import match
from lbdp_core.hmo.build.licences import COUNTED, EARLIER, NOT_IN_FORCE, SELECTIVE, addresses, latest, licences
from lbdp_core.hmo.build.matching import LOST, Gazetteer, Parts, parts
from lbdp_core.hmo.schema import ADDRESSED, CERTIFICATES, REGISTER, without_address
from lbdp_core.own import Own, Proposal, Question, Say, Taken
from lbdp_core.sources import DataError, Shelf

LARGE = 5  # people from whom a licence is mandatory
ADDRESS, NONE = "address", "none of these"
UNKNOWN = "Some columns have names that we do not know."
SEVERAL = re.compile(
    r"\s*\d{1,3}(\.0)?\s*((people|person|occup|tenant|resident|household|max|[(/]).*)?", re.IGNORECASE
)  # "5", "5 persons / 4 households"


def _are_days(values: pd.Series) -> pd.Series:
    return values.map(lambda text: days.day(text) is not None)


# What a person is asked for where no header is known: words, how values read, and a header that hints at it.
ASKED: Mapping[str, tuple[str, Callable[[pd.Series], pd.Series], str]] = {
    ADDRESS: ("The column with the address", lambda values: values.map(_is_address), "addr"),
    "people": ("The column with the most people allowed",
               lambda values: values.str.fullmatch(SEVERAL) & ~_are_days(values), "occup|person|people|tenant"),
    "ends": ("The column with the day the licence ends", _are_days, "expir|end|until|valid"),
}  # fmt: skip
WHO = re.compile(r"holder|landlord|owner|manag|agent|licensee|proprietor|applicant|correspond", re.IGNORECASE)
LOOKED, MOSTLY = 200, 0.5  # values of a column, and the share that must look like addresses
HIDDEN = "Counts of 7 and under are hidden and others are rounded to 5. No address is kept or shown."


def _tables(raw: bytes, label: str, answers: Mapping[str, Any]) -> list[tuple[Kind, pd.DataFrame]]:
    """The registers and certificates of an upload, each as its kind has it.

    Raises:
        DataError: there is none, and no column of addresses was named.
    """
    found: list[tuple[Kind, pd.DataFrame]] = []
    with door.tables([(door.called(label), raw)], UPLOAD) as given:
        for table in given.tables:
            headers = _headers(table)
            kind = next((k for k in reversed(ADDRESSED) if match(k, headers).fits), None)
            if kind in (None, REGISTER):
                kind = _mapped(kind, answers, dict(_columns(given)), headers)
            if kind is not None:
                frame = door.read_table(table, kind, UPLOAD)
                found.append((kind, frame[without_address(frame).eq("")].reset_index(drop=True)))
    if not found:
        raise DataError(
            f"{door.called(label)} has no column of addresses that we know; give a register with a column “Address”, "
            "or certificates with ADDRESS, POSTCODE, NUMBER_HABITABLE_ROOMS and TENURE."
        )
    if all(frame.empty for _, frame in found):
        raise DataError(f"{door.called(label)} has no row with an address; give a file with rows below its header.")
    return found


def _columns(given: door.Tables) -> list[tuple[str, str]]:
    """Every column of an upload by its position, for a person to choose from."""
    names = dict.fromkeys(name for table in given.tables for name in _headers(table))
    return [(str(n), name) for n, name in enumerate(names)]


def _headers(table: door.Table) -> list[str]:
    kind = next((k for k in reversed(ADDRESSED) if header.nearly(table.top, (k,))), None)
    head = header.of(table.top, kind)[0] if kind else header.likeliest(table.top)
    return [name for name in head.names if name]


def _is_address(text: str) -> bool:
    _, number, street, _ = parts(text)
    return bool(number) and " " in street


def _is_row(headers: list[str]) -> bool:
    """Whether what stands where a header should be is a row of values, since it has an address."""
    return any(map(_is_address, headers))


def _reads(table: door.Table) -> dict[str, set[str]]:
    """For each thing that a person may be asked for, the headers of columns whose values mostly read as it."""
    headers = _headers(table)
    names = [name for name in headers if headers.count(name) == 1 and not WHO.search(name)]
    columns = tuple(Column(f"c{n}", (name,), needed=False) for n, name in enumerate(names))
    cells = door.read_table(table, Kind("columns", "a table", "as given", "as given", columns), UPLOAD)
    found: dict[str, set[str]] = {key: set() for key in ASKED}
    for n, name in enumerate(names):
        values = cells[f"c{n}"].dropna().head(LOOKED).astype(str)
        for key, (_, read, _) in ASKED.items():
            if len(values) and read(values).mean() > MOSTLY:
                found[key].add(name)
    return found


def _mapped(
    kind: Kind | None, answers: Mapping[str, Any], columns: Mapping[str, str], headers: list[str]
) -> Kind | None:
    """The register's kind with columns as a person named them; None where nobody knows which column has addresses."""
    named = {key: name for key in ASKED if (name := columns.get(str(answers.get(key)))) in headers}
    if not named or (kind is None and ADDRESS not in named):
        return kind
    own = tuple(replace(REGISTER.column(key), spellings=(str(name),)) for key, name in named.items())
    return replace(REGISTER, columns=(*own, *(c for c in REGISTER.columns if c.name not in named)), one_of=())


def _likeliest_first(key: str, options: Mapping[str, str]) -> dict[str, str]:
    hint = re.compile(ASKED[key][2], re.IGNORECASE)
    return dict(sorted(options.items(), key=lambda option: not hint.search(option[1])))


def _questions(given: door.Tables, register: bool) -> tuple[Question, ...]:
    """Where no header is known, what each of the columns that read so may be; in a register, those that hint at it."""
    ways: dict[str, dict[str, str]] = {key: {} for key in ASKED}
    for table in given.tables:
        headers = _headers(table)
        known = match(REGISTER, headers).at if register else {}
        used = {headers[at] for at in known.values()}
        for key, names in ({} if _is_row(headers) else _reads(table)).items():
            hint = re.compile(ASKED[key][2] if register else "", re.IGNORECASE)
            likely = {name for name in names - used if hint.search(name)} if key not in known else set()
            ways[key] |= {at: name for at, name in _columns(given) if name in likely}
    return tuple(
        Question(key, ASKED[key][0], _likeliest_first(key, options) | ({} if key == ADDRESS else {"": NONE}))
        for key, options in ways.items()
        if options
    )


def propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """Nothing to confirm where the columns are known; otherwise which hold the addresses, the people and the end.

    Raises:
        DataError: the file cannot be read, or has no columns.
    """
    with door.tables([(door.called(label), raw)], UPLOAD) as given:
        try:
            kinds = [kind for kind, _ in _tables(raw, label, {})]
        except DataError:
            questions = _questions(given, register=False)
            if not questions or questions[0].key != ADDRESS:
                raise
            return _asking(questions)
        return _asking(_questions(given, register=True) if REGISTER in kinds else ())


def _asking(questions: tuple[Question, ...]) -> Proposal:
    """What is said before the questions: one has a button an answer, and no words of its own beside them."""
    if not questions:
        return Proposal()
    (first, *more) = questions
    asks = "Please say what they hold." if more else f"Which is {first.words[:1].lower()}{first.words[1:]}?"
    return Proposal(f"{UNKNOWN} {asks}", questions)


def take(
    model: Any, shelf: Shelf, raw: bytes, label: str, answers: Mapping[str, Any], say: Say, today: date | None = None
) -> Taken[Any]:
    """What the files hold, and where a licence and a certificate are of one address; the model stays as it is."""
    given = _tables(raw, label, answers)
    now = pd.Timestamp(today or date.today())
    registers = [frame for kind, frame in given if kind.name == REGISTER.name]
    certificates = [frame for kind, frame in given if kind.name == CERTIFICATES.name]
    said, tables = [], []
    if registers:
        every = licences(pd.concat(registers, ignore_index=True))
        said += _quality(list(every["home"]), "licences")
        tables.append(("Your register", HIDDEN, _register(every, now)))
    if certificates:
        epc = pd.concat(certificates, ignore_index=True)
        said += _quality(addresses(epc), "certificates")
        if registers:
            tables.append(("Certificates beside the register", HIDDEN, _beside(every, epc, now)))
    if not (registers and certificates):
        said.append("Give a register and certificates together, and the page joins them by address.")
    what = " and ".join(["a register"] * bool(registers) + ["energy certificates"] * bool(certificates))
    return Taken(
        what, None, tuple(said),
        ("A home without a licence may need none: a family, one tenant, or a licence under way.",),
        tuple(tables),
    )  # fmt: skip


def _quality(read: list[Parts], what: str) -> list[str]:
    """How many rows there are, and how many addresses can be read in full."""
    whole = sum(bool(number and street and code) for _, number, street, code in read)
    return [f"The file has {protect.said(len(read))} {what}. Of their addresses {_part(whole, len(read))} have "
            "a number, a street and a postcode as we read them."]  # fmt: skip


def _part(some: int, whole: int) -> str:
    """A share as it may be said: not to the last row."""
    return f"about {min(max(5 * round(20 * some / max(whole, 1)), 5), 95)}%" if some < whole else "all"


def _register(every: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """Rows by whether they count, and licences by size and by when they end."""
    left_out = {why: every["why"] == why for why in (NOT_IN_FORCE, SELECTIVE, EARLIER) if (every["why"] == why).any()}
    counted = every[every["why"] == ""]
    size, end, soon = counted["people"], counted["end"], now + pd.DateOffset(months=6)
    return _released(
        *([{COUNTED: every["why"] == ""} | left_out] if left_out else []),
        {
            "For five people or more": size >= LARGE,
            "For fewer": size < LARGE,
            "People not given": size.isna(),
        },
        {
            "Already ended": end < now,
            "Ends within six months": (end >= now) & (end < soon),
            "Ends later": end >= soon,
            "End not given or not read": end.isna(),
        },
    )


def _beside(every: pd.DataFrame, epc: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """Homes whose last certificate is for private renting: how many have a licence, by rooms."""
    known = epc.assign(home=pd.Series(addresses(epc), index=epc.index))
    rented = latest(known if "lodged" in known else known.assign(lodged=0), "lodged")
    rented = rented[rented["tenure"].fillna("").str.contains("private", case=False)]
    counted = every[every["why"] == ""]
    ended = counted["end"] < now
    licensed, lapsed = (
        rented["home"].map(lambda home, index=index: index.find(home) != LOST).astype(bool)
        for index in (Gazetteer(list(dict.fromkeys(counted.loc[some, "home"]))) for some in (~ended, ended))
    )
    large, none = pd.to_numeric(rented["rooms"], errors="coerce") >= LARGE, ~licensed & ~lapsed
    return _released(
        {
            "Rented privately, with a licence": licensed,
            "Rented privately, with a licence that has ended": lapsed & ~licensed,
            "Five rooms or more and no licence found": large & none,
            "Fewer rooms or none given, and no licence found": ~large & none,
        }
    )


def _released(*parted: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Rows counted in one or more ways, each of which parts them all, so that their number tells no small part."""
    lines = []
    for parts_of in parted:
        shown = protect.one_way(np.array([float(part.sum()) for part in parts_of.values()]))
        lines += [(name, "hidden" if np.isnan(n) else f"{n:,.0f}") for name, n in zip(parts_of, shown, strict=True)]
    return pd.DataFrame(lines, columns=["What", "Homes"])


OWN: Own[Any] = Own(
    heading="Your own register and energy certificates",
    asks="Use your register of licensed HMOs, your energy certificates, or both together.",
    upload="A register or certificates, CSV or Excel (select both files, or give one zip file)",
    propose=propose,
    take=take,
    columns={
        "Register": "an address in one column or several; the people allowed and the last day, where you have them",
        "Certificates": "ADDRESS, POSTCODE, NUMBER_HABITABLE_ROOMS and TENURE, as the Ministry publishes them",
    },
    several=True,
    notes=(
        "A register and certificates are public, so addresses may come here. Names in them are neither kept nor shown. "
        "Do not bring telephone numbers or other records.",
        HIDDEN,
    ),
    templates={f"{kind.name.replace('_', '-')}.csv": kind.template.encode for kind in ADDRESSED},
)
