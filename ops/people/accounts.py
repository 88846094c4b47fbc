"""What a person does at Cognito: sign up, confirm, sign in, get AWS credentials."""

from typing import TYPE_CHECKING

import boto3
from botocore.credentials import Credentials

from ..deployment.environment import SIGN_UP_CODE
from .challenges import sign_in
from .person import Person

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import AttributeTypeTypeDef


__all__ = [
    "confirm",
    "create",
    "guest_credentials",
    "sign_in",
    "sign_up",
    "user_credentials",
]


def sign_up(cognito: "CognitoIdentityProviderClient", client_id: str, person: Person) -> None:
    """Sign the person up; the phone number is not confirmed yet."""
    cognito.sign_up(
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


def confirm(cognito: "CognitoIdentityProviderClient", client_id: str, person: Person) -> None:
    """Confirm the phone number with the code of the local cloud's SMS."""
    cognito.confirm_sign_up(
        ClientId=client_id, Username=person.phone_number, ConfirmationCode=SIGN_UP_CODE
    )


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
    identities = boto3.client("cognito-identity", region_name=region)
    identity = identities.get_id(IdentityPoolId=identity_pool_id, Logins=logins)["IdentityId"]
    given = identities.get_credentials_for_identity(IdentityId=identity, Logins=logins)
    keys = given["Credentials"]
    return identity, Credentials(keys["AccessKeyId"], keys["SecretKey"], keys["SessionToken"])


def _attributes(person: Person) -> "list[AttributeTypeTypeDef]":
    attributes = {**person.attributes, "phone_number": person.phone_number}
    return [{"Name": name, "Value": value} for name, value in attributes.items()]
