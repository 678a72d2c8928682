"""Content: what a brief says, from a theme's result, its page declaration and the data folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from lbdp_core import address, pipeline, protect, scenarios, static_shapes
from lbdp_core.brief import area_map, numbers, pictures
from lbdp_core.brief.record import Brief, Drawing, Sheet
from lbdp_core.charts import LABEL, Picture
from lbdp_core.formatting import capital, joined, month
from lbdp_core.levers import Levers
from lbdp_core.maps import Measure
from lbdp_core.pipeline import Opened
from lbdp_core.places import LONDON
from lbdp_core.result import Result
from lbdp_core.sources import Entry
from lbdp_core.static_shapes import Ground

ROWS = 6  # of the list of where to start
WORDS = {"real": "Real data", "synthetic": "Synthetic data"}
OLD = 365  # days after which data are said to be old before anything else
CHART = 420  # px: so that its words can be read where two pictures share a page
HASH = 8  # characters of a SHA-256 that tell two files apart


@dataclass(frozen=True)
class Setting:
    """What a brief needs to know beside the result.

    page:  the address of the theme's page. made: the day. warnings: what must be read before the answer, beside what
           the data demand. model: the one that the result was made with, where it is not the published one.
    """

    page: str
    made: date
    warnings: tuple[str, ...] = ()
    model: Any = None


def compose(it: Opened, levers: Levers, result: Result, setting: Setting) -> Brief:
    """The brief of one question, place and scenario; every table passes disclosure control.

    Raises:
        DataError: the data folder lacks the shapes of the map.
    """
    model = it.model if setting.model is None else setting.model
    theme, page = it.theme, it.page
    link = scenarios.link(theme.slug, levers, theme.presets[theme.opening], setting.page)
    shown = replace(result, shortlist=protect.release(result.shortlist, it.release))  # before figures become words
    first = page.first_rows(shown, ROWS) if len(result.shortlist) else result.shortlist
    facts = tuple((label, value, remark) for label, value, remark, _ in page.facts(it.score))
    return Brief(
        theme=theme.title,
        question=theme.question,
        where=place(levers),
        made=day(setting.made),
        data=source_line(it, levers),
        warnings=(*setting.warnings, *_age(it, levers, setting.made)),
        lead=result.answer.lead,
        change=result.answer.change,
        why=result.answer.why,
        numbers=tuple(numbers.headline(h) for h in result.headlines if h.reason or h.scenario or h.change or h.high),
        big=tuple(numbers.headline(result.headlines[n]) for n in page.big if n < len(result.headlines)),
        pictures=(_map(it, levers, result, model), *_charts(it, result, model)),
        first=numbers.table(
            first, it.release, "Where to start", page.list_words, "There is nothing to put first at these levers."
        ),
        reasons=numbers.reasons(result.drivers, it.release, page.drivers_note),
        sure=Sheet("How sure", ("Past forecasts", "Result", "What it means"), facts),
        caveats=result.caveats,
        sources=_sources(it),
        scenario=scenario(it, levers),
        levers=moved(levers),
        link=link,
        here=address.only_here(link),
        command=scenarios.command(theme.slug, levers, theme.presets),
    )


def place(levers: Levers) -> str:
    """The borough looked at, or all of London.

    >>> from lbdp_core.levers import Levers
    >>> place(Levers())
    'All of London'
    """
    borough = str(getattr(levers, "borough", LONDON))
    return "All of London" if borough == LONDON else borough


def scenario(it: Opened, levers: Levers) -> str:
    """What the scenario is called: its preset, or its changes in words."""
    presets: Mapping[str, Levers] = it.theme.presets
    return scenarios.title(scenarios.write(levers, presets), type(levers), presets) or "As today"


def moved(levers: Levers) -> tuple[tuple[str, str], ...]:
    """Label and value of every lever that differs from its default."""
    specs = levers.specs()
    return tuple((specs[name].label, specs[name].words(value)) for name, value in levers.moved().items())


def source_line(it: Opened, levers: Levers) -> str:
    """Real or synthetic, who published it, and how new it is: the line under a title or a chart."""
    origins = it.origins(it.page.tables(levers))
    kinds = {o.kind for o in origins}
    kind = WORDS[kinds.pop()] if len(kinds) == 1 else "Partly synthetic data"
    labels = "".join(f" {label}." for label in it.page.labels(it.model))
    publishers = list(dict.fromkeys(name for o in origins for name in o.publisher.split("; ")))
    newest = _newest(it, levers)
    until = f" Newest figures: {month(newest)}." if newest else " There is no date of real figures."
    return f"{kind} from {joined(publishers)}.{until}{labels} Not operational advice."


def day(when: date) -> str:
    """A day as people say it.

    >>> day(date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{when.day} {when:%B %Y}"


def _newest(it: Opened, levers: Levers) -> str:
    tables = it.page.tables(levers)
    return pipeline.latest(it.origins(tables)) if tables else it.newest


def _age(it: Opened, levers: Levers, made: date) -> tuple[str, ...]:
    """A warning where the newest figures are more than a year old."""
    newest = _newest(it, levers)
    if not newest or (made - date.fromisoformat(f"{newest}-12-31"[:10])).days <= OLD:
        return ()
    return (f"The newest figures used here are of {month(newest)}, more than a year before this brief.",)


def _map(it: Opened, levers: Levers, result: Result, model: Any) -> Drawing:
    """The borough by its small areas, or London by the page's own wards or boroughs: the smallest shapes that fit."""
    ground = static_shapes.ground(it.shelf, it.shelf.place("geography/boroughs.json").parent)
    focus = it.page.only or str(getattr(levers, "borough", LONDON))
    measure, *_ = it.page.measures(model, result)
    chosen = it.page.chosen(model, result)
    if measure.level == "lsoa" and focus == LONDON and it.page.wards:
        wards = it.page.wards(model, result, ground.ward_of, ground.ward, ground.ward_borough)
        measure, chosen = wards.measure, wards.chosen
    names = _names(measure, ground)
    near = ground.places.in_borough(focus) if measure.level == "lsoa" else np.ones(len(names), dtype=bool)
    return area_map.draw(it.shelf, measure, chosen, names, near, focus)


def _names(measure: Measure, ground: Ground) -> list[str]:
    by = {"lsoa": ground.places.labels, "ward": ground.ward, "borough": ground.borough}
    return [str(name) for name in by[measure.level]]


def _charts(it: Opened, result: Result, model: Any) -> tuple[Drawing, ...]:
    """What the meeting sees beside the answer, then the figures over time; each once."""
    made: list[tuple[Picture, str]] = []
    if it.page.stage:
        made.append((it.page.stage(model, result, LABEL), "In the meeting"))
    if not result.over_time.empty:
        made.append((it.page.over_time(model, result, LABEL), "Over time"))
    once = {picture.alt: pictures.drawing(picture, title, CHART) for picture, title in made}
    return tuple(once.values())


def _sources(it: Opened) -> Sheet:
    """Every table by who published it, and the stored model, with what tells one version of a file from another."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in it.entries:
        o = entry.origin
        licence = o.licence.replace("OGL", "Open Government Licence")
        groups.setdefault((o.publisher, licence, month(o.as_of)), []).append(entry)
    rows = [
        (_named(entries), publisher, licence, to, _hashes(entries))
        for (publisher, licence, to), entries in groups.items()
    ]
    path = pipeline.model_path(it.theme.slug)
    if it.shelf.has(path):
        rows.append(("The model fitted to these tables", "", "", "", _hashes([it.shelf.entries[path]])))
    return Sheet("Sources", ("What", "Publisher", "Licence", "To", "SHA-256"), tuple(rows))


def _named(entries: Sequence[Entry]) -> str:
    """What tables hold, each once."""
    said = [f"{e.origin.what}{' (synthetic)' if e.origin.kind == 'synthetic' else ''}" for e in entries]
    return capital("; ".join(dict.fromkeys(said)))


def _hashes(entries: Sequence[Entry]) -> str:
    return " ".join(e.sha256[:HASH] for e in entries)
