"""Where probes are tried: a deployed stage, and users of the proof's own kind."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..deployment.facts import Facts
from ..deployment.outputs import StackOutputs
from ..people import accounts
from ..people.attributes import fill_in
from ..people.person import Person, new_person


@dataclass(frozen=True)
class Scene:
    """A deployed stage, with operator-made users that `close` deletes again.

    Attributes:
        outputs: of the stage.
        facts: of the stage.
        origins: the browser origins that its API allows.
        session: a boto3 session where it is.
    """

    outputs: StackOutputs
    facts: Facts
    origins: tuple[str, ...]
    session: Any
    _made: set[str] = field(default_factory=set)

    def client(self, service: str) -> Any:
        """Return a client of a service where the stage is."""
        return self.session.client(service)

    @cached_property
    def person(self) -> Person:
        """A user that an operator has made, without a message."""
        person = self.somebody()
        accounts.create(self.client("cognito-idp"), self.outputs.user_pool_id, person)
        self.made(person)
        return person

    @cached_property
    def tokens(self) -> dict[str, Any]:
        """The tokens of that user."""
        outputs = self.outputs
        cognito = self.client("cognito-idp")
        return accounts.sign_in(
            cognito, outputs.user_pool_id, outputs.user_pool_client_id, self.person
        )

    def somebody(self) -> Person:
        """Return a person with a number of the stage that nobody has."""
        cognito, taken = self.client("cognito-idp"), set[str]()
        while True:
            number = new_person(self.facts, taken=taken).phone_number
            if not accounts.exists(cognito, self.outputs.user_pool_id, number):
                return Person(number, attributes=fill_in(self.facts, operator=True))
            taken.add(number)

    def made(self, person: Person) -> None:
        """Let `close` delete the account of a person, which was made a moment ago."""
        self._made.add(person.phone_number)

    def close(self) -> None:
        """Delete every account that was made here."""
        cognito = self.client("cognito-idp")
        for number in self._made:
            try:
                cognito.admin_delete_user(UserPoolId=self.outputs.user_pool_id, Username=number)
            except cognito.exceptions.UserNotFoundException:
                continue
