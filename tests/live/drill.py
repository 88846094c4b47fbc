"""A directory that is lost and restored: its stacks, its users, and the commands."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from app import add_stacks
from directory import pages
from ops.__main__ import main
from ops.backup import sealing
from ops.backup.plan import SUB_ATTRIBUTE
from ops.deployment import paths
from ops.deployment.environment import LOCAL, RESET_CODE
from ops.deployment.live_facts import read_facts
from ops.deployment.outputs import StackOutputs, checked
from ops.deployment.outputs_file import localized, read_stacks, write_stacks
from ops.local.cdk import Cdk
from ops.people import accounts
from ops.people.person import Person, new_password, new_person
from ops.people.totp import totp
from stacks.settings import CustomAttribute, Group
from stages import STAGES
from tests.live.clients import send
from tests.live.helped import Said
from tests.live.terminal import Lines
from tests.samples import changed
from tests.synthesis import deployable_app

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

PROJECT, GROUP = "drill", "drilled"
STACKS = [f"{PROJECT}-{LOCAL}-{part}" for part in ("api", "identity")]
PASSPHRASE = "five random words in a row"


class Drill:
    """A second project, as stage local but that its pool keeps old subs and has a group.

    Attributes:
        folder: where its files are, and the backup.
        outputs: of what is deployed now.
    """

    outputs: StackOutputs

    def __init__(self, folder: Path, endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._assembly = folder, folder / "cdk.out"
        self._endpoint, self._capsys = endpoint, capsys
        self._taken: set[str] = set()

    @property
    def cognito(self) -> "CognitoIdentityProviderClient":
        """A client of the pool."""
        return boto3.client("cognito-idp")

    def synthesize(self) -> None:
        """Write the assembly of both stacks."""
        users = STAGES[LOCAL].users
        kept = CustomAttribute(name=SUB_ATTRIBUTE.removeprefix("custom:"), written_by="operator")
        group = Group(name=GROUP, description="May do what a drill is about", precedence=1000)
        changes = {
            "project": PROJECT,
            "users.custom_attributes": (*users.custom_attributes, kept),
            "users.groups": (*users.groups, group),
        }
        app = deployable_app(self._assembly)
        add_stacks(app, changed(STAGES[LOCAL], changes))
        app.synth()

    def deploy(self) -> None:
        """Deploy both stacks by one `cdk deploy --all`."""
        written = self.folder / "written.json"
        options = ["--all", "--require-approval=never", f"--outputs-file={written}"]
        with (self.folder / "lock").open("w") as lock:
            cdk = Cdk(self.folder, lock=lock.fileno(), verbose=False)
            cdk.run("deploy", f"--app={self._assembly}", *options)
        stacks = localized(read_stacks(written, LOCAL), self._endpoint)
        self.outputs = checked(LOCAL, stacks, source="the drill")
        write_stacks(stacks, self.folder / "outputs/local.json")

    def destroy(self) -> None:
        """Remove both stacks, users and all."""
        cloudformation = boto3.client("cloudformation")
        for stack in STACKS:
            cloudformation.delete_stack(StackName=stack)
            cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack)

    def run(self, *words: str, lines: Sequence[str] = (PASSPHRASE,)) -> Said:
        """Run `ops backup` with lines as standard input, two users a page and a cheap key."""
        self._capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paths, "root", lambda: self.folder)
            patch.setattr(pages, "LIMIT", 2)
            patch.setattr(sealing, "COST", 2)
            patch.setattr(sys, "stdin", Lines(lines))
            code = main(["backup", *words])
        return Said(code, *self._capsys.readouterr())

    def new_person(self) -> Person:
        """Make somebody who has filled in the form."""
        person = new_person(read_facts(self.outputs), taken=self._taken)
        self._taken.add(person.phone_number)
        return person

    def sign_up(self, person: Person | None = None, *, confirm: bool = True) -> Person:
        """Sign somebody up."""
        person = person or self.new_person()
        accounts.sign_up(self.cognito, self.outputs.user_pool_client_id, person)
        if confirm:
            accounts.confirm(self.cognito, self.outputs.user_pool_client_id, person)
        return person

    def sign_in(self, person: Person) -> str:
        """Sign somebody in, and return the ID token."""
        return str(self._tokens(person)["IdToken"])

    def reset(self, person: Person) -> Person:
        """Choose a new password as who has forgotten it, and return the person who knows it."""
        client, number, new = (
            self.outputs.user_pool_client_id,
            person.phone_number,
            replace(person, password=new_password()),
        )
        self.cognito.forgot_password(ClientId=client, Username=number)
        self.cognito.confirm_forgot_password(
            ClientId=client, Username=number, ConfirmationCode=RESET_CODE, Password=new.password
        )
        return new

    def me(self, person: Person) -> dict[str, Any]:
        """Sign somebody in, and return what the API says of the claims."""
        answer = send(f"{self.outputs.api_url}me", {"Authorization": self.sign_in(person)})
        assert answer.status == 200, answer.text
        claims: dict[str, Any] = answer.body["claims"]
        return claims

    def administer(self, person: Person, operation: str, **parameters: str) -> None:
        """Do to somebody's account what an operator does."""
        call = getattr(self.cognito, f"admin_{operation}")
        call(UserPoolId=self.outputs.user_pool_id, Username=person.phone_number, **parameters)

    def set_up_app(self, person: Person) -> None:
        """Give somebody an authenticator app as second factor."""
        token = self._tokens(person)["AccessToken"]
        secret = self.cognito.associate_software_token(AccessToken=token)["SecretCode"]
        self.cognito.verify_software_token(AccessToken=token, UserCode=totp(secret))

    def attributes(self, person: Person) -> dict[str, str]:
        """Return the attributes of somebody's account."""
        found = self.cognito.admin_get_user(
            UserPoolId=self.outputs.user_pool_id, Username=person.phone_number
        )
        return {a["Name"]: a.get("Value", "") for a in found["UserAttributes"]}

    def _tokens(self, person: Person) -> dict[str, Any]:
        pool, client = self.outputs.user_pool_id, self.outputs.user_pool_client_id
        return dict(accounts.sign_in(self.cognito, pool, client, person))
