"""H-CLIC: statutory homelessness by quarter and authority, from the publisher's workbooks to one tidy table."""

from lbdp_core.hclic.build import PATH, account, build
from lbdp_core.hclic.kinds import KIND, KINDS
from lbdp_core.hclic.series import Series, panel

__all__ = ["KIND", "KINDS", "PATH", "Series", "account", "build", "panel"]
