"""Pages: a book's own quarter and date, and the header and the rows of a table, however deep its header is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lbdp_core.boroughs import CODES
from lbdp_core.door import Pages, called
from lbdp_core.hclic.measures import TABLES, plain
from lbdp_core.sources import DataError

Row = Mapping[int, str]
ENGLAND, LONDON = "E92000001", "E12000007"
AREAS = (*CODES, LONDON, ENGLAND)
TITLE = r"^table a1\b.*initial assessment|^table a1\b.*assessed and owed"
QUARTERS = {("january", "march"): 1, ("april", "june"): 2, ("july", "september"): 3, ("october", "december"): 4}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
SPAN = re.compile(rf"\b({'|'.join(MONTHS)})\s*(?:to|-|–)\s*({'|'.join(MONTHS)})\s+(\d{{4}})", re.I)
DAY = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?({'|'.join(MONTHS)})\s+(\d{{4}})", re.I)
SHEET = re.compile(r"^(A1|A2|A4|P1|R1|MD1|TA1)([PR]?)(?![0-9A-Za-z])", re.I)


@dataclass(frozen=True)
class Edition:
    """Which quarter a book is of ("2018Q3"), when it was published (ISO, or "" when it does not say), and whether it
    says that it was revised.
    """

    quarter: str
    published: str
    revised: bool


@dataclass(frozen=True)
class Table:
    """A table: the words above each column, and the rows of each area that was asked for.

    above: column in which England has a figure -> the cells of the header over it, joined by " | "; as often as the
           header has lines, from the first line on, from the second and so on: what a pivot table left over the
           printed header (its own names of the columns, "Sum of ...") is only passed over by who knows the words.
    rows:  code -> cells by column, of every row of it: London stands among the regions and again over its boroughs.
    """

    sheet: str
    title: str
    above: tuple[dict[int, str], ...]
    rows: dict[str, list[Row]]


def quarter_in(text: str) -> str:
    """The quarter that a title names, or "".

    >>> quarter_in("England, July to September 2018"), quarter_in("October - December 2023"), quarter_in("June 2019")
    ('2018Q3', '2023Q4', '')
    """
    for first, last, year in SPAN.findall(" ".join(text.split())):
        if n := QUARTERS.get((first.casefold(), last.casefold())):
            return f"{year}Q{n}"
    return ""


def day_in(text: str) -> str:
    """The date of a line, as far as it says one: ISO, with the month alone where it has no day, or "".

    >>> day_in("Revised 18th December 2019"), day_in("2025-04-30"), day_in("October 2020"), day_in("England")
    ('2019-12-18', '2025-04-30', '2020-10', '')
    """
    if found := re.search(r"\b(\d{4}-\d\d-\d\d)\b", text):
        return found[1]
    found = DAY.search(text)
    if not found or SPAN.search(text):
        return ""
    month = f"{found[3]}-{MONTHS.index(found[2].casefold()) + 1:02d}"
    return f"{month}-{int(found[1]):02d}" if found[1] else month


def edition(pages: Pages) -> Edition:
    """What the book says it is over table A1, which its first sheet has to say too if it says a quarter at all.

    Raises:
        DataError: it names no quarter, or two.
    """
    first = [" ".join(row[i].split()) for row in pages.rows(pages.names[0])[:12] for i in sorted(row)]
    told = {q for line in first if (q := quarter_in(line))}
    sheet = sheets(pages).get(("A1", ""), "")
    titles = {q for row in (pages.rows(sheet)[:1] if sheet else []) for text in row.values() if (q := quarter_in(text))}
    found = sorted(titles or told)
    if len(found) != 1 or (told and not told & set(found)):
        said = f"says both {' and '.join(sorted(told | titles))}" if told | titles else "does not say its quarter"
        raise DataError(f"{pages.label} {said} on its first sheet and over table A1; check that it is whole.")
    dates = [day for line in first if (day := day_in(line))]
    return Edition(found[0], max(dates, default=""), any("revised" in line.casefold() for line in first))


def sheets(pages: Pages) -> dict[tuple[str, str], str]:
    """(table, "", "P" or "R") -> sheet, by what sheets are called: "A2R_", "A2p" and "A1 - Jul-Sep 18" alike.

    Raises:
        DataError: two sheets are of one table.
    """
    found: dict[tuple[str, str], str] = {}
    for name in pages.names:
        if match := SHEET.match(name.strip()):
            key = (match[1].upper(), match[2].upper())
            if key in found:
                raise DataError(
                    f"{pages.label} has two sheets of table {''.join(key)}; remove the one that is not meant."
                )
            found[key] = name
    return found


def table(pages: Pages, sheet: str) -> Table:
    """A sheet as a table.

    Raises:
        DataError: no row of it is England's.
    """
    rows = pages.rows(sheet)
    at = next((n for n, row in enumerate(rows) if ENGLAND in map(str.strip, row.values())), None)
    if at is None:
        raise DataError(f"{pages.label} has no row {ENGLAND} in the sheet {called(sheet)}; give the whole workbook.")
    codes = next(i for i, cell in rows[at].items() if cell.strip() == ENGLAND)
    found: dict[str, list[Row]] = {}
    for row in rows[at:]:
        code = row.get(codes, "").strip()
        if code in AREAS:
            found.setdefault(code, []).append(row)
    title = " ".join(next(iter(rows[0].values()), "").split()) if at else ""
    filled = {i for i, cell in rows[at].items() if i > codes + 1 and cell.strip()}
    return Table(sheet, title, tuple(above(rows[n:at], filled) for n in range(1, max(at, 2))), found)


def above(header: Sequence[Row], columns: Collection[int]) -> dict[int, str]:
    """The words above each of some columns.

    A cell reaches to the right as far as no other cell of its own line or of a line above it begins.
    """
    words: dict[int, list[str]] = {i: [] for i in columns}
    edges: set[int] = set()
    for row in header:
        line = {i: text for i, cell in row.items() if (text := plain(cell))}
        edges |= set(line)
        said = ""
        for i in range(max(columns, default=-1) + 1):
            said = line.get(i, "" if i in edges else said)
            if said and i in words:
                words[i].append(said)
    return {i: " | ".join(parts) for i, parts in words.items() if parts}


def tables_of(pages: Pages) -> dict[tuple[str, str], Table]:
    """Every table that something is taken from, by its letters and the letter of its duty."""
    return {key: table(pages, sheet) for key, sheet in sheets(pages).items() if key[0] in TABLES}
