"""Conditions as data: how common each is by age and sex, every row with its source, year and mark (`provenance`)."""

from lbdp_core.health.conditions.frames import SEXES, by_age, rates
from lbdp_core.health.conditions.rows import CONDITIONS, OPEN, SECOND_BASES, Condition, Rate, Recorded

__all__ = ["CONDITIONS", "OPEN", "SECOND_BASES", "SEXES", "Condition", "Rate", "Recorded", "by_age", "rates"]
