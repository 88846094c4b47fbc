"""The proof that a deployment works: one new user and one guest, end to end, by real clients."""

import secrets
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import boto3
from botocore.credentials import Credentials
from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped] # it has no types

from ops.errors import OpsError
from ops.local.deployed import Deployed, read_deployed
from ops.local.http_get import get, get_signed
from ops.local.numbers import fictional_number, mobile_number
from ops.local.steps import step

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

SIGN_UP_CODE = "123456"  # MiniStack's only one
OPEN = "Signing a new phone number up, and confirming it"
CLOSED = "Creating a user as an operator, for self sign-up is closed"


@dataclass(frozen=True)
class PhoneUser:
    """A user as a person would fill in the form; an empty field is not sent.

    The password is longer than any that a stage can demand.
    """

    phone_number: str = field(default_factory=fictional_number, repr=False)
    password: str = field(default_factory=lambda: f"aA1!{secrets.token_urlsafe(72)}", repr=False)
    name: str = "Ada Example"
    company: str = "Example Ltd"
    role_name: str = "engineer"


def sign_up(cognito: "CognitoIdentityProviderClient", client_id: str, user: PhoneUser) -> None:
    """Sign the user up; the phone number is not confirmed yet."""
    cognito.sign_up(
        ClientId=client_id,
        Username=user.phone_number,
        Password=user.password,
        UserAttributes=_attributes(user),
    )


def create(cognito: "CognitoIdentityProviderClient", pool_id: str, user: PhoneUser) -> None:
    """Create the user as an operator does, without a message."""
    cognito.admin_create_user(
        UserPoolId=pool_id,
        Username=user.phone_number,
        UserAttributes=_attributes(user),
        MessageAction="SUPPRESS",
    )
    cognito.admin_set_user_password(
        UserPoolId=pool_id, Username=user.phone_number, Password=user.password, Permanent=True
    )


def confirm(cognito: "CognitoIdentityProviderClient", client_id: str, user: PhoneUser) -> None:
    """Confirm the phone number with the code of the SMS."""
    cognito.confirm_sign_up(
        ClientId=client_id, Username=user.phone_number, ConfirmationCode=SIGN_UP_CODE
    )


def sign_in(
    cognito: "CognitoIdentityProviderClient", pool_id: str, client_id: str, user: PhoneUser
) -> dict[str, Any]:
    """Sign in with SRP and return the tokens: IdToken, AccessToken, RefreshToken, ExpiresIn."""
    srp = AWSSRP(
        username=user.phone_number,
        password=user.password,
        pool_id=pool_id,
        client_id=client_id,
        client=cognito,
    )
    tokens: dict[str, Any] = srp.authenticate_user()["AuthenticationResult"]
    return tokens


def guest_credentials(region: str, identity_pool_id: str) -> tuple[str, Credentials]:
    """Return a new guest's identity id and temporary credentials."""
    identities = boto3.client("cognito-identity", region_name=region)
    identity = identities.get_id(IdentityPoolId=identity_pool_id)["IdentityId"]
    given = identities.get_credentials_for_identity(IdentityId=identity)["Credentials"]
    return identity, Credentials(given["AccessKeyId"], given["SecretKey"], given["SessionToken"])


def prove(outputs: dict[str, str]) -> None:
    """Sign up, confirm, sign in and call both routes; the user is deleted again.

    Args:
        outputs: the outputs of both stacks by name.

    Raises:
        OpsError: An answer is not the one that a working deployment gives.
    """
    region = outputs["Region"]
    cognito = boto3.client("cognito-idp", region_name=region)
    deployed = read_deployed(outputs)
    with step(OPEN if deployed.sign_up_enabled else CLOSED):
        user = _register(cognito, outputs, deployed)
    with step("Signing in with SRP"):
        tokens = sign_in(cognito, outputs["UserPoolId"], outputs["UserPoolClientId"], user)
    with step("GET /me with the ID token"):
        status, body = get(f"{outputs['ApiUrl']}me", {"Authorization": tokens["IdToken"]})
        claims = body["claims"] if status == HTTPStatus.OK else {}
        _expect(claims.get("phone_number") == user.phone_number, "/me", status)
        cognito.delete_user(AccessToken=tokens["AccessToken"])
    if not deployed.guest_access:
        print("  GET /guest is not tried: the stage has no guests")
        return
    with step("GET /guest with guest credentials"):
        identity, credentials = guest_credentials(region, outputs["IdentityPoolId"])
        status, body = get_signed(f"{outputs['ApiUrl']}guest", credentials, region)
        expected = {"identityId": identity, "authenticated": False}
        _expect((status, body) == (HTTPStatus.OK, expected), "/guest", status)


def _register(
    cognito: "CognitoIdentityProviderClient", outputs: dict[str, str], deployed: Deployed
) -> PhoneUser:
    """Make a user of a number that nobody has yet, in the way that is open."""
    while True:
        user = _person(deployed)
        try:
            if deployed.sign_up_enabled:
                sign_up(cognito, outputs["UserPoolClientId"], user)
                confirm(cognito, outputs["UserPoolClientId"], user)
            else:
                create(cognito, outputs["UserPoolId"], user)
        except cognito.exceptions.UsernameExistsException:
            continue
        return user


def _person(deployed: Deployed) -> PhoneUser:
    """Fill in what the deployment takes, with a number that does not confirm itself."""
    number = mobile_number(deployed.countries)
    while number in deployed.test_numbers:
        number = mobile_number(deployed.countries)
    fields = {"company": "custom:company", "role_name": "custom:role_name"}
    unknown = {field: "" for field, name in fields.items() if name not in deployed.writable}
    return replace(PhoneUser(phone_number=number), **unknown)


def _attributes(user: PhoneUser) -> "list[AttributeTypeTypeDef]":
    attributes = {
        "name": user.name,
        "phone_number": user.phone_number,
        "custom:company": user.company,
        "custom:role_name": user.role_name,
    }
    return [{"Name": name, "Value": value} for name, value in attributes.items() if value]


def _expect(holds: bool, route: str, status: int) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise OpsError(
            f"GET {route} answered {status} with something else than the contract says: look for "
            "the reason in what changed last; `make test` shows which behaviour broke."
        )
