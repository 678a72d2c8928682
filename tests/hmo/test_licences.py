"""Licences: registers as councils publish them, in one field or five, with statuses, renewals, and days in words."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from lbdp_core import own
from lbdp_core.hmo.build.licences import EARLIER, NOT_IN_FORCE, SELECTIVE, addresses, licences, people
from lbdp_core.hmo.own import propose, take
from tests.corpus import as_xlsx

TODAY = date(2026, 11, 1)
HOLDERS = ("Amara Okonkwo", "Siân Llewelyn", "Zoë O'Brien")
STREETS = ("Invented Road", "Madeup Street", "Nowhere Lane")


def street(n: int) -> str:
    return f"{n + 1} {STREETS[n % 3]}"


def code(n: int) -> str:
    return f"LS{n % 9 + 1} {n % 8 + 1}AB"


# A council's layout: what it calls its columns, and what they hold of the nth licence, for n people until a day.
LAYOUTS = {
    "one field": ("Reference,Address,Licence Holder,Number of Occupants,Licence Expiry Date",
                  lambda n: (n, f"{street(n)}, Headingley, {code(n)}", HOLDERS[n % 3], 3 + n % 4, "05/02/2027")),
    "lines and a postcode": ("Licence Number,Address Line 1,Address Line 2,Town,Postcode,Max Persons,Licence End Date",
                             lambda n: (n, street(n), "", "Leeds", code(n), f"{3 + n % 4} persons", "2027-02-05")),
    "number and street": ("House number,Street name,Post Code,Max no of persons,Date licence expires",
                          lambda n: (n + 1, STREETS[n % 3], code(n), 3 + n % 4, "5th February 2027")),
    "a landlord's address before the home's": (
        "Licence Holder,Address,Address of HMO,Persons,Duration,Date licence commenced",
        lambda n: (HOLDERS[n % 3], "77 Owner Street, Reading RG1 1AA", f"{street(n)}, {code(n)}", 3 + n % 4, "5 years",
                   "06/02/2022")),
    "lines in one cell, and Excel's days": (
        "Address of licensed HMO,Licence holder name and address,Number of storeys,Maximum number of occupants,"
        "Licence expiry date",
        lambda n: (f"{street(n)}\n\nLeeds\n{code(n)}", f"{HOLDERS[n % 3]}\n4 Owner Street\nReading RG1 1AA", 9,
                   3 + n % 4, 46423)),
    "flats apart, and other words": (
        "Flat/Unit,House No,Street,Post Code,No. of Permitted Occupants,Licence From,Licence To",
        lambda n: (f"Flat {n}", 18, "High Street", "LS1 1AB", 3 + n % 4, "06/02/2022", "05/02/27")),
    "people and households in one": ("HMO Address,Licence Holder,Maximum Occupancy,Expires",
                                     lambda n: (f"{street(n)} {code(n)}", HOLDERS[n % 3],
                                                f"{3 + n % 4} persons / 2 households", "5-Feb-2027")),
}  # fmt: skip


def rows(layout: str, count: int = 40) -> list[list[str]]:
    header, row = LAYOUTS[layout]
    return [header.split(","), *([str(value) for value in row(n)] for n in range(count))]


def register(layout: str, end: str = "\r\n", encoding: str = "utf-8", between: str = ",") -> bytes:
    quoted = (between.join(f'"{value}"' for value in row) for row in rows(layout))
    return end.join(quoted).encode(encoding)


def told(raw: bytes, name: str = "register.csv", answers: dict[str, str] | None = None) -> dict[str, str]:
    taken = take(None, None, raw, name, answers or {}, own.silent, TODAY)
    assert not any(word in repr(taken) for word in ("Okonkwo", "Invented", "LS1"))
    frame = taken.tables[0][2]
    return dict(zip(frame["What"], frame["Homes"], strict=True))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("end", "encoding"), [("\r", "cp1252"), ("\r\n", "utf-8-sig"), ("\n", "utf-8")])
def test_a_layout_is_read_whatever_its_line_ends_and_letters(layout, end, encoding):
    raw = register(layout, end, encoding)
    assert not propose(raw, "register.csv", None).questions
    counts = told(raw)
    assert (counts["For five people or more"], counts["For fewer"]) == ("20", "20")
    assert (counts["Ends within six months"], counts["Ends later"]) == (
        "40",
        "0",
    )  # the 5th of February, not 2nd of May


def test_a_workbook_with_titles_over_its_header_and_a_total_below_is_read():
    table = [["A council: public register of licensed HMOs"], ["Section 232, Housing Act 2004"], [], *rows("one field")]
    counts = told(as_xlsx([*table, ["Total licences", "40"]]), "register.xlsx")
    assert (counts["For five people or more"], counts["People not given"]) == ("20", "0")


def test_a_list_of_hmos_and_their_landlords_is_a_register():
    lines = ["HMO Address,Licence Holder", *(f'"{street(n)} {code(n)}",{HOLDERS[n % 3]}' for n in range(40))]
    assert told("\n".join(lines).encode())["End not given or not read"] == "40"


def test_what_is_not_in_force_selective_or_an_earlier_licence_is_not_counted():
    frame = pd.DataFrame(
        [
            ("1 Invented Road LS1 1AB", "Mandatory HMO", "Issued", "01/02/2027"),
            ("1 Invented Rd., LS1 1AB", "Mandatory HMO", "Issued", "01/02/2032"),
            ("2 Invented Road LS1 1AB", "Additional HMO", "Withdrawn", "01/02/2032"),
            ("3 Invented Road LS1 1AB", "Selective", "Issued", "01/02/2032"),
            ("4 Invented Road LS1 1AB", "Temporary Exemption Notice", "", "01/02/2027"),
            ("Rose Cottage", "HMO", "Issued", ""),
            ("Rose Cottage", "HMO", "Issued", ""),
        ],
        columns=["address", "type", "status", "ends"],
    ).assign(ends=lambda rows: pd.to_datetime(rows["ends"], format="%d/%m/%Y"))
    assert list(licences(frame)["why"]) == [EARLIER, "", NOT_IN_FORCE, SELECTIVE, NOT_IN_FORCE, "", ""]


def test_an_address_in_lines_is_that_of_one_field():
    lines = pd.DataFrame([("Flat 2", "18 High Street", "Leeds", "LS1 1AB")],
                         columns=["address", "line_2", "line_3", "postcode"])  # fmt: skip
    one = pd.DataFrame([("Flat 2, 18 High Street, Leeds LS1 1AB",)], columns=["address"])
    assert addresses(lines) == addresses(one)


@pytest.mark.parametrize(
    ("given", "said"),
    [("5", 5), ("6 (5 from 2027)", 6), ("Persons: 4, households: 2", 4), ("4 households, 7 people", 7)],
)
def test_people_as_registers_write_them(given, said):
    assert people(given) == said


def test_two_languages_in_a_header_are_asked_for():
    header = "Rhif / Number,Cyfeiriad / Address,Dod i Ben / Expiry Date,Nifer / Occupants"
    body = [f'C{n},"{street(n)}, {code(n)}",03/05/2029,{3 + n % 4}' for n in range(40)]
    raw = "\r\n".join([header, *body]).encode()
    questions = {question.key: dict(question.options) for question in propose(raw, "register.csv", None).questions}
    assert questions == {
        "address": {"1": "Cyfeiriad / Address"},
        "people": {"": "none of these", "3": "Nifer / Occupants"},
        "ends": {"": "none of these", "2": "Dod i Ben / Expiry Date"},
    }
    proposed = {key: next(iter(options)) for key, options in questions.items()}
    assert proposed == {"address": "1", "people": "3", "ends": "2"}
    counts = told(raw, answers=proposed)
    assert (counts["For five people or more"], counts["Ends later"]) == ("20", "40")


def test_a_column_that_hints_at_people_is_asked_for_in_a_register_that_is_known():
    raw = register("one field").replace(b"Number of Occupants", b"Persons (see note 3)")
    questions = propose(raw, "register.csv", None).questions
    assert [question.key for question in questions] == ["people"]
    assert propose(raw, "register.csv", None).said.endswith("Which is the column with the most people allowed?")
    assert told(raw, answers={"people": "3"})["For five people or more"] == "20"
    assert told(raw, answers={"people": ""})["People not given"] == "40"


def test_a_file_without_a_header_shows_nobody_in_a_question():
    raw = "\n".join(f'{n},"{street(n)}, {code(n)}",Amara Okonkwo' for n in range(40)).encode()
    with pytest.raises(ValueError, match="no column of addresses") as refused:
        propose(raw, "register.csv", None)
    assert "Okonkwo" not in str(refused.value)
