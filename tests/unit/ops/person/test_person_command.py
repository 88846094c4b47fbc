"""`python -m ops person`: what its arguments are, and what it refuses before Cognito is asked."""

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSRequest

from ops.__main__ import main
from ops.deployment.clouds import reading
from ops.people import accounts
from ops.person import command
from ops.person.session import keep, session_file
from ops.person.visit import visit
from tests.unit.ops.person.test_session import session
from tests.unit.ops.samples import DEV, FILE, deployed, sentence

Person = Callable[..., tuple[int, str, str]]
# Every argument there is. None of them can hold a number, a password, a code or a value.
ARGUMENTS = {"help", "stage", "attributes", "action", "everywhere", "who", "run", "yes"}


@pytest.fixture
def person(
    elsewhere: None,  # noqa: ARG001 - works there
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Person:
    """Run a verb at a stage on AWS, without credentials, a terminal or a network."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    deployed(FILE)

    def run(verb: str, *arguments: str) -> tuple[int, str, str]:
        code = main(["person", verb, "--stage", "dev", *arguments])
        return code, *capsys.readouterr()

    return run


def keep_one(**changes: Any) -> Path:
    """Have somebody signed in at the stage."""
    path = session_file("sample", "dev", os.environ)
    keep(replace(session(), **{"pool_id": DEV.user_pool_id, **changes}), path)
    return path


def test_no_argument_can_hold_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[argparse.ArgumentParser] = []

    class Watched(argparse.ArgumentParser):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            made.append(self)

    monkeypatch.setattr(command, "command_parser", lambda *_: Watched())
    with pytest.raises(SystemExit):
        command.run(["--help"])
    assert len(made) == 1 + len(command.VERBS)
    verbs = made[1:]
    assert {action.dest for parser in verbs for action in parser._actions} == ARGUMENTS


@pytest.mark.parametrize("verb", command.VERBS)
def test_a_verb_explains_itself_and_takes_no_password(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, code in ((["--help"], 0), (["--stage", "dev", "--password", "x"], 2)):
        with pytest.raises(SystemExit) as left:
            main(["person", verb, *arguments])
        assert left.value.code == code
    assert f"usage: python -m ops person {verb}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("me",),
        ("profile", "show"),
        ("totp",),
        ("change-password",),
        ("refresh",),
        ("sign-out",),
        ("credentials", "user"),
        ("delete", "--yes"),
    ],
)
def test_who_is_not_signed_in_is_told_how(person: Person, words: tuple[str, ...]) -> None:
    assert sentence(person(*words)) == (
        "error: Nobody is signed in: do so by `python -m ops person sign-in --stage dev`.\n"
    )


def test_the_session_of_another_deployment_is_not_used(person: Person) -> None:
    path = keep_one(pool_id="eu-west-1_another")
    assert "is of another deployment of stage dev: sign in by" in sentence(person("me"))
    assert path.exists(), "that one may still be there"


def test_nobody_is_deleted_where_nobody_said_yes(person: Person) -> None:
    keep_one()
    assert "nobody said yes" in sentence(person("delete"), 2)


@pytest.mark.parametrize("words", [("set",), ("show", "name")])
def test_a_profile_is_shown_whole_and_set_by_name(person: Person, words: tuple[str, ...]) -> None:
    assert "such as `profile set name`" in sentence(person("profile", *words), 2)


@pytest.mark.parametrize(
    ("run", "says"),
    [((), "--run needs a command"), (("no-such",), "There is no command 'no-such'")],
)
def test_a_command_that_is_not_there_gets_no_credentials(
    person: Person, run: tuple[str, ...], says: str
) -> None:
    assert says in sentence(person("credentials", "guest", "--run", *run), 2)


def test_what_is_asked_for_has_to_be_there(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read) as empty:
        monkeypatch.setattr("sys.stdin", empty)
        assert "Standard input has no line 'Phone number'" in sentence(person("forgot"), 2)


@pytest.fixture
def sent(elsewhere: None, monkeypatch: pytest.MonkeyPatch) -> list[AWSRequest]:  # noqa: ARG001
    """Have broken credentials, and no network; gives what would have been sent."""
    requests: list[AWSRequest] = []

    def refuse(request: AWSRequest, **_: object) -> None:
        requests.append(request)
        raise ConnectionRefusedError

    def session(**options: Any) -> boto3.Session:
        made = plain(**options)
        made.events.register("before-send", refuse)
        return made

    plain = boto3.Session
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "without its secret")
    monkeypatch.setattr(boto3, "Session", session)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session())
    return requests


def test_what_a_frontend_calls_is_called_without_a_look_for_credentials(
    sent: list[AWSRequest],
) -> None:
    with reading(None):
        one = visit(DEV)
        with pytest.raises(ConnectionRefusedError):
            one.cognito.get_user(AccessToken="access")
        with pytest.raises(ConnectionRefusedError):
            accounts.guest_credentials(DEV.region, DEV.identity_pool_id)
    assert len(sent) == 2
    assert not [request for request in sent if "Authorization" in request.headers]
