"""Toy: the least that a theme can be, copied by the test of ARCHITECTURE's five steps and by whoever starts a theme."""

from lbdp_core.theme import Theme
from lbdp_core.toy.build import TABLE, build
from lbdp_core.toy.evaluate import evaluate
from lbdp_core.toy.load import load
from lbdp_core.toy.model import Fitted, fit
from lbdp_core.toy.scenario import PRESETS, ToyLevers, run
from lbdp_core.toy.schema import KINDS

THEME = Theme(
    slug="toy",
    strand="Toys",
    title="Library visits",
    question="How many people will visit each borough's libraries?",
    tables=(TABLE,),
    kinds=KINDS,
    levers=ToyLevers,
    presets=PRESETS,
    opening="As today",
    model=Fitted,
    build=build,
    load=load,
    fit=fit,
    run=run,
    evaluate=evaluate,
)
