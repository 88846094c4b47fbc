"""What fake sign-ups cost, by what stands against them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ops.cost.attack import Attack, Damage, Defence, damage, damages, dearest
from ops.cost.example import ATTACK, EXAMPLE
from ops.cost.load import load
from ops.cost.price_table import PRICES

USE = load(EXAMPLE, 10_000)


def _damage(defence: Defence, attack: Attack = ATTACK) -> Damage:
    return damage(EXAMPLE, USE, PRICES, attack, defence)


def test_without_the_gate_the_dearest_country_of_all_is_texted() -> None:
    found = _damage(Defence(what=""))
    assert found.country == "MG"
    assert found.texts_usd == 100_000 * Decimal("0.49604")
    assert found.users_usd == 100_000 * Decimal("0.015")  # 10,000 were free already
    assert found.usd == Decimal("51104")


def test_with_the_gate_it_is_the_dearest_that_is_allowed() -> None:
    found = _damage(Defence(what="", gate=True))
    assert (found.country, found.texts_usd) == ("DE", Decimal("10719"))


def test_waf_lets_each_address_text_so_many_in_five_minutes() -> None:
    found = _damage(Defence(what="", gate=True, texts_per_address=20))
    assert found.users == found.texts == 100 * 20 * 12
    many = _damage(
        Defence(what="", gate=True, texts_per_address=20),
        replace(ATTACK, addresses=Decimal(10_000)),
    )
    assert many.texts == 100_000


def test_the_limit_stops_the_texts_five_minutes_late_and_no_user() -> None:
    found = _damage(Defence(what="", gate=True, limit_usd=1))
    # 9 texts are for a dollar, and a twelfth of an hour's 100,000 is sent in five minutes.
    assert found.texts == 9 + Decimal(100_000) / 60 * 5
    assert found.users == 100_000
    slow = _damage(
        Defence(what="", gate=True, limit_usd=1), replace(ATTACK, hours=Decimal(24 * 30))
    )
    assert slow.texts_usd is not None
    assert slow.texts_usd < Decimal("2.5")


def test_cognitos_own_quota_of_sign_ups_bounds_the_attack() -> None:
    found = _damage(Defence(what=""), replace(ATTACK, fakes=Decimal(10**9)))
    assert found.users == 50 * 3600


def test_an_unknown_price_is_the_dearest_and_makes_the_damage_unknown() -> None:
    assert dearest(PRICES, ("DE", "KP")).name == "sms-KP"
    stage = replace(EXAMPLE, countries=("DE", "KP"))
    found = damage(stage, USE, PRICES, ATTACK, Defence(what="", gate=True))
    assert found.usd is None


def test_the_last_row_is_what_the_stage_has() -> None:
    *_, own = damages(EXAMPLE, USE, PRICES, ATTACK)
    assert own.what == "this stage: the gate, WAF with 20, a limit of 1 USD"
    bare = replace(EXAMPLE, texts_per_address=None, monthly_limit_usd=None)
    *_, gate_alone = damages(bare, USE, PRICES, ATTACK)
    assert gate_alone.what == "this stage: the gate"
    assert gate_alone.usd == damages(EXAMPLE, USE, PRICES, ATTACK)[1].usd


def test_no_defence_makes_it_worse() -> None:
    nothing, gate, waf, limit, own = damages(EXAMPLE, USE, PRICES, ATTACK)
    for better, worse in ((gate, nothing), (waf, gate), (limit, gate), (own, waf), (own, limit)):
        assert better.usd is not None
        assert worse.usd is not None
        assert better.usd < worse.usd


@pytest.mark.parametrize("enabled", [True, False])
def test_where_nobody_signs_up_there_is_no_attack(enabled: bool) -> None:
    stage = replace(EXAMPLE, self_sign_up=enabled)
    assert bool(damages(stage, USE, PRICES, ATTACK)) is enabled
