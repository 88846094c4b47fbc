"""The account and the region, before anything is deployed."""

import pytest

from ops.deployment.stack import Stacks
from ops.doctor.checks import account as checks
from ops.doctor.finding import Status
from tests.unit.ops.doctor.answers import Account, case_of, findings, told

GREEN, RED, UNKNOWN = Status.GREEN, Status.RED, Status.UNKNOWN
OURS = "123456789012"  # as the stage VARIANT has it


@pytest.mark.parametrize(("own", "status"), [(OURS, GREEN), ("111122223333", RED)])
def test_credentials_of_another_account_are_red(
    account: Account, unprotected: Stacks, own: str, status: Status
) -> None:
    account.answers("sts", "get_caller_identity", {"Account": own})
    assert told(case_of(account, unprotected), checks.account) == [(status, "account")]


def test_another_region_than_the_sources_say_is_red(account: Account, unprotected: Stacks) -> None:
    (found,) = findings(case_of(account, unprotected), checks.region)
    assert (found.status, found.remedy) == (RED, "set AWS_REGION=eu-central-1")


@pytest.mark.parametrize(("version", "status"), [("6", GREEN), ("21", GREEN), ("5", RED)])
def test_a_bootstrap_that_the_templates_find_too_old_is_red(
    account: Account, protected: Stacks, version: str, status: Status
) -> None:
    account.answers("ssm", "get_parameter", {"Parameter": {"Value": version}})
    assert told(case_of(account, protected), checks.bootstrap) == [(status, "bootstrap")]


def test_no_bootstrap_is_red(account: Account, protected: Stacks) -> None:
    account.refuses("ssm", "get_parameter", "ParameterNotFound")
    (found,) = findings(case_of(account, protected), checks.bootstrap)
    assert (found.status, found.remedy) == (RED, "run `make bootstrap STAGE=dev`")


@pytest.mark.parametrize(("endpoint", "status"), [(None, RED), ("http://127.0.0.1:1025", UNKNOWN)])
def test_no_role_for_logs_is_red_where_logs_are_written(
    account: Account, protected: Stacks, endpoint: str | None, status: Status
) -> None:
    account.answers("apigateway", "get_account", {})
    case = case_of(account, protected, endpoint=endpoint)
    assert told(case, checks.logging) == [(status, "API logs")]
