"""A deployed stage's user pool, for those who help its users."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config

from directory.pacing import Pacer

from ..deployment.clouds import connect, reading
from ..deployment.lookup import find_outputs
from ..deployment.outputs import StackOutputs
from ..errors import OpsError
from .account import Account, Whom, read_account

# Cognito says TooManyRequestsException where the account's quota is used up: botocore's standard
# mode counts it as throttling, waits longer each time, and tries again.
PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 8})


@dataclass(frozen=True)
class Pool:
    """The user pool of a stage.

    Attributes:
        outputs: of the stage.
        session: that reaches it.
        cognito: its client, whose requests keep to the quotas.
    """

    outputs: StackOutputs
    session: boto3.Session
    cognito: Any

    @property
    def id(self) -> str:
        """The pool's id."""
        return self.outputs.user_pool_id

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The pool, as Cognito describes it."""
        settings: Mapping[str, Any] = self.cognito.describe_user_pool(UserPoolId=self.id)[
            "UserPool"
        ]
        return settings

    @property
    def place(self) -> str:
        """The stage, and whether its users are protected."""
        protected = self.settings.get("DeletionProtection") == "ACTIVE"
        return f"{'the protected ' * protected}stage {self.outputs.stage}"

    def look_up(self, username: str) -> Account | None:
        """Return the account of a sub, a number or a user name, if there is one."""
        try:
            found = self.cognito.admin_get_user(UserPoolId=self.id, Username=username)
        except self.cognito.exceptions.UserNotFoundException:
            return None
        return read_account(found)

    def find(self, whom: Whom) -> Account:
        """Return the account that is meant.

        Raises:
            OpsError: there is none.
        """
        if account := self.look_up(whom.username):
            return account
        raise OpsError(
            f"stage {self.outputs.stage} has no account with this"
            f" {'sub' if whom.sub else 'number'}: see what it has by `support find`."
        )

    def delete(self, username: str) -> None:
        """Delete an account; one that is gone is deleted.

        By another run a moment ago, or by this very request, where its answer was lost and it was
        sent again.
        """
        with suppress(self.cognito.exceptions.UserNotFoundException):
            self.cognito.admin_delete_user(UserPoolId=self.id, Username=username)


@contextmanager
def pool_of(stage: str) -> Iterator[Pool]:
    """Give the user pool of a deployed stage.

    Raises:
        OpsError: the stage is not deployed, or Cognito refuses or cannot be asked.
    """
    outputs = find_outputs(stage)
    with reading(outputs.local_endpoint):
        session = connect(outputs.region)
        cognito = session.client("cognito-idp", config=PATIENT)
        Pacer().pace(cognito)
        yield Pool(outputs, session, cognito)
