"""Charts: from frames to ready Vega-Lite dicts. They compute no figure that a manager would quote.

A ready dict costs a fifth of the time of a chart object, and the core needs no charting package. Colours that carry no
meaning come from the page's theme, so that one dict serves light and dark.
"""

from __future__ import annotations

from lbdp_core.charts.bridge import bridge
from lbdp_core.charts.courses import course, over_time
from lbdp_core.charts.curves import curve, dependence
from lbdp_core.charts.drivers import beeswarm, waterfall
from lbdp_core.charts.fan import fan
from lbdp_core.charts.five_rows import five_rows
from lbdp_core.charts.frontier import frontier
from lbdp_core.charts.funnel import funnel
from lbdp_core.charts.funnel_plot import funnel_plot
from lbdp_core.charts.key import legend
from lbdp_core.charts.picture import LABEL, Picture, Spec, enlarged, inked, rows, spec, x
from lbdp_core.charts.profile import profile
from lbdp_core.charts.reach import reach
from lbdp_core.charts.run_chart import run_chart
from lbdp_core.charts.sankey import sankey
from lbdp_core.charts.scores import bars, dots_by_row, ranges, ratio_by_group
from lbdp_core.charts.seasons import seasons
from lbdp_core.charts.sparkline import sparkline
from lbdp_core.charts.stacked import stacked
from lbdp_core.charts.standing import standing
from lbdp_core.charts.strip import strip
from lbdp_core.charts.tornado import tornado

__all__ = [
    "LABEL", "Picture", "Spec", "bars", "beeswarm", "bridge", "course", "curve", "dependence", "dots_by_row",
    "enlarged", "fan", "five_rows", "frontier", "funnel", "funnel_plot", "inked", "legend", "over_time", "profile",
    "ranges", "ratio_by_group", "reach", "rows", "run_chart", "sankey", "seasons", "sparkline", "spec", "stacked",
    "standing", "strip", "tornado", "waterfall", "x",
]  # fmt: skip
