"""Files of counts by LSOA as people make them: tables x forms x faults, each with the total that it should give.

A table is a list of rows with its header; a form turns one into bytes. Nothing here reads a file.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from tests import ods
from tests.doors import CODES, SHELF

Rows = list[list[Any]]
AREAS = CODES[40:64]
COUNTS = [12, 0, 31, 1_234, 9, 58, 27, 16, 2_105, 44, 8, 73, 19, 66, 12, 150, 37, 21, 95, 10, 3, 1_004, 48, 29]
TOTAL = sum(COUNTS)
HALF = [n // 2 for n in COUNTS]
HEADER = ["lsoa21_code", "visits"]
NAME = dict(zip(CODES, SHELF.table("areas/lsoa.csv")["borough_code"], strict=True))


@dataclass(frozen=True)
class Case:
    """total: that every door should give, None where every door should refuse. says: words of each door's sentence.

    plug: whether the plug takes it as the others do; it refuses rows that may be records.
    """

    name: str
    raw: bytes
    total: float | None
    says: str = ""
    plug: bool = True


def table(counts: Sequence[Any] = COUNTS, areas: Sequence[str] = AREAS, header: Sequence[str] = HEADER) -> Rows:
    return [list(header), *([a, n] for a, n in zip(areas, counts, strict=True))]


def beside(header: str, value: Callable[[int], Any], at: int = 2) -> Rows:
    """The table with one more column, of value(position)."""
    return [[*row[:at], header if n == 0 else value(n - 1), *row[at:]] for n, row in enumerate(table())]


def parted(header: str, words: Sequence[str], whole: str = "") -> Rows:
    """A row an area and word, whose counts come to those of the table; whole: the word of a total of them."""
    rows: Rows = [["lsoa21_code", header, "visits"]]
    for area, count in zip(AREAS, COUNTS, strict=True):
        first = count // 3
        rows += [[area, words[0], first], [area, words[1], count - first]]
        rows += [[area, whole, count]] if whole else []
    return rows


# --- forms: a table to bytes


def text(rows: Rows, delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    made = io.StringIO()
    shown = [["" if value is None else value for value in row] for row in rows]
    csv.writer(made, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(shown)
    return made.getvalue()


def as_csv(rows: Rows) -> bytes:
    return text(rows).encode()


def as_xlsx(rows: Rows, edit: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    edit(book)
    book.save(made)
    return made.getvalue()


def as_ods(rows: Rows, **more: Any) -> bytes:
    made = io.BytesIO()
    ods.pack(made, ods.content({"Data": rows} | more.pop("sheets", {}), **more))
    return made.getvalue()


def as_parquet(rows: Rows, **more: Any) -> bytes:
    names, columns = [str(name) for name in rows[0]], list(zip(*rows[1:], strict=True))
    arrays = [pa.array(c if all(isinstance(v, int | None) for v in c) else _texts(c)) for c in columns]
    made = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=names), made, **more)
    return made.getvalue()


def _texts(column: Sequence[Any]) -> list[str | None]:
    return [None if value is None else str(value) for value in column]


FORMS: dict[str, Callable[[Rows], bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods, "parquet": as_parquet}
SHEETS = ("csv", "xlsx", "ods")
T = table()
WORDS = ("Source: the borough, 2024", "Note: provisional")
HIDDEN = TOTAL - COUNTS[3] - COUNTS[7]


def replaced(value: Any, at: Sequence[int] = (5,), column: int = 1) -> Rows:
    rows = [list(row) for row in T]
    for n in at:
        rows[n + 1][column] = value
    return rows


def written(how: Callable[[int], Any]) -> Rows:
    return table([how(n) for n in COUNTS])


def headed(*names: str) -> Rows:
    return [list(names), *T[1:]]


class Made(NamedTuple):
    """A table, what is said of it, and its forms. plug: whether the plug takes it too."""

    rows: Rows
    says: str = ""
    forms: Sequence[str] = (*FORMS,)
    plug: bool = True


GOOD_TABLES: dict[str, Made] = {
    "plain": Made(T),
    "swapped": Made([row[::-1] for row in T]),
    "names of boroughs": Made(beside("borough_code", lambda n: NAME[AREAS[n]])),
    "names of areas": Made(beside("LSOA21NM", lambda n: f"Tower Hamlets {n + 1:03}A")),
    "a running number": Made(beside("id", lambda n: n + 1, 0)),
    "a day": Made(beside("date_of_visit", lambda n: f"2024-01-{n + 1:02}")),
    "another count": Made(beside("HFSV", lambda n: 5)),
    "a title": Made([["Home fire safety visits 2024"], [], *T], "header read from row 3", SHEETS),
    "lines above": Made([["Report", "Visits"], ["Run on", "3 March 2024"], ["By", "us"], [], *T], "row 5", SHEETS),
    "notes below": Made([*T, [], *([line] for line in WORDS)], "left out the notes", SHEETS),
    "an end": Made([*T, ["End of table"]], "left out the notes", SHEETS),
    "units": Made([T[0], ["code", "number"], *T[1:]], "left out the units"),
    "the header again": Made([*T[:9], T[0], *T[9:]], "repeat the header"),
    "blank rows": Made([*T[:9], [None, None], *T[9:]]),
    "a total": Made([*T, ["Total:", TOTAL]], "left out the total"),
    "a total without a name": Made([*T, [None, TOTAL]], "left out the total"),
    "a total above": Made([T[0], ["GRAND TOTAL", TOTAL], *T[1:]], "left out the total"),
    "totals of boroughs": Made(
        [*T[:13], ["E09000002", sum(COUNTS[:12])], *T[13:], ["Brent total", sum(COUNTS[12:])], ["London", TOTAL]],
        "left out 3 totals",
    ),
    "another place": Made([*T, ["Unknown", 5]], "not in an LSOA of London"),
    "sexes and all": Made(parted("sex", ("M", "F"), "All")),
    "sexes and persons": Made(parted("sex", ("Male", "Female"), "Persons")),
    "years and all": Made(parted("year", ("2022", "2023"), "All years"), "“All years” in year"),
    "a year and its halves": Made(parted("year", ("2022 H1", "2022 H2"), "2022"), "“2022” in year", plug=False),
    "a total of no such name": Made(parted("tenure", ("owned", "rented"), "Insgesamt")),
    "years": Made(parted("year", ("2022", "2023"))),
    "the rows twice": Made([*T, *T[1:]], "word for word"),
    "one row twice": Made([*T, T[4]], "word for word"),
    "small letters": Made(table(areas=[a.lower() for a in AREAS])),
    "signs that cannot be seen": Made(table(areas=[f" {a}\u200b\u00a0" for a in AREAS])),
    "codes with names": Made(table(areas=[f"{a} : Barnet 001A" for a in AREAS]), "as they are published"),
    "codes of another alphabet": Made(replaced("\u0415" + AREAS[5][1:], column=0), "as they are published"),
    "marks of notes": Made(replaced("58 [r]")),
    "thousands": Made(written(lambda n: f"{n:,}"), "thousands"),
    "thousands by spaces": Made(written(lambda n: f"{n:,}".replace(",", "\u00a0")), "thousands"),
    "thousands and decimals": Made(written(lambda n: f"{n:,}.00"), "thousands"),
    "an apostrophe": Made(written(lambda n: f"'{n}")),
    "digits of full width": Made(
        written(lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)})), forms=("csv",)
    ),
    "decimals": Made(written(lambda n: f"{n}.0")),
    "a look-alike header": Made(headed("ls\u043ea21_c\u043ede", "v\u0456sits"), "look alike"),
    "a Greek header": Made(headed("ls\u03bfa21_code", "visits"), "look alike"),
    "a header of full width": Made(headed("ｌｓｏａ", "ｖｉｓｉｔｓ"), "look alike"),
    "a header in two lines": Made(headed("LSOA\ncode", "Number of\nvisits [note 1]"), forms=SHEETS),
}
TEXT = text(T)
GOOD_TEXTS: dict[str, bytes] = {
    **{code: TEXT.encode(code) for code in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")},
    "utf-16 by tabs": text(T, "\t", "\r\n").encode("utf-16"),
    "windows-1252": text(beside("source", lambda n: "Café £")).encode("cp1252"),
    "a mark of order twice": b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"),
    **{f"ends {n}": TEXT.replace("\n", end).encode() for n, end in enumerate(("\r\n", "\r", "\r\r\n", "\n\n"))},
    "ends of two kinds": TEXT.replace("\n", "\r\n", 9).encode(),
    "no end": TEXT.rstrip().encode(),
    "blank lines": f"\n\n{TEXT}\n\n".encode(),
    "an end of DOS": TEXT.encode() + b"\x1a",
    **{f"parted {n}": text(T, by).encode() for n, by in enumerate((";", "\t", "|"))},
    "parted by comma and space": TEXT.replace(",", ", ").encode(),
    "sep": b"sep=;\n" + text(T, ";").encode(),
    "quotes": text(T, quoting=csv.QUOTE_ALL).encode(),
    "commas at ends": TEXT.replace("\n", ",\n").encode(),
    "commas at ends of rows": TEXT.replace("\n", ",\n").replace(",\n", "\n", 1).encode(),
    "names of rows": "\n".join([TEXT.split("\n")[0], *(f"{n},{a},{v}" for n, (a, v) in enumerate(T[1:], 1))]).encode(),
    "decimal commas": text(written(lambda n: f"{n},0"), ";").encode(),
    "points and decimal commas": text(written(lambda n: f"{n:,}".replace(",", ".") + ",00"), ";").encode(),
    "lines of a comment": b"# by us\n# on Monday\n" + TEXT.encode(),
}


def _arrow(visits: Any, codes: Any = AREAS) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table({"lsoa21_code": codes, "visits": visits}), made)
    return made.getvalue()


PARQUETS = {str(kind): _arrow(pa.array(COUNTS).cast(kind)) for kind in (pa.uint16(), pa.float32(), pa.large_string())}
PARQUETS["dictionary"] = _arrow(pa.array(COUNTS).dictionary_encode(), pa.array(AREAS).dictionary_encode())
PARQUETS["bytes"] = _arrow(COUNTS, [code.encode() for code in AREAS])


def good() -> Iterator[Case]:
    for name, made in GOOD_TABLES.items():
        for form in made.forms:
            yield Case(f"{name}.{form}", FORMS[form](made.rows), TOTAL, made.says, made.plug)
    for name, raw in GOOD_TEXTS.items():
        yield Case(f"{name}.csv", raw, TOTAL)
    for name, raw in PARQUETS.items():
        yield Case(f"{name}.parquet", raw, TOTAL)
    for n, mark in enumerate(("c", "[c]", "<5", "..", "", "#N/A")):
        yield Case(f"hidden counts {n}.csv", as_csv(replaced(mark, (3, 7))), HIDDEN)
    yield Case("places elsewhere.csv", as_csv([*T[:20], *([f"E0100650{n}", 7] for n in range(1, 5))]), sum(COUNTS[:19]))
    for state in ("visible", "hidden", "veryHidden"):
        yield Case(f"a lookup {state}.xlsx", as_xlsx(T, partial(add_sheet, LOOKUP, state)), TOTAL)
    yield Case("a lookup hidden.ods", as_ods(T, sheets={"aside": LOOKUP}, hidden="aside"), TOTAL)
    other = written(lambda n: n + 1)
    yield Case("two sheets.xlsx", as_xlsx(T, partial(add_sheet, other, "visible")), TOTAL, "nothing from")
    yield Case("two sheets.ods", as_ods(T, sheets={"aside": other}), TOTAL, "nothing from")


# --- what no door takes

LOOKUP: Rows = [["code", "meaning"], ["1", "none"], ["2", "65 to 74"], ["3", "12 months"], ["E12000007", "London"]]
PEOPLE: Rows = [["Full name", "Postcode"], ["Jane Doe", "N1 1AA"], ["John Roe", "N1 2AB"]]
VALUES: Rows = [["Jane Doe", "12 High Street", "N1 1AA"], ["John Roe", "14 High Street", "N1 2AB"]]
ASIDE = {
    "people": PEOPLE,
    "people by values": VALUES,
    "people under notes": [["note", "more"]] * 40 + PEOPLE,
    "telephones": [["x"], *([f"07700 9000{n:02}"] for n in range(9))],
    "numbers of homes": [["id", "n"], *([100023336956 + n, 5] for n in range(9))],
}
PERSONAL = ("postcode", "Full name", "UPRN", "\u0420\u043estcode", "ＵＰＲＮ", "post\u200bcode", "N\u0430me", "e-mail")
BAD_VALUES = (
    *("-5", "inf", "many", "1/2", "10:30", "2024-01-05", "1.2E+05", "9" * 20, "1O", "1\u041e", "l2", "0x10", "1_000"),
    *("£12", "TRUE", "#REF!", "12±3", ">100", "12 13", "XII", "=1+1", "=cmd|' /C calc'!A0", "<script>", "1,23,456"),
    *('1"2', "\u22127", "(7)", "12-", "1.234", "12%"),
)
ELSEWHERE = {
    **{"MSOAs": "E020000{:02}", "data zones": "S010065{:02}", "elsewhere": "E010065{:02}", "boroughs": "E090000{:02}"},
    **{"output areas": "E000000{:02}", "numbers": "{}", "letters for digits": "EO10000{:02}"},
}
BAD_TABLES: dict[str, Made] = {
    "percentages": Made(written(lambda n: f"{n % 100}%")),
    "fractions": Made(written(lambda n: n / 10)),
    "points for thousands": Made(table([f"1.{n}" for n in range(100, 124)])),
    "a few points for thousands": Made(written(lambda n: f"{n:,}".replace(",", "."))),
    "a year a row": Made(written(lambda n: 2019)),
    "commas in two ways": Made(table(["1,234" if n % 2 else "1.234,00" for n in range(24)]), forms=("csv",)),
    "no header": Made(T[1:], "has no header"),
    "no header of three": Made([[a, "x", n] for a, n in T[1:]], "has no header"),
    "no names in the header": Made([["", ""], *T[1:]], "has no header", SHEETS),
    "a header alone": Made(T[:1], forms=SHEETS),
    "one name": Made(headed("lsoa21_code", ""), forms=SHEETS),
    "no counts": Made([["lsoa21_code"], *([a] for a in AREAS)]),
    "a count twice": Made(beside("visits", lambda n: 5), "twice", SHEETS),
    "look-alike counts": Made(beside("v\u0456sits", lambda n: 5), "twice"),
    "no code": Made([*T, [None, 5]], "no value in row 26"),
    "a total that is none": Made(
        parted("sex", ("M", "F"), "All")[:-1] + [[AREAS[0], "Total", 9_999]] * 9, forms=("csv",)
    ),
    "times": Made([["lsoa21_code", "visits"], *([a, f"00:{n % 60:02}:00"] for a, n in T[1:])]),
    "addresses under another name": Made(beside("remark", lambda n: f"{n + 1} High Street"), "people"),
    "postcodes under another name": Made(beside("place", lambda n: f"N1 {n % 9 + 1}AA"), "people"),
}
BAD_TEXTS: dict[str, bytes] = {
    "empty": b"", "blank": b" \n \n", "a mark of order": b"\xef\xbb\xbf", "nought": TEXT.replace("12", "1\0").encode(),
    "bytes": bytes(range(256)) * 9, "pdf": b"%PDF-1.4\n" + TEXT.encode(), "gzip": gzip.compress(TEXT.encode()),
    "html": f"<html><table><tr><td>lsoa21_code<td>visits</tr>{TEXT}</table>".encode(),
    "json": json.dumps([dict(zip(HEADER, row, strict=True)) for row in T[1:]]).encode(),
    "rtf": b"{\\rtf1 lsoa21_code,visits}",
    "an open quote": TEXT.replace(",31\n", ',"31\n').encode(),
    "a value more": TEXT.replace(",31\n", ",31,3\n").encode(),
    "two tables": f"{TEXT}\nlsoa21_code,fires\n{AREAS[0]},3\n".encode(), "cut in a code": TEXT[:-8].encode(),
    "thousands unquoted": "".join(f"{a},{n:,}\n" if a in AREAS else TEXT.split("\n")[0] + "\n" for a, n in T).encode(),
    "half a workbook": as_xlsx(T)[:3000], "half a spreadsheet": as_ods(T)[:500], "half a Parquet": as_parquet(T)[:400],
}  # fmt: skip


def add_sheet(rows: Rows, state: str, book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("aside")
    for row in rows:
        sheet.append(row)
    sheet.sheet_state = state


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return made.getvalue()


def bad() -> Iterator[Case]:
    forms = list(FORMS)
    for name, made in BAD_TABLES.items():
        for form in made.forms:
            yield Case(f"{name}.{form}", FORMS[form](made.rows), None, made.says)
    for n, value in enumerate(BAD_VALUES):
        form = forms[n % 4] if not value.startswith("=") else "csv"
        yield Case(f"value {n}.{form}", FORMS[form](replaced(value)), None)
    for n, (name, code) in enumerate(ELSEWHERE.items()):
        yield Case(
            f"{name}.{forms[n % 4]}", FORMS[forms[n % 4]](table(areas=[code.format(i + 1) for i in range(24)])), None
        )
    for name in PERSONAL:
        for form in ("csv", "xlsx", "parquet"):
            yield Case(f"personal {name}.{form}", FORMS[form](beside(name, lambda n: f"x{n}")), None, "people")
    for name, rows in ASIDE.items():
        for state in ("hidden", "veryHidden"):
            yield Case(f"{name} {state}.xlsx", as_xlsx(T, partial(add_sheet, rows, state)), None, "people")
        yield Case(f"{name} hidden.ods", as_ods(T, sheets={"aside": rows}, hidden="aside"), None, "people")
    for name, raw in BAD_TEXTS.items():
        yield Case(f"{name}.csv", raw, None)
    inner = zipped(**{"a.xlsx": as_xlsx(T)})
    for name, raw in {"zip": zipped(**{"a.csv": TEXT.encode()}), "zip of zip": zipped(**{"a.zip": inner})}.items():
        yield Case(f"{name}.zip", raw, None)
