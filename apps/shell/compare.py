"""Compare: a baseline beside the levers as they stand, what a goal takes, and what matters most."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from apps.shell import (
    attempts,
    download_button,
    downloads,
    goals,
    parts,
    saved,
    scenario_a,
    state,
    tornado,
    where,
    wording,
)
from apps.shell.state import Opened
from lbdp_core import address, change_map, compare, compare_chart, exports, scenarios
from lbdp_core.compare import Apart, Difference, Names
from lbdp_core.formatting import capital, fewer_or_more, fine, fraction
from lbdp_core.levers import Levers
from lbdp_core.result import Result

SIDE, GOAL, MATTERS = LOOKS = ("Side by side", "A goal", "What matters most")
MAP = 330  # px
ENDS = 4  # places at either end that are listed by name
FORMS: dict[str, exports.Form] = {"CSV in a ZIP": "zip", "Excel": "xlsx", "JSON": "json"}


def looks(it: Opened) -> tuple[str, ...]:
    """What this view offers; a goal only where the theme has one."""
    return LOOKS if it.theme.goals else (SIDE, MATTERS)


def draw(it: Opened, levers: Levers, result: Result) -> None:
    look = st.segmented_control(
        "What to compare",
        looks(it),
        default=SIDE,
        required=True,
        key=f"{it.theme.slug}.look",
        bind="query-params",
        label_visibility="collapsed",
    )
    if look == GOAL:
        goals.draw(it, levers)
        parts.caveats(result, heading=st.header)
    elif look == MATTERS:
        tornado.draw(it, levers)
        parts.caveats(result, heading=st.header)
    else:
        first = scenario_a.choose(it.theme, levers)
        other = parts.ask(it, first)
        if other is not None:
            _side_by_side(it, levers, result, first, other)


def _side_by_side(it: Opened, levers: Levers, result: Result, first: Levers, other: Result) -> None:
    moved = compare.apart(first, levers)
    goal = next(iter(it.theme.goals), None)
    names = scenarios.names(first, levers, saved.known(it.theme))
    said = compare.sentence(goal, other, result, moved, scenarios.looked_at(levers), names)
    st.header(wording.plain(said), anchor=False)
    st.markdown(f"**What you changed.** {wording.plain(_changed(moved, names))}")
    differences = compare.between(other, result, names)
    with wording.part("The figures"):
        st.markdown("**What follows.**")
        with st.grid(3, min_column_width=230, gap="small"):
            for found in filter(_tells, differences):
                _card(found, names)
        for found in differences:
            if found.difference is None:
                st.caption(wording.plain(f"{found.label}: {found.reason}"))
    if moved:
        with wording.part("The picture of the difference"):
            drawn = compare_chart.relative(differences, names)
            if drawn is not None:
                parts.picture(drawn, "difference")
        with wording.part("Where they differ"):
            _where(it, levers, result, other, names)
    with wording.part("The downloads"):
        _files(it, levers, result, first, other)
    st.subheader("What this does not tell you", anchor=False)
    told = [f"- {wording.plain(line)}" for line in (*_cautions(moved), *result.caveats)]
    st.markdown("\n".join(told))


def _tells(d: Difference) -> bool:
    """Whether a card has a figure to show: there is one, and it is not nought in both scenarios."""
    return d.difference is not None and any((d.a, d.b, d.low, d.high))


def _card(d: Difference, names: Names) -> None:
    """How much more or less large; both figures, the range and the chance below."""
    sure = d.low is not None and d.low == d.high != 0
    a, b = (wording.number(v, fine(d.decimals, d.low, d.high), d.unit, known=sure) for v in (d.a, d.b))
    unit = d.unit.removeprefix("£").strip()
    told = f" · {unit}" if unit and unit not in d.label.lower() else ""
    lines = [f"{b}, against {a} with {names[0]}{told}"]
    assert d.difference is not None
    if not d.low and not d.high:
        parts.card(d.label, "No difference", lines)
    else:
        size = partial(wording.number, decimals=fine(d.decimals, d.low, d.high), unit=d.unit, known=sure)
        value = fewer_or_more(d.difference, size, compare.worded(d.unit))
        parts.card(d.label, value, [*lines, *_doubt(d)])


def _doubt(d: Difference) -> list[str]:
    if d.low == d.high:
        return ["Set by your choices, so there is no range."]
    chance = [f"Chance of being better: {fraction(d.chance_better)}"] if d.chance_better is not None else []
    return [compare.known_range(d).strip("()"), *chance]


def _changed(moved: tuple[Apart, ...], names: Names) -> str:
    """The levers that differ, with what they are in either scenario."""
    if not moved:
        return "The two scenarios have the same levers. Move one, or choose another scenario."
    return f"{'; '.join(f'{x.label}: {x.b_words} ({x.a_words} in {names[0]})' for x in moved)}."


def _cautions(moved: tuple[Apart, ...]) -> list[str]:
    """What holds for a difference, before what holds for the scenario."""
    lines = ["The range of the difference leaves out uncertainty that both scenarios share."]
    if beliefs := [x.label.lower() for x in moved if x.assumed]:
        lines.insert(
            0,
            f"Part of the difference comes from an assumption, not a decision: {', '.join(beliefs)}.",
        )
    return lines


def _where(it: Opened, levers: Levers, result: Result, other: Result, names: Names) -> None:
    """Largest losses and gains by borough (by ward inside one); the rows add up to the difference."""
    focus = it.page.only or levers.as_dict().get("borough", "")
    by = "ward" if focus in state.ground().boroughs and "ward" in result.places else "borough"
    frame = compare.places(other, result, by)
    if len(frame) < 2 or not frame["difference"].any():
        return
    main = result.additive
    st.subheader("Where they differ", anchor=False)
    before, after = (of.places.set_index("code")["scenario"] for of in (other, result))
    measure = change_map.measure(before, after, state.ground().places.code, main)
    if measure is not None:
        st.markdown(f"**{wording.plain(measure.label)}**")
        codes = change_map.codes(measure.level, state.ground().places.code)
        both = {name: of.reindex(codes).to_numpy(dtype=float) for name, of in zip(names, (before, after), strict=True)}
        where.plain(it, measure, MAP, str(focus), both)
    st.caption(
        wording.plain(f"{main.label}: {names[1]} less {names[0]}, by {by}. The rows add up to the difference above.")
    )
    parts.sheet(
        _ends(frame, by, main.decimals, names), f"{main.label} in {names[0]} and {names[1]} by {by}", it.release
    )


def _ends(frame: pd.DataFrame, by: str, decimals: int, names: Names) -> pd.DataFrame:
    """The rows at either end by name, those between them as one, and the sum of all."""
    most = len(frame) if len(frame) <= 2 * ENDS + 2 else ENDS
    listed = frame if most == len(frame) else pd.concat([frame.head(ENDS), frame.tail(ENDS)])
    rows = [(str(r[0]), r[1], r[2], r[3]) for r in listed.itertuples(index=False)]
    if most < len(frame):
        rest = frame.iloc[ENDS:-ENDS]
        rows.insert(ENDS, (f"{len(rest)} others", rest["a"].sum(), rest["b"].sum(), rest["difference"].sum()))
    rows.append(("Together", frame["a"].sum(), frame["b"].sum(), frame["difference"].sum()))
    places, rough = fine(decimals, *frame["difference"]), decimals < 0  # rough: whole, so that rows still add up
    return pd.DataFrame(
        {
            by.capitalize(): [row[0] for row in rows],
            names[0]: [wording.number(row[1], 0 if rough else max(1, decimals)) for row in rows],
            names[1]: [wording.number(row[2], 0 if rough else max(1, decimals)) for row in rows],
            "Difference": [wording.number(row[3], max(0 if rough else 2, places), sign=True) for row in rows],
        }
    )


def _files(it: Opened, levers: Levers, result: Result, first: Levers, other: Result) -> None:
    with st.container(key=f"{downloads.SCREEN}-files"):
        st.subheader("Take it away", anchor=False)
        page = downloads.link(it, levers, state.page_address())
        downloads.shared("both scenarios", scenario_a.link(it.theme, page, first))
        with st.container(horizontal=True):
            for words, form in FORMS.items():
                make = partial(made, it, levers, result, first, other, form, state.page_address())
                name, key = f"{_file_stem(it, levers, first)}.{form}", f"{it.theme.slug}:compared:{form}"
                download_button.button(f"The comparison ({words})", make, name, exports.MIME[form], key)


def _file_stem(it: Opened, levers: Levers, first: Levers) -> str:
    """The scenario, and the one that it is compared with."""
    slug, presets = it.theme.slug, it.theme.presets
    other = scenarios.title(scenarios.write(first, presets), it.theme.levers, presets) or "today"
    return f"{scenarios.file_stem(slug, levers, presets, 70)}-against-{scenarios.plain_name(other)[:50].strip('-')}"


def made(
    it: Opened, levers: Levers, result: Result, first: Levers, other: Result, form: exports.Form, page: str
) -> bytes:
    """The comparison as a file: figures first, then levers, boroughs, and the caveats."""
    moved = compare.apart(first, levers)
    goal = next(iter(it.theme.goals), None)
    names = scenarios.names(first, levers, saved.known(it.theme))
    found = compare.document(goal, other, result, moved, scenarios.looked_at(levers), names)
    tables = {
        "figures": pd.DataFrame(found["figures"]),
        "levers": pd.DataFrame(found["levers"], columns=["name", "label", "a", "b", "assumed"]).astype(object),
        "boroughs": found["boroughs"],
    }
    about = {"Question": it.theme.question, "Answer": found["answer"]} | attempts.lines(it.theme.slug)
    about |= {
        f"Scenario {name}": _all(of) for name, of in zip(names, (first, levers), strict=True)
    } | downloads.assumed(result)
    about |= downloads.provenance(it) | downloads.own_file(it)
    about |= {f"What this does not tell you {n}": t for n, t in enumerate((*_cautions(moved), *result.caveats), 1)}
    about["Link"] = scenario_a.link(it.theme, downloads.link(it, levers, page), first)
    about["Where the link works"] = address.reach(about["Link"])
    keep = {key: found[key] for key in ("theme", "answer")}
    told = {
        capital(name): frame.drop(columns=["key", "decimals"], errors="ignore").rename(columns=_headings(names))
        for name, frame in tables.items()
    }
    return exports.export(exports.Parcel(tables, about, keep, it.release, told), form)


def _headings(names: Names) -> dict[str, str]:
    """Columns of a comparison as people read them."""
    words = {"a": names[0], "b": names[1], "low": "Low, 8 chances in 10", "high": "High, 8 chances in 10"}
    plain = ("label", "unit", "better", "difference", "reason", "assumed", "borough", "name")
    return words | {name: capital(name) for name in plain} | {"chance_better": "Chance of being better"}


def _all(levers: Levers) -> str:
    return "; ".join(f"{spec.label}: {spec.words(getattr(levers, name))}" for name, spec in levers.specs().items())
