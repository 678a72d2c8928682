"""`lbdp sbom`: what the suite is made of (CycloneDX 1.6, JSON), or under which licences, of what is installed here."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from apps.commands.common import command
from lbdp_core import plain_json
from lbdp_core.sources import DataError

ROOT, NOT_SAID = "lbdp", "not said"
# How authors write what has a name in the list of SPDX; the first that fits counts.
SPDX = {
    r"apache.*2|^apache$": "Apache-2.0", r"^mit|mit license": "MIT", r"bsd.*2|simplified bsd": "BSD-2-Clause",
    r"bsd": "BSD-3-Clause", r"mozilla.*2|mpl.*2": "MPL-2.0", r"python software foundation|psf": "PSF-2.0",
}  # fmt: skip


def add(commands: Any) -> None:
    made = command(commands, "sbom", _run, "list the packages that the suite runs with, as CycloneDX or by licence")
    made.add_argument("--licences", action="store_true", help="a table of packages and licences instead")
    made.add_argument("--out", metavar="FILE", type=Path, help="write it to a file instead of the screen")


def _run(options: argparse.Namespace) -> int:
    parts = packages()
    text = licences(parts) if options.licences else plain_json.text(sbom(parts), indent=1) + "\n"
    if options.out:
        options.out.write_text(text, "utf-8", newline="\n")
    else:
        print(text, end="")
    return 0


@dataclass
class Part:
    """A package that is installed here, and the names of those that it needs."""

    dist: metadata.Distribution
    needs: set[str] = field(default_factory=set)

    @property
    def spdx(self) -> str:
        """Its licence as an expression of SPDX, where it gives one or its words are known; else ""."""
        if expression := self.dist.metadata.get_all("License-Expression"):
            return str(expression[0])
        for words in self._said():
            for pattern, name in SPDX.items():
                if re.search(pattern, words, re.IGNORECASE):
                    return name
        return ""

    @property
    def licence(self) -> str:
        return self.spdx or next(iter(self._said()), NOT_SAID)

    def _said(self) -> list[str]:
        about = self.dist.metadata
        said = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License")]
        said += [line.strip().partition("\n")[0] for line in about.get_all("License") or ()]
        for name in about.get_all("License-File") or ():  # its first line is the licence's name
            said += (self.dist.read_text(f"licenses/{name}") or "").strip().splitlines()[:1]
        return [words for words in said if words not in ("", "OSI Approved", "UNKNOWN")]

    def ref(self, name: str) -> str:
        return f"pkg:pypi/{name}@{self.dist.version}"

    def component(self, name: str) -> dict[str, Any]:
        return {
            "type": "application" if name == ROOT else "library",
            "bom-ref": self.ref(name),
            "name": name,
            "version": self.dist.version,
            "purl": self.ref(name),
            "licenses": [{"expression": self.spdx} if self.spdx else {"license": {"name": self.licence}}],
        }


def packages(root: str = ROOT) -> dict[str, Part]:
    """The suite and all that it needs on this machine, directly or not.

    Raises:
        DataError: one of them is not installed.
    """
    from packaging.requirements import Requirement

    found: dict[str, Part] = {}
    waiting, done = {(root, "")}, set[tuple[str, str]]()  # a package, and an extra of it
    while waiting:
        name, extra = waiting.pop()
        done.add((name, extra))
        try:
            part = found.setdefault(name, Part(metadata.distribution(name)))
        except metadata.PackageNotFoundError:
            raise DataError(f"{name} is not installed; run `lbdp doctor` to see what else is missing.") from None
        for needed in map(Requirement, part.dist.requires or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                part.needs.add(normal(needed.name))
                waiting |= {(normal(needed.name), more) for more in {"", *needed.extras}} - done
    return dict(sorted(found.items()))


def normal(name: str) -> str:
    """A package's name as registries write it.

    >>> normal("Jinja2"), normal("typing_extensions")
    ('jinja2', 'typing-extensions')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def sbom(parts: Mapping[str, Part]) -> dict[str, Any]:
    """A CycloneDX 1.6 document: the suite, its components with versions and licences, and what needs what."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": parts[ROOT].component(ROOT)},
        "components": [part.component(name) for name, part in parts.items() if name != ROOT],
        "dependencies": [
            {"ref": part.ref(name), "dependsOn": sorted(parts[one].ref(one) for one in part.needs)}
            for name, part in parts.items()
        ],
    }


def licences(parts: Mapping[str, Part]) -> str:
    """Packages with their licences, as a table of Markdown, and how many have each."""
    others = {name: part for name, part in parts.items() if name != ROOT}
    counts = Counter(part.licence for part in others.values())
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {name} | {part.dist.version} | {part.licence} |" for name, part in others.items()]
    return "\n".join([*lines, "", f"By licence: {', '.join(f'{name} {n}' for name, n in counts.most_common())}.", ""])
