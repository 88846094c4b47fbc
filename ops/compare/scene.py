"""Where probes are tried: a deployed stage, and users of their own."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..deployment.facts import Facts
from ..deployment.outputs import StackOutputs
from ..people import accounts
from ..people.own_users import OwnUsers
from ..people.person import Person


@dataclass(frozen=True)
class Scene:
    """A deployed stage, with users of the probes' own.

    Attributes:
        outputs: of the stage.
        facts: of the stage.
        origins: the browser origins that its API allows.
        session: a boto3 session where it is.
        own: the users, which are taken away afterwards.
    """

    outputs: StackOutputs
    facts: Facts
    origins: tuple[str, ...]
    session: Any
    own: OwnUsers

    def client(self, service: str) -> Any:
        """Return a client of a service where the stage is."""
        return self.session.client(service)

    @cached_property
    def person(self) -> Person:
        """A user that an operator has made, without a message."""
        return self.own.create(self.facts)

    @cached_property
    def tokens(self) -> dict[str, Any]:
        """The tokens of that user."""
        outputs = self.outputs
        cognito = self.client("cognito-idp")
        return accounts.sign_in(
            cognito, outputs.user_pool_id, outputs.user_pool_client_id, self.person
        )

    def somebody(self) -> Person:
        """Return a person whom an operator may create, with a number that nobody has."""
        return self.own.somebody(self.facts)
