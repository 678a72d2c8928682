"""Opening: what a theme says at its opening scenario, kept by the build so that home waits for no theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbdp_core.formatting import number, significant
from lbdp_core.pipeline.kept import AnyTheme, open_theme
from lbdp_core.result import Headline, Result
from lbdp_core.sources import Shelf
from lbdp_core.themes import by_slug

SHOWN = 2  # headlines on a card of home
DIGITS = 4  # of each value of a course, which is only drawn small


@dataclass(frozen=True)
class Opening:
    """A theme at its opening scenario.

    lead: the answer's one sentence. headlines: the first of the result that are not nothing. course: period and value
    of the figure that places add up to, from the first seen to the last expected. labels, tables: what the line about
    the data must also say, and the paths of the tables that it speaks of, as in `page.Page`.
    """

    lead: str
    headlines: tuple[Headline, ...]
    labels: tuple[str, ...]
    tables: tuple[str, ...]
    course: tuple[tuple[str, float], ...] = ()

    def row(self) -> dict[str, Any]:
        """As the report keeps it, with the first figure as it is shown: that is compared from build to build."""
        first = next((h for h in self.headlines if h.scenario is not None), None)
        value = number(first.scenario, first.decimals, first.unit) if first else None
        compared = {"label": first.label, "unit": first.unit, "value": value} if first else {}
        return compared | {
            "lead": self.lead,
            "headlines": [h.as_dict() for h in self.headlines],
            "labels": list(self.labels),
            "tables": list(self.tables),
            "course": [list(point) for point in self.course],
        }

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Opening:
        """From the report."""
        headlines = tuple(Headline(**kept) for kept in row["headlines"])
        course = tuple((str(period), float(value)) for period, value in row.get("course", ()))
        return cls(row["lead"], headlines, tuple(row["labels"]), tuple(row["tables"]), course)


def asked(theme: AnyTheme, model: Any) -> Opening:
    """What a theme says at its opening scenario."""
    levers, page = theme.presets[theme.opening], theme.page()
    result = theme.run(model, levers)
    told = tuple(h for h in result.headlines if h.scenario)[:SHOWN]  # without a change some are nothing, or undefined
    labels, tables = tuple(page.labels(model)), tuple(page.tables(levers))
    return Opening(result.answer.lead, told, labels, tables, _course(result))


def _course(result: Result) -> tuple[tuple[str, float], ...]:
    """What was seen, then what is expected at these levers."""
    frame = result.over_time
    if frame.empty:
        return ()
    seen = frame.set_index(frame["period"].astype(str))
    values = seen["observed"].fillna(seen["scenario"]).dropna()
    return tuple((str(period), significant(float(value), DIGITS)) for period, value in values.items())


def opening(slug: str, shelf: Shelf) -> Opening:
    """What a theme says at its opening scenario, as the build kept it; asked anew where an older build kept less.

    Raises:
        DataError: as `open_theme` does.
    """
    row = shelf.report.get("opening", {}).get(slug, {})
    return Opening.of(row) if "lead" in row else asked(by_slug(slug), open_theme(slug, shelf)[1])
