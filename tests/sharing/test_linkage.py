"""The key: one home is one key however it is written, projects do not meet, and no secret and no UPRN is ever told."""

from __future__ import annotations

import copy
import hashlib
import hmac
import io
import json
import logging
import pickle
import traceback

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lbdp_core.agreements.pack
from lbdp_core.agreements.contract import bundled
from lbdp_core.sharing.linkage import Secret, attack, key, keys, new_secret, normalised, normalised_all
from lbdp_core.sharing.linkage.uprn import SLICE
from lbdp_core.sources import DataError

RAW = b"canary-of-a-secret-0123456789abcdef"
SECRET = Secret(RAW)
CANARY = "999123456789"  # no real UPRN begins so
UPRNS = st.integers(1, 10**12 - 1)


def test_the_key_is_hmac_sha_256_of_project_and_uprn():
    """By the standard library's own one-call form, and one digest pinned to the last digit."""
    due = hmac.digest(RAW, b"LBDP|fire-visits|100012345", "sha256").hex()
    assert key(" 0100012345 ", "fire-visits", SECRET) == due
    fixed = Secret(b"0" * 32)
    assert key("1", "a", fixed) == hmac.new(b"0" * 32, b"LBDP|a|1", hashlib.sha256).hexdigest()


@given(UPRNS, st.integers(0, 3), st.sampled_from(["{}", " {} ", "{}.0", "{}.", "\u00a0{}", "'{}", "{}\t"]))
def test_one_home_is_one_key_however_it_is_written(uprn, zeros, form):
    written = form.format("0" * zeros + str(uprn))
    assert normalised(written) == normalised(uprn) == normalised(float(uprn)) == str(uprn)
    half = len(str(uprn)) // 2
    assert normalised(f"{str(uprn)[:half]} {str(uprn)[half:]}") == str(uprn)


@given(UPRNS, UPRNS)
def test_two_homes_are_two_keys_and_two_projects_share_nothing(one, two):
    assert (key(one, "a", SECRET) == key(two, "a", SECRET)) == (one == two)
    assert key(one, "a", SECRET) != key(one, "b", SECRET)
    assert key(one, "a", SECRET) != key(one, "a", Secret(RAW[::-1]))


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "abc",
        "-1",
        "0",
        "000",
        "1234567890123",
        "12.5",
        12.5,
        1e15,
        float("inf"),
        True,
        "1,234",
        "½",
        "١٢٣",
        "0x1F",
        None,
    ],
)
def test_what_is_no_uprn_is_refused_and_not_repeated(bad):
    with pytest.raises(DataError) as refused:
        normalised(bad)
    assert "up to 12 digits" in str(refused.value)


@pytest.mark.parametrize("spoilt", ["1.00023E+11", "1E11", " 1.00012345e+8", "'1,5E+11", "1e99", "1e400"])
def test_what_a_spreadsheet_shortened_is_refused_and_no_other_home(spoilt):
    with pytest.raises(DataError, match="digits were lost: format the column as text"):
        normalised(spoilt)
    with pytest.raises(DataError, match=r"Row 2 .* digits were lost") as refused:
        normalised_all(pd.Series([CANARY, spoilt]))
    assert spoilt.strip() not in str(refused.value)


def test_a_column_names_the_row_and_never_the_value():
    column = pd.Series([CANARY, None, f"{CANARY}x"], index=[7, 8, 9])
    with pytest.raises(DataError, match="Row 3") as refused:
        keys(column, "fire-visits", SECRET)
    assert CANARY not in str(refused.value)
    found = keys(column.iloc[:2], "fire-visits", SECRET)
    assert found.index.tolist() == [7, 8]
    assert found[7] == key(CANARY, "fire-visits", SECRET) and pd.isna(found[8])
    assert normalised_all(pd.Series([1.0, float("nan"), "  "])).fillna("").tolist() == ["1", "", ""]


@pytest.mark.parametrize("project", ["", "A", "a|b", "a b", "-a", "x" * 64, "a\n"])
def test_a_project_s_name_cannot_reach_into_the_message(project):
    with pytest.raises(DataError):
        key("1", project, SECRET)


def test_a_secret_can_be_used_and_not_seen():
    for told in (repr(SECRET), str(SECRET), f"{SECRET}", f"{[SECRET]!r}", json.dumps({"a": SECRET}, default=str)):
        assert "canary" not in told
    for way in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not copied"):
            way(SECRET)
    with pytest.raises(TypeError):
        hash(SECRET)  # so no cache can hold it as a key
    with pytest.raises(TypeError):
        vars(SECRET)
    assert Secret(RAW) != SECRET
    with pytest.raises(DataError, match="at least 32"):
        Secret(b"short")
    assert key("1", "a", new_secret()) != key("1", "a", new_secret())


def test_canaries_stand_in_no_log_message_trace_or_export(caplog):
    """A secret and a UPRN go through every way that fails or succeeds; nothing that is told holds either."""
    told = io.StringIO()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("lbdp").warning("secret %s", SECRET)
        for uprn, project in ((f"{CANARY}x", "a"), (CANARY, "A|"), (CANARY + "000", "a"), (object(), "a")):
            try:
                key(uprn, project, SECRET)
            except DataError as fault:
                told.write(str(fault))
                told.write("".join(traceback.format_exception_only(fault)))
    told.write(caplog.text)
    found = keys(pd.Series([CANARY]), "fire-visits", SECRET)
    told.write(found.to_frame().to_string())
    assert "canary" not in told.getvalue() and RAW.hex() not in told.getvalue()
    assert CANARY not in told.getvalue()


def test_no_pack_can_hold_a_key():

    with pytest.raises(DataError, match="should be"):
        lbdp_core.agreements.pack.build(bundled("bins"), {"dpia.how": SECRET}, {}, {})
    made = lbdp_core.agreements.pack.build(bundled("bins"), {}, {"key": str(SECRET)}, {})
    assert b"canary" not in made.json


def test_a_plain_hash_is_undone_and_a_keyed_one_is_not():
    found = attack(planted=1_234, hashed=5_000)
    assert found.found and found.hashed == 5_000 and found.seconds > 0
    assert not attack(planted=9_999, hashed=5_000).found  # not among those that were hashed
    plain = {hashlib.sha256(str(999_000_000_000 + n).encode()).hexdigest() for n in range(5_000)}
    assert key(999_000_001_234, "a", SECRET) not in plain


def test_what_is_measured_and_what_is_worked_out_are_told_apart():
    found = attack(hashed=20_000, planted=7)
    assert found.hours(2 * 20_000) == pytest.approx(2 * found.seconds / 3_600)
    measured, worked_out, _ = found.sentences
    assert measured.startswith("Measured here: 20,000 UPRNs") and f"{found.seconds:.2f} seconds" in measured
    assert "not measured" in worked_out
    assert SLICE >= 100_000
