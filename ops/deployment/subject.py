"""A deployed stage: its outputs, its facts, and what AWS reports of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3

from ..errors import OpsError
from .facts import Facts
from .live_facts import read_facts
from .outputs import PATTERNS, StackOutputs
from .stack import CLIENT, IDENTITY_POOL, POOL, Stack


@dataclass(frozen=True)
class Subject:
    """A deployed stage.

    Attributes:
        outputs: of its stacks.
        session: that reaches it.
    """

    outputs: StackOutputs
    session: boto3.Session

    @cached_property
    def facts(self) -> Facts:
        """What its pool, client and gate tell.

        Raises:
            OpsError: one of them is gone, or AWS cannot be asked.
        """
        return read_facts(self.outputs)

    def client(self, service: str) -> Any:
        """Return a client of a service where the stage is."""
        return self.session.client(service)  # type: ignore[call-overload]  # by any name

    def stack_name(self, part: str) -> str:
        """Return the name of the stack `identity` or `api`."""
        return f"{self.outputs.project}-{self.outputs.stage}-{part}"

    @cached_property
    def identity(self) -> Stack:
        """The identity stack as it was deployed: what it promises."""
        return self._stack("identity")

    @cached_property
    def api(self) -> Stack:
        """The API stack as it was deployed."""
        return self._stack("api")

    @cached_property
    def protected(self) -> bool:
        """Whether the stage was deployed to keep its directory."""
        pools = [self.identity.resources[name] for name in self.identity.of_type(POOL)]
        return any(str(pool.get("DeletionPolicy")).startswith("Retain") for pool in pools)

    @property
    def kept(self) -> bool:
        """Whether a stack policy keeps pool, client and identity pool from being replaced."""
        found = self.client("cloudformation").get_stack_policy(
            StackName=self.stack_name("identity")
        )
        policy = json.loads(found.get("StackPolicyBody") or "{}")
        denied = {
            resource
            for statement in policy.get("Statement", [])
            if statement["Effect"] == "Deny" and "Update:Replace" in statement["Action"]
            for resource in statement["Resource"]
        }
        kinds = (POOL, CLIENT, IDENTITY_POOL)
        kept = [name for kind in kinds for name in self.identity.of_type(kind)]
        return {f"LogicalResourceId/{logical_id}" for logical_id in kept} <= denied

    @cached_property
    def pool(self) -> Mapping[str, Any]:
        """The user pool, as Cognito describes it."""
        found = self.client("cognito-idp").describe_user_pool(UserPoolId=self.outputs.user_pool_id)
        pool: Mapping[str, Any] = found["UserPool"]
        return pool

    @cached_property
    def app_client(self) -> Mapping[str, Any]:
        """The app client, as Cognito describes it."""
        found = self.client("cognito-idp").describe_user_pool_client(
            UserPoolId=self.outputs.user_pool_id, ClientId=self.outputs.user_pool_client_id
        )
        client: Mapping[str, Any] = found["UserPoolClient"]
        return client

    @cached_property
    def identity_pool(self) -> Mapping[str, Any]:
        """The identity pool, as Cognito describes it."""
        found: Mapping[str, Any] = self.client("cognito-identity").describe_identity_pool(
            IdentityPoolId=self.outputs.identity_pool_id
        )
        return found

    @cached_property
    def api_environment(self) -> Mapping[str, str]:
        """The environment of the function that answers `GET /me`, which names its origins."""
        functions = self.client("lambda")
        for name in self.api.of_type("AWS::Lambda::Function"):
            function = functions.get_function_configuration(FunctionName=self.physical("api", name))
            variables: Mapping[str, str] = function.get("Environment", {}).get("Variables", {})
            if "GET /me" in variables.get("ROUTES", ""):
                return variables
        return {}

    def physical_id(self, part: str, kind: str) -> str:
        """Return the id of the one resource of a type in the stack `identity` or `api`."""
        stack = self.identity if part == "identity" else self.api
        (name,) = stack.of_type(kind)
        return self.physical(part, name)

    def physical(self, part: str, logical_id: str) -> str:
        """Return the physical id of a resource of the stack `identity` or `api`.

        Raises:
            OpsError: the stack does not have it.
        """
        names = self.names(part)
        if logical_id not in names:
            raise OpsError(f"The stack {self.stack_name(part)} has no resource {logical_id}.")
        return names[logical_id]

    def names(self, part: str) -> Mapping[str, str]:
        """Return what `Ref` gives in the stack `identity` or `api`, by the name it asks for."""
        return self._names[part]

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        return {part: self._ask_names(self.stack_name(part)) for part in PATTERNS}

    def _ask_names(self, stack_name: str) -> Mapping[str, str]:
        cloudformation = self.client("cloudformation")
        (stack,) = cloudformation.describe_stacks(StackName=stack_name)["Stacks"]
        _, partition, _, region, account, _ = stack["StackId"].split(":", 5)
        pages = cloudformation.get_paginator("list_stack_resources")
        return {
            "AWS::AccountId": account,
            "AWS::Partition": partition,
            "AWS::Region": region,
            "AWS::StackId": stack["StackId"],
            "AWS::StackName": stack_name,
            **{
                one["ParameterKey"]: one.get("ResolvedValue") or one["ParameterValue"]
                for one in stack.get("Parameters", [])
            },
            **{
                one["LogicalResourceId"]: one["PhysicalResourceId"]
                for page in pages.paginate(StackName=stack_name)
                for one in page["StackResourceSummaries"]
                if one.get("PhysicalResourceId")
            },
        }

    def _stack(self, part: str) -> Stack:
        cloudformation, name = self.client("cloudformation"), self.stack_name(part)
        template = cloudformation.get_template(StackName=name, TemplateStage="Original")
        (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        body = template["TemplateBody"]
        return Stack(
            template=json.loads(body) if isinstance(body, str) else body,
            termination_protection=stack.get("EnableTerminationProtection", False),
        )
