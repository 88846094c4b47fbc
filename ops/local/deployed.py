"""What a proof has to know of a deployment, asked of the deployment: stages.py may say more."""

from dataclasses import dataclass

import boto3


@dataclass(frozen=True)
class Deployed:
    """What a deployment lets a stranger do.

    Attributes:
        countries: ISO 3166-1 alpha-2 codes of those whose numbers may sign up.
        test_numbers: E.164 numbers that confirm themselves.
        sign_up_enabled: Whether users may sign themselves up.
        writable: The text attributes that the app client may write, such as `custom:company`.
        guest_access: Whether the identity pool gives guests credentials.
    """

    countries: tuple[str, ...]
    test_numbers: tuple[str, ...]
    sign_up_enabled: bool
    writable: frozenset[str]
    guest_access: bool


def read_deployed(outputs: dict[str, str]) -> Deployed:
    """Ask the user pool, its client, its gate and the identity pool.

    Args:
        outputs: the outputs of both stacks by name.
    """
    session = boto3.Session(region_name=outputs["Region"])
    cognito, pool_id = session.client("cognito-idp"), outputs["UserPoolId"]
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    client = cognito.describe_user_pool_client(
        UserPoolId=pool_id, ClientId=outputs["UserPoolClientId"]
    )["UserPoolClient"]
    gate = session.client("lambda").get_function_configuration(
        FunctionName=pool["LambdaConfig"]["PreSignUp"]
    )["Environment"]["Variables"]
    identities = session.client("cognito-identity").describe_identity_pool(
        IdentityPoolId=outputs["IdentityPoolId"]
    )
    texts = {a["Name"] for a in pool["SchemaAttributes"] if a["AttributeDataType"] == "String"}
    return Deployed(
        countries=tuple(gate["ALLOWED_COUNTRIES"].split(",")),
        test_numbers=tuple(gate["TEST_NUMBERS"].split(",")),
        sign_up_enabled=not pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"],
        writable=frozenset(client["WriteAttributes"]) & texts,
        guest_access=identities["AllowUnauthenticatedIdentities"],
    )
