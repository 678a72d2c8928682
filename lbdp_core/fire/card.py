"""Fire's model card: the words for what no table says. Figures, dates and licences are filled in from the data."""

from __future__ import annotations

from lbdp_core import fires_by_area
from lbdp_core.card import Card

CARD = Card(
    function="Public safety; prevention of dwelling fires",
    capability="Forecasting; placing a limited service",
    task="Estimate next year's dwelling fires by small area, and place extra home fire safety visits",
    tags=("fire", "prevention", "small areas", "statistical model", "machine learning", "decision support"),
    region="London",
    one_sentence="Estimates where dwelling fires are most to be expected next year, and how many of them a number of "
    "extra home fire safety visits would be expected to prevent.",
    description="A fire authority or a borough that has some more home fire safety visits to make can see which areas "
    "expect most fires for each home, how many fires the visits would be expected to prevent there, and how sure that "
    "is. It is used to choose areas for outreach and for the search for referrals. It knows small areas (LSOAs), never "
    "people or addresses.",
    detailed="A statistical model learns from recorded dwelling fires by area and year, and from published figures of "
    "each area, how many fires to expect next year. A scenario places visits by that expectation under floors for "
    "boroughs, lowers the expected fires of visited homes by a published rate ratio, and draws what is not known many "
    "times over, so that every figure has its 80 % range. docs/methods/fire.md gives the method with its references.",
    intended_use="To choose areas for outreach and the search for referrals when visits are added, to compare rules "
    "for placing them, and to say how sure any of it is.",
    users="Prevention teams of the fire service, officers of boroughs and analysts of a data partnership.",
    out_of_scope=(
        "Deciding about a person, a household or an address; people who are referred are triaged as people.",
        "Emergency response, fire cover, the siting of stations, or enforcement.",
        "Saying what caused a fire, or what would happen if a driver of an area changed.",
        "Accidental dwelling fires on their own, or deaths and injuries: they are not in the data.",
        "Areas outside London, or years long after the last one in the data.",
    ),
    benefit="The same visits are expected to meet more fires than if they were spread evenly or followed last year's "
    "counts, and the range of that gain is shown before anything is decided.",
    alternatives="Simpler rules were scored on the same years: last year's count, the mean of five years, empirical "
    "Bayes on five years, a model of the deprivation rank alone, and models that know only the fire history. The ones "
    "that mix two models on a panel of years erred least; a lower figure is better.",
    process="The tool suggests areas for the visits that can be steered; the rest follows referrals. It decides "
    "nothing: floors for boroughs, the share that is steered and the effect of a visit are levers that people set.",
    information="A map and a list of areas in the order in which visits would go, with the expected fires, the fires "
    "that the visits would be expected to prevent, 80 % ranges, the drivers of each area's estimate, the error in past "
    "years, and what not to conclude.",
    human_decisions="People choose the number of visits, the rule, the floors and the areas, with local knowledge of "
    "what the data do not hold; the list of areas where the model missed is there for officers to comment on.",
    models={
        "Operational model": "expects next year's fires by area from drivers and fire history; it is the one that "
        "places visits and is scored",
        "Driver model": "explains what drives an area's rate; it knows no fire history and places nothing",
        "Effect of a visit": "a published rate ratio with its uncertainty, chosen on a ladder of evidence",
        "Placement": "a greedy rule that sends visits where a home's expected rate is highest, within floors",
    },
    model_task="Expect the dwelling fires of each LSOA in the year after the last complete one.",
    model_input="By LSOA: households, people living alone, tenure, accommodation, overcrowding, deprivation (2019 and "
    "2025), age, disability, community needs; and the recorded fires of earlier years there and next door.",
    model_output="Expected dwelling fires by LSOA in one year, with draws of what is not known about them.",
    model_architecture="The geometric mean of a ridge-penalised Poisson regression and gradient-boosted Poisson trees "
    "(LightGBM) on a panel of areas and years, the homes of an area being the exposure. The driver model is LightGBM "
    "on the drivers alone, explained with exact TreeSHAP. Draws: gamma for areas, log-normal for boroughs and London.",
    baseline="empirical Bayes on five years of fires",
    evaluation="Rolling origins: the model sees only the years before the one it is scored on. Skill is the share of "
    "the baseline's error that is taken away. Coverage is the share of outcomes that fell within the 80 % ranges.",
    groups="Calibration and error by borough, tenure, age, ethnicity (by quintile) and deprivation are on the page "
    "under “Fair” and in studies/fire/audit.csv.",
    purposes={
        "areas/lsoa.csv": "predictors and exposure, for training and for the forecast",
        "areas/ethnicity.csv": "audit of errors by ethnicity only; never a predictor",
        "areas/neighbours.csv": "which areas' earlier fires are next door, for training and for the forecast",
        fires_by_area.COUNTS: "target: earlier years for training, each scored year for testing",
        fires_by_area.RECORDED: "whose homes stand behind the fires recorded in an area, for training",
        "fire/jitters.csv.gz": "testing: how much the grid of 100 m squares matters",
        "fire/borough_month.csv": "shown on the page; not used to fit",
        "fire/property.csv.gz": "shown on the page; not used to fit",
        fires_by_area.REPORT: "which rows were used, and which years are complete",
        "fire/visits.csv": "homes that had a visit already, in the scenario",
        "fire/grounds.csv": "adding areas up to station grounds; not used to fit",
    },
    modality="Tables: counts of events by area and year, and figures of areas",
    data="Dwelling fires by date, borough and 100 m square, placed in LSOAs; the census, the Indices of Deprivation, "
    "population estimates, community needs and modelled loneliness by LSOA.",
    sensitive=(
        "No data about a person.",
        "Shares of an area's residents by age and disability are predictors: proxies for protected characteristics.",
        "Shares by ethnic group are held to audit with, and are never a predictor.",
        "Deprivation and tenure describe areas, and go together with protected characteristics.",
    ),
    completeness="Fires that the Brigade attended and recorded in London. Fires that people put out themselves are "
    "missing, and not evenly. A fire may be counted in a neighbour of its area, since its place is published to the "
    "square that holds it, not to the metre. The census was taken in a lockdown.",
    urls={
        "London Fire Brigade incident records": "https://data.london.gov.uk",
        "Census 2021 and population estimates": "https://www.nomisweb.co.uk",
        "English Indices of Deprivation": "https://www.gov.uk/government/collections/english-indices-of-deprivation",
        "Boundaries and lookups": "https://geoportal.statistics.gov.uk",
    },
    collection="Incident records are kept by the Brigade for its own purposes and published as open data; the census "
    "and the Indices are official statistics. Using them to place prevention is a purpose close to the first.",
    cleaning="Each file is recognised by its header and checked. Every row is used, or set aside for a stated reason "
    "that is counted. Points are placed in the LSOA that holds them, or the nearest of the recorded borough; figures "
    "of the LSOAs of 2011 are carried to those of 2021; the few gaps are filled with the borough's median and counted.",
    risks={
        "Visits follow recorded fires, so that places where people do not call the Brigade get fewer": "the audit "
        "shows expected and recorded fires by group; referrals and floors for boroughs stay outside the model",
        "An area is taken for its people": "no figure is finer than an LSOA; pages and exports say that homes count as "
        "average for their area",
        "A forecast is taken for certain": "every figure has its 80 % range, and its past error stands beside it",
        "The effect of a visit is overstated": "the evidence is a choice with its sources, down to a trial that found "
        "none, and the chance of no gain is shown",
        "Errors differ between groups": "calibration by group is worked out afresh with each build",
        "A model is used long after its data": "the date of the data stands at the top of every page",
    },
    limitations=(
        "Fires are rare and partly luck: small gains are all that can be had.",
        "The drivers are associations, never effects.",
        "Some drivers describe areas later than the years that are scored: the census of 2021 and indices of 2025 are "
        "used for years before them.",
        "The effect of a visit is the largest doubt by far.",
        "2020 and 2021 were years of lockdowns, and nothing after the last month in the data is known.",
        "Local knowledge may see what the data do not hold.",
    ),
)
