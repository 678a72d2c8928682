"""Settings: every number that is not read from a table, with where it comes from and how it is known.

Those of the forecast were chosen on origins to the end of 2019 of the series before hotels were counted, and fixed;
docs/methods/refugees.md has the search, and what they do on later origins.
"""

from __future__ import annotations

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

# --- what moves people (share a quarter where nothing else is said)
RUN_RATE = 4  # quarters over which national flows are averaged
APPEALED = 0.75  # of people refused, appeal: judgement
APPEAL_CLEARED = 0.12  # of those waiting, decided a quarter: judgement; appeals took about a year and more
APPEAL_ALLOWED = 0.455  # Home Office and tribunal figures for 2022 as read by others; the series ended in 2023
TO_SECTION_4 = 0.15  # of those whose appeal fails: judgement
SECTION_4_LEFT = 0.15  # leave a quarter: judgement
RENTED = 0.5  # of those who leave with a grant and are neither owed a duty nor seen on the street: judgement
STREET = 0.10  # seen rough sleeping for each person granted: 17 % of 7,974 new in London in 2023/24 over its grants
HOUSEHOLD = 1.39  # people to a household: 83 % of applications for support are of single adults, families of 3.3
FAMILY = 3.3  # people in a family: judgement

# --- doubt of what moves people: learnt from how far the next eight quarters were from the last four (log scale; of the
# share that is granted: in points). These stand in where too little is known.
DOUBT_SINCE = "2012Q1"
CLAIMS_SD, DECISIONS_SD, GRANT_SD, DUTY_SD, DUTY_OWN_SD = 0.33, 0.50, 0.11, 0.35, 0.40
CLEARED_SD = 0.35  # of the pace of appeals: judgement
DUTY_LAG = 0.5  # of those on the way to a council, owed a duty in a quarter: where too few quarters are known
LAGS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # that are tried
LEAST_LAG = 6  # quarters of duties from which it is learnt
LEAST_VARIED = 12  # from which their doubt is: the lag is chosen so that they vary little, and few quarters flatter it
LEAST_DOUBT = 8  # quarters from which a doubt is learnt

# --- what people need
SCHOOL_AGE = 0.65  # of people under 18: unaccompanied young people are mostly 16 and 17 (assumption)
CHILDREN_TO_17 = 18 / 16  # residents under 18 to residents under 16
TRANSFER_THRESHOLD = 0.001  # unaccompanied children to residents under 18, National Transfer Scheme
UK_CHILDREN = 14.2e6  # residents under 18 of the United Kingdom, remembered

# --- read elsewhere and not in the data: people in support at the end of 2025, to look at and not to score by
READ_ELSEWHERE = ("2025Q4", "Home Office figures of 31 December 2025, as read by others")
READ_LONDON = 16_378
READ_PEOPLE = {
    "Hillingdon": 2_133, "Hounslow": 1_720, "Croydon": 1_483, "Barnet": 1_393, "Ealing": 1_249,
    "Newham": 1_140, "Brent": 1_024, "Hackney": 589, "Waltham Forest": 185, "Islington": 47,
}  # fmt: skip
