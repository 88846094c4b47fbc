"""What is not as it was deployed, or not as the sources say, is found and named."""

from collections.abc import Callable
from dataclasses import replace

import boto3

from ops.deployment.assembly import read
from ops.deployment.environment import LOCAL
from ops.deployment.stack import REST_API
from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.checks import (
    account,
    api,
    directory,
    stacks,
)
from ops.doctor.finding import Finding
from tests.live.doctor.findings import AMBER, GREEN, RED, bad


def test_a_protection_that_is_not_as_deployed_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    cloudformation, name = boto3.client("cloudformation"), case.deployed.stack_name("api")
    cloudformation.update_termination_protection(StackName=name, EnableTerminationProtection=True)
    try:
        assert bad(found(directory.protection)) == [(RED, "api stack")]
    finally:
        cloudformation.update_termination_protection(
            StackName=name, EnableTerminationProtection=False
        )


def test_what_somebody_has_changed_by_hand_is_named(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    logs = boto3.client("logs")
    group, *_ = (
        one["PhysicalResourceId"]
        for one in case.resources(case.deployed.stack_name("identity"))
        if one["ResourceType"] == "AWS::Logs::LogGroup"
    )
    found_groups = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    before = found_groups[0]["retentionInDays"]
    logs.put_retention_policy(logGroupName=group, retentionInDays=3653)
    try:
        drifted = [one for one in found(stacks.undrifted) if one.status is not GREEN]
        assert [one.status for one in drifted] == [AMBER]
        assert "(/RetentionInDays)" in drifted[0].sentence
    finally:
        logs.put_retention_policy(logGroupName=group, retentionInDays=before)
    assert bad(found(stacks.undrifted)) == []


def test_a_deployment_of_other_sources_is_amber(case: Case) -> None:
    assert case.assembly
    sources = read(case.assembly, LOCAL)
    name = case.deployed.stack_name("api")
    (gone,) = sources[name].of_type(REST_API)
    left = {key: one for key, one in sources[name].resources.items() if key != gone}
    changed = replace(sources[name], template={**sources[name].template, "Resources": left})
    case.__dict__["_synthesized"] = {**sources, name: changed}
    told = [*ask(case, "sources", stacks.as_the_sources_say)]
    (amber,) = (one for one in told if one.status is not GREEN)
    assert (amber.status, amber.sentence) == (AMBER, f"{name} is not as the sources say: {gone}")


def test_an_origin_that_was_not_deployed_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    functions = boto3.client("lambda")
    (name,) = case.deployed.api.of_type("AWS::Lambda::Function")
    function = case.deployed.physical("api", name)
    before = functions.get_function_configuration(FunctionName=function)["Environment"]["Variables"]
    more = {"ALLOWED_ORIGINS": f"{before['ALLOWED_ORIGINS']},https://elsewhere.example"}
    functions.update_function_configuration(
        FunctionName=function, Environment={"Variables": {**before, **more}}
    )
    try:
        assert bad(found(api.origins)) == [(RED, "allowed origins")]
    finally:
        functions.update_function_configuration(
            FunctionName=function, Environment={"Variables": before}
        )
    assert bad(found(api.origins)) == []


def test_a_role_for_logs_that_is_gone_is_red(found: Callable[[Check], list[Finding]]) -> None:
    gateway = boto3.client("apigateway")
    before = gateway.get_account().get("cloudwatchRoleArn")

    def adopt(role: str | None) -> None:
        change = {"op": "replace", "value": role} if role else {"op": "remove"}
        change["path"] = "/cloudwatchRoleArn"
        gateway.update_account(patchOperations=[change])  # type: ignore[list-item]

    adopt("arn:aws:iam::000000000000:role/gone")
    try:
        assert bad(found(account.logging)) == [(RED, "API logs")]
    finally:
        adopt(before)
