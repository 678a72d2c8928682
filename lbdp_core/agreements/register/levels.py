"""Levels: the three by three of likelihood and severity, in the words of the ICO's sample DPIA (steps 5 and 6).

The words were read second-hand, in others' copies of the sample. Which pair makes which overall level is not in the
sample; ours is the product of the ranks (1 to 3): to 2 low, 3 and 4 medium, from 6 high.
"""

from __future__ import annotations

LIKELIHOODS = ("remote", "possible", "probable")
SEVERITIES = ("minimal", "significant", "severe")
OVERALL = ("low", "medium", "high")


def overall(likelihood: int, severity: int) -> int:
    """The overall level (0 to 2) of two levels (0 to 2).

    >>> [overall(0, 2), overall(1, 1), overall(2, 2)]
    [1, 1, 2]
    """
    product = (likelihood + 1) * (severity + 1)
    return 0 if product <= 2 else 1 if product <= 4 else 2
