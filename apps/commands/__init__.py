"""What `lbdp` can do, a file a command: `add(commands)` declares its options, `_run` does it.

All but `demo` and `serve` are headless and never import Streamlit. What is slow to import is imported where it is used.
"""

from __future__ import annotations

from apps.commands import (
    aggregate,
    audit,
    bench,
    brief,
    card,
    compare,
    data,
    demo,
    doctor,
    evaluate,
    explain,
    key,
    postings,
    run,
    sbom,
    score,
    serve,
)

ALL = (
    demo,
    serve,
    run,
    brief,
    compare,
    evaluate,
    explain,
    score,
    card,
    data,
    aggregate,
    postings,
    key,
    audit,
    sbom,
    doctor,
    bench,
)
