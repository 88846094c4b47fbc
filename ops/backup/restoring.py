"""One user of a backup back into a pool, and one membership. Both can be done again.

Sources: Cognito API reference, of each operation; AWS re:Post Knowledge Center, "cognito forgot
password": a user in FORCE_CHANGE_PASSWORD, as AdminCreateUser leaves it, cannot use ForgotPassword.
So each gets a password that is random, long and kept nowhere. It is set last: whoever is CONFIRMED
is done, and its owner may have chosen another password since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from botocore.exceptions import ClientError

from directory.records import Record

from ..desk.account import Account, read_account
from ..desk.pool import Pool
from ..people.person import new_password
from .summary import SMS

UNFINISHED = "FORCE_CHANGE_PASSWORD"
# What a pool gives itself: whoever creates a user cannot.
_THE_POOLS_OWN = ("sub", "identities")
# Of one user, and no reason to stop: the gate lets no such number in, or the pool no such value.
_OF_ONE_USER = ("UserLambdaValidationException", "InvalidParameterException")


class Outcome(Enum):
    """What became of a user or a membership."""

    RESTORED = "restored"
    THERE = "there already"
    TAKEN = "another account has the number"
    REFUSED = "refused by the pool or its sign-up gate"
    GONE = "no account has the number"
    NO_NUMBER = "it has no number"


@dataclass(frozen=True)
class Restorer:
    """Restores into one pool.

    Attributes:
        pool: into which.
        sub_attribute: keeps a user's old sub; None where the pool has none.
        sms: whether users of the pool may have SMS as second factor.
    """

    pool: Pool
    sub_attribute: str | None
    sms: bool

    def user(self, record: Record) -> Outcome:
        """Restore a user, unless its number has an account that is not of this backup.

        Raises:
            ClientError: Cognito refuses, and would others too.
        """
        if (number := _number(record)) is None:
            return Outcome.NO_NUMBER
        if account := self.pool.look_up(number):
            return self._found(account, record)
        try:
            made = self._create(record, number)
        except self.pool.cognito.exceptions.UsernameExistsException:
            # Since a moment ago: by somebody, or by this request, whose answer was lost so that
            # botocore sent it again.
            return self._found(self.pool.look_up(number), record)
        except ClientError as error:
            if error.response["Error"]["Code"] in _OF_ONE_USER:
                return Outcome.REFUSED
            raise
        self._finish(made, record)
        return Outcome.RESTORED

    def membership(self, record: Record, group: str) -> Outcome:
        """Add a restored user to a group; nobody else who has the number gets its rights.

        Raises:
            ClientError: Cognito refuses, and would others too.
        """
        if (number := _number(record)) is None:
            return Outcome.NO_NUMBER
        if (account := self.pool.look_up(number)) is None:
            return Outcome.GONE
        if not self._is_restored(account, record):
            return Outcome.TAKEN
        self.pool.cognito.admin_add_user_to_group(
            UserPoolId=self.pool.id, Username=account.username, GroupName=group
        )
        return Outcome.RESTORED

    def _found(self, account: Account | None, record: Record) -> Outcome:
        """Finish what was made of a record, unless that is done or is somebody else's."""
        if account is None or not self._is_restored(account, record):
            return Outcome.TAKEN
        if account.status != UNFINISHED or account.sub == record["attributes"]["sub"]:
            return Outcome.THERE  # restored before, or never gone
        self._finish(account, record)
        return Outcome.RESTORED

    def _create(self, record: Record, number: str) -> Account:
        made = self.pool.cognito.admin_create_user(
            UserPoolId=self.pool.id,
            Username=number,
            UserAttributes=[
                {"Name": name, "Value": value} for name, value in self._wanted(record).items()
            ],
            MessageAction="SUPPRESS",
            TemporaryPassword=new_password(),
        )
        return read_account(made["User"])

    def _finish(self, account: Account, record: Record) -> None:
        who = {"UserPoolId": self.pool.id, "Username": account.username}
        if not record["enabled"]:
            self.pool.cognito.admin_disable_user(**who)
        if self.sms and SMS in (record["mfa"] or ()):
            self.pool.cognito.admin_set_user_mfa_preference(
                **who, SMSMfaSettings={"Enabled": True, "PreferredMfa": True}
            )
        self.pool.cognito.admin_set_user_password(**who, Password=new_password(), Permanent=True)

    def _wanted(self, record: Record) -> dict[str, str]:
        kept = {
            name: value
            for name, value in record["attributes"].items()
            if value and name not in _THE_POOLS_OWN
        }
        if self.sub_attribute:
            kept[self.sub_attribute] = record["attributes"]["sub"]
        return kept

    def _is_restored(self, account: Account, record: Record) -> bool:
        """Tell whether an account is the record's user: of an earlier run, or never gone.

        Where the old sub is kept, it says so. Elsewhere every attribute must be as it was: somebody
        who signed up with the number since is somebody else, above all who never confirmed it.
        """
        old = record["attributes"]["sub"]
        if account.sub == old:
            return True
        if account.status == "UNCONFIRMED":
            return False
        if self.sub_attribute:
            return account.attributes.get(self.sub_attribute) == old
        return _comparable(account.attributes) == _comparable(self._wanted(record))


def _number(record: Record) -> str | None:
    return record["attributes"].get("phone_number") or None


def _comparable(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes without those that say nothing: a pool may tell them, or leave out."""
    return {
        name: value
        for name, value in attributes.items()
        if value
        and name not in _THE_POOLS_OWN
        and not (name.endswith("_verified") and value == "false")
    }
