"""Laws of plain words: whatever a theme says is short, has no words of a specialist, and writes 80% without a space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product

import pandas as pd
import pytest

from apps.shell import parts, scenes, state
from lbdp_core import pipeline
from lbdp_core.charts import Picture
from lbdp_core.page import Page
from lbdp_core.result import Result
from lbdp_core.scene import Scene, Shown
from tests.laws.test_every_theme import each_theme, opened

LONGEST = 30  # words of a sentence that is there to be read: an answer, a caveat, a lever's help
START = 45  # words of where to start, names of places and levers among them
BOX = 32  # characters of a preset's name that its box has room for in a window of 1024 px
SPACED = re.compile(r"\d %")
END = re.compile(r"(?<=[.!?])[”)]?\s+(?=[“(A-Z0-9£−])")
BANNED = (
    "are doubted", "is doubted", "told apart", "league", "is to be told", "not to be told", "the change means",
    "were it", "were they", "no invention", "without doubt", "what not to conclude", "chance of no gain",
    "is no growth",
    "person-quarters", "as the levers stand", "null result", "was not read", "is held here", "are held here",
)  # fmt: skip
BOROUGH = "Kensington and Chelsea"


def sentences(text: str) -> list[str]:
    """A text cut after each full stop that a new sentence follows.

    >>> sentences("It rains. 5% more fell (St Mungo's, 2016). Why?")
    ['It rains.', "5% more fell (St Mungo's, 2016).", 'Why?']
    """
    return [part for part in END.split(text) if part]


def faults(text: str) -> list[str]:
    """What is wrong with any text on a page."""
    found = [f"says “{words}”" for words in BANNED if re.search(rf"\b{words}\b", text.lower())]
    return found + (["has a space before the percent sign"] if SPACED.search(text) else [])


def hard(text: str) -> list[str]:
    """What is wrong with a text that is there to be read: that, and what makes a sentence hard to follow."""
    found = faults(text)
    for sentence in sentences(text):
        if (count := len(sentence.split())) > LONGEST:
            found.append(f"has {count} words in “{sentence}”")
        if sentence.count(";") > 1:
            found.append(f"has a chain of semicolons in “{sentence}”")
    return found


# Words that a reader may not know, and what must stand on a page where one does.
WRITTEN_OUT = {
    "CHAIN": "Combined Homelessness and Information Network",
    "H-CLIC": "Homelessness Case Level",
    "LHA": "Local Housing Allowance",
    "EPC": "Energy Performance Certificate",
    "IMD": "Index of Multiple Deprivation",
    "LSOAs?": "Lower layer Super Output Area|[Ss]mall areas?(, or)? \\(LSOAs?\\b|[Ss]mall areas? \\(LSOA",
    "UPRNs?": "[Uu]nique [Pp]roperty [Rr]eference [Nn]umber|property numbers? \\(UPRNs?\\)",
    "ATRS": "Algorithmic Transparency Recording Standard",
    "WAPE": "[Ww]eighted absolute percentage error",
    "PIT": "[Pp]robability integral transform",
    "GLM": "[Gg]eneralised linear model",
    "DPIA": "[Dd]ata protection impact assessment",
    "ISP": "[Ii]nformation sharing protocol",
    "ONSPD": "[Pp]ostcode [Dd]irectory|lookup of the Office for National Statistics",
    "NSPL": "[Pp]ostcode [Ll]ookup|lookup of the Office for National Statistics",
}


def unexplained(text: str) -> list[str]:
    """Abbreviations of a page that it never writes out."""
    return [
        short
        for short, whole in WRITTEN_OUT.items()
        if re.search(rf"(?<![\w`/-]){short}(?![\w`/])", text) and not re.search(whole, text)
    ]


@cache
def results(slug: str) -> tuple[Result, ...]:
    """Every preset in London, and in a borough."""
    theme, model = opened(slug)
    looked = list(theme.presets.values())
    looked += [type(levers)(**levers.as_dict() | {"borough": BOROUGH}) for levers in looked]
    return tuple(theme.run(model, levers) for levers in looked)


@cache
def read(slug: str) -> tuple[str, ...]:
    return tuple(_read(slug))


@cache
def shown(slug: str) -> tuple[str, ...]:
    return tuple(_shown(slug))


def _read(slug: str) -> Iterator[str]:
    """What is there to be read: answers, caveats, where to start and the help of levers."""
    theme, model = opened(slug)
    for result in results(slug):
        yield from (result.answer.lead, result.answer.change, result.answer.why, *result.caveats)
        yield from (h.reason for h in result.figures)
        start = theme.page().where_to_start(model, result)
        yield from (start.sentence, start.stops)
    for spec in theme.levers.specs().values():
        yield spec.why


def named(slug: str) -> Iterator[str]:
    """What is there to be found: names of levers, presets, figures, goals and columns."""
    theme, _ = opened(slug)
    page = theme.page()
    yield from (theme.title, theme.question, *theme.presets, page.list_words, page.drivers_note)
    for spec in theme.levers.specs().values():
        yield from (spec.label, spec.group, *spec.choices.values())
    for goal in theme.goals:
        yield from (goal.question, goal.by, goal.want, goal.more)
    for h in results(slug)[0].figures:
        yield from (h.label, h.unit)
    yield from (one.words for one in page.listed)
    for extra in page.extras.values():
        yield from (extra.heading, *extra.columns.values())


def _shown(slug: str) -> Iterator[str]:
    """What stands on the page at the opening: pictures, maps, tables, parts of Explain, how sure, what is missing."""
    it = state.opened(slug)
    page, result, model = it.page, results(slug)[0], it.model
    pictures = [page.over_time(model, result, 16), *(make(model, result) for make in page.beside.values())]
    pictures += [*page.acts(model, result, 16), *([page.stage(model, result, 16)] if page.stage else [])]
    pictures += [*page.sure(it.score), *(page.drivers(model) if page.drivers else ())]
    yield from of_pictures(pictures)
    for measure in page.measures(model, result):
        yield from (measure.label, measure.unit, measure.note)
    for scene in {id(s): s for s in (*page.below.values(), *page.scenes.values(), *page.why.values())}.values():
        yield scene.question
        yield from of_scene(slug, scene, result)
    yield from (*page.remarks(it.score), *page.missing(model), *page.labels(model))
    for fact in page.facts(it.score):
        yield from fact
    heading, note, table = page.by_year(it.score)
    yield from (heading, note, *of_table(table))
    if page.by_borough:
        heading, note, table = page.by_borough(model, it.score)
        yield from (heading, note, *of_table(table))
    yield from page.rows_used(it.shelf.report.get(slug, {}))


def of_scene(slug: str, scene: Scene, result: Result) -> Iterator[str]:
    """Its words at the first of each choice."""
    it = state.opened(slug)
    basis = result if scene.tables is None else scenes._tables(slug, scene)
    if scene.tables is not None and any(not it.shelf.has(f"studies/{slug}/{name}.csv") for name in scene.tables):
        return
    picks = {words: options[0] for words, options in scene.choices(it.model, basis).items()}
    picks |= {words: options[0] for words, options in scene.then(it.model, basis, picks).items()}
    found: Shown = scene.show(it.model, basis, picks)
    yield from (*picks, *found.sentences, *found.notes)
    yield from of_pictures(found.pictures)
    for heading, table in found.sheets:
        yield from (heading, *of_table(table))


def of_pictures(pictures: Iterable[Picture]) -> Iterator[str]:
    for picture in pictures:
        yield from (picture.title, picture.alt, picture.note, *of_table(picture.table))


def of_table(table: pd.DataFrame) -> Iterator[str]:
    """Headings and cells of words."""
    yield from map(str, table.columns)
    for name in table.select_dtypes(exclude="number"):
        yield from map(str, table[name])


@each_theme
def test_answers_caveats_and_help_are_short_and_plain(slug):
    assert {text: wrong for text in read(slug) if text and (wrong := hard(text))} == {}


@each_theme
def test_names_are_plain(slug):
    assert {text: wrong for text in named(slug) if (wrong := faults(text))} == {}


@each_theme
def test_pictures_tables_and_parts_are_plain(slug):
    assert {text: wrong for text in shown(slug) if (wrong := faults(text))} == {}


@each_theme
def test_a_page_writes_out_its_abbreviations_once(slug):
    assert unexplained(" ".join([*read(slug), *named(slug), *shown(slug)])) == []


@each_theme
def test_where_to_start_is_one_sentence_and_its_rows_are_of_the_list(slug):
    """As the theme says it, and as a page says it of which the theme says nothing."""
    theme, model = opened(slug)
    for result, page in product(results(slug), (theme.page(), Page())):
        start = page.where_to_start(model, result)
        assert start.sentence.endswith(".")
        assert start.sentence[0] == start.sentence[0].upper()
        assert len(start.sentence.split()) <= START, start.sentence
        assert "nan" not in start.sentence
        assert set(start.rows.index) <= set(result.shortlist.index)
        assert bool(start.stops) == (0 < len(start.rows) < len(result.shortlist)) or start.rows.empty
        if len(start.rows):
            assert len(page.first_rows(replace(result, shortlist=start.rows), 8))


def test_fire_stops_where_no_visit_prevents_a_fire_that_shows():
    theme, model = opened("fire")
    result = theme.run(model, theme.levers(visits=500, within="focus", borough="Enfield"))
    start = theme.page().where_to_start(model, result)
    assert 0 < len(start.rows) < len(result.shortlist)
    assert (start.rows["fires_prevented"].round(2) > 0).all()
    assert f"about {start.rows['visits'].sum():,.0f} of the 500 visits in Enfield" in start.sentence
    assert "leave the rest to referrals" in start.sentence


@each_theme
def test_a_presets_name_has_room_and_the_opening_changes_nothing(slug):
    theme, _ = opened(slug)
    assert [name for name in theme.presets if len(name) > BOX] == []
    assert theme.presets[theme.opening] == theme.presets[theme.opening].unchanged()


@each_theme
def test_the_line_about_the_data_says_when_it_is_more_than_a_year_old(slug):
    it = state.opened(slug)
    if not (last := pipeline.newest(it.theme, it.shelf.entries, it.shelf.report)):
        assert not [o for o in it.origins() if o.kind == "real"], "real figures have a date"
        assert "no date of real figures" in parts.data_line(it.theme, it.shelf, (), ())
        return
    newest = date.fromisoformat(last)
    for days, said in ((300, ""), (400, "over a year old"), (1_500, "4 years old")):
        line = parts.data_line(it.theme, it.shelf, (), (), today=newest + timedelta(days=days))
        assert ("year" in line) == bool(said)
        assert said in line


@pytest.mark.parametrize(
    "text, wrong",
    [
        ("A range of 80 % stands here.", "space before the percent sign"),
        ("The two cannot be told apart.", "told apart"),
        ("It rains; it pours; it stops.", "chain of semicolons"),
        (" ".join(["word"] * 31) + ".", "31 words"),
    ],
)
def test_a_fault_is_found(text, wrong):
    assert wrong in " ".join(hard(text))


def test_an_abbreviation_is_found_where_it_is_never_written_out():
    assert unexplained("H-CLIC is late.") == ["H-CLIC"]
    assert unexplained("The Homelessness Case Level Information Collection (H-CLIC) is late.") == []
    assert unexplained("`areas/hclic.csv` and small areas (LSOAs).") == []


def test_a_plain_text_has_no_fault():
    assert hard("Two extra healthy years would mean 18,900 fewer people (8 chances in 10: 14,300 to 23,600).") == []
