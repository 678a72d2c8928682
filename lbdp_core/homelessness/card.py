"""Homelessness's model card: the words for what no table says. Figures, dates and licences are filled in from the
data.
"""

from __future__ import annotations

from lbdp_core.card import Card

CARD = Card(
    function="Housing options, rough sleeping commissioning and outreach; planning of prevention and accommodation",
    capability="Stock-and-flow simulation; forecasting; scenario analysis",
    task="Expect people seen rough sleeping and households in temporary accommodation in each of the next eight "
    "quarters, and say which lever changes them, how far and how soon",
    tags=("rough sleeping", "homelessness", "temporary accommodation", "stock and flow", "boroughs", "scenarios"),
    region="London",
    one_sentence="Moves people through rough sleeping and households through the homelessness duties, quarter by "
    "quarter, and shows what six levers would change, with their lags and with the findings that speak against them.",
    description="A partnership that plans sees how many people would be expected to be seen rough sleeping, how many "
    "of them live on the streets, how many come back, how many duties are owed and how many households are in "
    "temporary accommodation, what each lever alone would change, and how wrong the forecasts of the duties have "
    "been. It knows boroughs and quarters, never people, and gives nobody a score.",
    detailed="Duties and temporary accommodation are forecast from the publisher's own quarters by a level, London's "
    "seasons and a damped trend, with widths from the method's own past errors. A chain of compartments moves "
    "households from prevention to accommodation so that today's course is that forecast. A second chain moves people "
    "from new to settled and back; it is calibrated to London's published totals. docs/methods/homelessness.md gives "
    "the method.",
    intended_use="To compare levers and their lags before a budget is set, and to say how sure any of it is.",
    users="Commissioners of rough sleeping services, housing options managers, charities and analysts of a data "
    "partnership.",
    out_of_scope=(
        "Deciding about a person, finding a person, or ranking people by risk.",
        "Sending outreach anywhere: borough figures of rough sleeping are synthetic until CHAIN is given.",
        "Adding people and households, or a quarter's flow and what is there at its end.",
        "Ranking boroughs: many pairs cannot be told apart, and some do not report.",
        "Saying that a lever would work as well here as where it was tried.",
    ),
    benefit="A meeting sees levers, lags, null results and past error beside one another, in one arithmetic in which "
    "nobody is lost and nobody is made up.",
    alternatives="The seasonal-naive rule was scored beside the method at every origin and horizon, with a width from "
    "its own past errors. Where the method is not clearly better the rule stands, and the page says so.",
    process="The tool expects and compares; it decides nothing. Levers, evidence, horizon and the world's turns are "
    "set by people, and each is in the assumption log.",
    information="Six figures with ranges, the lever board with lags and findings, both flows, prevention and relief "
    "funnels, seasons, boroughs beside boroughs like them, past error, and what not to conclude.",
    human_decisions="People choose levers, steps and evidence, with local knowledge that no table holds, and read "
    "ranges before middle figures.",
    models={
        "Duties": "level, shrunken seasons of London and a damped trend, by borough; it is the part that is scored",
        "Statutory chain": "households through prevention, relief, main duty and temporary accommodation",
        "Street chain": "people from new to living on the streets, accommodation, a home, and back",
        "Levers": "published and judged effects with lags, and the most cautious finding beside each",
    },
    model_task="Expect duties owed, main duties accepted and households in temporary accommodation one to four "
    "quarters ahead, by borough and for London.",
    model_input="Quarters of H-CLIC by borough; the autumn snapshot; London's totals of people seen rough sleeping; "
    "the rules of asylum notice; effects of levers.",
    model_output="Expected people and households by borough, state and quarter, with draws of what is in doubt.",
    model_architecture="Compartments with ways in and out, run over draws and boroughs together; forecasts on the log "
    "scale with pooled empirical errors. Nothing is fitted to a quarter that is later scored.",
    baseline="the seasonal-naive rule, with a width from its own past errors",
    evaluation="Rolling origins on the publisher's own quarters: each forecast knows what was published up to its "
    "origin, and is scored by the weighted interval score over boroughs that reported. The method was chosen on early "
    "quarters alone. Rough sleeping by borough is not scored, for its figures are synthetic.",
    groups="Skill and coverage of every borough, target and horizon are on the page under “How sure”. Figures by sex, "
    "age or ethnicity are not in the tables that are used.",
    purposes={
        "areas/hclic.csv": "duties, ends of duties and temporary accommodation by borough and quarter",
        "areas/lsoa.csv": "what boroughs are compared by, added up from small areas",
        "homelessness/snapshot.csv": "shares of boroughs, and rates on one autumn night",
        "homelessness/chain.csv": "people seen rough sleeping by state; synthetic boroughs until CHAIN is given",
        "homelessness/published.csv": "London's quarters of CHAIN, to which the street chain is calibrated",
        "homelessness/annual.csv": "London's years of CHAIN, shown",
        "homelessness/autumns.csv": "newer totals of the autumn night, shown",
        "homelessness/report.json": "which rows were used, and what is made up",
    },
    modality="Tables: households and people by borough and quarter.",
    data="H-CLIC detailed local authority tables, the autumn snapshot of rough sleeping, published totals of CHAIN, "
    "and findings of trials and evaluations.",
    sensitive=(
        "No data about a person.",
        "Small published counts are shown as they were published; synthetic figures are aggregates and no records.",
    ),
    completeness="Boroughs that did not report a quarter are missing in it and are not scored; forecasts let them "
    "stand at their last figure, scaled to London's own row. CHAIN does not see hidden homelessness. Each cited "
    "figure says how it is known.",
    urls={
        "Statutory homelessness": "https://www.gov.uk/government/collections/homelessness-statistics",
        "CHAIN": "https://data.london.gov.uk",
        "Rough sleeping snapshot": "https://www.gov.uk/government/collections/homelessness-statistics",
    },
    collection="Official statistics and published evaluations; nothing was collected for this tool.",
    cleaning="Books are recognised by their titles and read by the words over their columns. What is missing stays "
    "missing with its reason, and two editions of a quarter are told apart by their dates.",
    risks={
        "Synthetic boroughs are taken for counts": "the banner, the notes, the caveats and the manifest say synthetic",
        "An effect from elsewhere is taken for certain": "each lever has its most cautious finding, one click away",
        "CHAIN, the snapshot and H-CLIC are taken for one another": "a strip of definitions stands on the page",
        "A forecast is believed too far ahead": "the horizon at which the naive rule stands is named",
        "Boroughs are put into a league": "rates stand with their intervals, beside boroughs like them",
        "A what-if is taken for a plan": "the assumption log names value, default, source and quality of everything",
    },
    limitations=(
        "Most rates of the street chain are judgements; published totals pin down only some of them.",
        "If nothing changes, the model assumes that rough sleeping stays level.",
        "Levers act evenly over London and do not wear off within the horizon.",
        "A gap in housing allowance is not measured; closing it is taken from one published estimate.",
        "Other placements in temporary accommodation are a remainder, and stay as they are whatever is changed.",
    ),
)
