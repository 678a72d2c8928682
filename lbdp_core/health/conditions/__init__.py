"""Conditions as data: how common each is by age and sex, every row with where it comes from and how sure that is.

"published" rows were read in the source named, or in its publisher's own summary; "illustrative (remembered)" rows are
figures of the source named that were not checked against it, and the page says so.
"""

from lbdp_core.health.conditions.frames import SEXES, by_age, rates
from lbdp_core.health.conditions.rows import CONDITIONS, ILLUSTRATIVE, OPEN, PUBLISHED, Condition, Rate

__all__ = ["CONDITIONS", "ILLUSTRATIVE", "OPEN", "PUBLISHED", "SEXES", "Condition", "Rate", "by_age", "rates"]
