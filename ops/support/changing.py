"""The changes of one account. Each asks first, is written down, and says what its user notices.

Sources: the Cognito API reference of each operation; what sign-out and disabling leave is in its
developer guide, "Ending user sessions with token revocation".
"""

import json
from argparse import Namespace
from collections.abc import Callable

from botocore.exceptions import ClientError

from ..desk.account import Account
from ..desk.desk import Desk
from ..errors import OpsError, RefusedError
from .reading import no_such_group

UNTIL_EXPIRY = "An ID token that is out opens the API until it expires, an hour at the most."
# Why a cloud has not got an operation: the embedded one, and a region that AWS has not updated yet.
_UNKNOWN = ("InvalidAction", "UnknownOperationException")

Change = Callable[[Desk, Account, Namespace], None]


def disable(desk: Desk, account: Account, _: Namespace) -> None:
    """Let the user sign in no more; sessions end as by a sign-out."""
    desk.change(account, "disable", "Disable the account", _plainly(desk, account, "disable_user"))
    print(f"It cannot sign in, and its sessions are over. {UNTIL_EXPIRY}")


def enable(desk: Desk, account: Account, _: Namespace) -> None:
    """Let a disabled user sign in again."""
    desk.change(account, "enable", "Enable the account", _plainly(desk, account, "enable_user"))
    print("It can sign in again; sessions from before stay over.")


def sign_out(desk: Desk, account: Account, _: Namespace) -> None:
    """End every session of the user: no device can refresh its tokens."""
    apply = _plainly(desk, account, "user_global_sign_out")
    desk.change(account, "sign-out", "Sign out on every device", apply)
    print(f"Every device has to sign in again. {UNTIL_EXPIRY}")


def reset_password(desk: Desk, account: Account, _: Namespace) -> None:
    """Void the password, and have Cognito text a code to choose a new one with.

    Cognito refuses where the number is not verified, or where the stage leaves recovery to an
    operator (`sign_in.account_recovery`).
    """
    apply = _plainly(desk, account, "reset_user_password")
    desk.change(account, "reset-password", "Void the password and text a code", apply)
    print("The old password is void; a code to choose a new one was texted.")


def reset_mfa(desk: Desk, account: Account, _: Namespace) -> None:
    """Forget the authenticator app of a lost phone; SMS as a second factor stays as it is.

    AdminDeleteSoftwareToken forgets the secret and the preference (since August 2026). Where the
    cloud has not got it, the app is only turned off, and its secret stays.
    """
    told: list[str] = []
    desk.change(
        account,
        "reset-mfa",
        "Forget the authenticator app",
        lambda: told.append(_forget_app(desk, account)),
    )
    print(
        *told, "The user can sign in without it, or is asked to set one up where MFA is demanded."
    )


def move(desk: Desk, account: Account, chosen: Namespace) -> None:
    """Give the account a new number, which somebody has verified out of band.

    Nobody is texted: a number that comes with `phone_number_verified` counts at once, and the old
    one no longer does (API reference, AdminUpdateUserAttributes).

    Raises:
        RefusedError: nobody said that it was verified, somebody has the number, or it is none that
            the stage texts.
    """
    if not chosen.verified_out_of_band:
        raise RefusedError(
            "whoever has the number gets the account: see by another way than the telephone who"
            " asks, then add --verified-out-of-band."
        )
    if desk.pool.look_up(chosen.to):
        raise RefusedError(
            "an account has the new number already: find it by `support find`, and move or delete"
            " that one first."
        )
    _refuse_untextable(desk, chosen.to)
    attributes = {"phone_number": chosen.to, "phone_number_verified": "true"}
    pairs = [{"Name": name, "Value": value} for name, value in attributes.items()]
    apply = _plainly(desk, account, "update_user_attributes", UserAttributes=pairs)
    desk.change(account, "move", "Move to the new number", apply, verified="out of band")
    print("The user signs in by the new number, with the old password. Sessions go on: end them by")
    print("`support sign-out` if the telephone is in other hands.")


def add_to_group(desk: Desk, account: Account, chosen: Namespace) -> None:
    """Add the user to a group: it counts from the next token on."""
    _group(desk, account, chosen.group, "add-to-group", "add_user_to_group")


def remove_from_group(desk: Desk, account: Account, chosen: Namespace) -> None:
    """Remove the user from a group: it counts from the next token on."""
    _group(desk, account, chosen.group, "remove-from-group", "remove_user_from_group")


def _plainly(
    desk: Desk, account: Account, operation: str, **parameters: object
) -> Callable[[], object]:
    """Return the call of an Admin operation on the account."""
    call = getattr(desk.pool.cognito, f"admin_{operation}")
    return lambda: call(UserPoolId=desk.pool.id, Username=account.username, **parameters)


def _group(desk: Desk, account: Account, group: str, verb: str, operation: str) -> None:
    apply = _plainly(desk, account, operation, GroupName=group)
    does = f"{verb.replace('-', ' ').capitalize()} {group}"
    try:
        desk.change(account, verb, does, apply, group=group)
    except desk.pool.cognito.exceptions.ResourceNotFoundException as error:
        raise no_such_group(desk.pool) from error
    print("It counts from the user's next token on: after an hour at the most, or a sign-out.")


def _forget_app(desk: Desk, account: Account) -> str:
    who = {"UserPoolId": desk.pool.id, "Username": account.username}
    try:
        desk.pool.cognito.admin_delete_software_token(**who)
    except ClientError as error:
        if error.response["Error"]["Code"] not in _UNKNOWN:
            raise
        desk.pool.cognito.admin_set_user_mfa_preference(
            **who, SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False}
        )
        return "The app is turned off; its secret stays, for this cloud cannot delete it."
    return "The app is forgotten."


def _refuse_untextable(desk: Desk, number: str) -> None:
    """Ask the stage's own gate, which decides before every text, whether it would let one through.

    Raises:
        RefusedError: it would not.
        OpsError: there is no gate.
    """
    gate = desk.pool.settings.get("LambdaConfig", {}).get("CustomMessage")
    if not gate:
        raise OpsError(
            f"the user pool {desk.pool.id} has no sign-up gate to ask whom the stage texts: deploy"
            " the stage again."
        )
    event = {
        "triggerSource": "CustomMessage_VerifyUserAttribute",
        "request": {"userAttributes": {"phone_number": number}},
    }
    answer = desk.pool.session.client("lambda").invoke(
        FunctionName=gate, Payload=json.dumps(event).encode()
    )
    if "FunctionError" in answer:
        raise RefusedError(
            "the stage texts no such number: it is no mobile phone of its countries"
            " (sign_up.allowed_countries in stages.py)."
        )
