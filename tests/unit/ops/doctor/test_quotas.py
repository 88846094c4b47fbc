"""Quotas against a stated load; the embedded cloud throttles nobody."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ops.deployment.stack import Stacks
from ops.doctor.asking import Check
from ops.doctor.checks import quotas
from ops.doctor.finding import Status
from tests.unit.ops.doctor.answers import Account, case_of, findings, told
from tests.unit.ops.samples import FACTS

GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN


def provisioned(account: Account, limit: int) -> None:
    asked = {"LimitClass": "API_CATEGORY", "Attributes": {"Category": "UserAuthentication"}}
    limits = {"ProvisionedLimitValue": limit, "FreeLimitValue": 120}
    answer = {"Limit": {"LimitDefinition": asked} | limits}
    account.answers("cognito-idp", "get_provisioned_limit", answer)


def applied(account: Account, limit: int) -> None:
    account.answers("service-quotas", "get_service_quota", {"Quota": {"Value": limit}})


def at_api_gateway(account: Account, limit: int) -> None:
    answer = {"throttleSettings": {"rateLimit": limit, "burstLimit": 1}}
    account.answers("apigateway", "get_account", answer)


def at_once(account: Account, limit: int) -> None:
    answer = {"AccountLimit": {"UnreservedConcurrentExecutions": limit}}
    account.answers("lambda", "get_account_settings", answer)


Quota = tuple[Check, Callable[[Account, int], None]]
QUOTAS: list[Quota] = [
    (quotas.sign_in, provisioned),
    (quotas.identity, applied),
    (quotas.credentials, applied),
    (quotas.api, at_api_gateway),
    (quotas.concurrency, at_once),
]


@pytest.mark.parametrize("quota", QUOTAS)
@pytest.mark.parametrize(("load", "status"), [(80, GREEN), (81, AMBER), (101, RED)])
def test_a_load_is_held_against_a_quota(
    account: Account,
    protected: Stacks,
    quota: Quota,
    load: float,
    status: Status,
) -> None:
    check, answered = quota
    answered(account, 100)
    (found,) = findings(case_of(account, protected, sign_ins=load), check)
    assert found.status is status
    assert found.sentence.startswith(f"{load} of 100 ")


def test_a_quota_that_was_never_changed_is_the_default_one(
    account: Account, protected: Stacks
) -> None:
    account.refuses("service-quotas", "get_service_quota", "NoSuchResourceException")
    answer = {"Quota": {"Value": 25.0}}
    account.answers("service-quotas", "get_aws_default_service_quota", answer)
    (found,) = findings(case_of(account, protected), quotas.identity)
    assert (found.status, found.sentence) == (GREEN, "1 of 25 GetId a second")


@pytest.mark.parametrize("quota", QUOTAS)
def test_the_embedded_cloud_tells_no_quota(
    account: Account, protected: Stacks, quota: Quota
) -> None:
    check, answered = quota
    answered(account, 1000)
    (found,) = findings(case_of(account, protected, endpoint="http://127.0.0.1:1025"), check)
    assert found.status is UNKNOWN
    assert "what AWS publishes" in found.sentence


def test_what_aws_publishes_is_told_as_that_and_decides_nothing(
    account: Account, protected: Stacks
) -> None:
    account.refuses("cognito-idp", "get_provisioned_limit", "AccessDeniedException")
    (found,) = findings(case_of(account, protected), quotas.sign_in)
    assert found.status is UNKNOWN
    assert "120 is what AWS publishes" in found.sentence
    assert "FOR=doctor" in str(found.remedy)


@pytest.mark.parametrize(("methods", "status"), [(["TOTP"], GREEN), (["SMS", "TOTP"], UNKNOWN)])
def test_a_sign_in_that_texts_needs_a_rate_that_nobody_tells(
    account: Account, protected: Stacks, methods: list[str], status: Status
) -> None:
    case = case_of(account, protected, facts=replace(FACTS, mfa_methods=methods))
    assert told(case, quotas.texts) == [(status, "SMS rate")]
