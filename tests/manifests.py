"""Manifests for tests: one that is changed and signed again, as an older build could have left it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lbdp_core import manifest


@contextmanager
def signed_again(root: Path) -> Iterator[dict[str, Any]]:
    """The manifest of a folder as JSON, to be changed in place."""
    path = root / manifest.MANIFEST
    whole = json.loads(path.read_text("utf-8"))
    yield whole
    path.write_bytes(manifest.text(whole["report"], map(manifest.Entry.from_dict, whole["files"])))
