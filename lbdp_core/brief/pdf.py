"""PDF: the page of a brief, printed by a Chromium or Chrome where this computer has one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from lbdp_core.sources import DataError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PATIENCE = 120  # seconds
OTHERWISE = "give --out a name that ends in .html and print it from a browser, or one that ends in .docx"


def write(page: bytes) -> bytes:
    """The page on A4.

    Raises:
        DataError: no browser was found, or it printed nothing; the sentence says what to do.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise DataError(f"A PDF needs Chromium or Chrome, and none was found on this computer; {OTHERWISE}.")
    with tempfile.TemporaryDirectory(prefix="lbdp-") as folder:
        source, target = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        source.write_bytes(page)
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses to run otherwise
        options = ["--headless", "--disable-gpu", *root, "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        told = [browser, *options, f"--print-to-pdf={target}", source.as_uri()]
        try:
            subprocess.run(told, capture_output=True, timeout=PATIENCE, check=True)
            return target.read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise DataError(f"{Path(browser).name} could not print the brief; {OTHERWISE}.") from None
