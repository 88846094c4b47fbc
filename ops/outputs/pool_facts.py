"""What a frontend has to know of the deployed pool, asked of the pool itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ops.errors import OpsError
from ops.outputs.cloud import connect, reading
from ops.outputs.stack_outputs import StackOutputs, deploy_command

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import (
        GetUserPoolMfaConfigResponseTypeDef,
        SchemaAttributeTypeTypeDef,
    )


@dataclass(frozen=True)
class PoolFacts:
    """Settings of a deployed pool, under Cognito's own names and values.

    Attributes:
        password_policy: such as `MinimumLength`, in characters.
        mfa_configuration: `OFF`, `ON` or `OPTIONAL`.
        mfa_methods: of `SMS`, `TOTP`, `EMAIL`; empty when MFA is off.
        username_attributes: what a user name is, such as `phone_number`.
        verified_attributes: what Cognito verifies by a code.
        required_attributes: standard attributes that a sign-up must bring.
        custom_attributes: `custom:<name>` -> type, constraints and who may write it.
        groups: name -> precedence (the lowest wins), or None.
        guest_access: whether the identity pool gives credentials to anyone.
    """

    password_policy: dict[str, Any]
    mfa_configuration: str
    mfa_methods: list[str]
    username_attributes: list[str]
    verified_attributes: list[str]
    required_attributes: list[str]
    custom_attributes: dict[str, dict[str, Any]]
    groups: dict[str, int | None]
    guest_access: bool


def describe(outputs: StackOutputs) -> PoolFacts:
    """Ask the deployed user pool, client and identity pool.

    Raises:
        OpsError: one of them is gone, or AWS cannot be asked.
    """
    with reading(outputs.local_endpoint):
        session = connect(outputs.region)
        cognito, identity = session.client("cognito-idp"), session.client("cognito-identity")
        try:
            guests = identity.describe_identity_pool(IdentityPoolId=outputs.identity_pool_id)
            return _facts(cognito, outputs, guest_access=guests["AllowUnauthenticatedIdentities"])
        except (
            cognito.exceptions.ResourceNotFoundException,
            identity.exceptions.ResourceNotFoundException,
        ) as error:
            raise OpsError(
                f"The outputs of stage {outputs.stage} name what is no longer there"
                f" ({error.operation_name} found nothing): run `{deploy_command(outputs.stage)}`."
            ) from error


def _facts(
    cognito: "CognitoIdentityProviderClient", outputs: StackOutputs, *, guest_access: bool
) -> PoolFacts:
    pool_id, client_id = outputs.user_pool_id, outputs.user_pool_client_id
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    mfa = cognito.get_user_pool_mfa_config(UserPoolId=pool_id)
    client = cognito.describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
    writable = set(client["UserPoolClient"].get("WriteAttributes", []))
    schema = {a["Name"]: a for a in pool["SchemaAttributes"]}
    pages = cognito.get_paginator("list_groups").paginate(UserPoolId=pool_id)
    groups = [group for page in pages for group in page["Groups"]]
    return PoolFacts(
        password_policy=dict(pool["Policies"]["PasswordPolicy"]),
        mfa_configuration=mfa["MfaConfiguration"],
        mfa_methods=_mfa_methods(mfa),
        username_attributes=list(pool["UsernameAttributes"]),
        verified_attributes=list(pool.get("AutoVerifiedAttributes", [])),
        required_attributes=required_at_sign_up(pool["SchemaAttributes"]),
        custom_attributes={
            n: _custom(a, writable=n in writable)
            for n, a in sorted(schema.items())
            if n.startswith("custom:")
        },
        groups={g["GroupName"]: g.get("Precedence") for g in groups},
        guest_access=guest_access,
    )


def required_at_sign_up(schema: Sequence["SchemaAttributeTypeTypeDef"]) -> list[str]:
    """Name the standard attributes that a sign-up must bring.

    Cognito calls `sub` required too, and gives it itself: nobody signs up with one.
    """
    required = {attribute["Name"] for attribute in schema if attribute.get("Required")}
    return sorted(name for name in required - {"sub"} if ":" not in name)


def _mfa_methods(mfa: "GetUserPoolMfaConfigResponseTypeDef") -> list[str]:
    """The second factors that are on; a method's block may stay when MFA itself is turned off."""
    methods = {
        "SMS": "SmsConfiguration" in mfa.get("SmsMfaConfiguration", {}),
        "TOTP": mfa.get("SoftwareTokenMfaConfiguration", {}).get("Enabled", False),
        "EMAIL": "EmailMfaConfiguration" in mfa,
    }
    return [m for m, on in methods.items() if on and mfa["MfaConfiguration"] != "OFF"]


def _custom(attribute: "SchemaAttributeTypeTypeDef", *, writable: bool) -> dict[str, Any]:
    """Describe a custom attribute; `writable`: its owner may set it through the client."""
    limits = {
        **attribute.get("StringAttributeConstraints", {}),
        **attribute.get("NumberAttributeConstraints", {}),
    }
    return {
        "type": attribute["AttributeDataType"],
        "mutable": attribute.get("Mutable", False),
        "writable": writable,
        # `MaxLength: "128"` becomes `maxLength: 128`.
        **{name[0].lower() + name[1:]: int(str(limit)) for name, limit in limits.items()},
    }
