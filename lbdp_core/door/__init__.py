"""The door: the one way in for publishers' files, in a build, in `lbdp data check` and in an upload.

A file is recognised by its header, never by its name; what comes out of `read` has the suite's own column
names and types, and beyond it the columns are trusted. Every refusal is a `DataError` of one sentence.
"""

from __future__ import annotations

from lbdp_core.door.checking import CheckReport, check, checked, tally
from lbdp_core.door.codes import Known
from lbdp_core.door.kinds import FOLDER, UPLOAD, Column, Kind, Limits, Pages
from lbdp_core.door.lines import row_of
from lbdp_core.door.parsing import called
from lbdp_core.door.reading import read
from lbdp_core.door.table_sets import Table, Tables, read_table, tables
from lbdp_core.door.uploads import Unclear, recognised
from lbdp_core.door.walking import Inventory, inventory

__all__ = [
    "FOLDER",
    "UPLOAD",
    "CheckReport",
    "Column",
    "Inventory",
    "Kind",
    "Known",
    "Limits",
    "Pages",
    "Table",
    "Tables",
    "Unclear",
    "called",
    "check",
    "checked",
    "inventory",
    "read",
    "read_table",
    "recognised",
    "row_of",
    "tables",
    "tally",
]
