"""A role that one kind of workflow run of one repository on GitHub may take, without a key."""

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

HOST = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"


class WorkflowRole(Construct):
    """A role for runs whose token GitHub has signed, with one policy.

    Every claim is compared as it is (StringEquals): no pattern, and a claim that the token lacks
    refuses it. STS knows these claims of GitHub's as condition keys (IAM user guide, "Available
    keys for AWS OIDC federation"; since the beginning of 2026).

    Attributes:
        role: the role.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        provider_arn: str,
        claims: Mapping[str, str | Sequence[str]],
        policy: Mapping[str, Any],
        description: str,
    ) -> None:
        """Make the role.

        Args:
            scope: what owns it.
            id_: the construct's id.
            provider_arn: of the account's identity provider for GitHub.
            claims: what the token says, by claim; of several texts, one. `aud` need not be here.
            policy: what it may do, as a policy document.
            description: whose it is.
        """
        super().__init__(scope, id_)
        allowed = iam.ManagedPolicy(
            self,
            "Allowed",
            description=description,
            document=iam.PolicyDocument.from_json(policy),
        )
        cdk.Validations.of(allowed).acknowledge(
            *(
                cdk.Acknowledgment(
                    id=f"AwsSolutions-IAM5[Resource::{resource}]",
                    reason="It is what `make permissions` prints: tests hold it against IAM's list",
                )
                for resource in self._wide_resources(policy)
            )
        )
        conditions = {f"{HOST}:{claim}": wanted for claim, wanted in claims.items()}
        self.role = iam.Role(
            self,
            "Default",
            description=description,
            assumed_by=iam.WebIdentityPrincipal(
                provider_arn, {"StringEquals": {f"{HOST}:aud": AUDIENCE, **conditions}}
            ),
            managed_policies=[allowed],
        )

    def _wide_resources(self, policy: Mapping[str, Any]) -> list[str]:
        """Return the resources that have a wildcard, as cdk-nag names them."""
        named = {
            self._named(resource) for one in policy["Statement"] for resource in one["Resource"]
        }
        return sorted(name for name in named if "*" in name)

    def _named(self, resource: str) -> str:
        match cdk.Stack.of(self).resolve(resource):
            case {"Fn::Join": [separator, parts]}:
                texts = [part if isinstance(part, str) else f"<{part['Ref']}>" for part in parts]
                return str(separator).join(texts)
        return resource
