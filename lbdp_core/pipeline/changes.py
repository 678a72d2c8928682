"""Changes: what a build found to be different from the data folder that was there before, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lbdp_core.formatting import month
from lbdp_core.pipeline.kept import AnyTheme, newest, owner
from lbdp_core.sources import Entry, Shelf
from lbdp_core.themes import THEMES

Row = dict[str, Any]
Entries = Mapping[str, Entry]
SHARED = "Tables that questions share"
LEARNT = ("models/", "studies/")


def between(before: Shelf | None, entries: Entries, report: Mapping[str, Any]) -> list[Row]:
    """What differs from the folder that was there before, a row each: theme (slug, "" where shared), what, was, now.

    what: "newest" (date of the newest figure), "rows" (of all tables), "added" and "removed" (a table, in words),
    "answer" (the first headline at the opening scenario, with its label), "left out" and "back" (a theme). Where no
    table differs, what the folder said before still stands, so that building it again gives the same bytes.
    """
    if before is None:
        return []
    old, new = _tables(before.entries), _tables(entries)
    themes_same = before.report.get("left_out", {}).keys() == report["left_out"].keys()
    if themes_same and {path: e.sha256 for path, e in old.items()} == {path: e.sha256 for path, e in new.items()}:
        kept: list[Row] = before.report.get("changes", [])
        return kept
    found: list[Row] = []
    for theme in THEMES:
        found += _of_theme(theme, before, entries, report)
    return found + _of_tables("", old, new)


def _of_theme(theme: AnyTheme, before: Shelf, entries: Entries, report: Mapping[str, Any]) -> list[Row]:
    slug, left = theme.slug, report["left_out"]
    was_left = slug in before.report.get("left_out", {})
    if slug in left:
        return [] if was_left else [{"theme": slug, "what": "left out", "was": "", "now": left[slug]}]
    if was_left:
        return [{"theme": slug, "what": "back", "was": "", "now": newest(theme, entries, report)}]
    found = []
    was, now = newest(theme, before.entries, before.report), newest(theme, entries, report)
    if was != now:
        found.append({"theme": slug, "what": "newest", "was": was, "now": now})
    old, new = (shown.get("opening", {}).get(slug, {}) for shown in (before.report, report))
    if old.get("label") == new.get("label") and old.get("value") != new.get("value"):
        row = {"theme": slug, "what": "answer", "was": old["value"], "now": new["value"]}
        found.append(row | {"label": new["label"], "unit": new["unit"]})
    return found + _of_tables(slug, _tables(before.entries), _tables(entries))


def _of_tables(slug: str, old: Entries, new: Entries) -> list[Row]:
    """Tables of a theme (or shared ones) that came or went, and how many rows the tables have together."""
    mine, theirs = ({p: e for p, e in held.items() if owner(p) == slug} for held in (new, old))
    found = [{"theme": slug, "what": "added", "was": "", "now": mine[p].origin.what} for p in mine if p not in theirs]
    found += [
        {"theme": slug, "what": "removed", "was": theirs[p].origin.what, "now": ""} for p in theirs if p not in mine
    ]
    was, now = (sum(e.rows for e in held.values()) for held in (theirs, mine))
    return found + ([{"theme": slug, "what": "rows", "was": was, "now": now}] if was != now else [])


def _tables(entries: Entries) -> dict[str, Entry]:
    """What was built from publishers' files, without what was learnt from it."""
    return {path: e for path, e in sorted(entries.items()) if not path.startswith(LEARNT)}


def lines(rows: Iterable[Row]) -> list[str]:
    """Changes in words, a line each theme, in the order of the rows."""
    titles: dict[str, str] = {theme.slug: theme.title for theme in THEMES} | {"": SHARED}
    by_theme: dict[str, list[str]] = {}
    for row in rows:
        by_theme.setdefault(titles.get(slug := str(row["theme"]), slug), []).append(_words(row))
    return [f"{title}: {'; '.join(said).rstrip('.')}." for title, said in by_theme.items()]


def _words(row: Row) -> str:
    was, now = row["was"], row["now"]
    if row["what"] == "newest":
        return f"data now to {month(now)}" + (f" (was {month(was)})" if was else "")
    if row["what"] == "rows":
        return f"{abs(now - was):,} {'more' if now > was else 'fewer'} rows"
    if row["what"] == "answer":
        unit = "" if row["unit"].startswith("£") else f" {row['unit']}"
        return f"{row['label'][:1].lower()}{row['label'][1:]} at the opening scenario now {now}{unit} (was {was})"
    words = {
        "added": f"a new table, {now}",
        "removed": f"no longer has a table, {was}",
        "left out": f"no longer here: {now}",
        "back": f"here again, with data to {month(now)}" if now else "here again",
    }
    return words[row["what"]]
