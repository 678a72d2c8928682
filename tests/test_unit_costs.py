from lbdp_core.provenance import STATUSES
from lbdp_core.unit_costs import unit_costs


def test_every_cost_has_a_range_a_price_year_and_a_source():
    rows = unit_costs()
    assert len(rows) >= 15
    for key, row in rows.items():
        assert 0 < row.low <= row.value <= row.high, key
        assert 2000 <= row.price_year <= 2026, key
        assert row.label and row.per and len(row.source) > 20, key
        assert row.status in STATUSES, key
