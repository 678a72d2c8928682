"""Health's model card: the words for what no table says. Figures, dates and licences are filled in from the data."""

from __future__ import annotations

from lbdp_core.card import Card

CARD = Card(
    function="Public health and adult social care; planning for long-term conditions",
    capability="Projection; scenario analysis",
    task="Expect how many residents of each borough will live with a condition, and say what part of the rise is more "
    "people, older people or changing rates",
    tags=("health", "projection", "ageing", "long-term conditions", "boroughs", "scenarios", "decision support"),
    region="London",
    one_sentence="Expects how many residents will live with each of ten conditions, with a range that admits how wrong "
    "projections have been, and splits the rise exactly into more people, older people and changing rates.",
    description="A borough that plans care can see how many residents would be expected to live with a condition in a "
    "given year, how sure that is, what the rise is made of, and what healthier ageing or a prevention programme would "
    "change. It knows boroughs and ages, never people. Conditions are never added, since many people have several.",
    detailed="Published rates of a condition by age and sex are multiplied with projected residents of each age and "
    "sex. Doubt about rates, their drift, later health and populations is drawn many times over, so that every figure "
    "has its 80 % range. The rise since the base year is split by Shapley values. docs/methods/health.md gives the "
    "method with its references.",
    intended_use="To plan services for people with long-term conditions, to compare scenarios of prevention and of "
    "later health, and to say how sure any of it is.",
    users="Public health and adult social care teams of boroughs, integrated care boards, charities and analysts of a "
    "data partnership.",
    out_of_scope=(
        "Deciding about a person, or finding people with a condition.",
        "Saying how many people are diagnosed, or what unmet need there is: expected figures are not counts.",
        "Ranking boroughs: many pairs cannot be told apart.",
        "Adding conditions up, or paying by these figures.",
        "Saying why people fall ill, or that a programme would work as well here as where it was tried.",
    ),
    benefit="A meeting sees the same arithmetic as national tools give, with its doubt, its parts and its levers in "
    "sight, and what programmes were found to do with the null results among it.",
    alternatives="The populations of the round were scored beside no change and constant growth; a lower figure is "
    "better, and nobody knew beforehand which of the two rules would come out better. National tools give points "
    "without ranges.",
    process="The tool expects and compares; it decides nothing. Condition, horizon, healthy ageing, trends, programmes "
    "and unit values are levers that people set, and each is in the assumption log.",
    information="The people expected with a range, the split of the rise, ages by sex over the years, the course "
    "beside the naive line, boroughs side by side with ranges, carers, places, beds, admissions and cost by unit "
    "values, the assumption log, past error, and what not to conclude.",
    human_decisions="People choose conditions, horizons, programmes and unit values, with local knowledge of what the "
    "data do not hold, and read the ranges before the middle figures.",
    models={
        "Population": "the newest mid-year estimate, its sexes as in the census, grown as the newest round of "
        "projections that is held grows; it is the part that is scored",
        "Rates": "rates by age and sex, each row marked as published, read in a copy, worked out or a judgement",
        "Later health": "experts' elicited share of the years gained that are healthy",
        "Programmes": "published relative risks, with the most cautious finding beside the main one",
        "Needs": "unit values for carers, places, beds, admissions and cost",
    },
    model_task="Expect the residents of each borough who live with a condition in each year after the base year.",
    model_input="Residents by borough, sex and single year of age; projected growth by borough and age; rates of each "
    "condition by age and sex; local figures of a condition; life expectancy.",
    model_output="Expected people with a condition by borough, age group and year, with draws of what is in doubt.",
    model_architecture="Rates times residents, with shared draws: heavy-tailed errors of populations, of a width that "
    "depends on age and was fixed before scoring, log-normal errors and a random walk of rates, and a split normal for "
    "healthy ageing. Nothing is fitted to the figures that are shown.",
    baseline="the better of no change and constant growth",
    evaluation="An old round of projections against each estimate of what then happened. Coverage is the share of "
    "boroughs whose later estimate lay in the 80 % range, band by band of age. Mid-2020 and the census were known when "
    "the width was fixed; later estimates were not, and nothing was changed after they were scored. How many people "
    "have a condition is never counted, so that rates cannot be scored.",
    groups="Error and coverage by age band, and boroughs where two estimates disagree, are on the page under “How "
    "sure”.",
    purposes={
        "health/boroughs.csv": "the boroughs, and the order in which tables have them",
        "health/populations.csv.gz": "the base, the rounds whose growth is applied, and estimates to score with",
        "health/populations.json": "what each population is, and how it was made",
        "health/census.csv": "scoring, in the broad bands of the census",
        "health/life.csv": "years of life gained, of which a share is taken to be healthy",
        "health/conditions.csv": "rates by age and sex, each with its source and status",
        "health/local.csv": "the local factor: used where it is chosen, and where the census counted",
        "health/report.json": "which rows were used, and what was put right",
    },
    modality="Tables: residents by borough, age, sex and year; rates of conditions by age and sex.",
    data="Census and population estimates, an older round of borough projections, life tables, surveys' and reviews' "
    "rates of ten conditions, and local figures from Fingertips and the ONS Health Index.",
    sensitive=(
        "No data about a person.",
        "Age and sex are what rates go by: both are protected characteristics.",
        "Health is described by borough and age group only.",
    ),
    completeness="All residents counted or estimated. The census was taken in lockdown, and two estimates of the same "
    "boroughs disagree widely. Rates marked as a judgement have no published source. Ethnicity and deprivation are not "
    "in the rates.",
    urls={
        "Population estimates and projections": "https://www.ons.gov.uk",
        "GLA population projections": "https://data.london.gov.uk",
        "Fingertips": "https://fingertips.phe.org.uk",
        "Census 2021": "https://www.nomisweb.co.uk",
    },
    collection="Official statistics, published surveys and reviews; nothing was collected for this tool.",
    cleaning="Each file is recognised by its header and checked. Aggregates and areas outside London are set aside and "
    "counted; missing years are said; columns of a file whose bands do not add up were put right from its totals.",
    risks={
        "An expected figure is taken for a count of people": "pages and files say expected, and diagnosed only where a "
        "local figure of diagnoses is chosen",
        "Scaling to diagnoses hides unmet need": "the local factor is off by default, and says so when it is on",
        "Judged rates are taken for published ones": "each row has its mark, and judged rates are said to be so "
        "wherever figures stand",
        "A far year is taken for certain": "no year beyond ten is shown without its range",
        "Boroughs are put into a league": "they stand with their ranges, and words say which cannot be told apart",
        "A what-if is taken for a plan": "the assumption log names value, default, source and quality of every lever",
    },
    limitations=(
        "Rates are national: nothing local but age, sex and numbers is in an expected figure.",
        "Growth comes from an old round of projections until a newer one is given.",
        "Errors of people, rates and later health are drawn apart; were they to go wrong together, ranges would be too "
        "narrow.",
        "Programmes act on one condition, as they did where they were tried.",
        "A split says which part of the arithmetic moved, and not why people fall ill.",
    ),
)
