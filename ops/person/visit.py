"""One command of one person at one deployed stage."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ..deployment.clouds import UNSIGNED, connect
from ..deployment.outputs import StackOutputs
from ..errors import OpsError
from ..people import accounts
from .refusals import command, session_has_ended
from .session import Session, forget, keep, kept, session_file

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


@dataclass(frozen=True)
class Visit:
    """What the verbs work with.

    Attributes:
        outputs: of the deployment.
        cognito: called as a frontend does, without AWS credentials.
        file: where the session is kept.
    """

    outputs: StackOutputs
    cognito: "CognitoIdentityProviderClient"
    file: Path

    @property
    def client_id(self) -> str:
        """The app client."""
        return self.outputs.user_pool_client_id

    def command(self, verb: str) -> str:
        """Return what a person types for another verb."""
        return command(verb, self.outputs.stage)

    def keep(self, tokens: Mapping[str, Any], refresh_token: str) -> Session:
        """Keep the tokens that Cognito gave."""
        session = Session(
            self.outputs.user_pool_id, tokens["IdToken"], tokens["AccessToken"], refresh_token
        )
        keep(session, self.file)
        return session

    def renew(self, session: Session) -> Session:
        """Refresh the tokens, and keep them."""
        tokens = accounts.refresh(self.cognito, self.client_id, session.refresh_token)
        # Another one comes only where refresh tokens rotate.
        return self.keep(tokens, tokens.get("RefreshToken", session.refresh_token))

    @contextmanager
    def signed_in(self) -> Iterator[Session]:
        """Give the session, refreshed where it has expired; one that has ended is removed.

        Raises:
            OpsError: nobody is signed in.
        """
        session = self._kept()
        try:
            yield self.renew(session) if session.expired else session
        except ClientError as error:
            if not session_has_ended(error):
                raise
            forget(self.file)
            raise OpsError(
                "The session was ended elsewhere, or is too old, and is no longer kept: sign in"
                f" again by {self.command('sign-in')}."
            ) from error

    def _kept(self) -> Session:
        session = kept(self.file)
        if session is None:
            raise OpsError(f"Nobody is signed in: do so by {self.command('sign-in')}.")
        if session.pool_id != self.outputs.user_pool_id:
            raise OpsError(
                f"The session in {self.file} is of another deployment of stage"
                f" {self.outputs.stage}: sign in by {self.command('sign-in')}."
            )
        return session


def visit(outputs: StackOutputs) -> Visit:
    """Begin a visit, in the environment of the stage's cloud."""
    client = connect(outputs.region).client("cognito-idp", config=UNSIGNED)
    return Visit(outputs, client, session_file(outputs.project, outputs.stage, os.environ))
