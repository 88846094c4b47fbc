"""The stage that is examined: its account, its sources and, where there is one, its deployment."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3

from ..deployment.assembly import synthesized
from ..deployment.environment import embedded_endpoint
from ..deployment.outputs import deploy_command
from ..deployment.stack import POOL, Stack, Stacks, properties
from ..deployment.subject import Subject
from ..deployment.terminal import waiting
from ..errors import OpsError

FUNCTION = "AWS::Lambda::Function"


class UndeployedError(OpsError):
    """What was asked is told by a deployment, and there is none that could be asked."""


@dataclass(frozen=True)
class Case:
    """A stage, deployed or not.

    Attributes:
        stage: its name.
        session: where it is, or would be.
        endpoint: of the local cloud; None on AWS.
        assembly: a cdk.out of the sources; None: they are synthesized.
        sign_ins: how many a second it has to carry.
        found: the deployment; why there is none to ask, where there is none.
    """

    stage: str
    session: boto3.Session
    endpoint: str | None
    assembly: Path | None
    sign_ins: float
    found: Subject | OpsError

    def client(self, service: str, region: str | None = None) -> Any:
        """Return a client of a service, where the stage is or in another region."""
        return self.session.client(service, region_name=region)  # type: ignore[call-overload]

    @property
    def local(self) -> bool:
        """Whether it is the embedded cloud, or that in AWS's place: it cannot tell all."""
        return bool(self.endpoint or embedded_endpoint())

    @property
    def deploy(self) -> str:
        """What an operator types to deploy the stage."""
        return deploy_command(self.stage)

    @property
    def deployed(self) -> Subject:
        """The deployment.

        Raises:
            UndeployedError: there is none, or nobody could ask.
        """
        if isinstance(self.found, OpsError):
            raise UndeployedError(f"stage {self.stage} has no deployment that could be asked")
        return self.found

    @cached_property
    def _synthesized(self) -> Stacks | OpsError:
        try:
            with (
                waiting("synthesizing the sources"),
                synthesized(self.stage, self.assembly) as stacks,
            ):
                return stacks
        except OpsError as error:
            return error

    @property
    def sources(self) -> Stacks:
        """The stacks that a deployment would make.

        Raises:
            OpsError: the sources cannot be synthesized.
        """
        if isinstance(self._synthesized, OpsError):
            raise self._synthesized
        return self._synthesized

    @cached_property
    def stacks(self) -> dict[str, dict[str, Any]]:
        """All stacks of the stage, as CloudFormation describes them, by name.

        The stage's own tags tell them from those of another stage whose name begins like it.
        """
        wanted = {("project", self.deployed.outputs.project), ("stage", self.stage)}
        pages = self.client("cloudformation").get_paginator("describe_stacks").paginate()
        return {
            stack["StackName"]: stack
            for page in pages
            for stack in page["Stacks"]
            if wanted <= {(tag["Key"], tag["Value"]) for tag in stack.get("Tags", [])}
        }

    @property
    def region(self) -> str:
        """Where its stacks are, or would be."""
        region: str = self.session.client("cloudformation").meta.region_name
        return region

    @cached_property
    def protected(self) -> bool:
        """Whether the stage keeps its users: as deployed, or else as the sources say."""
        if isinstance(self.found, OpsError):
            return any_of(self.sources).termination_protection
        return self.found.protected

    @cached_property
    def sms_region(self) -> str:
        """Where SNS texts from: as the pool says, or else the sources, or else the own region."""
        if isinstance(self.found, OpsError):
            settings = _property(self.sources, POOL, "SmsConfiguration") or {}
        else:
            settings = self.found.pool.get("SmsConfiguration", {})
        region = settings.get("SnsRegion")
        return region if isinstance(region, str) else self.region

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Whose numbers are texted: as the deployed gate says, or else the sources."""
        if isinstance(self.found, OpsError):
            return _allowed_countries(self.sources)
        return self.found.facts.countries

    def resources(self, stack: str) -> list[dict[str, Any]]:
        """Return the resources of a stack, as CloudFormation lists them."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources")
        found = pages.paginate(StackName=stack)
        return [resource for page in found for resource in page["StackResourceSummaries"]]


def any_of(stacks: Stacks) -> Stack:
    """Return one of the stacks: all of a stage are of one account and region."""
    return next(iter(stacks.values()))


def _property(stacks: Stacks, kind: str, name: str) -> Any:
    """Return a property of the first resource of a type, None where there is none."""
    found = [properties(s.resources[i]).get(name) for s in stacks.values() for i in s.of_type(kind)]
    return next(iter(found), None)


def _allowed_countries(stacks: Stacks) -> tuple[str, ...]:
    """Return what the sign-up gate is told in the templates."""
    for stack in stacks.values():
        for function in stack.of_type(FUNCTION):
            told = properties(stack.resources[function]).get("Environment", {})
            if allowed := told.get("Variables", {}).get("ALLOWED_COUNTRIES"):
                return tuple(allowed.split(","))
    return ()
