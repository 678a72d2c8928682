"""What the suite is made of: no code out of data, imports that are declared, reports that say what is installed."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib import metadata

import pytest
import yaml

from apps import cli
from apps.commands import sbom
from tests.test_architecture import ROOT, sources
from tests.test_packaging import pins

PICKLES = {"pickle", "joblib", "dill", "shelve", "marshal", "cloudpickle", "pickletools"}
CODE = {"eval", "exec", "compile", "__import__"}
WAYS_OUT = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx", "websockets"}
OUTGOING = {"apps/launch.py", "apps/bench/visitor.py"}  # a free port and its own health; a visitor of this machine
STARTING = {  # the suite itself; a browser that prints; what draws a PNG
    "apps/bench/started.py", "lbdp_core/brief/pdf.py", "lbdp_core/brief/pictures.py",
}  # fmt: skip
THROUGH = {"packaging", "starlette", "websockets", "google", "duckdb"}  # come with Streamlit, and ibis[duckdb]


def imported(tree: ast.AST) -> set[str]:
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    return names | {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and not n.level}


def dangers(tree: ast.AST) -> set[str]:
    """What runs code that data could bring, or gives a command to a shell."""
    found = {name for name in imported(tree) if name.partition(".")[0] in PICKLES}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in CODE or re.fullmatch(r"os\.(system|popen)|(yaml\.)(unsafe_|full_)?load(_all)?", called):
                found.add(called)
            found |= {f"{k.arg}=" for k in node.keywords if k.arg == "shell" and ast.unparse(k.value) != "False"}
            if called.endswith(("read_pickle", "to_pickle")):
                found.add(called)
    return found


def test_nothing_runs_code_out_of_data():
    assert {path.as_posix(): found for path, tree in sources("apps", "lbdp_core") if (found := dangers(tree))} == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from joblib import load",
        "eval('1')",
        "yaml.load(x)",
        "run('ls', shell=True)",
        "os.system('ls')",
    ],
)
def test_a_danger_is_found(code):
    assert dangers(ast.parse(code))


def test_what_is_imported_is_declared_and_nothing_else():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    declared = {sbom.normal(re.match(r"[\w-]+", line)[0]) for line in named}
    extras = {"pyspark": ["pyspark"], "woodelf": ["woodelf-explainer"]}  # which may not be installed here
    homes = metadata.packages_distributions() | extras
    outside = {name.partition(".")[0] for _, tree in sources("apps", "lbdp_core") for name in imported(tree)}
    outside -= set(sys.stdlib_module_names) | {"apps", "lbdp_core", "__future__"}
    strange = {n for n in outside - THROUGH if not declared & {sbom.normal(d) for d in homes.get(n, ())}}
    assert strange == set()


def test_only_named_places_can_reach_a_network_or_start_a_program():
    for path, tree in sources("apps", "lbdp_core"):
        names = imported(tree)
        reach = {n for n in names if n in WAYS_OUT or n.partition(".")[0] in WAYS_OUT - {"urllib.request"}}
        assert not reach or path.as_posix() in OUTGOING, (path, reach)
        assert "subprocess" not in names or path.as_posix() in STARTING, path


def test_the_bill_of_materials_names_what_is_installed_as_the_lock_has_it(capsys, tmp_path):
    out = tmp_path / "lbdp.cdx.json"
    assert cli.main(["sbom", "--out", str(out)]) == 0
    told = json.loads(out.read_text("utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    parts = {(part["name"], part["version"]) for part in told["components"]}
    assert parts <= {(name, version) for name, version, _ in pins("requirements.lock")}
    assert len(parts) > 40
    refs = {part["bom-ref"] for part in told["components"]} | {told["metadata"]["component"]["bom-ref"]}
    assert {d["ref"] for d in told["dependencies"]} == refs
    assert all(set(d["dependsOn"]) <= refs for d in told["dependencies"])


COPYLEFT = re.compile(r"(?<!L)GPL|SSPL|BUSL|Commons Clause", re.IGNORECASE)


def test_every_licence_is_said_and_lets_a_council_use_the_suite(capsys):
    assert cli.main(["sbom", "--licences"]) == 0
    rows = re.findall(r"^\| ([\w-]+) \| \S+ \| (.+) \|$", capsys.readouterr().out, re.M)
    assert len(rows) > 40
    assert [row for row in rows if row[1] == sbom.NOT_SAID or COPYLEFT.search(row[1])] == []


@pytest.mark.parametrize("file", ["dependabot.yml", "workflows/windows-macos.yml"])
def test_the_files_for_a_forge_are_as_it_reads_them(file):
    told = yaml.safe_load((ROOT / ".github" / file).read_text("utf-8"))
    if file == "dependabot.yml":
        assert told["version"] == 2
        places = {(u["package-ecosystem"], u["directory"]) for u in told["updates"]}
        assert places == {("pip", "/"), ("docker", "/deploy"), ("github-actions", "/")}
        assert (ROOT / "deploy/Dockerfile").is_file()
    else:
        job = told["jobs"]["test"]
        assert told["permissions"] == {"contents": "read"}
        assert {os.partition("-")[0] for os in job["strategy"]["matrix"]["os"]} == {"windows", "macos"}
        assert any("--require-hashes -r requirements-dev.lock" in str(step.get("run")) for step in job["steps"])
