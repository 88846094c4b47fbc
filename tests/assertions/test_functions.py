"""The Lambdas: newest runtime, own log, own right, and no secret."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from stacks.stage import Stage
from tests.templates import Template, load, of_type, one, text

PARTS = {"identity": "sign_up_gate", "api": "claims"}


@pytest.fixture(params=PARTS)
def template(
    request: pytest.FixtureRequest, assemblies: Mapping[str, Path], stage: Stage
) -> Template:
    return load(assemblies[stage.name], request.param)


def test_the_runtime_is_the_newest_on_arm64(template: Template) -> None:
    function = one(template, "AWS::Lambda::Function")
    assert function["Runtime"] == "python3.14"
    assert function["Architectures"] == ["arm64"]


def test_timeout_and_memory_are_explicit(template: Template) -> None:
    function = one(template, "AWS::Lambda::Function")
    assert function["Timeout"] <= 5
    assert function["MemorySize"] == 256


def test_the_handler_is_the_contracts(template: Template) -> None:
    assert one(template, "AWS::Lambda::Function")["Handler"] in {
        f"{package}.handler.lambda_handler" for package in PARTS.values()
    }


def test_the_function_may_write_its_own_log_and_nothing_else(template: Template) -> None:
    function = one(template, "AWS::Lambda::Function")
    log_group = function["LoggingConfig"]["LogGroup"]["Ref"]
    role = template["Resources"][function["Role"]["Fn::GetAtt"][0]]["Properties"]
    (policy,) = role["ManagedPolicyArns"]
    assert "Policies" not in role
    assert template["Resources"][policy["Ref"]]["Properties"]["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": [log_group, "Arn"]},
        }
    ]
    assert not of_type(template, "AWS::IAM::Policy")


def test_only_our_api_or_pool_invokes_the_function(template: Template) -> None:
    permissions = of_type(template, "AWS::Lambda::Permission").values()
    assert permissions
    for permission in (p["Properties"] for p in permissions):
        assert permission["Principal"] in ("apigateway.amazonaws.com", "cognito-idp.amazonaws.com")
        source = text(permission["SourceArn"])
        assert "test-invoke-stage" not in source
        assert "*" not in source
        assert "${UserPool.Arn}" in source or "${ApiDeploymentStage" in source


def test_the_environment_holds_settings_and_no_switch_that_logs_events(template: Template) -> None:
    variables = one(template, "AWS::Lambda::Function")["Environment"]["Variables"]
    assert variables.keys() in (
        {"POWERTOOLS_SERVICE_NAME", "ALLOWED_ORIGINS", "USER_POOL_CLIENT_ID"},
        {"POWERTOOLS_SERVICE_NAME", "ALLOWED_COUNTRIES", "TEST_NUMBERS"},
    )
