"""What a person does at Cognito: sign up, confirm, sign in, get AWS credentials."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.credentials import Credentials

from ..deployment.clouds import UNSIGNED
from ..deployment.environment import SIGN_UP_CODE
from .challenges import sign_in
from .person import Person

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import (
        AttributeTypeTypeDef,
        AuthenticationResultTypeTypeDef,
        SignUpResponseTypeDef,
    )


__all__ = [
    "confirm",
    "create",
    "exists",
    "guest_credentials",
    "listed",
    "refresh",
    "sign_in",
    "sign_up",
    "user_credentials",
]


def exists(cognito: "CognitoIdentityProviderClient", pool_id: str, phone_number: str) -> bool:
    """Tell whether somebody has the number, confirmed or not."""
    try:
        cognito.admin_get_user(UserPoolId=pool_id, Username=phone_number)
    except cognito.exceptions.UserNotFoundException:
        return False
    return True


def sign_up(
    cognito: "CognitoIdentityProviderClient", client_id: str, person: Person
) -> "SignUpResponseTypeDef":
    """Sign the person up; the phone number is not confirmed yet, unless it is a test number."""
    return cognito.sign_up(
        ClientId=client_id,
        Username=person.phone_number,
        Password=person.password,
        UserAttributes=_attributes(person),
    )


def create(cognito: "CognitoIdentityProviderClient", pool_id: str, person: Person) -> None:
    """Create the user as an operator does, without a message."""
    cognito.admin_create_user(
        UserPoolId=pool_id,
        Username=person.phone_number,
        UserAttributes=_attributes(person),
        # Without one MiniStack makes a temporary password that its own policy refuses.
        TemporaryPassword=person.password,
        MessageAction="SUPPRESS",
    )
    cognito.admin_set_user_password(
        UserPoolId=pool_id, Username=person.phone_number, Password=person.password, Permanent=True
    )


def confirm(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    person: Person,
    code: str = SIGN_UP_CODE,
) -> None:
    """Confirm the phone number with the code of the SMS; the local cloud's is always the same."""
    cognito.confirm_sign_up(ClientId=client_id, Username=person.phone_number, ConfirmationCode=code)


def refresh(
    cognito: "CognitoIdentityProviderClient", client_id: str, refresh_token: str
) -> "AuthenticationResultTypeTypeDef":
    """Return new tokens, without another refresh token."""
    return cognito.initiate_auth(
        ClientId=client_id,
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": refresh_token},
    )["AuthenticationResult"]


def guest_credentials(region: str, identity_pool_id: str) -> tuple[str, Credentials]:
    """Return a new guest's identity id and temporary credentials."""
    return _credentials(region, identity_pool_id, {})


def user_credentials(
    region: str, identity_pool_id: str, pool_id: str, id_token: str
) -> tuple[str, Credentials]:
    """Return a signed-in user's identity id and temporary credentials."""
    provider = f"cognito-idp.{region}.amazonaws.com/{pool_id}"
    return _credentials(region, identity_pool_id, {provider: id_token})


def _credentials(
    region: str, identity_pool_id: str, logins: dict[str, str]
) -> tuple[str, Credentials]:
    identities = boto3.client("cognito-identity", region_name=region, config=UNSIGNED)
    identity = identities.get_id(IdentityPoolId=identity_pool_id, Logins=logins)["IdentityId"]
    given = identities.get_credentials_for_identity(IdentityId=identity, Logins=logins)
    keys = given["Credentials"]
    return identity, Credentials(keys["AccessKeyId"], keys["SecretKey"], keys["SessionToken"])


def _attributes(person: Person) -> "list[AttributeTypeTypeDef]":
    return listed({**person.attributes, "phone_number": person.phone_number})


def listed(attributes: Mapping[str, str]) -> "list[AttributeTypeTypeDef]":
    """Return attributes in the form in which Cognito takes them."""
    return [{"Name": name, "Value": value} for name, value in attributes.items()]
