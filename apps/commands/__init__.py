"""What `lbdp` can do, a file a command: `add(commands)` declares its options, `_run` does it.

All but `demo` are headless and never import Streamlit. What is slow to import is imported where it is used.
"""

from __future__ import annotations

from apps.commands import aggregate, bench, brief, card, compare, data, demo, evaluate, explain, key, postings, run

ALL = (demo, run, brief, compare, evaluate, explain, card, data, aggregate, postings, key, bench)
