"""Provenance: how a figure that no table of the build holds came to be known.

A figure that the suite takes from a report has one of four marks, and the page shows it beside the source and year.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

Status = Literal["published", "read in a copy", "worked out", "judgement"]
PUBLISHED: Final = "published"  # read in the source, or in its publisher's own summary
COPY: Final = "read in a copy"  # read in somebody's copy, or quotation, of the publisher's table
WORKED_OUT: Final = "worked out"  # arithmetic on figures that were read; the source says which
JUDGEMENT: Final = "judgement"  # no source was found; the range is ours as well

STATUSES: tuple[Status, ...] = get_args(Status)


def weakest(marks: Iterable[Status]) -> Status:
    """The mark of a figure that rests on several: a chain is as strong as its weakest link.

    >>> weakest([PUBLISHED, JUDGEMENT, COPY])
    'judgement'
    """
    return max(marks, key=STATUSES.index)
