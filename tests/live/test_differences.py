"""Where MiniStack 1.5.33 is not AWS, as docs/local-cloud.md has it.

A probe that fails here means that MiniStack has learnt something: correct its row, and assert what
AWS does where the behaviour belongs. Nothing of this is promised by the project.
"""

import signal
from collections.abc import Iterator

import boto3
import pytest

from ops.compare import admin_probes
from ops.compare.command import scene_of, tried
from ops.compare.difference import AWS, HERE, Difference, Probe
from ops.compare.probes import ONE_ANSWER
from ops.compare.scene import Scene
from ops.deployment.environment import LOCAL, isolated
from ops.deployment.outputs import checked
from ops.deployment.outputs_file import read_stacks
from tests.deployment import Deployment
from tests.live.clients import send

PROBES = tried(everything=True)


@pytest.fixture(scope="module")
def stage(deployment: Deployment) -> Iterator[Scene]:
    """The shared deployment, with a user for all probes."""
    stacks = read_stacks(deployment.outputs_file, LOCAL)
    with isolated(deployment.endpoint), scene_of(checked(LOCAL, stacks, source="it")) as scene:
        yield scene


@pytest.mark.parametrize(("row", "probe"), PROBES, ids=[probe.__name__ for _, probe in PROBES])
def test_it_does_what_the_table_says(stage: Scene, row: Difference, probe: Probe) -> None:
    seen = probe(stage)
    if seen == ONE_ANSWER:
        pytest.skip(seen)
    assert seen == HERE, f"{row.here}: {seen}"


def test_a_probe_tells_aws_from_here() -> None:
    assert AWS != HERE


def test_its_users_are_gone_afterwards(deployment: Deployment, stage: Scene) -> None:
    """Those of the probes go when the module ends; these now."""
    with scene_of(stage.outputs) as scene:
        number = scene.person.phone_number
    found = boto3.client("cognito-idp").list_users(
        UserPoolId=deployment.outputs["UserPoolId"], Filter=f'phone_number = "{number}"'
    )
    assert found["Users"] == []


def test_an_interruption_leaves_none_of_its_users(deployment: Deployment, stage: Scene) -> None:
    def users() -> list[str]:
        pages = boto3.client("cognito-idp").get_paginator("list_users")
        found = pages.paginate(UserPoolId=deployment.outputs["UserPoolId"])
        return [user["Username"] for page in found for user in page["Users"]]

    def interrupted() -> None:
        with scene_of(stage.outputs) as scene:
            assert scene.person
            assert admin_probes.no_operator_gives_two_accounts_one_number(scene)
            assert len(users()) > len(before)
            signal.raise_signal(signal.SIGTERM)

    before = users()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert users() == before


def test_64_kb_of_headers_end_the_connection(
    deployment: Deployment, authorization: dict[str, str]
) -> None:
    assert send(deployment.url("me"), authorization | {"X-Big": "a" * 70_000}).status == 431
