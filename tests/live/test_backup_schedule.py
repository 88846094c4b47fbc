"""The scheduled backup on the embedded cloud: its stack beside those of the shared deployment.

MiniStack's scheduler and Lambda run the function; what its S3 and CloudWatch lack is in
docs/local-cloud.md.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from app import add_stacks
from directory.export import Step
from ops.__main__ import main
from ops.backup.reading import opened
from ops.deployment import paths
from ops.deployment.environment import isolated
from ops.local.cdk import Cdk
from ops.people.person import Person
from stages import STAGES
from tests.deployment import Deployment
from tests.live.clients import NewUser
from tests.live.scheduled import Scheduled
from tests.samples import changed
from tests.synthesis import deployable_app

PASSPHRASE = "five random words in a row"


@pytest.fixture(scope="module")
def scheduled(
    deployment: Deployment, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scheduled]:
    """Deploy the one stack, in some seconds, and remove it: the other tests know two."""
    work = tmp_path_factory.mktemp("schedule")
    stack = f"{deployment.project}-local-backup"
    app = deployable_app(work / "out")
    add_stacks(app, changed(STAGES["local"], {"backup.nightly": True}))
    app.synth()
    deploy = ["deploy", stack, "--exclusively", "--require-approval=never"]
    with isolated(deployment.endpoint), (work / "lock").open("w") as lock:
        cdk = Cdk(work, lock=lock.fileno(), verbose=False)
        cdk.run(*deploy, f"--app={work}/out")
        yield Scheduled(stack)
        boto3.client("cloudformation").delete_stack(StackName=stack)


@pytest.fixture
def member(new_user: NewUser, cognito: Any, pool_id: str) -> tuple[Person, str]:
    """A user, and the group in which there are others or not."""
    user = new_user()
    group: str = cognito.list_groups(UserPoolId=pool_id)["Groups"][0]["GroupName"]
    cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=user.phone_number, GroupName=group)
    return user, group


def numbers(steps: list[Step], kind: str, group: str | None = None) -> set[str]:
    return {
        record["attributes"]["phone_number"]
        for step in steps
        if (step["kind"], step["group"]) == (kind, group)
        for record in step["records"]
    }


def test_the_schedule_keeps_the_directory_and_the_next_run_has_nothing_to_do(
    scheduled: Scheduled, member: tuple[Person, str]
) -> None:
    person, group = member
    scheduled.fall_due()
    before = scheduled.names()
    answer = scheduled.run()
    assert answer["whole"] is True
    assert scheduled.names() == before
    steps = scheduled.steps(answer["night"])
    assert person.phone_number in numbers(steps, "users")
    assert person.phone_number in numbers(steps, "members", group)
    assert person.password not in json.dumps(steps)


def test_the_log_has_the_age_of_the_backup_and_nobodys_number(
    scheduled: Scheduled, deployment: Deployment, member: tuple[Person, str]
) -> None:
    night = scheduled.run()["night"]
    said = scheduled.log()
    assert f'"Namespace":"{deployment.project}-local-backup"' in said
    assert '"BackupAge":[' in said
    kept = numbers(scheduled.steps(night), "users")
    assert kept
    assert not [number for number in {*kept, member[0].phone_number} if number in said]


def test_an_interrupted_night_goes_on_where_it_stopped(
    scheduled: Scheduled, member: tuple[Person, str]
) -> None:
    """With a minute for each run, less than its margin, each has time for one page alone."""
    (person, group), runs = member, 1
    scheduled.empty()
    scheduled.allow_seconds(60)
    while not (answer := scheduled.run())["whole"]:
        runs += 1
        assert runs < 50
        checkpoint = json.loads(scheduled.get(f"directory/{answer['night']}/checkpoint.json"))
        assert len(checkpoint["parts"]) == runs - 1
    scheduled.allow_seconds(840)
    steps = scheduled.steps(answer["night"])
    assert len(steps) >= runs - 1 >= 3
    assert person.phone_number in numbers(steps, "users")
    assert person.phone_number in numbers(steps, "members", group)


def test_a_night_is_fetched_into_a_file_that_an_import_reads(
    scheduled: Scheduled,
    deployment: Deployment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = scheduled.run()["night"]
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    file = tmp_path / "directory.backup"
    assert main(["backup", "fetch", "--stage", "local", "--to", str(file)]) == 0
    with opened(file) as backup:
        backup.unlock(PASSPHRASE)
        assert backup.header.pool_id == deployment.outputs["UserPoolId"]
        assert list(backup.steps()) == scheduled.steps(night)
