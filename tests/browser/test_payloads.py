"""What somebody types, names or brings runs no script, opens no window, sends no request and is no link."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pandas as pd
import pytest

from tests.attack.hostile import PAYLOADS, many
from tests.browser.conftest import Tab
from tests.children.workbooks import book, made
from tests.laws.test_own_files import codes

pytestmark = pytest.mark.browser
LINKS = "all => all.map(a => a.href).filter(h => /^(\\w+:[^?]*evil|javascript:|data:)/.test(h))"
COLUMNS = {payload[:100] for payload in (*PAYLOADS[:13], *PAYLOADS[24:30])}  # which the sharing page tells apart
UNFIT = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))  # in the name of a sheet


def harmless(t: Tab, opened: list[str]) -> None:
    """Nothing of it ran, and nothing of it is there to be clicked."""
    assert not opened, "a window asks something"
    assert "owned" not in t.page.title()
    assert not t.page.locator("[data-testid=stApp] a").evaluate_all(LINKS)
    assert not t.page.locator(
        "[data-testid=stMain] :is(script, iframe, object, form[action], base, meta, link)"
    ).count()


@pytest.fixture
def watched(tab) -> Iterator[tuple[Tab, list[str]]]:
    t, opened = tab(), []
    t.page.on("dialog", lambda asks: (opened.append(asks.message), asks.dismiss()))
    t.page.on("popup", lambda page: opened.append(page.url))
    yield t, opened
    assert not opened, "a window asked something later"


def test_no_payload_in_a_link_runs(watched):
    """As borough, view, name of a scenario, lever and step."""
    t, opened = watched
    for n in range(0, len(PAYLOADS), many(20, 1)):
        place, view, name, lever, other = ([*PAYLOADS, *PAYLOADS][n + k][:300] for k in (0, 4, 8, 12, 16))
        given = {
            "fire.borough": place,
            "view": view,
            "fire.saved": f"{name}:visits=5",
            "fire.visits": lever,
            other: "1",
        }
        t.visit(f"/fire?{urlencode(given)}")
        harmless(t, opened)
    t.visit(f"/borough?{urlencode({'borough': PAYLOADS[0]})}")
    harmless(t, opened)


def bring(t: Tab, page: str, box: str, raw: bytes, name: str) -> None:
    """A file into the box of a page's own files."""
    if page not in t.page.url:
        t.visit(page)
        t.do(lambda: t.page.get_by_text(box, exact=True).click())
    upload = t.page.locator("[data-testid=stFileUploader] input").first
    t.do(lambda: upload.set_input_files({"name": name, "mimeType": "text/csv", "buffer": raw}))


def test_no_payload_in_the_columns_values_or_name_of_a_file_runs(watched):
    t, opened = watched
    each = {payload[:100]: 60 for payload in PAYLOADS}
    frame = pd.DataFrame({"lsoa21_code": codes()[:30], "visits": 60, **each})
    own = "Your own file"
    bring(t, "/fire?view=Explore", own, frame.to_csv(index=False).encode(), "a.csv")
    harmless(t, opened)
    for payload in PAYLOADS[:: many(20, 1)]:
        name = payload[:100].replace("/", "_").replace("\0", "")
        value = f"lsoa21_code,visits\n{codes()[0]},{payload[:80].replace(',', ';')!r}\n"
        bring(t, "/fire", own, value.encode(), f"{name}.csv")
        t.page.locator("[data-testid=stAlert]").first.wait_for()
        harmless(t, opened)
    alone = frame[["lsoa21_code", *(column for column in each if column in COLUMNS)]]
    bring(t, "/sharing?view=Explore", "Test your own file", alone.to_csv(index=False).encode(), "b.csv")
    t.page.get_by_text("Is this right?").wait_for()
    t.page.get_by_role("combobox", name="Counts").click()
    harmless(t, opened)


def test_no_payload_in_the_names_of_sheets_runs(watched):
    t, opened = watched
    lists = {}
    for n, rows in made(60).items():
        if len(rows) > 1:
            rows[1][2] = PAYLOADS[-n][:80]  # a value that is in no list of codes
        lists[f"{n} {PAYLOADS[n]}".translate(UNFIT)[:31].strip()] = rows
    bring(t, "/children?view=Explore", "Your own children's data (Annex A or SSDA903)", book(lists), "annex.xlsx")
    t.page.get_by_text("What to put right in the file").first.wait_for()
    harmless(t, opened)
