"""Parts that every page is made of: title line, headlines, pictures with their tables, what it does not tell you."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from apps.shell import chart_files, panel, state, wording
from apps.shell.state import Opened
from lbdp_core import charts, compare, pipeline, plain_json, protect, tour
from lbdp_core.charts import Picture
from lbdp_core.formatting import CHANCES, capital, cell, certainty, change_span, fewer_or_more, fine, month
from lbdp_core.levers import Levers
from lbdp_core.result import Answer, Headline, Result
from lbdp_core.sources import Shelf
from lbdp_core.theme import Theme

VIEWS = {"present": "Present", "explore": "Explore", "compare": "Compare", "explain": "Explain"}
SHORT = 45  # characters of two publishers that still stand on one line beside the views
VIEW_HELP = (
    "Present: the story in big type. Explore: change the levers, see the map and the list. Compare: two scenarios, a "
    "goal, what matters most. Explain: why, how sure, the data."
)


def top(it: Opened) -> tuple[str, Any]:
    """Question, room for one line about the data, and the choice of view; returns the view and that room."""
    st.title(it.theme.question, anchor=False)
    with st.container(key="lbdp-top", horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        line = st.container(width="stretch")
        view = st.segmented_control(
            "View",
            list(VIEWS.values()),
            default=VIEWS["explore"],
            required=True,
            key="view",
            bind="query-params",
            help=VIEW_HELP,
            label_visibility="collapsed",
        )
        if view == VIEWS["present"] and tour.steps(it.theme.slug):
            st.button("Tour", icon=":material/slideshow:", key="lbdp-tour-start", on_click=tour_link, args=("1",))
    if own := _own(it.theme.slug):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(own, width="content")
            key = f"{it.theme.slug}:own:forget:top"
            st.button("Forget it", type="tertiary", key=key, on_click=state.forget, args=(it.theme.slug,))
    for notice in st.session_state.get(panel.NOTICES, ()):
        st.warning(wording.plain(notice), icon=":material/link_off:")
    return next((code for code, words in VIEWS.items() if words == view), "explore"), line


def presents() -> bool:
    """Whether the view asked for is Present, as the link or its box has it."""
    return st.session_state.get("view", st.query_params.get("view")) == VIEWS["present"]


def tour_link(step: str) -> None:
    """Turn to a step of the tour: it needs no lever in the link, as each step has its own."""
    st.query_params.from_dict({"step": step})


def answer(said: Answer) -> None:
    """The answer: its one figure as the heading, what it changes and rests on below in the size of a text."""
    st.header(wording.plain(said.lead), anchor=False)
    if below := [wording.plain(part) for part in (said.change, said.why) if part]:
        st.markdown("\n\n".join(below))


def banner(it: Opened, levers: Levers) -> str:
    """The line about the data at these levers: where they choose between datasets, it speaks of the chosen one."""
    return data_line(it.theme, it.shelf, it.page.tables(levers), it.page.labels(it.model))


def data_line(
    theme: Theme[Any, Any, Any],
    shelf: Shelf,
    tables: tuple[str, ...],
    labels: tuple[str, ...],
    today: date | None = None,
) -> str:
    """Real or synthetic, what else must be said of the data, publisher, newest figure and its age, and what it is not.

    tables: those that the line speaks of; the theme's own where none is named.
    """
    chosen = pipeline.origins(theme, shelf, tables) if tables else ()
    origins = chosen or pipeline.origins(theme, shelf)
    newest = pipeline.latest(chosen) if chosen else pipeline.newest(theme, shelf.entries, shelf.report)
    kinds = {o.kind for o in origins}
    kind = "Real data" if kinds == {"real"} else "Synthetic data" if kinds == {"synthetic"} else "Part synthetic"
    colour = "green" if kinds == {"real"} else "orange"
    publishers = _few([name for o in origins for name in o.publisher.split("; ")], "other")
    old = pipeline.how_old(newest, today or date.today())
    until = f"to {wording.plain(month(newest))}" + f" ({old})" * bool(old) if newest else "no date of real figures"
    line = f"{wording.plain(publishers)} · {until} · not operational advice"
    more = "".join(f" :orange-badge[{wording.plain(label)}]" for label in labels)
    return f":{colour}-badge[{kind}]{more} :small[{line}]"


def _few(names: list[str], what: str) -> str:
    """Both of two that fit a line; else the first by name, and how many more: the list is under Explain, Data."""
    each = list(dict.fromkeys(names))
    both = ", ".join(each)
    if len(each) == 1 or (len(each) == 2 and len(both) <= SHORT):
        return both
    return f"{each[0]} and {len(each) - 1} {what}{'s' * (len(each) > 2)}"


def _own(slug: str) -> str:
    """What the line about the data says of the session's own file; nothing where it has none."""
    taken = state.mine(slug)
    if taken is None:
        return ""
    used = "With your own file" if taken.model is not None else "Your own file, not in these figures"
    return f":orange-badge[{used}: {wording.plain(taken.what)}] :small[{wording.plain(taken.rule)}]"


