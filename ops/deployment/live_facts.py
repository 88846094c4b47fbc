"""The facts of a deployment, asked of the deployment: stages.py may say more."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import boto3

from ..errors import OpsError
from .clouds import connect, reading
from .environment import LOCAL
from .facts import Attribute, Facts
from .outputs import StackOutputs, deploy_command

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import (
        GetUserPoolMfaConfigResponseTypeDef,
        SchemaAttributeTypeTypeDef,
        UserPoolTypeTypeDef,
    )


def read_facts(outputs: StackOutputs) -> Facts:
    """Ask the deployed user pool, its client and gate, and the identity pool.

    Raises:
        OpsError: one of them is gone, or AWS cannot be asked.
    """
    with reading(outputs.local_endpoint):
        session = connect(outputs.region)
        cognito = session.client("cognito-idp")
        try:
            return _facts(session, cognito, outputs)
        except cognito.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            raise OpsError(
                f"The outputs of stage {outputs.stage} name what is no longer there"
                f" ({error.operation_name} found nothing): {_remedy(outputs.stage)}."
            ) from error


def read_origins(outputs: StackOutputs) -> tuple[str, ...]:
    """Return the browser origins that the deployed API allows, the first of them first.

    Raises:
        OpsError: AWS cannot be asked.
    """
    with reading(outputs.local_endpoint):
        session = connect(outputs.region)
        stack = f"{outputs.project}-{outputs.stage}-api"
        pages = session.client("cloudformation").get_paginator("list_stack_resources")
        functions = session.client("lambda")
        for page in pages.paginate(StackName=stack):
            for resource in page["StackResourceSummaries"]:
                if resource["ResourceType"] == "AWS::Lambda::Function":
                    found = functions.get_function_configuration(
                        FunctionName=resource["PhysicalResourceId"]
                    )
                    variables = found.get("Environment", {}).get("Variables", {})
                    if "ALLOWED_ORIGINS" in variables:
                        return _listed(variables["ALLOWED_ORIGINS"])
    return ()


def required_at_sign_up(schema: Sequence["SchemaAttributeTypeTypeDef"]) -> list[str]:
    """Name the standard attributes that a sign-up must bring.

    Cognito calls `sub` required too, and gives it itself: nobody signs up with one.
    """
    required = {attribute["Name"] for attribute in schema if attribute.get("Required")}
    return sorted(name for name in required - {"sub"} if ":" not in name)


def _facts(
    session: boto3.Session, cognito: "CognitoIdentityProviderClient", outputs: StackOutputs
) -> Facts:
    pool_id, client_id = outputs.user_pool_id, outputs.user_pool_client_id
    guests = session.client("cognito-identity").describe_identity_pool(
        IdentityPoolId=outputs.identity_pool_id
    )
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    mfa = cognito.get_user_pool_mfa_config(UserPoolId=pool_id)
    client = cognito.describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
    writable = set(client["UserPoolClient"].get("WriteAttributes", []))
    pages = cognito.get_paginator("list_groups").paginate(UserPoolId=pool_id)
    gate = _gate_settings(session, pool, outputs)
    return Facts(
        sign_up_enabled=not pool["AdminCreateUserConfig"].get("AllowAdminCreateUserOnly", False),
        countries=_listed(gate["ALLOWED_COUNTRIES"]),
        test_numbers=_listed(gate["TEST_NUMBERS"]),
        password_policy=dict(pool["Policies"]["PasswordPolicy"]),
        mfa_configuration=mfa["MfaConfiguration"],
        mfa_methods=mfa_methods(mfa),
        username_attributes=list(pool["UsernameAttributes"]),
        verified_attributes=list(pool.get("AutoVerifiedAttributes", [])),
        required_attributes=required_at_sign_up(pool["SchemaAttributes"]),
        custom_attributes=_custom_attributes(pool, writable),
        groups={g["GroupName"]: g.get("Precedence") for page in pages for g in page["Groups"]},
        guest_access=guests["AllowUnauthenticatedIdentities"],
        protected=pool.get("DeletionProtection") == "ACTIVE",
    )


def _gate_settings(
    session: boto3.Session, pool: "UserPoolTypeTypeDef", outputs: StackOutputs
) -> Mapping[str, str]:
    """Return the environment of the sign-up gate, which decides who may be texted."""
    gate = pool["LambdaConfig"].get("PreSignUp")
    if gate is None:
        raise OpsError(
            f"The user pool {outputs.user_pool_id} has no sign-up gate, so nothing says whom it"
            f" texts: {_remedy(outputs.stage)}."
        )
    settings = session.client("lambda").get_function_configuration(FunctionName=gate)
    variables = settings.get("Environment", {}).get("Variables", {})
    if not {"ALLOWED_COUNTRIES", "TEST_NUMBERS"} <= variables.keys():
        raise OpsError(
            f"The user pool {outputs.user_pool_id} asks {gate.rpartition(':')[2]} at a sign-up,"
            " which is not this project's gate, so nothing says whom it texts:"
            f" {_remedy(outputs.stage)}."
        )
    return variables


def _remedy(stage: str) -> str:
    """Return what to do about what was changed or deleted behind a stack's back."""
    if stage == LOCAL:
        return f"run `{deploy_command(stage)}`"
    return 'docs/runbook.md, "The proof fails", has the steps'


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


def mfa_methods(mfa: "GetUserPoolMfaConfigResponseTypeDef") -> list[str]:
    """The second factors that are on; a method's block may stay when MFA itself is turned off."""
    methods = {
        "SMS": "SmsConfiguration" in mfa.get("SmsMfaConfiguration", {}),
        "TOTP": mfa.get("SoftwareTokenMfaConfiguration", {}).get("Enabled", False),
        "EMAIL": "EmailMfaConfiguration" in mfa,
    }
    return [m for m, on in methods.items() if on and mfa["MfaConfiguration"] != "OFF"]


def _custom_attributes(pool: "UserPoolTypeTypeDef", writable: set[str]) -> dict[str, Attribute]:
    return {
        entry["Name"]: _attribute(entry, writable=entry["Name"] in writable)
        for entry in sorted(pool["SchemaAttributes"], key=lambda entry: entry["Name"])
        if entry["Name"].startswith("custom:")
    }


def _attribute(entry: "SchemaAttributeTypeTypeDef", *, writable: bool) -> Attribute:
    lengths = entry.get("StringAttributeConstraints", {})
    values = entry.get("NumberAttributeConstraints", {})
    return Attribute(
        type=entry["AttributeDataType"],
        mutable=entry.get("Mutable", False),
        writable=writable,
        minimum=_number(lengths.get("MinLength", values.get("MinValue"))),
        maximum=_number(lengths.get("MaxLength", values.get("MaxValue"))),
    )


def _number(limit: str | None) -> int | None:
    return None if limit is None else int(limit)
