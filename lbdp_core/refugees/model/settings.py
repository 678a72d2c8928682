"""Settings: every number that is not read from a table, with where it comes from and how it is known.

Those of the forecast were chosen on origins to the end of 2019 of the series before hotels were counted, and fixed;
docs/methods/refugees.md has the search, and what they do on later origins.
"""

from __future__ import annotations

from lbdp_core.refugees.model import cited

STEPS = 8  # quarters ahead
DRAWS = 400
SEED = 20_261_125

# --- the course without a change
TREND_OVER = 8  # quarters over which London's growth is taken, or as many as there are since the break
TREND = 0.5  # part of that growth that goes on
DAMPED = 0.85  # what is left of it a quarter later
TO_EVEN = 0.01  # part of the way in proportion, each quarter, from a borough's share to its share of households
SMALL = 10.0  # people added before errors are taken in proportion, so that a handful of people can double
DEGREES = 4  # of freedom of a borough's own error: closures and openings are steps
LEAST_ERRORS = 6  # origins from which an error is learnt; before, the two figures below stand in
LONDON_ERROR, OWN_ERROR = 0.08, 0.16  # a quarter, on the log scale

# --- what moves people (share a quarter where nothing else is said): `cited` has ranges and sources
RUN_RATE = 4  # quarters over which national flows are averaged
APPEALED = cited.APPEALED.value
APPEAL_CLEARED = cited.APPEAL_CLEARED.value
APPEAL_ALLOWED = cited.APPEAL_ALLOWED.value
TO_SECTION_4 = cited.TO_SECTION_4.value
SECTION_4_LEFT = cited.SECTION_4_LEFT.value
RENTED = cited.RENTED.value
STREET = cited.STREET.value
TAKE_UP, SINGLE, UNDER_18 = 0.6, 0.83, 0.17  # of 2023: where the tables of applications, or of ages, are not held
HOUSEHOLD = round(SINGLE + (1 - SINGLE) * cited.FAMILY.value, 2)  # people to a household

# --- doubt of what moves people: learnt from how far the next eight quarters were from the last four (log scale; of the
# share that is granted: in points). These stand in where too little is known.
DOUBT_SINCE = "2012Q1"
CLAIMS_SD, DECISIONS_SD, GRANT_SD, DUTY_SD, DUTY_OWN_SD = 0.33, 0.50, 0.11, 0.35, 0.40
CLEARED_SD = 0.35  # of the pace of appeals: about its range (log scale)
ALLOWED_SD = (cited.APPEAL_ALLOWED.high - cited.APPEAL_ALLOWED.low) / 2.56  # its range as eight chances in ten
DUTY_LAG = 0.5  # of those on the way to a council, owed a duty in a quarter: where too few quarters are known
LAGS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # that are tried
LEAST_LAG = 6  # quarters of duties from which it is learnt
LEAST_VARIED = 12  # from which their doubt is: the lag is chosen so that they vary little, and few quarters flatter it
LEAST_DOUBT = 8  # quarters from which a doubt is learnt

# --- what people need
SCHOOL_AGE = cited.SCHOOL_AGE.value
CHILDREN_TO_17 = 18 / 16  # residents under 18 to residents under 16
TRANSFER_THRESHOLD = cited.THRESHOLD.value
UK_CHILDREN = cited.UK_CHILDREN.value
