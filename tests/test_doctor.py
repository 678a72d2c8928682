"""What a machine lacks is said in one sentence each, and only what is needed makes it end with 1."""

from __future__ import annotations

import json
import shutil

import pytest

from apps import cli
from apps.commands import doctor
from lbdp_core import sources


def asked(capsys, *options: str) -> tuple[int, dict[str, dict[str, str]]]:
    code = cli.main(["doctor", "--json", *options])
    return code, {check["what"]: check for check in json.loads(capsys.readouterr().out)["checks"]}


def test_this_machine_lacks_nothing(capsys, tmp_path):
    code, checks = asked(capsys, "--audit", str(tmp_path / "audit.jsonl"))
    assert code == 0, checks
    assert {check["state"] for check in checks.values()} <= {doctor.WORKS, doctor.OPTIONAL}
    assert "0 entries" in checks["audit log"]["says"]


def test_what_is_missing_is_said_with_what_to_do(capsys, tmp_path, monkeypatch):
    shutil.copy(sources.find("sample_data") / sources.MANIFEST, tmp_path)
    monkeypatch.setattr(doctor.metadata, "requires", lambda _: ["numpy>=999", "no-such-package==1", "pandas"])
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    code, checks = asked(capsys, "--data", str(tmp_path), "--sign-in", str(tmp_path / "none.toml"))
    assert code == 1
    assert (
        "numpy >=999" in checks["packages"]["says"]
        and "no-such-package ==1 (none is here)" in checks["packages"]["says"]
    )
    assert "pandas" not in checks["packages"]["says"]
    assert "make the folder again" in checks["data and maps"]["says"]
    assert "cannot be read as TOML" in checks["sign-in"]["says"]
    assert checks["browser for PDF briefs"]["state"] == doctor.OPTIONAL


def test_a_missing_browser_alone_is_no_fault(capsys, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    assert asked(capsys)[0] == 0


@pytest.mark.parametrize("name", ["lightgbm", "numpy", "pyarrow", "scipy"])
def test_a_library_that_cannot_be_loaded_is_named(name, capsys, monkeypatch):
    real = doctor.importlib.import_module

    def broken(asked: str):
        if asked == name:
            raise OSError("libgomp.so.1: cannot open shared object file")
        return real(asked)

    monkeypatch.setattr(doctor.importlib, "import_module", broken)
    code, checks = asked(capsys)
    assert (
        code == 1 and name in checks["compiled libraries"]["says"] and "install" in checks["compiled libraries"]["says"]
    )
