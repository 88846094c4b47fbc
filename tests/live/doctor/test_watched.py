"""Alarms that nobody hears and a backup that is not there are found, and no others."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import boto3

from ops.deployment.environment import LOCAL, REGION
from ops.deployment.subject import Subject
from ops.doctor.asking import ask
from ops.doctor.case import Case
from ops.doctor.checks import (
    backup,
    watch,
)
from tests.live.doctor.findings import RED, bad

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
