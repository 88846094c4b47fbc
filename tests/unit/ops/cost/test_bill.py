"""A month's bill, added up by hand."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ops.cost.bill import Line, bill, cognito_calls, total
from ops.cost.choices import chosen
from ops.cost.example import EXAMPLE
from ops.cost.load import even_shares, load
from ops.cost.price_table import PRICES


def _usd(lines: list[Line], name: str) -> Decimal | None:
    return sum((line.usd or Decimal(0) for line in lines if line.price.name == name), Decimal(0))


def test_each_line_is_what_the_load_makes_of_it() -> None:
    use = load(EXAMPLE, 110_000, said={"sign_ups": 10_000, "texts": 3_000, "api_calls": 2_000_000})
    lines = bill(EXAMPLE, use, PRICES)
    assert _usd(lines, "cognito-essentials") == Decimal(1500)
    assert _usd(lines, "api-requests") == 7
    texts = [line for line in lines if line.price.name.startswith("sms-")]
    assert sum(line.units for line in texts) == 3_000
    # 2,000,000 calls of the API, 10,000 of PreSignUp and 3,000 of CustomMessage.
    (calls,) = [line for line in lines if line.price.name == "lambda-requests"]
    assert calls.units == 2_013_000
    # Both web ACLs: the API's calls, and the pool's.
    (inspected,) = [line for line in lines if line.price.name == "waf-requests"]
    assert inspected.units == 2_000_000 + cognito_calls(EXAMPLE, use)
    assert _usd(lines, "waf-acls") == 10
    assert _usd(lines, "waf-rules") == 4
    assert total(lines) == sum(line.usd for line in lines if line.usd is not None)


def test_a_sign_in_by_srp_is_two_requests_and_a_second_factor_one_more() -> None:
    use = load(EXAMPLE, 1, said={"sign_ups": 0, "resets": 0, "refreshes": 5, "sign_ins": 3})
    assert cognito_calls(EXAMPLE, use) == 5 + 2 * 3
    assert cognito_calls(replace(EXAMPLE, sms_factor="ON"), use) == 5 + 3 * 3


def test_what_a_stage_does_not_have_is_not_on_the_bill() -> None:
    bare = replace(EXAMPLE, pool_acls=0, api_acls=0, waf_rules=0, tracing=False)
    names = {line.price.name for line in bill(bare, load(bare, 1000), PRICES)}
    assert not names & {"waf-acls", "waf-rules", "waf-requests", "traces", "keys", "backup-gb"}


def test_alarms_keys_and_backups_are_on_the_bill_of_a_stage_that_has_them() -> None:
    stage = replace(EXAMPLE, alarms=30, dashboards=4, keys=2, custom_metrics=11, backup_days=30)
    lines = bill(stage, load(stage, 1024**2), PRICES)
    assert _usd(lines, "alarms") == 2
    assert _usd(lines, "dashboards") == 3
    assert _usd(lines, "metrics") == Decimal("0.30")
    assert _usd(lines, "keys") == 2
    assert _usd(lines, "backup-gb") == Decimal("0.69")  # 1 GB a day for 30 days


def test_a_backup_that_asks_for_each_user_makes_all_of_them_paid_for() -> None:
    stage = replace(EXAMPLE, backup_days=30, backup_asks_each=True)
    use = load(stage, 20_000, said={"registered": 1_010_000})
    assert _usd(bill(stage, use, PRICES), "cognito-essentials") == 15_000
    listed = replace(stage, backup_asks_each=False)
    assert _usd(bill(listed, use, PRICES), "cognito-essentials") == 150


def test_a_country_without_a_price_is_on_the_bill_as_unknown() -> None:
    stage = replace(EXAMPLE, countries=("DE", "KP"))
    lines = bill(stage, load(stage, 1000), PRICES)
    assert [line.price.name for line in lines if line.usd is None] == ["sms-KP"]


@pytest.mark.parametrize(
    ("factor", "totp", "share"),
    [("OFF", True, 0), ("OPTIONAL", True, "0.2"), ("ON", True, "0.2"), ("ON", False, 1)],
)
def test_sign_ins_are_texted_as_the_second_factor_has_it(
    factor: str, totp: bool, share: int | str
) -> None:
    stage = replace(EXAMPLE, sms_factor=factor, totp_factor=totp)
    use = load(stage, 1000, said={"sign_ups": 0, "resets": 0, "sign_ins": 500})
    assert use.texts == 500 * Decimal(share)


def test_nobody_is_assumed_to_sign_up_or_reset_where_nobody_can() -> None:
    closed = replace(EXAMPLE, self_sign_up=False, recovery_by_phone=False)
    use = load(closed, 1000)
    assert (use.sign_ups, use.resets, use.texts) == (Decimal(0),) * 3


@pytest.mark.parametrize("count", [1, 3, 7])
def test_equal_shares_add_up_to_one(count: int) -> None:
    shares = even_shares([f"C{place}" for place in range(count)])
    assert sum(shares.values()) == 1
    assert max(shares.values()) - min(shares.values()) < Decimal("1e-20")


def test_logs_and_backups_that_are_said_are_those_on_the_bill() -> None:
    lines = bill(EXAMPLE, load(EXAMPLE, 1000, said={"logs_gb": 105, "backup_gb": 1000}), PRICES)
    assert _usd(lines, "logs-written") == 50
    assert _usd(lines, "logs-kept") == Decimal("37.8")  # a year of them
    assert _usd(lines, "backup-gb") == 23


def test_another_setting_costs_what_a_stage_that_has_it_costs() -> None:
    bare = replace(EXAMPLE, pool_acls=0, api_acls=0, waf_rules=0, texts_per_address=None)
    unchanged: dict[str, Any] = {"plan": None, "web_firewall": None, "limit_usd": None}
    assert chosen(bare, **unchanged) == bare
    assert chosen(bare, **unchanged | {"web_firewall": True}) == EXAMPLE
    assert chosen(EXAMPLE, **unchanged | {"web_firewall": True}) == EXAMPLE
    assert chosen(EXAMPLE, **unchanged | {"web_firewall": False}) == bare
    assert chosen(EXAMPLE, **unchanged | {"plan": "LITE"}) == replace(EXAMPLE, plan="LITE")
