"""Copies what a checkout keeps beside the packages into the wheel; everything else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
SHIPPED = ("sample_data", "streamlit_config")


class ShipData(build_py):
    """An installed wheel finds its data in apps/_shipped (see lbdp_core.sources.find)."""

    def run(self) -> None:
        if self.editable_mode:  # the checkout itself is used
            super().run()
            return
        shutil.rmtree(self.build_lib, ignore_errors=True)  # or a file deleted since the last build is shipped
        super().run()
        for folder in SHIPPED:
            held = shutil.ignore_patterns("*.parquet")  # a lookup of postcodes stays with whoever loaded it
            shutil.copytree(ROOT / folder, Path(self.build_lib, "apps", "_shipped", folder), ignore=held)


setup(cmdclass={"build_py": ShipData})
