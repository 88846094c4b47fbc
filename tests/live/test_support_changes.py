"""`python -m ops support`: each change of an account, and what its user notices."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ops.deployment.environment import RESET_CODE
from ops.people.challenges import UnansweredChallengeError
from ops.people.person import new_password
from ops.people.totp import totp
from tests.live.clients import NewUser, SignIn, refusal
from tests.live.helped import Helped, Support, assert_done, calls, helped, new_helped, support

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

__all__ = ["calls", "helped", "new_helped", "support"]

REFUSED = "NotAuthorizedException"
# Kept for fiction by Britain, and so no valid number: no stage texts it.
NO_NUMBER = "+447700900123"


def test_a_disabled_user_cannot_sign_in_until_enabled(
    support: Support, helped: Helped, sign_in: SignIn
) -> None:
    assert_done(support("disable", "--number", helped.number, "--yes"), "disable", helped)
    assert refusal(sign_in, helped.person)[0] == REFUSED
    assert_done(support("enable", "--sub", helped.sub, "--yes"), "enable", helped)
    assert sign_in(helped.person)["IdToken"]


def test_a_sign_out_ends_every_session(
    support: Support,
    helped: Helped,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
) -> None:
    devices = [sign_in(helped.person) for _ in range(2)]
    assert_done(support("sign-out", "--sub", helped.sub, "--yes"), "sign-out", helped)
    for tokens in devices:
        refresh: dict[str, Any] = {"REFRESH_TOKEN": tokens["RefreshToken"]}
        refused = refusal(
            cognito.initiate_auth,
            ClientId=client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters=refresh,
        )
        assert refused[0] == REFUSED


def test_a_reset_password_is_chosen_anew_with_the_texted_code(
    support: Support,
    helped: Helped,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
) -> None:
    assert_done(support("reset-password", "--sub", helped.sub, "--yes"), "reset-password", helped)
    assert refusal(sign_in, helped.person)[0] == "PasswordResetRequiredException"
    cognito.confirm_forgot_password(
        ClientId=client_id,
        Username=helped.number,
        ConfirmationCode=RESET_CODE,
        Password=(password := new_password()),
    )
    assert sign_in(replace(helped.person, password=password))["IdToken"]


def test_whoever_lost_the_authenticator_app_signs_in_without(
    support: Support, helped: Helped, sign_in: SignIn, cognito: "CognitoIdentityProviderClient"
) -> None:
    token = sign_in(helped.person)["AccessToken"]
    secret = cognito.associate_software_token(AccessToken=token)["SecretCode"]
    cognito.verify_software_token(AccessToken=token, UserCode=totp(secret))
    cognito.set_user_mfa_preference(
        AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
    )
    with pytest.raises(UnansweredChallengeError):
        sign_in(helped.person)
    said = support("reset-mfa", "--sub", helped.sub, "--yes")
    assert_done(said, "reset-mfa", helped)
    assert "its secret stays" in said.out  # the emulator lacks the call that forgets it
    assert sign_in(helped.person)["IdToken"]


def test_an_account_moves_to_a_number_that_was_verified_out_of_band(
    support: Support, helped: Helped, sign_in: SignIn, new_phone_number: Callable[..., str]
) -> None:
    new = new_phone_number()
    asked = ["--sub", helped.sub, "--to", new, "--yes"]
    assert "add --verified-out-of-band" in support("move", *asked).err
    said = support("move", *asked, "--verified-out-of-band")
    assert_done(said, "move", helped, new)
    assert said.audit[0]["verified"] == "out of band"
    assert sign_in(replace(helped.person, phone_number=new))["IdToken"]
    assert "phone_number_verified    true" in support("show", "--number", new).out
    old = support("show", "--number", helped.number)
    assert (old.code, "no account with this number" in old.err) == (1, True)


def test_no_account_moves_to_a_number_that_is_taken_or_never_texted(
    support: Support, helped: Helped, new_user: NewUser, calls: list[str]
) -> None:
    asked = ["--sub", helped.sub, "--verified-out-of-band", "--yes", "--to"]
    taken = support("move", *asked, new_user().phone_number)
    assert (taken.code, "has the new number already" in taken.err) == (2, True)
    refused = support("move", *asked, NO_NUMBER)
    assert (refused.code, "texts no such number" in refused.err) == (2, True)
    assert NO_NUMBER not in refused.out + refused.err
    assert "cognito-idp:AdminUpdateUserAttributes" not in calls


def test_a_group_is_joined_and_left(
    support: Support, helped: Helped, cognito: "CognitoIdentityProviderClient", pool_id: str
) -> None:
    asked = ["--sub", helped.sub, "--yes", "--group", "helpers"]
    cognito.create_group(UserPoolId=pool_id, GroupName="helpers")
    said = support("add-to-group", *asked)
    assert_done(said, "add-to-group", helped)
    assert said.audit[0]["group"] == "helpers"
    assert "groups                   helpers\n" in support("show", "--sub", helped.sub).out
    assert_done(support("remove-from-group", *asked), "remove-from-group", helped)
    assert "groups                   none\n" in support("show", "--sub", helped.sub).out
    cognito.delete_group(UserPoolId=pool_id, GroupName="helpers")
    unknown = support("add-to-group", *asked)
    assert (unknown.code, "no such group" in unknown.err) == (2, True)
    assert unknown.audit[0]["outcome"] == "refused: ResourceNotFoundException"


def test_nothing_changes_without_a_yes(support: Support, helped: Helped, calls: list[str]) -> None:
    said = support("delete", "--sub", helped.sub)
    assert (said.code, said.audit) == (2, [])
    assert "add --yes" in said.err
    assert "cognito-idp:AdminDeleteUser" not in calls
