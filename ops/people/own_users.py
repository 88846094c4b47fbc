"""The users that a command makes for itself in a deployed stage, and takes away again.

Each is marked by a standard attribute that the app client lets nobody write: only an operator can
have set it. A mark is of one run, so that two at once do not take each other's users away. What a
killed run has left is known by its age, and nobody else is touched.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ..deployment.facts import Facts
from ..deployment.interruption import held_back
from ..deployment.outputs import StackOutputs
from ..errors import OpsError
from . import accounts
from .attributes import fill_in
from .person import Person, new_person

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import UserTypeTypeDef

MARK = "family_name"  # Cognito's ListUsers can look for it
# No run takes as long: an older user is of one that was killed.
OLD = timedelta(minutes=15)


class OwnUsers:
    """The users of one run.

    Args:
        cognito: a client with the operator's credentials.
        outputs: of the stage.

    Raises:
        OpsError: users can write the mark, so that it says nothing.
    """

    def __init__(self, cognito: "CognitoIdentityProviderClient", outputs: StackOutputs) -> None:
        self._cognito, self._outputs = cognito, outputs
        self._pool_id = outputs.user_pool_id
        self._prefix = f"proof-of-{outputs.project}-{outputs.stage}-"
        self._numbers: set[str] = set()
        self.mark = f"{self._prefix}{secrets.token_hex(8)}"
        client = cognito.describe_user_pool_client(
            UserPoolId=self._pool_id, ClientId=outputs.user_pool_client_id
        )
        if MARK in client["UserPoolClient"].get("WriteAttributes", [MARK]):
            raise OpsError(
                f"users of this stage may write {MARK}, by which a proof knows its own: take it out"
                " of the client's write attributes."
            )

    def somebody(self, facts: Facts) -> Person:
        """Return a person with a number that nobody has, whom an operator may create.

        The attributes have the mark, so that `remove` takes the user away however it is created.

        Raises:
            OpsError: no number is left.
        """
        taken: set[str] = set()
        while True:
            number = new_person(facts, taken=taken).phone_number
            if not accounts.exists(self._cognito, self._pool_id, number):
                break
            taken.add(number)
        self._numbers.add(number)
        return Person(number, attributes=fill_in(facts, operator=True) | {MARK: self.mark})

    def create(self, facts: Facts) -> Person:
        """Create a user as an operator does, without a message.

        Raises:
            OpsError: no number is left.
        """
        person = self.somebody(facts)
        with held_back():  # what is on its way cannot be taken back
            accounts.create(self._cognito, self._pool_id, person)
        return person

    def sign_up(self, person: Person) -> bool:
        """Sign somebody up by a number that confirms itself; False where somebody else has it."""
        with held_back():
            try:
                accounts.sign_up(self._cognito, self._outputs.user_pool_client_id, person)
            except self._cognito.exceptions.UsernameExistsException:
                return False
            try:
                self.adopt(person.phone_number)
            except BaseException:
                self._delete(person.phone_number)
                raise
        return True

    def adopt(self, number: str) -> None:
        """Mark a user who has signed up for this run."""
        self._cognito.admin_update_user_attributes(
            UserPoolId=self._pool_id,
            Username=number,
            UserAttributes=[{"Name": MARK, "Value": self.mark}],
        )
        self._numbers.add(number)

    def remove(self) -> None:
        """Delete the users of this run.

        Raises:
            OpsError: one may be left.
        """
        removals: list[Callable[[], None]] = [self._remove_listed]
        removals[:0] = [partial(self._remove_by_number, number) for number in self._numbers]
        if refusals := [error for one in removals if (error := _refused(one))]:
            raise OpsError(
                f"a user that this run made may be left in the pool ({refusals[0]}): a proof that"
                f" begins {OLD.seconds // 60} minutes from now, or later, removes it."
            ) from refusals[0]

    def remove_left_over(self) -> int:
        """Delete the users of runs that were killed, and return how many those were."""
        before = datetime.now(UTC) - OLD
        left = [u for u in self._marked("^=", self._prefix) if u["UserCreateDate"] < before]
        for user in left:
            self._delete(user["Username"])
        return len(left)

    def _remove_by_number(self, number: str) -> None:
        if self._is_own(number):
            self._delete(number)

    def _remove_listed(self) -> None:
        """Delete those whose number was changed; what was made just now need not be listed yet."""
        for user in self._marked("=", self.mark):
            self._delete(user["Username"])

    def _marked(self, how: str, mark: str) -> "list[UserTypeTypeDef]":
        pages = self._cognito.get_paginator("list_users").paginate(
            UserPoolId=self._pool_id, Filter=f'{MARK} {how} "{mark}"'
        )
        return [user for page in pages for user in page["Users"]]

    def _is_own(self, number: str) -> bool:
        try:
            user = self._cognito.admin_get_user(UserPoolId=self._pool_id, Username=number)
        except self._cognito.exceptions.UserNotFoundException:
            return False
        return {"Name": MARK, "Value": self.mark} in user["UserAttributes"]

    def _delete(self, username: str) -> None:
        try:
            self._cognito.admin_delete_user(UserPoolId=self._pool_id, Username=username)
        except self._cognito.exceptions.UserNotFoundException:
            return


def _refused(call: Callable[[], None]) -> BotoCoreError | ClientError | None:
    """Call, and return why AWS would not; None if it would."""
    try:
        call()
    except (BotoCoreError, ClientError) as error:
        return error
    return None
