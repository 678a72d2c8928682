"""Refugees' model card: the words for what no table says. Figures, dates and licences are filled in from the data."""

from __future__ import annotations

from lbdp_core.card import Card

CARD = Card(
    function="Housing, children's services, adult learning and health; planning for people in asylum support",
    capability="Stock-and-flow simulation; forecasting; scenario analysis",
    task="Expect how many people in asylum support each borough will have in the next eight quarters, what they will "
    "need, and what moves that most",
    tags=("asylum", "refugees", "homelessness", "stock and flow", "boroughs", "scenarios", "decision support"),
    region="London",
    one_sentence="Expects people in asylum support by borough for eight quarters, with the error that such forecasts "
    "have had, and shows what faster decisions, longer notice or a closing hotel would change.",
    description="A borough that prepares homes, school places and English classes can see how many people in asylum "
    "support it would be expected to have, how many homelessness duties would follow, how sure that is, and which "
    "national lever moves it most. It knows boroughs and stages, never people. Routes are shown side by side and never "
    "added.",
    detailed="The course without a change is the last count with a damped part of London's trend; its width comes from "
    "the errors that the same rule made before. Flows (claims, decisions, withdrawals, appeals, notice) run on the "
    "published national pace and say what a change would do; what they do not explain of the course is carried as a "
    "flow of its own. docs/methods/refugees.md gives the method with its references.",
    intended_use="To plan services, to compare scenarios, and to say how sure any of it is.",
    users="Housing, children's and adult learning teams of boroughs, London Councils, charities and analysts of a data "
    "partnership.",
    out_of_scope=(
        "Deciding about a person, or finding people.",
        "Telling or guessing where a hotel is.",
        "Adding routes up to one number of refugees.",
        "Ranking boroughs: many pairs cannot be told apart.",
        "Judging whether claims should be granted.",
    ),
    benefit="A meeting sees one account of how people come into and leave support, with its gaps in sight, instead of "
    "a line drawn through breaks of the series.",
    alternatives="The course was scored beside the last count, drift, and the flows alone; a lower figure is better. "
    "No open tool was found that goes from the national pipeline to a borough's services.",
    process="The tool expects and compares; it decides nothing. Claims, decisions, grants, appeals, notice, hotels, "
    "take-up and unit values are levers that people set, and each is in the assumption log.",
    information="People in support with a range and past error, the flow diagram, duties, school places, "
    "registrations, learners, cost beside funding, other routes, rules by date, and what not to conclude.",
    human_decisions="People choose scenarios and unit values, with local knowledge of what the data do not hold, and "
    "read the ranges before the middle figures.",
    models={
        "Course": "people in support by borough for eight quarters; it is the part that is scored",
        "Queue": "claims of the country that await a decision, which sets the pace at which people are decided",
        "Flows": "stages of support in each borough, and what comes after",
        "Needs": "places, registrations, learners and money, by take-up and unit values",
    },
    model_task="Expect the people in asylum support in each borough at the end of each of the next eight quarters.",
    model_input="People in support by borough, section and accommodation; national claims, decisions, queue; "
    "residents.",
    model_output="People in support by borough, stage and quarter, with draws of what is in doubt; flows between "
    "stages.",
    model_architecture="A damped trend of London with slowly evening shares; a random walk of London and one of each "
    "borough with heavy tails, scaled by past errors; a deterministic stock-and-flow system run on each draw.",
    baseline="the last count",
    evaluation="Rolling origins, every input cut at the origin: all quarters since December 2022 at one, two, four and "
    "eight quarters, and the series before hotels were counted at one to eight. The last count is scored on the same "
    "origins. Coverage is the share of boroughs whose later count lay in the range, with an interval clustered by "
    "quarter.",
    groups="Errors by horizon and origin, and London's own error, are on the page under “How sure”.",
    purposes={
        "refugees/support.csv": "the course, its errors, and where people start",
        "refugees/national.csv": "the queue and the pace of claims, decisions and withdrawals",
        "refugees/breaks.csv": "where no line may be drawn through",
        "refugees/tariffs.csv": "grants and tariffs by financial year",
        "refugees/resettlement.csv": "the pace of resettlement, shown beside",
        "refugees/ukraine.csv": "the pace of duties to Ukrainians, shown beside",
        "refugees/cohorts.csv": "initial and latest outcomes, to be looked up",
        "refugees/grant_rates.csv": "grants by nationality, to be looked up",
        "refugees/applications.csv": "which part of claimants is supported, and who is single",
        "refugees/report.json": "which rows were used",
        "areas/hclic.csv": "households owed a duty after asylum support, by borough",
        "areas/lsoa.csv": "residents, households and children of boroughs",
    },
    modality="Tables: counts of people by borough, quarter and kind; national counts by quarter.",
    data="Home Office statistics of asylum support, claims, decisions, the queue, resettlement and family reunion; the "
    "housing department's counts of Ukrainians owed a duty; Census 2021.",
    sensitive=(
        "No data about a person.",
        "Immigration status is described by borough and stage only; nationality nationally only.",
        "All of a borough's hotels are counted together, as published.",
    ),
    completeness="Section 98 and hotels have no local figures before December 2022. The table of breaks names the "
    "quarters that leave out people on subsistence only, and those of which only totals are held, read in a copy. "
    "Appeals are counted for the country only. Where people go after a grant is mostly unknown.",
    urls={
        "Immigration system statistics": "https://www.gov.uk/government/collections/immigration-statistics-quarterly-release",
        "Homes for Ukraine homelessness": "https://www.gov.uk/government/collections/homelessness-statistics",
    },
    collection="Official statistics; nothing was collected for this tool.",
    cleaning="Each file is recognised by its header and checked. Spellings of sections, kinds and regions are put "
    "together; a "
    "quarter that two releases hold is taken from the later; what no borough has is kept as a row of its own.",
    risks={
        "A what-if is taken for a forecast": "the course is scored and shown beside the last count; the flows alone "
        "are scored beside it, and say only what a change would do",
        "A break is taken for growth": "series are parted at a break in every picture, and breaks are data",
        "A hotel is found": "only the published sum of a borough's hotels is held",
        "Routes are added up": "they stand in different units and say that they may not be added",
        "Judged shares are taken for published ones": "the assumption log marks each",
    },
    limitations=(
        "Eight quarters ahead rests on few origins.",
        "Homelessness duties are the least reliable figure: real counts fell outside the range too often.",
        "All boroughs are taken to share the national pace of decisions.",
        "What people do after a grant rests on few published figures and on judgement.",
        "No effect of longer notice on the number of duties is claimed: the evaluation of the 56-day pilot, promised "
        "for spring 2026, was not found.",
    ),
)
