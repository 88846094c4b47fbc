"""The default group: who joins it, by which right, and who hears of a failure."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from default_group.handler import FAILURES
from stacks.stage import Stage
from tests.assertions.monitoring.reading import alarms, watched
from tests.templates import Template, load, of_type, one, packages

ADD = "cognito-idp:AdminAddUserToGroup"


@pytest.fixture
def joined(reference: Path) -> Template:
    """The template of a stage that has a default group."""
    return load(reference, "identity")


def _function(identity: Template) -> str:
    """Return the logical id of the function."""
    (found,) = (
        name
        for name, function in of_type(identity, "AWS::Lambda::Function").items()
        if function["Properties"]["Handler"].startswith("default_group.")
    )
    return found


def _adding(identity: Template) -> list[Any]:
    """Return the policies of functions that add users to groups: each attaches itself to a role."""
    policies = [p["Properties"] for p in of_type(identity, "AWS::IAM::ManagedPolicy").values()]
    return [p for p in policies if ADD in json.dumps(p) and "Roles" in p]


def _alarms(identity: Template) -> list[Any]:
    return [a["Properties"] for a in of_type(identity, "AWS::CloudWatch::Alarm").values()]


def test_users_join_the_group_that_the_stage_says_and_otherwise_none(
    identity: Template, stage: Stage
) -> None:
    triggers = one(identity, "AWS::Cognito::UserPool")["LambdaConfig"]
    if stage.users.default_group is None:
        # The gate's, which counts.
        assert ("PostConfirmation" in triggers) is stage.observation.monitoring
        assert "default_group" not in packages(identity)
        assert not _adding(identity)
        assert FAILURES not in {a["MetricName"] for a in _alarms(identity)}
    else:
        name = _function(identity)
        assert triggers["PostConfirmation"] == {"Fn::GetAtt": [name, "Arn"]}
        told = identity["Resources"][name]["Properties"]["Environment"]["Variables"]
        assert told["DEFAULT_GROUP"] == stage.users.default_group
        groups = of_type(identity, "AWS::Cognito::UserPoolGroup").values()
        assert told["DEFAULT_GROUP"] in {g["Properties"]["GroupName"] for g in groups}


def test_the_function_may_only_add_to_groups_of_this_pool(joined: Template) -> None:
    (policy,) = _adding(joined)
    assert policy["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": ADD, "Resource": {"Fn::GetAtt": ["UserPool", "Arn"]}}
    ]
    role = joined["Resources"][_function(joined)]["Properties"]["Role"]["Fn::GetAtt"][0]
    assert policy["Roles"] == [{"Ref": role}]


def test_no_other_right_of_the_function_concerns_users(joined: Template) -> None:
    role = joined["Resources"][_function(joined)]["Properties"]["Role"]["Fn::GetAtt"][0]
    own = joined["Resources"][role]["Properties"]["ManagedPolicyArns"]
    documents = [joined["Resources"][arn["Ref"]]["Properties"]["PolicyDocument"] for arn in own]
    assert "cognito" not in json.dumps(documents)


def test_nothing_that_the_pool_waits_for_waits_for_the_pool(joined: Template) -> None:
    for name, needed in _waits(joined).items():
        assert name not in needed, f"{name} waits for itself"


def test_the_pool_has_the_trigger_once_it_may_be_invoked(joined: Template) -> None:
    (permission,) = (
        name
        for name, found in of_type(joined, "AWS::Lambda::Permission").items()
        if found["Properties"]["FunctionName"] == {"Fn::GetAtt": [_function(joined), "Arn"]}
    )
    assert permission in _waits(joined)["UserPool"]


def test_a_failure_alarms_whoever_reports_it(
    templates: Mapping[str, Template], stage: Stage
) -> None:
    """By one alarm each: that of monitoring, which tells, and without it one of its own."""
    if stage.users.default_group is None:
        return
    identity = templates["identity"]
    name = _function(identity)
    told = identity["Resources"][name]["Properties"]["Environment"]["Variables"]
    own = [a for a in _alarms(identity) if f"${{{name}}}" in str(watched(a))]
    if stage.observation.monitoring:
        assert not own
        found = alarms(templates["monitoring"], stage)
        ours = [found[f"DefaultGroup{what}"] for what in ("Missed", "Errors", "Throttles")]
    else:
        ours = own
    assert {(m.namespace, m.name) for alarm in ours for m in watched(alarm)} == {
        (told["METRICS_NAMESPACE"], FAILURES),
        ("AWS/Lambda", "Errors"),
        ("AWS/Lambda", "Throttles"),
    }
    assert len(ours) == 3
    for alarm in ours:
        assert (alarm["Statistic"], alarm["Threshold"], alarm["EvaluationPeriods"]) == ("Sum", 1, 1)
        assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        assert alarm["TreatMissingData"] == "notBreaching"


def _waits(template: Template) -> dict[str, set[str]]:
    """Return what CloudFormation makes before each resource: all that it names, however far."""
    resources = template["Resources"]
    names = {
        name: {
            named
            for named in re.findall(r'"([A-Za-z0-9]+)"|\$\{([A-Za-z0-9]+)', json.dumps(resource))
            for named in named
            if named in resources
        }
        for name, resource in resources.items()
    }

    def needed(name: str) -> set[str]:
        found: set[str] = set()
        left = [*names[name]]
        while left:
            if (one_more := left.pop()) not in found:
                found.add(one_more)
                left += names[one_more]
        return found

    return {name: needed(name) for name in resources}
