"""Which workflows may deploy what: GitHub's identity provider, and two roles for each stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct

from .constructs.workflow_role import AUDIENCE, HOST, WorkflowRole
from .settings import Delivery


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What the roles of a stage may do, as policy documents.

    Attributes:
        deploy: whoever deploys the stage.
        diff: whoever compares its templates with what is deployed.
    """

    deploy: Mapping[str, Any]
    diff: Mapping[str, Any]


class DeliveryStack(cdk.Stack):
    """The stack `<project>-delivery`, once an account.

    Whoever deploys it does so with credentials of their own, not by the CDK's bootstrap roles: what
    deploys the stages cannot change who may deploy them, as long as CloudFormation's execution role
    is limited.
    """

    def __init__(
        self, scope: Construct, *, project: str, delivery: Delivery, rights: Mapping[str, Rights]
    ) -> None:
        """Wire the stack.

        Args:
            scope: the app.
            project: of the stages.
            delivery: the repository.
            rights: by the name of each stage that it deploys from this account.
        """
        super().__init__(
            scope,
            f"{project}-delivery",
            description="Lets the workflows of one repository deploy, without a stored key",
            synthesizer=cdk.CliCredentialsStackSynthesizer(),
            termination_protection=True,
            tags={"project": project},
        )
        provider = self._provider(own=delivery.own_provider)
        for stage, allowed in rights.items():
            name = "".join(word.capitalize() for word in stage.split("-"))
            for kind, policy, claims in (
                ("Deploy", allowed.deploy, _from_branch(delivery, stage)),
                ("Diff", allowed.diff, _from_pull_request(delivery)),
            ):
                role = WorkflowRole(
                    self,
                    f"{name}{kind}",
                    provider_arn=provider,
                    claims=claims,
                    policy=policy,
                    description=f"{kind} of stage {stage} by workflows of {delivery.repository}",
                ).role
                cdk.CfnOutput(
                    self, f"{name}{kind}Role", value=role.role_arn, description=f"{kind} of {stage}"
                )

    def _provider(self, *, own: bool) -> str:
        """Return the ARN of the account's provider for GitHub: ours, or another stack's.

        IAM verifies GitHub's certificate by its own authorities, so that no thumbprint is needed
        (IAM user guide, "Obtain the thumbprint for an OpenID Connect identity provider").
        """
        if not own:
            return self.format_arn(
                service="iam", region="", resource="oidc-provider", resource_name=HOST
            )
        return iam.OidcProviderNative(
            self,
            "GitHub",
            url=f"https://{HOST}",
            client_ids=[AUDIENCE],
            removal_policy=cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        ).oidc_provider_arn


def _from_branch(delivery: Delivery, stage: str) -> Mapping[str, str | list[str]]:
    """Return the claims of a run on the branch, in the environment of a stage.

    GitHub's `sub` names the environment instead of the branch, so `ref` names that besides.
    """
    return {
        "sub": _subjects(delivery, f"environment:{stage}"),
        "repository_id": delivery.repository_id,
        "ref": f"refs/heads/{delivery.branch}",
    }


def _from_pull_request(delivery: Delivery) -> Mapping[str, str | list[str]]:
    """Return the claims of a run for a pull request; GitHub gives those of forks no token."""
    return {
        "sub": _subjects(delivery, "pull_request"),
        "repository_id": delivery.repository_id,
    }


def _subjects(delivery: Delivery, context: str) -> list[str]:
    """Return both forms of `sub`: by names, and, of repositories since July 2026, with numbers.

    A name that somebody else takes over opens nothing: `repository_id` is compared as well.
    (GitHub changelog, "Immutable subject claims for GitHub Actions OIDC tokens".)
    """
    owner, name = delivery.repository.split("/")
    numbered = f"{owner}@{delivery.owner_id}/{name}@{delivery.repository_id}"
    return [f"repo:{repository}:{context}" for repository in (delivery.repository, numbered)]
