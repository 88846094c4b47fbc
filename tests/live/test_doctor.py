"""`python -m ops doctor` on the shared deployment: it finds what is broken, and breaks nothing.

What the embedded cloud has no answer for is tried in tests/unit/ops/doctor, against stubbed ones.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import pytest
from botocore.client import BaseClient

from ops.__main__ import main
from ops.deployment import paths
from ops.deployment.assembly import read
from ops.deployment.environment import LOCAL, REGION
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.stack import REST_API
from ops.deployment.subject import Subject
from ops.doctor.asking import Check, ask
from ops.doctor.case import Case
from ops.doctor.checks import (
    GROUPS,
    account,
    api,
    backup,
    directory,
    identities,
    sms,
    stacks,
    watch,
)
from ops.doctor.command import examine
from ops.doctor.finding import Finding, Status
from tests.deployment import Deployment

GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN
SUBJECTS = {subject for group in GROUPS for subject, _ in group.checks}
# A read by its access level, though its name says otherwise (Service Authorization Reference).
READS = ("Describe", "Get", "List", "DetectStackDrift")
MONITORING = {
    "Resources": {
        "Topic": {"Type": "AWS::SNS::Topic"},
        "Alarm": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "Namespace": "AWS/Cognito",
                "MetricName": "SignUpThrottles",
                "Statistic": "Sum",
                "Period": 60,
                "EvaluationPeriods": 1,
                "Threshold": 1,
                "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                "AlarmActions": [{"Ref": "Topic"}],
            },
        },
    }
}
MANIFEST = "directory/2026-11-26/manifest.json"
BACKUP = {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket"}}}


def assembly_of(deployment: Deployment) -> Path:
    """Return what was deployed."""
    return deployment.outputs_file.parents[1] / "cdk.out"


@pytest.fixture(autouse=True)
def asks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a detection of drift for its end at once: the embedded cloud takes no two seconds."""
    monkeypatch.setattr(stacks, "POLL_SECONDS", 0.02)


@pytest.fixture
def case(deployment: Deployment) -> Case:
    """The shared deployment, which nobody has looked at yet."""
    outputs = checked(LOCAL, read_stacks(deployment.outputs_file, LOCAL), source="the deployment")
    session = boto3.Session(region_name=REGION)
    subject = Subject(outputs, session)
    return Case(LOCAL, session, deployment.endpoint, assembly_of(deployment), 1, subject)


@pytest.fixture
def found(case: Case) -> Callable[[Check], list[Finding]]:
    """Give what a check finds now, of what it has not looked at before."""

    def find(check: Check) -> list[Finding]:
        subject = case.deployed
        fresh = replace(case, found=Subject(subject.outputs, subject.session))
        return [*ask(fresh, "the check", check)]

    return find


def bad(findings: list[Finding]) -> list[tuple[Status, str]]:
    """Return the status and subject of what is not green, each with its remedy."""
    assert all(one.remedy for one in findings if one.status is not GREEN)
    return [(one.status, one.subject) for one in findings if one.status is not GREEN]


@pytest.fixture
def doctor(
    deployment: Deployment,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str]]:
    """Run the command on the shared deployment; gives the exit code and the output."""
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])

    def run(*arguments: str) -> tuple[int, str]:
        assembly = str(assembly_of(deployment))
        code = main(["doctor", "--stage", LOCAL, "--assembly", assembly, *arguments])
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out

    return run


def test_nothing_of_a_fresh_deployment_is_red_and_what_nobody_can_tell_is_unknown(
    doctor: Callable[..., tuple[int, str]],
) -> None:
    code, said = doctor("--json")
    told = json.loads(said)
    assert [one for one in told["findings"] if one["status"] == "red"] == []
    unknown = {one["subject"] for one in told["findings"] if one["status"] == "unknown"}
    assert unknown >= {
        "Cognito's own check",
        "SMS sandbox",
        "monthly limit",
        "month to date",
        "origination",
        "sign-in quota",
        "Lambda quota",
    }
    assert all(one["remedy"] for one in told["findings"] if one["status"] != "green")
    assert code == {"amber": 3, "unknown": 4}[told["status"]]


def test_it_tells_the_same_in_the_same_order(doctor: Callable[..., tuple[int, str]]) -> None:
    first, second = doctor()[1], doctor()[1]
    assert first == second
    assert "\033" not in first  # no colour where no terminal is


def test_it_reads_and_changes_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    called, sent = set(), set()
    call, send = BaseClient._make_api_call, api.send  # type: ignore[attr-defined]  # the one way

    def recorded(client: BaseClient, name: str, parameters: Any) -> Any:
        called.add(name)
        return call(client, name, parameters)

    def sending(method: str, *rest: Any) -> Any:
        sent.add(method)
        return send(method, *rest)

    monkeypatch.setattr(api, "send", sending)
    with patch.object(BaseClient, "_make_api_call", recorded):
        assert len([*examine(case)]) > len(SUBJECTS)
    assert {name for name in called if not name.startswith(READS)} == set()
    assert "DetectStackDrift" in called
    assert sent == {"GET", "OPTIONS"}


@contextmanager
def trust(case: Case, change: Callable[[dict[str, Any]], None]) -> Iterator[None]:
    """Change the trust of the SMS role, and change it back."""
    iam = boto3.client("iam")
    role = case.deployed.pool["SmsConfiguration"]["SnsCallerArn"].rpartition("/")[2]
    before: Any = iam.get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
    after = json.loads(json.dumps(before))
    change(after["Statement"][0])
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(after))
    try:
        yield
    finally:
        iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(before))


