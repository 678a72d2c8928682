"""A council's own register of licensed HMOs and its energy certificates: joined by address, told in counts only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, protect
from lbdp_core.door import UPLOAD, Column, Kind, header
from lbdp_core.door.kinds import match
from lbdp_core.hmo.build.matching import LOST, Gazetteer, Parts, parts
from lbdp_core.hmo.schema import ADDRESSED, CERTIFICATES, REGISTER
from lbdp_core.own import Own, Proposal, Question, Say, Taken
from lbdp_core.sources import DataError, Shelf

LARGE = 5  # people from whom a licence is mandatory
ADDRESS = "address"
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
            if kind is None and (column := dict(_columns(given)).get(str(answers.get(ADDRESS)))) in headers:
                kind = _mapped(str(column))
            if kind is not None:
                frame = door.read_table(table, kind, UPLOAD)
                found.append((kind, frame[frame["address"].notna()].reset_index(drop=True)))
    if not found:
        raise DataError(
            f"{door.called(label)} has no column of addresses that we know; give a register with a column “Address”, "
            "or certificates with ADDRESS, POSTCODE, NUMBER_HABITABLE_ROOMS and TENURE."
        )
    return found


def _columns(given: door.Tables) -> list[tuple[str, str]]:
    """Every column of an upload by its position, for a person to choose from."""
    names = dict.fromkeys(name for table in given.tables for name in _headers(table))
    return [(str(n), name) for n, name in enumerate(names)]


def _headers(table: door.Table) -> list[str]:
    kind = next((k for k in reversed(ADDRESSED) if header.nearly(table.top, (k,))), None)
    head = header.of(table.top, kind)[0] if kind else header.likeliest(table.top)
    return [name for name in head.names if name]


def _like_addresses(table: door.Table) -> list[str]:
    """Headers of columns whose values are mostly a number and a street."""
    names = [name for name in _headers(table) if _headers(table).count(name) == 1]
    columns = tuple(Column(f"c{n}", (name,), needed=False) for n, name in enumerate(names))
    cells = door.read_table(table, Kind("columns", "a table", "as given", "as given", columns), UPLOAD)
    found = []
    for n, name in enumerate(names):
        read = [parts(str(value)) for value in cells[f"c{n}"].dropna().head(LOOKED)]
        if read and np.mean([bool(number) and " " in street for _, number, street, _ in read]) > MOSTLY:
            found.append(name)
    return found


def _mapped(column: str) -> Kind:
    """The register's kind, its addresses in another column."""
    rest = tuple(c for c in REGISTER.columns if c.name != "address")
    return Kind(REGISTER.name, REGISTER.what, REGISTER.publisher, REGISTER.licence,
                (Column("address", (column,)), *rest), sift=REGISTER.sift, unit=REGISTER.unit)  # fmt: skip


def propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """Nothing to confirm where the columns are known; otherwise which column holds the addresses.

    Raises:
        DataError: the file cannot be read, or has no columns.
    """
    try:
        _tables(raw, label, {})
    except DataError:
        with door.tables([(door.called(label), raw)], UPLOAD) as given:
            likely = {name for table in given.tables for name in _like_addresses(table)}
            ways = {at: name for at, name in _columns(given) if name in likely}
        if not ways:
            raise
        said = "We do not know these columns. Which one holds the address?"
        return Proposal(said, (Question(ADDRESS, "The column with the address", ways),))
    return Proposal()


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
        register = pd.concat(registers, ignore_index=True)
        said += _quality(register, "licences")
        tables.append(("Your register", HIDDEN, _register(register, now)))
    if certificates:
        epc = pd.concat(certificates, ignore_index=True)
        said += _quality(epc, "certificates")
        if registers:
            tables.append(("Certificates beside the register", HIDDEN, _beside(register, epc)))
    if not (registers and certificates):
        said.append("Give a register and certificates together, and the page joins them by address.")
    what = " and ".join(["a register"] * bool(registers) + ["energy certificates"] * bool(certificates))
    return Taken(
        what, None, tuple(said),
        ("A home without a licence may need none: a family, one tenant, or a licence under way.",),
        tuple(tables),
    )  # fmt: skip


def _read(frame: pd.DataFrame) -> list[Parts]:
    postcode = frame["postcode"].fillna("") if "postcode" in frame else [""] * len(frame)
    return [parts(str(a), str(p)) for a, p in zip(frame["address"], postcode, strict=True)]


def _quality(frame: pd.DataFrame, what: str) -> list[str]:
    """How many rows there are, how many addresses can be read in full, and how many are there twice."""
    read = _read(frame)
    whole = sum(bool(number and street and code) for _, number, street, code in read)
    twice = len(read) - len(set(read))
    lines = [f"The file has {protect.said(len(read))} {what}. Of their addresses {_part(whole, len(read))} have "
             "a number, a street and a postcode as we read them."]  # fmt: skip
    return lines + ([f"The same address is there more than once in {protect.said(twice)} rows."] if twice else [])


def _part(some: int, whole: int) -> str:
    """A share as it may be said: not to the last row."""
    return f"about {min(max(5 * round(20 * some / max(whole, 1)), 5), 95)}%" if some < whole else "all"


def _register(register: pd.DataFrame, now: pd.Timestamp) -> pd.DataFrame:
    """Licences by size and by when they end."""
    people = register["people"] if "people" in register else pd.Series(float("nan"), index=register.index)
    ends = register["ends"] if "ends" in register else pd.Series("", index=register.index)
    end = pd.to_datetime(ends, errors="coerce", dayfirst=True, format="mixed")
    soon = now + pd.DateOffset(months=6)
    return _released(
        {
            "For five people or more": people >= LARGE,
            "For fewer": people < LARGE,
            "People not given": people.isna(),
        },
        {
            "Already ended": end < now,
            "Ends within six months": (end >= now) & (end < soon),
            "Ends later": end >= soon,
            "End not given or not read": end.isna(),
        },
    )


def _beside(register: pd.DataFrame, epc: pd.DataFrame) -> pd.DataFrame:
    """Homes with a certificate for private renting: how many have a licence, by rooms."""
    index = Gazetteer(list(dict.fromkeys(_read(register))))
    rented = epc[epc["tenure"].fillna("").str.contains("private", case=False)].copy()
    rented["home"] = _read(rented)
    rented = rented.drop_duplicates("home", keep="last")
    licensed = pd.Series([index.find(home) != LOST for home in rented["home"]], index=rented.index, dtype=bool)
    large = rented["rooms"] >= LARGE
    return _released(
        {
            "Rented privately, with a licence": licensed,
            "Five rooms or more and no licence found": large & ~licensed,
            "Fewer rooms and no licence found": ~large & ~licensed,
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
        "Register": "an address in one column; the number of people and the day the licence ends, where you have them",
        "Certificates": "ADDRESS, POSTCODE, NUMBER_HABITABLE_ROOMS and TENURE, as the Ministry publishes them",
    },
    several=True,
    notes=(
        "A register and certificates are public, so addresses may come here. Do not bring names, telephone numbers or "
        "other records.",
        HIDDEN,
    ),
    templates={f"{kind.name.replace('_', '-')}.csv": kind.template.encode for kind in ADDRESSED},
)
