"""Methods pages: the figures in `docs/methods/<slug>.md` are written by a command, so they cannot fall behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter
from typing import Any

from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError

Origin = Mapping[str, Any]
Say = str | Callable[[Any], str]  # a figure of a record: a format string, or a function of the record
MOST = 10  # origins that a table has a column each for
START, END = "<!-- figures: made by `make methods`, not by hand -->", "<!-- end of figures -->"


def with_figures(page: str, card: Scorecard, findings: Sequence[str] = ()) -> str:
    """The page with the block between the two markers made anew from the scorecard and the theme's findings.

    Raises:
        DataError: the page has no such block.
    """
    if START not in page or END not in page:
        raise DataError(f"The page has no line “{START}” followed by “{END}”; add both where the figures belong.")
    before, after = page.split(START, 1)[0], page.split(END, 1)[1]
    return f"{before}{START}\n{figures(card, findings)}\n{END}{after}"


def figures(card: Scorecard, findings: Sequence[str] = ()) -> str:
    """Markdown: the error of every rung at every origin, then what the theme says of its scores and studies.

    Where there are more origins than a page is wide, their mean at each horizon stands for them.
    """
    rungs = ["model", *card.origins[-1]["baselines"]]
    held = _by_horizon(card) if len(card.origins) > MOST else _by_origin(card)
    rows = [[f"`{rung}`", *(f"{_mean(origins, rung):.3f}" for origins in held.values())] for rung in rungs]
    lines = [
        f"Measure: {card.metric}. Baseline to beat: `{card.baseline}`. Mean skill **{card.skill:.1%}**.",
        "",
        *table(["rung", *held], rows),
        *(["", *findings] if findings else []),
    ]
    return "\n".join(lines)


def _by_origin(card: Scorecard) -> dict[str, list[Origin]]:
    names = [str(o["origin"]) for o in card.origins]
    if len(set(names)) < len(names):  # one origin scored against two truths
        names = [str(o["target"]) for o in card.origins]
    return {name: [origin] for name, origin in zip(names, card.origins, strict=True)}


def _by_horizon(card: Scorecard) -> dict[str, list[Origin]]:
    held: dict[float, list[Origin]] = {}
    for origin in card.origins:
        held.setdefault(float(origin["horizon"]), []).append(origin)
    return {f"{horizon:g} ahead, mean of {len(held[horizon])}": held[horizon] for horizon in sorted(held)}


def _mean(origins: Sequence[Origin], rung: str) -> float:
    return sum(_deviance(origin, rung) for origin in origins) / len(origins)


def _deviance(origin: Origin, rung: str) -> float:
    return float(origin["model"] if rung == "model" else origin["baselines"][rung])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table: text to the left, figures to the right."""
    ruler = "|".join(["---", *["---:"] * (len(head) - 1)])
    return [f"| {' | '.join(head)} |", f"|{ruler}|", *(f"| {' | '.join(row)} |" for row in rows)]


def by_record(records: Iterable[Mapping[Any, Any]], columns: Mapping[str, Say]) -> list[str]:
    """The lines of a Markdown table with a row a record: heading -> what a cell says of it.

    >>> by_record([{"horizon": 1, "skill": 0.042}], {"ahead": "{horizon}", "nearer": "{skill:+.1%}"})[-1]
    '| 1 | +4.2% |'
    """
    return table([*columns], [[written(say, record) for say in columns.values()] for record in records])


def by_figure(records: Mapping[str, Mapping[str, Any]], figures: Mapping[str, Say]) -> list[str]:
    """The lines of a Markdown table with a column a record, by its heading, and a row a figure.

    >>> by_figure({"2020": {"skill": 0.042}, "2021": {"skill": None}}, {"skill": "{skill:.0%}"})[-1]
    '| skill | 4% | – |'
    """
    rows = [[name, *(written(say, record) for record in records.values())] for name, say in figures.items()]
    return table(["figure", *records], rows)


def written(say: Say, record: Mapping[Any, Any]) -> str:
    """What a cell says of a record; a figure that is None is a dash."""
    return _Dashes().vformat(say, (), record) if isinstance(say, str) else say(record)


class _Dashes(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return "–" if value is None else str(super().format_field(value, format_spec))


def section(heading: str, lines: Iterable[str]) -> list[str]:
    """The lines under a heading, with an empty one before and after it."""
    return ["", f"### {heading}", "", *lines]