def test_another_external_id_in_the_trust_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    def other(statement: dict[str, Any]) -> None:
        statement["Condition"]["StringEquals"]["sts:ExternalId"] = "another"

    assert bad(found(sms.role)) == []
    with trust(case, other):
        assert bad(found(sms.role)) == [(RED, "external ID")]
    assert bad(found(sms.role)) == []


def test_a_role_that_cognito_may_not_take_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    def other(statement: dict[str, Any]) -> None:
        statement["Principal"] = {"Service": "lambda.amazonaws.com"}

    with trust(case, other):
        assert bad(found(sms.role)) == [(RED, "SMS role")]


def test_a_role_that_may_not_publish_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    iam = boto3.client("iam")
    role = case.deployed.pool["SmsConfiguration"]["SnsCallerArn"].rpartition("/")[2]
    (policy,) = iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    iam.detach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])
    try:
        assert bad(found(sms.role)) == [(RED, "SMS policy")]
    finally:
        iam.attach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])


def test_a_role_that_is_gone_is_red(case: Case) -> None:
    arn = "arn:aws:iam::000000000000:role/gone"
    settings = {"SmsConfiguration": {"SnsCallerArn": arn, "ExternalId": "x"}}
    case.deployed.__dict__["pool"] = settings
    assert bad([*ask(case, "SMS role", sms.role)]) == [(RED, "SMS role")]


def test_a_classic_flow_and_a_missing_role_are_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    client = boto3.client("cognito-identity")
    pool_id = case.deployed.outputs.identity_pool_id
    pool: Any = client.describe_identity_pool(IdentityPoolId=pool_id)
    roles = client.get_identity_pool_roles(IdentityPoolId=pool_id)["Roles"]
    pool = {
        name: value for name, value in pool.items() if value != "" and name != "ResponseMetadata"
    }
    one = {"authenticated": roles["authenticated"]}
    client.update_identity_pool(**pool | {"AllowClassicFlow": True})
    client.set_identity_pool_roles(IdentityPoolId=pool_id, Roles=one)
    try:
        assert bad(found(identities.classic_flow)) == [(RED, "classic flow")]
        assert bad(found(identities.roles)) == [(RED, "roles")]
    finally:
        client.update_identity_pool(**pool)
        client.set_identity_pool_roles(IdentityPoolId=pool_id, Roles=roles)
    assert bad([*found(identities.classic_flow), *found(identities.roles)]) == []


def test_a_client_that_takes_passwords_is_red(
    case: Case, found: Callable[[Check], list[Finding]]
) -> None:
    cognito, outputs = boto3.client("cognito-idp"), case.deployed.outputs
    ours = {"UserPoolId": outputs.user_pool_id, "ClientId": outputs.user_pool_client_id}
    seen = cognito.describe_user_pool_client(**ours)["UserPoolClient"]
    kept = ("ReadAttributes", "WriteAttributes", "PreventUserExistenceErrors")
    before: Any = ours | {name: seen[name] for name in kept}  # type: ignore[literal-required]
    flows = seen["ExplicitAuthFlows"]
    more = [*flows, "ALLOW_USER_PASSWORD_AUTH"]
    cognito.update_user_pool_client(**before, ExplicitAuthFlows=more)
    try:
        assert bad(found(directory.client)) == [(RED, "app client")]
    finally:
        cognito.update_user_pool_client(**before, ExplicitAuthFlows=flows)
    assert bad(found(directory.client)) == []


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


@contextmanager
def one_more_stack(case: Case, part: str, template: dict[str, Any]) -> Iterator[Case]:
    """Deploy a stack of another project's stage by the same name, and give that stage."""
    cloudformation, name = boto3.client("cloudformation"), f"watched-{LOCAL}-{part}"
    tags: Any = [{"Key": "project", "Value": "watched"}, {"Key": "stage", "Value": LOCAL}]
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template), Tags=tags)
    cloudformation.get_waiter("stack_create_complete").wait(
        StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 20}
    )
    outputs = replace(case.deployed.outputs, project="watched")
    try:
        yield replace(case, found=Subject(outputs, case.session))
    finally:
        cloudformation.delete_stack(StackName=name)


def test_alarms_without_a_subscriber_are_red_and_with_one_green(case: Case) -> None:
    with one_more_stack(case, "monitoring", MONITORING) as watched:
        found = [*ask(watched, "alarms", watch.alarms)]
        assert bad(found) == [(RED, "subscribers")]
        (topic,) = (
            one["PhysicalResourceId"]
            for one in watched.resources(f"watched-{LOCAL}-monitoring")
            if one["ResourceType"] == "AWS::SNS::Topic"
        )
        queue = boto3.client("sqs").create_queue(QueueName="watched")["QueueUrl"]
        arn = f"arn:aws:sqs:{REGION}:000000000000:watched"
        boto3.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        assert bad([*ask(watched, "alarms", watch.alarms)]) == []
        boto3.client("sqs").delete_queue(QueueUrl=queue)


def test_a_backup_stack_without_a_backup_is_red_and_with_one_green(case: Case) -> None:
    s3 = boto3.client("s3")
    with one_more_stack(case, "backup", BACKUP) as kept:
        assert bad([*ask(kept, "last backup", backup.age)]) == [(RED, "last backup")]
        (bucket,) = (one["PhysicalResourceId"] for one in kept.resources(f"watched-{LOCAL}-backup"))
        s3.put_object(Bucket=bucket, Key=MANIFEST, Body=b"{}")
        assert bad([*ask(kept, "last backup", backup.age)]) == []
        s3.delete_object(Bucket=bucket, Key=MANIFEST)
