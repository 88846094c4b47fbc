"""The quotas, in the order in which growth meets them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from directory.pacing import QUOTAS as PACED
from ops.cost.example import EXAMPLE
from ops.cost.load import SECONDS, load
from ops.cost.price_table import PRICES
from ops.cost.quotas import QUOTAS, Quota
from ops.cost.walls import Wall, walls


def _walls(users: int = 1_000_000) -> dict[str, Wall]:
    return {wall.quota.name: wall for wall in walls(EXAMPLE, load(EXAMPLE, users), PRICES)}


def test_sign_ins_and_refreshes_weigh_one_each_and_what_is_missing_is_bought_whole() -> None:
    wall = _walls()["UserAuthentication"]
    assert wall.needed == Decimal(38_000_000) * 10 / SECONDS
    assert wall.reached
    assert 145 < wall.needed < 146 + Decimal("0.7")
    assert wall.usd == 20 * (int(wall.needed - 120) + 1)


def test_a_quota_that_is_not_reached_costs_nothing() -> None:
    wall = _walls(10_000)["UserAuthentication"]
    assert not wall.reached
    assert wall.usd is None


def test_the_order_is_that_of_growth() -> None:
    users = [wall.users for wall in _walls().values()]
    assert users == sorted(users)
    assert next(iter(_walls())) == "SMS spending"


def test_at_the_users_of_a_wall_exactly_its_quota_is_needed() -> None:
    for name, wall in _walls().items():
        again = _walls(int(wall.users) + 1)[name]
        assert again.needed >= again.limit
        assert again.needed < again.limit * Decimal("1.01")


def test_what_the_stage_limits_itself_counts_in_the_place_of_the_default() -> None:
    stage = replace(EXAMPLE, monthly_limit_usd=500, api_rate=7)
    found = {w.quota.name: w for w in walls(stage, load(stage, 1000), PRICES)}
    assert found["SMS spending"].limit == 500
    assert found["throttling of the stage's API"].limit == 7
    bare = replace(EXAMPLE, monthly_limit_usd=None)
    assert {w.quota.name: w for w in walls(bare, load(bare, 1000), PRICES)}[
        "SMS spending"
    ].limit == 1


def test_texts_to_north_america_and_elsewhere_go_by_different_senders() -> None:
    german = replace(EXAMPLE, countries=("DE",))
    names = {wall.quota.name for wall in walls(german, load(german, 1000), PRICES)}
    assert "SMS elsewhere, from one sender ID" in names
    assert "SMS to the US and Canada, from a toll-free number" not in names


@pytest.mark.parametrize("quota", QUOTAS, ids=lambda quota: quota.name)
def test_each_quota_says_its_source_and_what_comes_next(quota: Quota) -> None:
    assert quota.source == "stages.py" or quota.source.startswith("https://docs.aws.amazon.com/")
    assert quota.after
    assert quota.limit is not None or quota.own


def test_support_knows_the_same_quotas() -> None:
    """Its table is of other categories; those that both have agree."""
    ours = {quota.name: quota.limit for quota in QUOTAS}
    both = ours.keys() & PACED.keys()
    assert both
    assert {name: ours[name] for name in both} == {name: PACED[name] for name in both}
