"""The deployed backup stack, as its tests look at it."""

import gzip
import hashlib
import json
import time
from typing import Any

import boto3

from directory.export import Step, read_step


class Scheduled:
    """The deployed backup stack.

    Attributes:
        bucket: where the nights are.
        function: what writes them.
    """

    def __init__(self, stack: str) -> None:
        self._stack = stack
        (found,) = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
        self.bucket, self.function = outputs["BackupBucket"], outputs["BackupFunction"]
        self._s3, self._lambda = boto3.client("s3"), boto3.client("lambda")

    def fall_due(self) -> None:
        """Let a schedule as the deployed one fall due at once, and wait until a night is whole.

        It has a name of its own: MiniStack takes a schedule that it has looked at while it was a
        cron for one that has fired, and it looks every ten seconds.
        """
        client = boto3.client("scheduler")
        (listed,) = client.list_schedules(NamePrefix=self._stack)["Schedules"]
        schedule = client.get_schedule(Name=listed["Name"])
        client.create_schedule(
            Name=f"{schedule['Name']}-due",
            ScheduleExpression="at(2026-01-01T00:00:00)",
            FlexibleTimeWindow=schedule["FlexibleTimeWindow"],
            Target=schedule["Target"],
            State=schedule["State"],
            ActionAfterCompletion="DELETE",
        )
        until = time.monotonic() + 60
        while not any(name.endswith("/manifest.json") for name in self.names()):
            assert time.monotonic() < until, self.log()
            time.sleep(0.25)

    def log(self) -> str:
        """Return what the function has logged."""
        logs, (group,) = boto3.client("logs"), self._of_type("AWS::Logs::LogGroup")
        return "\n".join(e["message"] for e in logs.filter_log_events(logGroupName=group)["events"])

    def _of_type(self, kind: str) -> list[str]:
        found = boto3.client("cloudformation").list_stack_resources(StackName=self._stack)
        resources = found["StackResourceSummaries"]
        return [one["PhysicalResourceId"] for one in resources if one["ResourceType"] == kind]

    def run(self) -> Any:
        """Invoke the function as an operator does, and return its answer."""
        called = self._lambda.invoke(FunctionName=self.function, Payload=b"{}")
        answer = json.load(called["Payload"])
        assert not called.get("FunctionError"), answer
        return answer

    def allow_seconds(self, seconds: int) -> None:
        """Give a run another timeout."""
        self._lambda.update_function_configuration(FunctionName=self.function, Timeout=seconds)

    def names(self) -> list[str]:
        """Name the objects."""
        found = self._s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return [one["Key"] for one in found]

    def empty(self) -> None:
        """Delete the nights, which on AWS nobody could."""
        for key in self.names():
            self._s3.delete_object(Bucket=self.bucket, Key=key)

    def get(self, key: str) -> bytes:
        """Read an object."""
        octets: bytes = self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return octets

    def steps(self, night: str) -> list[Step]:
        """Read a night by its manifest, whose hashes hold."""
        steps = []
        for part in json.loads(self.get(f"directory/{night}/manifest.json"))["parts"]:
            octets = self.get(f"directory/{night}/{part['name']}")
            assert hashlib.sha256(octets).hexdigest() == part["sha256"]
            lines = gzip.decompress(octets).decode().splitlines()
            steps += [read_step(json.loads(line)) for line in lines]
        return steps
