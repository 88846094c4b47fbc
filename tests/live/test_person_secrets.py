"""Where the secrets of `python -m ops person` go: into the session file, and nowhere else."""

import os
import pty
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ops.people import authenticator
from ops.people.person import Person
from ops.people.totp import totp
from tests.deployment import Deployment
from tests.live.clients import SignIn
from tests.live.terminal import TOKEN, Terminal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

CREDENTIALS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]


def prompts(master: int, answers: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Wait for each prompt, yield it with what the screen shows, then type the answer."""
    screen = ""
    for prompt, answer in answers:
        while not screen.endswith(f"{prompt}: "):
            screen += os.read(master, 4096).decode()
        yield prompt, screen
        os.write(master, f"{answer}\n".encode())
    try:
        while more := os.read(master, 4096):
            screen += more.decode()
    except OSError:  # EIO: the program has ended
        yield "", screen


def of_process(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()


def test_at_a_terminal_no_secret_is_shown_or_reaches_arguments_environment_or_a_file(
    terminal: Terminal,
    deployment: Deployment,
    signed_up_user: Person,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
) -> None:
    """While the command waits for the app's code it holds all that is secret, but the tokens."""
    secrets: list[str] = []

    def app(secret: str) -> str:
        secrets.append(secret)
        return totp(secret)

    authenticator.enrol(cognito, sign_in(signed_up_user)["AccessToken"], app)
    number, password = signed_up_user.phone_number, signed_up_user.password
    answers = [
        ("Phone number", number),
        ("Password", password),
        ("Code from the authenticator app", totp(secrets[0])),
    ]
    master, slave = pty.openpty()
    process = terminal.start("sign-in", "--stage", "local", stdin=slave, output=slave)
    os.close(slave)
    for prompt, shown in prompts(master, answers):
        screen = shown
        if prompt == answers[-1][0]:
            pid = process.pid
            assert "sign-in" in of_process(pid, "cmdline")
            known = of_process(pid, "cmdline") + of_process(pid, "environ")
            assert not [secret for secret in (number, password) if secret in known]
            assert of_process(pid, f"task/{pid}/children") == "", "no child could be given one"
    os.close(master)
    assert process.wait() == 0, screen
    assert "Signed in until" in screen
    assert password not in screen
    assert TOKEN not in screen
    (session,) = terminal.files  # and no history
    assert session == terminal.home / f".local/state/{deployment.project}/local.json"
    assert stat.S_IMODE(session.stat().st_mode) == 0o600
    assert TOKEN in session.read_text()
    assert not [secret for secret in (password, secrets[0]) if secret in session.read_text()]


def test_only_a_command_that_is_run_with_credentials_gets_any_and_nothing_else(
    terminal: Terminal, signed_up_user: Person
) -> None:
    number, password = signed_up_user.phone_number, signed_up_user.password
    assert terminal.run("sign-in", "--stage", "local", lines=[number, password]) == 0
    show = "env; exit 7"
    code, given = terminal.said(
        "credentials", "user", "--stage", "local", "--run", "sh", "-c", show
    )
    assert code == 7, "the command's own"
    variables = dict(line.split("=", 1) for line in given.splitlines() if "=" in line)
    assert variables["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert variables.keys() >= {*CREDENTIALS}
    assert not [secret for secret in (TOKEN, number, password) if secret in given]


@pytest.mark.usefixtures("guest")  # the stage has guests
def test_without_a_command_the_credentials_are_printed_for_a_shell(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.run("credentials", "guest", "--stage", "local") == 0
    exported = re.findall(r"^export (\w+)=\S+$", capsys.readouterr().out, re.MULTILINE)
    assert exported == [
        *CREDENTIALS,
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL",
    ]
