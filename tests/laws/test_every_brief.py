"""Laws of briefs: every theme's opens again in each form, whole, with its sources, and with no way to a network."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pandas as pd
import pytest
from docx import Document
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from lbdp_core import brief, pipeline, scenarios
from lbdp_core.brief import content
from lbdp_core.brief.numbers import NOTHING
from lbdp_core.charts import LABEL
from lbdp_core.formatting import month
from lbdp_core.pipeline import Opened
from lbdp_core.places import LONDON
from lbdp_core.sources import Shelf, find
from lbdp_core.themes import THEMES

DAY = date(2026, 11, 26)
PAGE = "http://127.0.0.1:8501/"
BOROUGHS = (LONDON, "Enfield")
FORMS = ("html", "docx", "pptx")
WHERE = [(theme.slug, BOROUGHS[n % 2]) for n, theme in enumerate(THEMES)]  # of London for one, a borough for the next
each = pytest.mark.parametrize(("slug", "borough"), WHERE, ids=[f"{slug}-{borough}" for slug, borough in WHERE])


@cache
def opened(slug: str) -> Opened:
    return pipeline.opened(slug, Shelf(find("sample_data")))


@cache
def made(slug: str, borough: str) -> brief.Brief:
    it = opened(slug)
    start = it.theme.presets[it.theme.opening]
    levers = type(start)(**(start.as_dict() | {"borough": borough}))
    return brief.compose(it, levers, it.theme.run(it.model, levers), brief.Setting(PAGE + slug, DAY))


@cache
def file(slug: str, borough: str, form: brief.Form) -> bytes:
    return brief.write(made(slug, borough), form)


class Parsed(HTMLParser):
    """Tags with their attributes, and all words that are read."""

    def __init__(self, page: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.hidden = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.hidden = tag == "style"

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def text(slug: str, borough: str, form: str) -> str:
    return read(file(slug, borough, form), form)


def read(raw: bytes, form: str) -> str:
    """What a reader of the file reads, spaces evened out."""
    if form == "html":
        said = Parsed(raw.decode()).words
    elif form == "docx":
        document = Document(io.BytesIO(raw))
        said = [p.text for p in document.paragraphs]
        said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    else:
        (slide,) = Presentation(io.BytesIO(raw)).slides
        said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        said.append(slide.notes_slide.notes_text_frame.text)
    return " ".join(" ".join(said).split())


@each
@pytest.mark.parametrize("form", FORMS)
def test_a_brief_says_the_answer_the_place_the_caveats_the_sources_and_how_to_make_it_again(slug, borough, form):
    it, b, said = opened(slug), made(slug, borough), text(slug, borough, form)
    wanted = [it.theme.question, b.lead, b.change, b.why, b.where, b.scenario, b.data, b.link, b.command, *b.warnings]
    wanted += [*b.caveats, *(f"{label}: {value}" for label, value in b.levers)]
    for entry in it.entries:
        wanted += [entry.origin.publisher, month(entry.origin.as_of)]
    missing = [words for words in wanted if " ".join(words.split()) not in said]
    assert not missing
    assert borough == LONDON or borough in said


@each
@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_whole_brief_has_every_headline_the_list_the_drivers_how_sure_and_hashes(slug, borough, form):
    it, b, said = opened(slug), made(slug, borough), text(slug, borough, form)
    cells = [cell for sheet in (b.first, b.reasons, b.sure) for row in sheet.rows for cell in row]
    assert b.sure.rows
    assert b.reasons.rows
    assert not [cell for cell in cells if " ".join(cell.split()) not in said]
    assert not [n.label for n in b.numbers if n.label not in said or n.value not in said]
    model = it.shelf.entries[pipeline.model_path(slug)]
    assert not [e.path for e in (*it.entries, model) if e.sha256[:8] not in said]


@each
def test_a_page_fetches_nothing_and_links_to_its_scenario_alone(slug, borough):
    page = Parsed(file(slug, borough, "html").decode())
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "img", "link", "iframe", "object", "image", "use"} & set(tags)
    links = [attrs["href"] for tag, attrs in page.tags if "href" in attrs]
    assert links == [made(slug, borough).link]
    assert not [value for _, attrs in page.tags for name, value in attrs.items() if name in ("src", "xlink:href")]
    assert "url(" not in file(slug, borough, "html").decode()
    assert dict(page.tags)["html"]["lang"] == "en-GB"
    assert tags.count("h1") == tags.count("main") == 1
    drawings = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert all(d["role"] == "img" and len(d["aria-label"]) > 20 for d in drawings)


@each
@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_a_document_points_to_nothing_outside_and_says_what_its_pictures_show(slug, borough, form):
    archive = zipfile.ZipFile(io.BytesIO(file(slug, borough, form)))
    inside = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if ".xml" in name}
    relations = {name: xml for name, xml in inside.items() if name.endswith(".rels")} | {
        name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")
    }
    assert not [name for name, xml in relations.items() if 'TargetMode="External"' in xml]
    body = inside["word/document.xml" if form == "docx" else "ppt/slides/slide1.xml"]
    said = re.findall(r'<(?:wp:docPr|p:cNvPr) [^>]*descr="([^"]*)"', body)
    assert len(said) == (len(made(slug, borough).pictures) if form == "docx" else 1)
    assert all(len(words) > 20 for words in said)


@each
def test_the_same_brief_has_the_same_bytes(slug, borough):
    """In one form a theme, another for the next."""
    form = FORMS[WHERE.index((slug, borough)) % len(FORMS)]
    assert brief.write(made(slug, borough), form) == file(slug, borough, form)


@each
def test_no_cell_of_a_brief_starts_a_formula(slug, borough):
    b = made(slug, borough)
    cells = [c for s in (b.first, b.reasons, b.sure, b.sources) for row in (s.head, *s.rows) for c in row]
    assert not [cell for cell in cells if re.match(r"[=@\t]|[+-][^\d]", cell)]


@each
def test_the_lead_has_one_number_with_its_range_beside_it_and_no_card_is_empty(slug, borough):
    b = made(slug, borough)
    assert all(n.value for n in b.numbers)
    assert all(n.range or n.change or n.value != NOTHING for n in b.numbers)
    assert not [row for sheet in (b.first, b.reasons, b.sure) for row in sheet.rows if not any(row)]


@pytest.fixture
def undrawn(monkeypatch):
    """Briefs without pictures, which take most of the time of one."""
    monkeypatch.setattr(content, "_map", lambda *_: None)
    monkeypatch.setattr(content, "_charts", lambda *_: ())


def with_small(frame: pd.DataFrame, small: tuple[float, float]) -> pd.DataFrame:
    """The table with two small counts in each of its columns of figures."""
    dealt = frame.copy()
    for name in frame.select_dtypes("number"):
        dealt[name] = dealt[name].astype(float)
        dealt.loc[dealt.index[:2], name] = small
    return dealt


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_a_brief_of_protected_counts_cannot_tell_which_small_count_is_which(theme, monkeypatch, undrawn):
    it = opened(theme.slug)
    levers = theme.presets[theme.opening]
    result = theme.run(it.model, levers)

    def first(small: tuple[float, float]) -> brief.Sheet:
        held = replace(result, shortlist=with_small(result.shortlist, small))
        return brief.compose(it, levers, held, brief.Setting(PAGE, DAY)).first

    assert first((3.0, 5.0)) != first((5.0, 3.0)), "released figures are shown as they are"
    monkeypatch.setattr(Opened, "release", property(lambda self: "protected"))
    assert first((3.0, 5.0)) == first((5.0, 3.0))


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_old_figures_are_said_before_the_answer(theme, undrawn):
    it = opened(theme.slug)
    levers = theme.presets[theme.opening]
    result = theme.run(it.model, levers)
    if not it.newest:
        assert not [o for o in it.origins() if o.kind == "real"], "real figures have a date"
        b = brief.compose(it, levers, result, brief.Setting(PAGE, DAY))
        assert "There is no date of real figures." in b.data
        assert not [line for line in b.warnings if "newest figures" in line]
        return
    newest = pd.Timestamp(f"{it.newest}-12-31"[:10])
    for days, old in ((100, False), (500, True)):
        day = (newest + pd.Timedelta(days=days)).date()
        warned = brief.compose(it, levers, result, brief.Setting(PAGE, day)).warnings
        assert any("newest figures" in line for line in warned) == old


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_a_brief_of_every_preset_names_it(theme, undrawn):
    it = opened(theme.slug)
    for name, levers in theme.presets.items():
        b = brief.compose(it, levers, theme.run(it.model, levers), brief.Setting(PAGE + theme.slug, DAY))
        assert b.scenario == name
        assert scenarios.plain_name(name)[:40] in scenarios.file_stem(theme.slug, levers, theme.presets)


@each
def test_a_slide_and_a_page_begin_with_the_map_and_show_what_the_meeting_sees(slug, borough):
    it, b = opened(slug), made(slug, borough)
    assert re.match(f"Map of (London|{it.page.only or borough}) by ", b.pictures[0].alt)
    (slide,) = Presentation(io.BytesIO(file(slug, borough, "pptx"))).slides
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture._element.nvPicPr.cNvPr.get("descr") == b.pictures[0].alt
    assert picture.left + picture.width <= Inches(13.333) and picture.top + picture.height <= Inches(6.85)
    labels = [attrs["aria-label"] for tag, attrs in Parsed(file(slug, borough, "html").decode()).tags if tag == "svg"]
    assert labels[0] == b.pictures[0].alt
    if it.page.stage:
        levers = type(it.theme.presets[it.theme.opening])(
            **(it.theme.presets[it.theme.opening].as_dict() | {"borough": borough})
        )
        shown = it.page.stage(it.model, it.theme.run(it.model, levers), LABEL)
        assert labels[1] == shown.alt


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_every_lever_that_was_moved_is_in_a_brief(theme):
    """All levers away from their defaults, so that no preset hides one; in one form a theme, another for the next."""
    it, default = opened(theme.slug), theme.levers()
    moved = {}
    for name, spec in theme.levers.specs().items():
        ends = tuple(spec.choices) or (spec.low, spec.high)
        moved[name] = next(value for value in reversed(ends) if value != getattr(default, name))
    levers = replace(default, **moved)
    b = brief.compose(it, levers, theme.run(it.model, levers), brief.Setting(PAGE + theme.slug, DAY))
    wanted = [(spec.label, spec.words(moved[name])) for name, spec in theme.levers.specs().items()]
    assert list(b.levers) == wanted
    form = FORMS[THEMES.index(theme) % len(FORMS)]
    said = read(brief.write(b, form), form)
    assert [pair for pair in wanted if " ".join(": ".join(pair).split()) not in said] == []
