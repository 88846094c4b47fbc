"""The topic of a deployed stage: whoever subscribes to it is told."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from ops.deployment.environment import ACCOUNT, LOCAL, REGION
from stages import STAGES
from tests.live.redeployed.conftest import NAMESPACE, CloudWatch, follow_alarms_page

pytestmark = pytest.mark.usefixtures("monitored")
STAGE = f"{STAGES[LOCAL].project}-{LOCAL}"


def test_the_topic_and_its_key_let_cloudwatch_and_eventbridge_in(topic: str) -> None:
    """MiniStack's CloudFormation forgets that the key is the topic's: the template has that."""
    attributes = boto3.client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]
    publishers = json.loads(attributes["Policy"])["Statement"]
    allowed = [s["Principal"] for s in publishers if s["Effect"] == "Allow"]
    assert allowed == [{"Service": f"{name}.amazonaws.com"} for name in ("cloudwatch", "events")]
    key, kms = _physical_id("AWS::KMS::Key"), boto3.client("kms")
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
    policy = json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])
    _, *users = [s["Principal"] for s in policy["Statement"]]
    assert users == allowed


def _physical_id(kind: str) -> str:
    cloudformation = boto3.client("cloudformation")
    found = cloudformation.describe_stack_resources(StackName=f"{STAGE}-monitoring")
    (one,) = [r for r in found["StackResources"] if r["ResourceType"] == kind]
    return one["PhysicalResourceId"]


@pytest.fixture
def inbox(topic: str) -> Iterator[Callable[[], list[Any]]]:
    """A queue that has subscribed to the topic; gives what it was told."""
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:on-call"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    queue = sqs.create_queue(QueueName="on-call", Attributes={"Policy": policy})["QueueUrl"]
    subscribed = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]

    def received() -> list[Any]:
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=5)
        return [json.loads(json.loads(m["Body"])["Message"]) for m in found.get("Messages", [])]

    yield received
    sns.unsubscribe(SubscriptionArn=subscribed)
    sqs.delete_queue(QueueUrl=queue)


def test_whoever_is_to_be_told_follows_the_page(
    cloudwatch: CloudWatch, topic: str, inbox: Callable[[], list[Any]]
) -> None:
    follow_alarms_page("Be told", STAGE=STAGE, TOPIC=topic)
    assert {one["NewStateReason"] for one in inbox()} == {"a drill"}
    sns = boto3.client("sns")
    found = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert sorted(one["Protocol"] for one in found) == ["email", "sqs"]
    name = f"{STAGE}-RefusedNumbers"
    history = cloudwatch.describe_alarm_history(AlarmName=name)["AlarmHistoryItems"]
    assert any("a drill" in item["HistoryData"] for item in history)


def test_an_alarm_fires_and_tells_whoever_subscribed(
    cloudwatch: CloudWatch, inbox: Callable[[], list[Any]]
) -> None:
    """By a metric above its threshold. MiniStack asks no key policy; the template has it."""
    refused = [{"MetricName": "RefusedCallers", "Value": 60}]
    cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=refused)
    told = {one["AlarmName"]: one for one in inbox()}[f"{STAGE}-RefusedCallers"]
    assert told["NewStateValue"] == "ALARM"
    assert told["AlarmDescription"].endswith("docs/alarms.md#refused-callers")
