"""The identity pool, which gives AWS credentials to users and guests."""

from collections.abc import Mapping
from typing import Any

from ...deployment.stack import properties
from ...deployment.subject import Subject
from ..case import Case
from ..finding import Findings, judged, red

_ATTACHMENT = "AWS::Cognito::IdentityPoolRoleAttachment"


def classic_flow(case: Case) -> Findings:
    """The classic flow, which scopes no credentials down, is off."""
    yield judged(
        "classic flow",
        "off",
        holds=not _pool(case).get("AllowClassicFlow"),
        fault="on: its credentials are not scoped down",
        remedy="turn it off in the Cognito console (identity pool, Authentication flow)",
    )


def issuer(case: Case) -> Findings:
    """It takes the tokens of our app client, and of nobody else's."""
    outputs = case.deployed.outputs
    issuers = _pool(case).get("CognitoIdentityProviders", [])
    clients = {one["ClientId"] for one in issuers}
    yield judged(
        "tokens",
        "taken of our app client alone",
        holds=clients == {outputs.user_pool_client_id},
        fault="taken of other app clients than ours, or not of ours",
        remedy="set its user pool and app client back to the stage's outputs",
    )


def roles(case: Case) -> Findings:
    """The roles that the stack made are attached, and there."""
    subject = case.deployed
    pool = subject.outputs.identity_pool_id
    found = case.client("cognito-identity").get_identity_pool_roles(IdentityPoolId=pool)
    attached = {kind: arn.rpartition("/")[2] for kind, arn in found.get("Roles", {}).items()}
    wanted = _wanted(subject)
    yield judged(
        "roles",
        f"attached for {' and '.join(sorted(attached))}, as deployed",
        holds=attached == wanted,
        fault=f"attached for {' and '.join(sorted(attached)) or 'nobody'}, which are not those that"
        " were deployed",
        remedy="attach the identity stack's roles again (AWS::Cognito::IdentityPoolRoleAttachment)",
    )
    iam = case.client("iam")
    for kind, name in sorted(attached.items()):
        try:
            iam.get_role(RoleName=name)
        except iam.exceptions.NoSuchEntityException:
            yield red(
                "roles",
                f"the {kind} role {name} is gone: nobody gets its credentials",
                "make it again as the identity stack's template says",
            )


def _pool(case: Case) -> Mapping[str, Any]:
    pool = case.deployed.outputs.identity_pool_id
    found: Mapping[str, Any] = case.client("cognito-identity").describe_identity_pool(
        IdentityPoolId=pool
    )
    return found


def _wanted(subject: Subject) -> dict[str, str]:
    """Return the names of the roles by kind, as the stack made them."""
    (attachment,) = subject.identity.of_type(_ATTACHMENT)
    arns = properties(subject.identity.resources[attachment])["Roles"]
    return {kind: subject.physical("identity", arn["Fn::GetAtt"][0]) for kind, arn in arns.items()}
