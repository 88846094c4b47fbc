"""Whether somebody is told when something goes wrong."""

from collections.abc import Mapping
from typing import Any

from ..case import Case
from ..finding import Finding, Findings, amber, green, red

ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
_MOST_AT_ONCE = 100  # names; DescribeAlarms takes no more


def alarms(case: Case) -> Findings:
    """The stage's alarms are there, act, are quiet, and tell somebody."""
    names = [
        resource["PhysicalResourceId"]
        for stack in case.stacks
        for resource in case.resources(stack)
        if resource["ResourceType"] in ALARMS
    ]
    if not names:
        yield amber(
            "alarms",
            "no stack of the stage has any: nobody is told when something goes wrong",
            f"turn monitoring on in stages.py (docs/settings.md), then run `{case.deploy}`",
        )
        return
    found = _described(case, names)
    gone = sorted({*names} - {alarm["AlarmName"] for alarm in found})
    if gone:
        yield red("alarms", f"{', '.join(gone)}: gone", f"make them again: `{case.deploy}`")
    yield from _state(found)
    topics = sorted({arn for alarm in found for arn in alarm.get("AlarmActions", [])})
    for arn in topics:
        if arn.split(":")[2] == "sns":
            yield _subscribers(case, arn)


def _described(case: Case, names: list[str]) -> list[Mapping[str, Any]]:
    client = case.client("cloudwatch")
    found: list[Mapping[str, Any]] = []
    for start in range(0, len(names), _MOST_AT_ONCE):
        answer = client.describe_alarms(
            AlarmNames=names[start : start + _MOST_AT_ONCE],
            AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        )
        found += [*answer["MetricAlarms"], *answer.get("CompositeAlarms", [])]
    return found


def _state(found: list[Mapping[str, Any]]) -> Findings:
    silent = sorted(
        alarm["AlarmName"]
        for alarm in found
        if not (alarm.get("ActionsEnabled") and alarm.get("AlarmActions"))
    )
    ringing = sorted(alarm["AlarmName"] for alarm in found if alarm["StateValue"] == "ALARM")
    if ringing:
        yield red("alarms", f"{', '.join(ringing)}: in alarm", "see each in CloudWatch")
    if silent:
        yield amber(
            "alarms",
            f"{len(silent)} of {len(found)} tell nobody, such as {silent[0]}",
            "turn monitoring on in stages.py (docs/settings.md), or give each a topic and turn its"
            " actions on in CloudWatch",
        )
    if not (ringing or silent):
        yield green("alarms", f"{len(found)}, none in alarm")


def _subscribers(case: Case, topic: str) -> Finding:
    """Tell whether a topic has somebody who has agreed; addresses are nobody's business."""
    client = case.client("sns", topic.split(":")[3])
    pages = client.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic)
    arns = [one["SubscriptionArn"] for page in pages for one in page["Subscriptions"]]
    confirmed = [arn for arn in arns if arn.startswith("arn:")]
    name = topic.rpartition(":")[2]
    waiting = len(arns) - len(confirmed)
    if confirmed:
        also = f", {waiting} more not yet confirmed" if waiting else ""
        return green("subscribers", f"{name} tells {len(confirmed)}{also}")
    if waiting:
        return red(
            "subscribers",
            f"none of the {waiting} of {name} has confirmed: nobody is told",
            "let them follow the link in the mail that SNS sent them",
        )
    return red("subscribers", f"{name} has none: nobody is told", "subscribe somebody to the topic")
