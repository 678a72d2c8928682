"""The model card of children's services: the words for what no table says; figures and dates come from the data."""

from __future__ import annotations

from lbdp_core.card import Card

CARD = Card(
    function="Children's services: planning, self-evaluation and improvement",
    capability="Statistical comparison; forecasting; scenario analysis",
    task="Say where a council differs from what its children's needs would predict, and where each indicator is likely "
    "to be in one to three years",
    tags=("children", "children in need", "child protection", "children looked after", "councils", "benchmarking"),
    region="England, London first",
    one_sentence="Compares each council on published indicators of children's social care, after allowing for chance, "
    "for how councils normally differ and for need, and forecasts each with its past error.",
    description="A council sees which of its figures are unusual even allowing for how councils normally differ, which "
    "are unlike what its children's needs would predict, and what usually happens next. It knows councils and years, "
    "never children or families. It shows no rank.",
    detailed="Funnels with additive over-dispersion, run charts of a council's own years, regression to the mean, a "
    "ridge regression on need, and forecasts by partial pooling towards statistical neighbours. "
    "docs/methods/children.md gives the method with its references.",
    intended_use="To choose what to look into, to set expectations, and to say how sure any of it is.",
    users="Directors, performance managers and analysts of children's services, and their partnerships.",
    out_of_scope=(
        "Deciding about a child, a family or a worker.",
        "Ranking councils.",
        "Setting a target for the number of children in care.",
        "Saying what a service would achieve.",
    ),
    benefit="A meeting talks about the few figures that are really unusual, and not about places in a table.",
    alternatives="The forecast was scored beside the last value, drift, and the last value moved towards the median of "
    "statistical neighbours; a lower figure is better.",
    process="The tool compares and expects; it decides nothing.",
    information="Each indicator with its interval, verdicts in words, the forecast with its range and past error.",
    human_decisions="People decide what a difference means, with local knowledge that no published figure holds.",
    models={
        "Forecast": "each indicator of each council in one to three years; it is the part that is scored",
        "Funnel": "how far a council is from all councils, by chance and by how they normally differ",
        "Need": "what child poverty, deprivation and ages would lead one to expect",
    },
    model_task="Expect the value of each indicator in each council one to three years after the last published year.",
    model_input="Published counts by council and year; statistical neighbours; child poverty, deprivation, ages.",
    model_output="A value and an 80% range by council and year ahead; distances in standard deviations.",
    model_architecture="Weighted distances from the middle council, shrunk from each indicator to all and from all to "
    "the neighbour shrink, by least absolute deviations; empirical ranges from past errors; ridge regression.",
    baseline="the neighbour shrink: the last value moved towards the median of statistical neighbours",
    evaluation="Rolling origins: every earlier year, one and three years on, all councils with a figure. Settings were "
    "chosen on targets to 2021 and checked on later ones.",
    groups="Errors by indicator and years ahead are in docs/methods/children.md.",
    purposes={
        "children/figures.csv.gz": "the indicators by council and year",
        "children/councils.csv": "which councils there are",
        "children/neighbours.csv": "who a council is like",
        "children/context.csv": "need, and spending shown beside",
        "children/inspections.csv": "shown beside",
        "children/dictionary.csv": "to check polarity and year type",
        "children/report.json": "which rows were used",
    },
    modality="Tables: counts by council, year and indicator.",
    data="Statistics of children in need, children looked after, care leavers and the workforce; statistical "
    "neighbours; children in low-income families; Indices of Deprivation; Ofsted's inspections; revenue outturn.",
    sensitive=("No data about a person.", "Small counts are suppressed by the publisher and stay so."),
    completeness="Children looked after and care leavers start in 2021. Hackney has no figures of children in "
    "need for 2021 and 2022. Counties have no deprivation score, which is published by district.",
    urls={"Children in need": "https://explore-education-statistics.service.gov.uk/find-statistics/children-in-need"},
    collection="Official statistics; nothing was collected for this tool.",
    cleaning="Each measure is recognised by the words of its column or category. Symbols stay missing with their "
    "reason. Where several files give a figure, the release that goes furthest is used.",
    risks={
        "A difference is taken for a fault": "verdicts say unusual, not bad, and most indicators have no better side",
        "Figures are made into a league table": "no rank is shown, and the share of councils that change quarter is",
        "A forecast is taken for a target": "each stands beside its range and the past error of the same rule",
    },
    limitations=(
        "Three years ahead, children looked after and care leavers rest on one test each; their ranges are too wide.",
        "The neighbours are those of the latest model for every earlier year, for the model and its baseline alike.",
        "What moves all councils alike is in the range, not in the forecast.",
        "Need explains little of most indicators; where it explains less than 5%, it is not used.",
    ),
)
