"""The Lambdas: newest runtime, own log, own right, and no secret."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, text

# By source package: the most seconds of a call, the names in the environment, and the actions that
# its role has beyond its own log.
TIMEOUTS = {"sign_up_gate": 5, "claims": 5, "sms_account": 60}
SETTINGS = {
    "sign_up_gate": {"ALLOWED_COUNTRIES", "TEST_NUMBERS"},
    "claims": {"ALLOWED_ORIGINS", "USER_POOL_CLIENT_ID"},
    "sms_account": set(),
}
RIGHTS = {"sign_up_gate": [], "claims": [], "sms_account": ["sns:SetSMSAttributes"]}


@pytest.fixture(params=("identity", "api"))
def template(request: pytest.FixtureRequest, assembly: Path) -> Template:
    return load(assembly, request.param)


def _functions(template: Template) -> Iterator[tuple[str, Any]]:
    """Yield the functions of a template, each with the package that its handler is in."""
    for function in of_type(template, "AWS::Lambda::Function").values():
        properties = function["Properties"]
        yield properties["Handler"].removesuffix(".handler.lambda_handler"), properties


def test_the_runtime_is_the_newest_on_arm64(template: Template) -> None:
    for _, function in _functions(template):
        assert function["Runtime"] == "python3.14"
        assert function["Architectures"] == ["arm64"]


def test_timeout_and_memory_are_explicit(template: Template) -> None:
    for package, function in _functions(template):
        assert function["Timeout"] <= TIMEOUTS[package]
        assert function["MemorySize"] == 256


def test_the_handlers_are_the_contracts(template: Template, stage: Stage) -> None:
    identity = {"sign_up_gate", *(["sms_account"] if stage.sms_monthly_limit_usd else [])}
    assert {package for package, _ in _functions(template)} in (identity, {"claims"})


def test_a_function_may_write_its_own_log_and_what_it_is_for(template: Template) -> None:
    for package, function in _functions(template):
        log_group = function["LoggingConfig"]["LogGroup"]["Ref"]
        role = template["Resources"][function["Role"]["Fn::GetAtt"][0]]["Properties"]
        policies = [template["Resources"][arn["Ref"]] for arn in role["ManagedPolicyArns"]]
        write_log, *others = [
            statement
            for policy in policies
            for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        ]
        assert "Policies" not in role
        assert write_log == {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": [log_group, "Arn"]},
        }
        assert [statement["Action"] for statement in others] == RIGHTS[package]
    assert not of_type(template, "AWS::IAM::Policy")


def test_only_our_api_or_pool_invokes_a_function(template: Template) -> None:
    permissions = of_type(template, "AWS::Lambda::Permission").values()
    assert permissions
    for permission in (p["Properties"] for p in permissions):
        assert permission["Principal"] in ("apigateway.amazonaws.com", "cognito-idp.amazonaws.com")
        source = text(permission["SourceArn"])
        assert "test-invoke-stage" not in source
        assert "*" not in source
        assert "${UserPool.Arn}" in source or "${ApiDeploymentStage" in source


def test_the_environment_holds_settings_and_no_switch_that_logs_events(template: Template) -> None:
    for package, function in _functions(template):
        variables = function.get("Environment", {}).get("Variables", {})
        assert variables.keys() == SETTINGS[package]
