"""The proof that a deployment works: one new user and one guest, end to end, by real clients."""

import json
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session
from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped] # it has no types

from ops.errors import OpsError
from ops.local.steps import step

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

SIGN_UP_CODE = "123456"  # MiniStack's only one
_random = secrets.SystemRandom()


def fictional_number() -> str:
    """Return one of the numbers that North America keeps for fiction: 555-0100 to 555-0199."""
    area = _random.choice(["201", "212", "312", "415", "503", "617", "702", "808"])
    return f"+1{area}55501{_random.randrange(100):02}"


@dataclass(frozen=True)
class PhoneUser:
    """A user as a person would fill in the form; the number is reserved for fiction."""

    phone_number: str = field(default_factory=fictional_number, repr=False)
    password: str = field(default_factory=lambda: f"aA1!{secrets.token_urlsafe(18)}", repr=False)
    name: str = "Ada Example"
    company: str = "Example Ltd"
    role_name: str = "engineer"


def sign_up(cognito: "CognitoIdentityProviderClient", client_id: str, user: PhoneUser) -> None:
    """Sign the user up; the phone number is not confirmed yet."""
    attributes = {
        "name": user.name,
        "phone_number": user.phone_number,
        "custom:company": user.company,
        "custom:role_name": user.role_name,
    }
    cognito.sign_up(
        ClientId=client_id,
        Username=user.phone_number,
        Password=user.password,
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
    )


def sign_up_new(cognito: "CognitoIdentityProviderClient", client_id: str) -> PhoneUser:
    """Sign up a user with a number that nobody has yet."""
    while True:
        user = PhoneUser()
        try:
            sign_up(cognito, client_id, user)
        except cognito.exceptions.UsernameExistsException:
            continue
        return user


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


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """GET a URL and return the status and the JSON body; None for a body that is not JSON."""
    return _send(AWSRequest("GET", url, headers=headers or {}))


def get_signed(url: str, credentials: Credentials, region: str) -> tuple[int, Any]:
    """GET a URL of API Gateway, signed with SigV4, and return the status and the JSON body."""
    request = AWSRequest("GET", url)
    SigV4Auth(credentials, "execute-api", region).add_auth(request)
    return _send(request)


def prove(outputs: dict[str, str]) -> None:
    """Sign up, confirm, sign in and call both routes; the user is deleted again.

    Args:
        outputs: the outputs of both stacks by name.

    Raises:
        OpsError: An answer is not the one that a working deployment gives.
    """
    region, client_id = outputs["Region"], outputs["UserPoolClientId"]
    cognito = boto3.client("cognito-idp", region_name=region)
    with step("Signing a new phone number up, and confirming it"):
        user = sign_up_new(cognito, client_id)
        confirm(cognito, client_id, user)
    with step("Signing in with SRP"):
        tokens = sign_in(cognito, outputs["UserPoolId"], client_id, user)
    with step("GET /me with the ID token"):
        status, body = get(f"{outputs['ApiUrl']}me", {"Authorization": tokens["IdToken"]})
        claims = body["claims"] if status == HTTPStatus.OK else {}
        _expect(claims.get("phone_number") == user.phone_number, "/me", status)
        cognito.delete_user(AccessToken=tokens["AccessToken"])
    with step("GET /guest with guest credentials"):
        identity, credentials = guest_credentials(region, outputs["IdentityPoolId"])
        status, body = get_signed(f"{outputs['ApiUrl']}guest", credentials, region)
        expected = {"identityId": identity, "authenticated": False}
        _expect((status, body) == (HTTPStatus.OK, expected), "/guest", status)


def _send(request: AWSRequest) -> tuple[int, Any]:
    response = URLLib3Session(proxies={}).send(request.prepare())
    try:
        return response.status_code, json.loads(response.content)
    except ValueError:
        return response.status_code, None


def _expect(holds: bool, route: str, status: int) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise OpsError(
            f"GET {route} answered {status} with something else than the contract says: look for "
            "the reason in what changed last; `make test` shows which behaviour broke."
        )
