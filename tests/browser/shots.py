"""The pictures in README.md, taken from the real app: `python -m tests.browser.shots` writes docs/shots/."""

from __future__ import annotations

from pathlib import Path

from apps.bench.browser import chromium
from apps.bench.started import suite
from tests.browser.conftest import PATIENCE

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "shots"
SHOTS = {
    "home.png": "/",
    "present.png": "/fire?view=Present",
    "explore.png": "/fire?view=Explore&fire.visits=20000&fire.floor=50",
    "compare.png": "/fire?view=Compare&fire.visits=20000&fire.against=visits%3D20000%2Crule%3Dimd",
    "health.png": "/health?view=Explore",
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with suite() as started, chromium() as browser:
        for name, path in SHOTS.items():
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.goto(started.address + path)
            page.wait_for_selector("h1", timeout=PATIENCE)
            page.wait_for_timeout(9000)  # without a graphics card the map is drawn late
            page.screenshot(path=str(FOLDER / name), timeout=2 * PATIENCE)
            page.close()


if __name__ == "__main__":
    main()
