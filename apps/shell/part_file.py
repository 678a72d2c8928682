"""Part file: what a part of the explanation shows, to take away as one file that opens anywhere."""

from __future__ import annotations

from apps.shell import download_button
from lbdp_core import scenarios
from lbdp_core.pipeline import Opened
from lbdp_core.result import Result
from lbdp_core.scene import Shown


def button(it: Opened, name: str, question: str, shown: Shown, result: Result | None = None) -> None:
    """A button for it; nothing is made until it is pressed. result: what it follows; None for the published model."""
    theme = it.theme
    levers = theme.levers(**result.levers) if result else None

    def made() -> bytes:
        from lbdp_core.brief import explanation  # slow to import

        return explanation.write(it, question, shown, levers)

    stem = scenarios.file_stem(theme.slug, levers, theme.presets) if levers else theme.slug
    file = f"{stem}-{scenarios.plain_name(name)}.html"
    download_button.button("This explanation (HTML)", made, file, "text/html", f"{theme.slug}:{name}:html")