def tells(h: Headline) -> bool:
    """Whether there is a figure to show: one that is there and is not nought whatever happens."""
    return h.scenario is not None and any((h.scenario, h.low, h.high, h.change))


def headlines(shown: Sequence[Headline], columns: int) -> None:
    """Numbers large, units small, each with its likely range; no card for a figure that has nothing to tell."""
    with st.grid(columns, min_column_width=175, gap="small"):
        for h in filter(tells, shown):
            _headline(h, between="  \n" if columns > 1 else " · ")
    for h in shown:
        if h.scenario is None:
            st.caption(wording.plain(f"{h.label}: {h.reason}"))


def card(label: str, value: str, lines: Sequence[str], between: str = "  \n", **more: Any) -> None:
    """One number: what it is above, large in the middle, its range and remarks small below."""
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.markdown(f"**{wording.plain(label)}**")
        st.metric(label, value, label_visibility="collapsed", **more)
        st.caption(between.join(map(wording.plain, lines)))


def _headline(h: Headline, between: str) -> None:
    delta: dict[str, Any] = {}
    if h.additive and h.change is not None:
        good = "off" if h.neutral else "normal" if h.better == "up" else "inverse"
        change = wording.number(h.change, _fine(h), h.unit, sign=True).replace(
            "−", "-"
        )  # an arrow needs the plain sign
        moved = any(c in "123456789" for c in change)
        word = "" if h.neutral else " (better)" if (h.change > 0) == (h.better == "up") else " (worse)"
        delta = {"delta": f"{change}{word}" if moved else 0, "delta_color": good if moved else "off"}
    card(h.label, wording.number(h.scenario, h.decimals, h.unit), [*_range(h), *_meaning(h)], between, **delta)


def _meaning(h: Headline) -> list[str]:
    """Which way is better, in the words that its unit needs; nothing where neither way is."""
    return [] if h.neutral else [f"{compare.worded(h.unit)[h.better == 'up']} is better"]


def _fine(h: Headline) -> int:
    """Decimals that a small change needs so that it does not read as none."""
    return fine(h.decimals, h.change_low, h.change_high)


def _range(h: Headline) -> list[str]:
    """The likely range of the change where one was made, else of the figure, with what the figure counts."""
    unit = h.unit.removeprefix("£").strip()
    say, words = partial(wording.number, decimals=_fine(h), unit=h.unit), compare.worded(h.unit)
    if h.additive and h.change and h.change_low is not None and h.change_high is not None:
        lines = [f"Likely change: {change_span(h.change_low, h.change_high, say, words)} ({CHANCES})"]
    else:
        sure = h.low == h.high and h.change  # what follows from rules has no range
        span = wording.span(h.low, h.high, h).replace("−£", "−\u2060£")  # no new line after the minus
        lines = [] if sure or h.low == h.high else [f"Likely range: {span} ({CHANCES})"]
        lines += [unit] if unit and unit not in h.label.lower() else []
        if h.change:
            lines.append(f"Change: {fewer_or_more(h.change, say, words)}")
    return lines + ([capital(_chance(h, h.chance_not_better))] if h.chance_not_better is not None else [])


def _chance(h: Headline, not_better: float) -> str:
    """How likely the figure is to move the way it is expected to, or to be above nothing where there is no change."""
    moves = h.scenario if h.change is None else h.change
    if not moves:
        return certainty(1 - not_better, "to fall" if h.better == "down" else "to rise")
    chance = 1 - not_better if (moves > 0) == (h.better == "up") else not_better
    if h.change is None:
        return certainty(chance, "to be above zero" if moves > 0 else "to be below zero")
    return certainty(chance, "to rise" if moves > 0 else "to fall")


def picture(p: Picture, name: str) -> None:
    """A chart with its title, what to read from it, and the same figures as a table one click away."""
    chart(p, name)
    with twin(name, p.note) as box:
        if box.open:
            table(p.table, f"{p.title or p.alt}, as a table")
            chart_files.buttons(p, name)


