"""Prices and their tiers, against what AWS's own examples add up to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.cost.price_table import PRICES, sms
from ops.cost.prices import unknown

pytestmark = pytest.mark.hypothesis


@pytest.mark.parametrize(
    ("name", "units", "usd"),
    [
        # 10,000 users are free, and then 90,000 * 0.0055 + 850,000 * 0.0046.
        ("cognito-lite", 950_000, "4405"),
        ("cognito-lite", 10_000, "0"),
        ("cognito-lite", 10_001, "0.0055"),
        ("cognito-lite", 100_000, "495"),
        # Beyond ten million: 495 + 900,000 * 0.0046 + 9,000,000 * 0.00325 + 2,000,000 * 0.0025.
        ("cognito-lite", 12_000_000, "38885"),
        ("cognito-essentials", 100_000, "1350"),
        ("cognito-essentials", 0, "0"),
        ("cognito-plus", 1, "0.020"),
        # 333 million * 3.50 + 667 million * 2.80 + 500 million * 2.38.
        ("api-requests", 1_500_000_000, "4223.1"),
        ("api-requests", 1, "0.0000035"),
        # A million calls are free.
        ("lambda-requests", 3_000_000, "0.4"),
        # 5 GB are free, and then the tiers of 10, 20 and 20 TB: 60 TB.
        ("logs-written", 61_445, "12800"),
        ("waf-requests", 10_000_000, "6"),
        ("waf-acls", 2, "10"),
        ("sms-DE", 1000, "107.19"),
        # With the carrier's fee: 0.007 + 0.00302.
        ("sms-US", 1000, "10.02"),
    ],
)
def test_a_price_adds_up_by_its_tiers(name: str, units: int, usd: str) -> None:
    assert PRICES[name].charge(Decimal(units)) == Decimal(usd)


@given(
    name=st.sampled_from(sorted(PRICES)), units=st.integers(0, 10**11), more=st.integers(0, 10**9)
)
def test_more_of_anything_never_costs_less(name: str, units: int, more: int) -> None:
    fewer, all_ = (PRICES[name].charge(Decimal(n)) for n in (units, units + more))
    assert fewer is not None
    assert all_ is not None
    assert 0 <= fewer <= all_


def test_each_price_says_where_it_was_read_and_when() -> None:
    assert len(PRICES) > 240
    for price in PRICES.values():
        assert price.source.startswith("https://aws.amazon.com/"), price.name
        assert price.seen.startswith("20"), price.name
        assert price.first, price.name


def test_tiers_end_with_all_that_is_left_and_only_get_cheaper() -> None:
    for price in PRICES.values():
        *before, last = price.tiers
        assert last.size is None, price.name
        assert all(tier.size for tier in before), price.name
        usd = [tier.usd for tier in price.tiers]
        assert usd == sorted(usd, reverse=True), price.name


def test_a_price_that_no_source_has_is_unknown_and_not_nothing() -> None:
    assert unknown("x", "things").charge(Decimal(0)) is None
    assert sms(PRICES, "KP").charge(Decimal(1)) is None
    assert sms(PRICES, "DE") is PRICES["sms-DE"]
