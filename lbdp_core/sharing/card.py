"""Sharing's model card: the words for what no table says. Figures, dates and licences are filled in from the data."""

from __future__ import annotations

from lbdp_core import fires_by_area
from lbdp_core.card import Card

CARD = Card(
    function="Information governance and fire prevention: deciding whether to ask for a dataset, and for how little",
    capability="Regression of counts; permutation and bootstrap tests; rules for screening and risk",
    task="Say what one more dataset would add to a model of dwelling fires by area, what it would cost in privacy, and "
    "which smaller ask would do as well",
    tags=("data sharing", "privacy", "DPIA", "minimisation", "fire prevention", "small areas", "decision support"),
    region="London",
    one_sentence="Tries a dataset against the same model without it and against itself shuffled, on years it had not "
    "seen, and sets what each field adds beside what it risks.",
    description="A partnership that is about to ask boroughs for a dataset can see whether it would add anything to "
    "what is held already, how sure that is, how many boroughs it takes to know, which fields matter, and what an ask "
    "costs in privacy. It knows areas, never people or homes; a file of a borough's own is counts by area.",
    detailed="A Poisson regression with ridge of fires by area and year knows places and earlier fires. A dataset "
    "joins "
    "by one Newton step; what it saves in deviance on unseen years is set against boroughs drawn anew and shuffles "
    "within "
    "boroughs. Risk points come from a contract by dated rules. docs/methods/sharing.md gives the method with "
    "references.",
    intended_use="To decide what to ask for before an agreement is drawn up, and to give its reasons.",
    users="Data protection officers, analysts and managers of boroughs, the Brigade and a data partnership.",
    out_of_scope=(
        "Deciding about a person or a home.",
        "Concluding from the synthetic datasets what such records would really add.",
        "Replacing a data protection impact assessment or an officer's advice.",
        "Judging a dataset for purposes other than predicting where dwelling fires happen.",
    ),
    benefit="The smallest ask that does as well is known before anything is shared, and asks that add nothing are not "
    "made.",
    alternatives="The base model was scored beside empirical Bayes and a five-year mean; a lower figure is better. No "
    "open tool was found that sets the lift of each field beside its risk.",
    process="The tool measures and compares; it decides nothing. Fields, coarsening, boroughs, years and visits are "
    "levers that people set; a data protection officer decides.",
    information="A verdict with its interval and shuffles, fires prevented by the same visits, risk points, smaller "
    "asks, power, how much is held already, areas newly put first, and what not to conclude.",
    human_decisions="People write the contract, answer the screening, weigh lift against risk, and sign or refuse.",
    models={
        "Base": "fires by area and year from what is held; it is the part that is scored",
        "Bench": "what one more dataset adds to the base, with its placebo and its power",
        "Register": "risk points of a contract, by dated rules",
    },
    model_task="Expect dwelling fires by area in a coming year, without a dataset and with it.",
    model_input="Dwelling fires by area and year; published figures of areas; counts by area of the dataset tried.",
    model_output="Expected fires by area with and without the dataset; the gain with its interval; the share of "
    "shuffles "
    "that did as well.",
    model_architecture="Poisson regression with log link, offset and ridge, fitted by Newton's method; a dataset joins "
    "by one further step.",
    baseline="empirical Bayes",
    evaluation="Each unseen year is predicted from the years before it alone. Verdicts are tested on datasets whose "
    "truth "
    "is known: placebos, planted effects, and planted effects of one borough.",
    groups="Gains by unseen year and by number of boroughs are on the page.",
    purposes={
        "sharing/withheld.csv": "real figures that the base model is not shown, to try",
        "sharing/bins.csv": "synthetic counts with planted effects, to try",
        "sharing/allowance.csv": "synthetic counts with a planted effect that overlaps with deprivation, to try",
        "sharing/placebo.csv": "synthetic counts without an effect, to try",
        "sharing/eight.csv": "synthetic counts of eight boroughs with a planted effect, to try",
        "sharing/old_codes.csv": "synthetic counts by older areas with a planted effect, to try",
        "areas/lsoa.csv": "what the base model knows of places",
        "areas/neighbours.csv": "earlier fires next door",
        "areas/lsoa11_to_21.csv": "to carry counts by older areas to those of today",
        fires_by_area.COUNTS: "what is predicted, and earlier fires",
        fires_by_area.RECORDED: "where fires are recorded once coordinates are rounded",
        fires_by_area.REPORT: "which years are complete",
    },
    modality="Tables: counts and shares by area and year; contracts as YAML.",
    data="Dwelling fires attended by London Fire Brigade; Census and deprivation figures; synthetic counts made by a "
    "seeded generator.",
    sensitive=(
        "No data about a person or a home.",
        "A borough's own file is counts by area, and passes disclosure control before the model sees it.",
    ),
    completeness="Small counts of a dataset are hidden before they arrive; areas that a dataset does not cover are "
    "known as such and not taken for empty.",
    urls={
        "London Fire Brigade incident records": "https://data.london.gov.uk/dataset/london-fire-brigade-incident-records",
        "ICO data sharing code": "https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/",
    },
    collection="Official statistics and incident records; nothing was collected for this tool.",
    cleaning="As the fire theme's; counts of a dataset become roots of counts for each home, standardised.",
    risks={
        "A planted dataset is taken for real evidence": "its verdict begins with “Planted:” in every view and file",
        "Many datasets are tried until one looks good": "tries are counted beside the verdict, and shuffles are shown",
        "A verdict is taken for a lawful basis": "the page says that a data protection officer decides",
        "A borough's small counts are told": "counts pass disclosure control before anything is worked out from them",
    },
    limitations=(
        "Fires by area are the only outcome so far.",
        "Lift is of counts by area; what records of homes would do needs records of homes.",
        "Risk points are judged weights; they order asks and measure no harm.",
        "Planted effects cannot say what real records would add.",
    ),
)
