"""Children in care: stock and flow from SSDA903 returns, and where they lead, by age and placement, with 80% bands."""

from __future__ import annotations

from lbdp_core.children.care_flows.forecast import Forecast, forecast
from lbdp_core.children.care_flows.rates import Rates, estimate
from lbdp_core.children.care_flows.returns import Episodes, are_returns, read

__all__ = ["Episodes", "Forecast", "Rates", "are_returns", "estimate", "forecast", "read"]
