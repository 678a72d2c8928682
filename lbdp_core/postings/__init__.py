"""Postings: what are employers asking for right now?"""

from lbdp_core.postings.load import load
from lbdp_core.postings.model import Fitted, fit
from lbdp_core.postings.scenario import OPENING, PRESETS, PostingsLevers, run
from lbdp_core.postings.schema import ADVERTS, GROUPS, KINDS, PUBLISHED, REPORT
from lbdp_core.theme import Theme, later

THEME = Theme(
    slug="postings",
    strand="Work",
    title="Job postings",
    question="What are employers asking for right now?",
    tables=(ADVERTS, PUBLISHED, GROUPS, REPORT),
    kinds=KINDS,
    levers=PostingsLevers,
    presets=PRESETS,
    opening=OPENING,
    model=Fitted,
    build=later("lbdp_core.postings.build", "build"),
    load=load,
    fit=fit,
    run=run,
    evaluate=later("lbdp_core.postings.evaluate", "evaluate"),
    findings=later("lbdp_core.postings.views.evaluation", "findings"),
)
