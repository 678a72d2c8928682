"""Memory goes back to the system on glibc, and elsewhere nothing is asked for."""

import platform
import sys

import pytest

from apps import memory


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_glibc_takes_every_setting():
    assert memory.give_back()


def test_other_systems_are_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: pytest.fail("asked"))
    assert not memory.give_back()
