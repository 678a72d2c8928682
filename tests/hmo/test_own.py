"""Own: a register and certificates in counts only; columns that nobody knows are asked for; no address is kept."""

from __future__ import annotations

from datetime import date

import pytest

from lbdp_core import own
from lbdp_core.hmo.own import OWN, propose, take
from lbdp_core.sources import DataError

TODAY = date(2026, 11, 1)
STREETS = [f"{n} Invented Road, Madeup" for n in range(1, 61)]


def register(header: str = "Case Number,Address,Total Number Occupants,Licence Expires") -> bytes:
    lines = [header] + [
        f'{n},"{street} ZZ{n % 9 + 1} 1AB",{3 + n % 5},0{n % 9 + 1}/05/2027' for n, street in enumerate(STREETS[:40])
    ]
    return "\r\n".join(lines).encode()


def certificates(header: str = "LMK_KEY,ADDRESS,POSTCODE,NUMBER_HABITABLE_ROOMS,TENURE,LODGEMENT_DATE") -> bytes:
    rented = [
        f'k{n},"{street.upper()}",ZZ{n % 9 + 1} 1AB,{4 + n % 3},Rented (private),2024-05-01'
        for n, street in enumerate(STREETS)
    ]
    before = [f"{row.replace('private', 'social')[:-10]}2019-05-01" for row in rented]
    after = [f"{row.replace('Rented (private)', 'owner-occupied')[:-10]}2025-05-01" for row in rented[50:]]
    return "\n".join([header, *after, *rented, *before]).encode()


@pytest.mark.parametrize(
    "header", ["lmk", "certificate_number,address,postcode,number_habitable_rooms,tenure,lodgement_date"]
)
def test_register_and_certificates_are_joined_by_address_and_day(header):
    epc = certificates() if header == "lmk" else certificates(header)
    raw, label = own.packed([("register.csv", register()), ("epc.csv", epc)])
    beside = {}
    for year in (2026, 2028):
        taken = take(None, None, raw, label, {}, own.silent, TODAY.replace(year=year))
        beside[year] = taken.tables[1][2].set_index("What")["Homes"]
        assert "Invented" not in repr(taken)
    ended = "Rented privately, with a licence that has ended"
    assert (beside[2026]["Rented privately, with a licence"], beside[2026][ended]) == ("40", "0")
    assert (beside[2028]["Rented privately, with a licence"], beside[2028][ended]) == ("0", "40")


def test_a_column_that_nobody_knows_is_asked_for_and_then_read():
    raw = register("ref,where_it_is,sleepers,until")
    question = propose(raw, "odd.csv", None).questions[0]
    at = next(key for key, name in question.options.items() if name == "where_it_is")
    taken = take(None, None, raw, "odd.csv", {"address": at}, own.silent, TODAY)
    assert "about 40" in taken.said[0]
    assert not propose(register(), "register.csv", None).questions


@pytest.mark.parametrize("raw", [b"", b"a\n1\n", b"\x00\x01"])
def test_what_is_no_table_is_refused_with_what_to_give(raw):
    with pytest.raises(DataError):
        propose(raw, "odd.csv", None)


def test_templates_are_read_back():
    for name, make in OWN.templates.items():
        assert b"," in make() and name.endswith(".csv")
