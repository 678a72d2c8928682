"""A file of counts of one's own: columns proposed by what they hold, confirmed by a person, then tried on the bench.

Whatever the columns are called, one is of LSOA codes and one of counts. A file whose rows are about addresses or people
is refused by its form and by what it says: `lbdp aggregate` makes counts of it where it is held. Counts pass disclosure
control before the model sees them (docs/decisions/0008).
"""

from __future__ import annotations

from lbdp_core.own import Plug
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.own.detect_columns import Proposal, propose
from lbdp_core.sharing.own.evaluate_file import CAVEAT, released, take
from lbdp_core.sharing.schema import OWN

__all__ = ["CAVEAT", "PLUG", "Proposal", "propose", "released", "take"]

PLUG: Plug[Fitted] = Plug(
    asks="Give counts by LSOA (2021 or 2011) of whatever you think would help: a column of codes and one of counts, "
    "whatever they are called. CSV, Excel or Parquet. It is tried as the bundled datasets are.",
    year=("Year that the counts are of", 2016),
    propose=propose,
    take=take,
    after={"dataset": OWN, "ask": "all", "place": "lsoa", "age": "band"},
)
