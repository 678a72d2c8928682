"""What all tests share: none of this machine's settings or speed, and browser tests that say why they are skipped."""

import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from apps.bench import browser
from apps.bench.browser import CHROMIUM

ROOT = Path(__file__).resolve().parents[1]

# the same examples on every machine, however long one takes there
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
os.environ["OMP_NUM_THREADS"] = "1"
for name in ("LBDP_DATA", "LBDP_TRACEBACK"):
    os.environ.pop(name, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests without Chromium and tests of a theme that sample_data leaves out are skipped, and say why."""
    _without_chromium(items)
    _without_themes(items)


def _without_themes(items: list[pytest.Item]) -> None:
    """A theme that the data folder does not hold cannot be tried; that ours holds all is a test of its own."""
    from lbdp_core import pipeline, sources
    from lbdp_core.themes import THEMES

    shelf = sources.Shelf(sources.find("sample_data"))
    gone = {theme.slug: why for theme in THEMES if (why := pipeline.left_out(theme.slug, shelf))}
    for item in items if gone else ():
        params = getattr(item, "callspec", None)
        given = [getattr(value, "slug", value) for value in params.params.values()] if params else []
        parts = item.path.relative_to(ROOT).parts
        for slug, why in gone.items():
            if slug in given or parts[:2] == ("tests", slug):
                item.add_marker(pytest.mark.skip(reason=why))


def _without_chromium(items: list[pytest.Item]) -> None:
    """Without Chromium browser tests are skipped, or refused where LBDP_BROWSER asks for them (required, or all)."""
    driven = [item for item in items if item.get_closest_marker("browser")]
    if not driven or CHROMIUM.exists():
        return
    if asked := os.environ.get("LBDP_BROWSER"):
        raise pytest.UsageError(f"LBDP_BROWSER={asked}, and {CHROMIUM} is not there; install Debian's chromium.")
    for item in driven:
        item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not there; install Debian's chromium"))


@pytest.fixture(scope="session")
def chromium():
    """The one browser of a process: Playwright does not start a second beside it."""
    with browser.chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def spark():
    """A Spark session on two cores, where Java and Spark are installed; LBDP_SPARK=required refuses to skip."""
    from lbdp_core import spark as engine

    if lacking := engine.missing():
        if os.environ.get("LBDP_SPARK") == "required":
            pytest.fail(f"LBDP_SPARK=required, and there is no Spark here. {lacking}")
        pytest.skip(lacking)
    session = engine.session()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' files, where this machine has them."""
    folder = Path(os.environ.get("LBDP_RAW", ROOT.parent / "shared" / "raw"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; set LBDP_RAW to the publishers' files")
    return folder


collect_ignore_glob = ["toy_theme/*"]  # a theme's files, which are imported where a test copies them to


@pytest.fixture(scope="session")
def shelf():
    """The data folder of this checkout."""
    from lbdp_core.sources import CHECKOUT, MANIFEST, Shelf, find  # numpy counts its threads when it is first imported

    if not (CHECKOUT / "sample_data" / MANIFEST).is_file():
        pytest.skip("sample_data was not built; make it with `lbdp data build`")
    return Shelf(find("sample_data"))


@pytest.fixture(scope="session")
def stored(shelf):
    """Slug -> the theme, its stored model and its scorecard, opened once for all tests of a process."""
    from lbdp_core import pipeline

    return cache(lambda slug: pipeline.open_theme(slug, shelf))
