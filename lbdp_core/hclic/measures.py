"""Measures: what is taken from the tables of a book, each found by the words above its column and never by position.

The words above a column are its header's cells from top to bottom, joined by " | ", without footnote marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HOUSEHOLDS, CHILDREN, THOUSANDS = "households", "children", "thousand households"
NEEDED = ("owed_prevention", "owed_relief", "ta_households")  # a book without these is refused
EITHER, PREVENTION, RELIEF = "either", "prevention", "relief"


@dataclass(frozen=True)
class Measure:
    """One figure of an authority and a quarter.

    table: letters of the table it stands in (A2 and A4 stand for A2P, A2R ... too; their duty is read in their words).
    words: pattern that the words above its column match; exactly one column does.
    stock: whether it is counted at the end of the quarter and not over it.
    """

    name: str
    table: str
    words: str
    what: str
    unit: str = HOUSEHOLDS
    stock: bool = False


FLOWS = (
    Measure("assessed", "A1", r"^total (number of )?(initial assessments|households assessed)$", "assessed"),
    Measure(
        "owed_either",
        "A1",
        r"assessed as owed a duty \| total$|(^|\| )total owed a prevention or relief duty$",
        "owed a prevention or relief duty",
    ),
    Measure("owed_prevention", "A1", r"prevention duty owed$", "threatened with homelessness, owed a prevention duty"),
    Measure("owed_relief", "A1", r"relief duty owed$", "homeless, owed a relief duty"),
    Measure("section21", "A1", r"section 21 notice$", "threatened by a valid section 21 notice"),
    Measure("prevention_ended", "P1", r"^total number of households w\w+ prevention duty ended$", "prevention ended"),
    Measure(
        "prevention_secured",
        "P1",
        r"^secured accommodation for 6\+ months( \||:| -) total( secured accommodation)?$|^total secured accommodation",
        "prevention ended with accommodation secured",
    ),
    Measure(
        "prevention_homeless",
        "P1",
        r"^homeless \(including intentionally homeless\)$",
        "prevention ended with the household homeless",
    ),
    Measure("relief_ended", "R1", r"^total number of households w\w+ relief duty ended$", "relief ended"),
    Measure(
        "relief_secured", "R1", r"^secured accommodation for 6\+ months$", "relief ended with accommodation secured"
    ),
    Measure("relief_elapsed", "R1", r"^56 days elapsed$", "relief ended since 56 days had passed"),
    Measure("main_decisions", "MD1", r"^total (number of )?main duty decisions", "main duty decisions"),
    Measure("main_accepted", "MD1", r"\(acceptance\)$|^main duty (accepted|owed)$", "main duty accepted"),
)
STOCKS = (
    Measure("ta_households", "TA1", r"^total number of households in ta$", "in temporary accommodation", stock=True),
    Measure("ta_children", "TA1", r"^total number of children in ta$", "children in it", CHILDREN, True),
    Measure(
        "ta_with_children",
        "TA1",
        r"^total number of households in ta with children$",
        "in temporary accommodation with children",
        stock=True,
    ),
    Measure(
        "ta_bb",
        "TA1",
        r"^bed and breakfast.*( \||:| -) total number of households$",
        "in bed and breakfast",
        stock=True,
    ),
    Measure(
        "ta_bb_children_6w",
        "TA1",
        r"^bed and breakfast.*( \||:| -) total with children and resident more than 6 weeks$",
        "with children in bed and breakfast for more than six weeks",
        stock=True,
    ),
    Measure(
        "ta_nightly",
        "TA1",
        r"^nightly paid.*( \||:| -) total number of households$",
        "in nightly paid accommodation, self-contained",
        stock=True,
    ),
    Measure("ta_elsewhere", "TA1", r"^in ta in another local authority district$", "in another district", stock=True),
    Measure(
        "households_000s",
        "TA1",
        r"^number of households .*\((000s|thousands)\)$",
        "all households of the area",
        THOUSANDS,
        True,
    ),
)
# Of tables by duty: A2 (both duties), A2P and A2R; likewise A4. The duty is added to the name.
BY_DUTY = (
    Measure("asylum", "A2", r"home office as asylum support$", "required to leave asylum accommodation"),
    Measure("family_or_friends", "A2", r"^family or friends no longer willing", "family or friends could not go on"),
    Measure(
        "prs_ast",
        "A2",
        r"^end of assured .*( \||:| -) total( end of ast)?$|^total end of ast$",
        "end of an assured shorthold tenancy",
    ),
    Measure("prs_other", "A2", r"^end of non-ast private rented tenancy$", "end of another private tenancy"),
    Measure("slept_rough", "A4", r"^rough sleeping$", "slept rough at the time of application"),
)
TABLES = ("A1", "A2", "A4", "P1", "R1", "MD1", "TA1")
CAUSES = ("asylum", "family_or_friends", "prs_end", "slept_rough")  # given by duty, each for either, and for both
NAMES = (
    *(m.name for m in (*FLOWS, *STOCKS)),
    *(f"{cause}_{duty}" for cause in CAUSES for duty in (PREVENTION, RELIEF, EITHER)),
)
UNITS = {m.name: m.unit for m in (*FLOWS, *STOCKS)}  # of the others it is households


def plain(cell: str) -> str:
    """A header's cell as it is compared: one line, small letters, "ta" for temporary accommodation, no footnote marks.

    >>> plain("Total number of households in TA1,2,3,4"), plain("No fixed  abode³"), plain("Section 21 Notice3")
    ('total number of households in ta', 'no fixed abode', 'section 21 notice')
    >>> plain("Total number of households in temporary accommodation (TA) [note 2]")
    'total number of households in ta'
    >>> plain("Number of households  in area5 (000s)"), plain("In TA in another local authority district 8")
    ('number of households in area (000s)', 'in ta in another local authority district')
    """
    text = re.sub(r"[¹²³⁴-⁹⁰]|\[note[^\]]*\]", "", cell.replace("–", "-").replace("\u00a0", " "), flags=re.I)
    text = re.sub(r"(?<=[A-Za-z)])\d+(\s*,\s*\d+)*", "", text)
    text = re.sub(r"\s+\d(\s*,\s*\d)*\s*$", "", " ".join(text.split()))
    text = re.sub(r"\s*[:.]+$", "", text).strip().casefold()
    return re.sub(r"\btemporary accommodation\b( \(ta\))?", "ta", text)


def columns(measure: Measure, above: dict[int, str]) -> Sequence[int]:
    """The columns whose words match; one, unless the book does not have it or the words are not clear."""
    return [column for column, words in above.items() if re.search(measure.words, words)]