def compact(spec: Mapping[str, Any]) -> pa.Table:
    """A chart's rows: the columns that it draws or says, in single precision, without pandas' notes on each column,
    which are half of what is sent.
    """
    drawn = plain_json.text({part: value for part, value in spec.items() if part != "data"})
    rows = spec["data"]["values"]
    names = dict.fromkeys(name for row in rows for name in row)
    shown = [name for name in names if plain_json.text(name) in drawn or re.search(rf"datum\.{name}\b", drawn)]
    columns = [pa.array([row.get(name) for row in rows], from_pandas=True) for name in shown]
    rough = [pa.types.is_floating(c.type) or (pa.types.is_integer(c.type) and c.null_count) for c in columns]
    return pa.table([c.cast("float32") if r else c for c, r in zip(columns, rough, strict=True)], names=shown)


def chart(p: Picture, name: str) -> None:
    """A chart under its title."""
    if p.title:
        st.markdown(f"**{wording.plain(p.title)}**")
    drawn = charts.inked(p.spec, state.mode())
    rows = compact(drawn) if "data" in drawn else None  # a chart of layers may hold its rows in each
    drawn = drawn if rows is None else {part: value for part, value in drawn.items() if part != "data"}
    with st.container(key=f"wide:{name}") if p.wide else nullcontext():
        st.vega_lite_chart(rows, drawn, alt=p.alt, key=f"chart:{name}")


def sparkline(values: Sequence[float], alt: str, name: str) -> None:
    """A course as a small line; the words beside it say what it is."""
    st.vega_lite_chart(charts.inked(charts.sparkline(values), state.mode()), alt=alt, key=f"spark:{name}")


def twin(name: str, note: str) -> Any:
    """What to read from a picture, and below it its table over the same width, folded; only an open one is made."""
    st.caption(wording.plain(note))
    return st.expander(
        "As a table", icon=":material/table_rows:", key=f"twin:{name}", on_change="rerun", type="compact"
    )


def table(frame: pd.DataFrame, alt: str, release: str = "released", **more: Any) -> None:
    """The only way a table reaches the screen: through disclosure control, named for a screen reader."""
    st.dataframe(protect.release(frame, release).reset_index(drop=True), hide_index=True, alt=alt, **more)


def sheet(frame: pd.DataFrame, alt: str, release: str = "released") -> None:
    """A small table in full, its words wrapped: legible from the back row. Figures come as people write them."""
    safe = protect.release(frame, release)
    shown = {name: [wording.plain(cell(str(name), v)) for v in column] for name, column in safe.items()}
    st.table(pa.table(shown), border="horizontal", hide_index=True, alt=alt)  # without pandas' notes: half of it


def beside(it: Opened, name: str, value: object, window: bool) -> None:
    """Under a lever: what stands behind the value chosen, and where a window may open, all that could be chosen."""
    found = it.page.under_lever(name, value)
    if found is None:
        return
    said, heading, frame = found
    st.caption(wording.plain(said))
    if window:
        key = f"beside:{name}"
        with st.popover(heading, type="tertiary", icon=":material/table_rows:", key=key, on_change="rerun") as box:
            if box.open:
                sheet(frame, heading)


def over_time(it: Opened, result: Result, size: int = charts.LABEL) -> None:
    """What was observed, and what is expected with and without the change."""
    if result.over_time.empty:
        return
    st.subheader("Over time", anchor=False)
    picture(it.page.over_time(state.model(it), result, size), "time")


def offer(it: Opened, result: Result) -> None:
    """One button for what a person would most likely want next at these levers, if the theme knows of one."""
    found = it.page.offer(it.model, result)
    if found:
        words, levers = found
        st.button(words, key=f"{it.theme.slug}:offer", on_click=panel.move, args=(it.theme, levers))


def caveats(result: Result, most: int | None = None, heading: Callable[..., Any] = st.subheader) -> None:
    heading("What this does not tell you", anchor=False)
    st.markdown("\n".join(f"- {wording.plain(line)}" for line in result.caveats[:most]))


def ask(it: Opened, levers: Levers) -> Result | None:
    """The result; if the scenario fails, one sentence in its place."""
    try:
        return state.asked(it.theme.slug, levers)
    except Exception:
        wording.noted("The scenario failed")
        st.error("This scenario could not be worked out. Press the button below the levers to start again.")
        return None
