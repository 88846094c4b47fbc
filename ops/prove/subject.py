"""The stage that is proven: its outputs, its facts, and what AWS reports of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3

from ..deployment.facts import Facts
from ..deployment.outputs import StackOutputs
from ..deployment.stack import POOL, Stack


@dataclass(frozen=True)
class Subject:
    """A deployed stage.

    Attributes:
        outputs: of its stacks.
        facts: of its pool, client and gate.
        session: that reaches it.
    """

    outputs: StackOutputs
    facts: Facts
    session: boto3.Session

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
    def api_environment(self) -> Mapping[str, str]:
        """The environment of the function that answers `GET /me`, which names its origins."""
        functions = self.client("lambda")
        for name in self.api.of_type("AWS::Lambda::Function"):
            function = functions.get_function_configuration(
                FunctionName=self._physical_id("api", name)
            )
            variables: Mapping[str, str] = function["Environment"]["Variables"]
            if "GET /me" in variables.get("ROUTES", ""):
                return variables
        return {}

    def physical_id(self, part: str, kind: str) -> str:
        """Return the id of the one resource of a type in the stack `identity` or `api`."""
        stack = self.identity if part == "identity" else self.api
        (name,) = stack.of_type(kind)
        return self._physical_id(part, name)

    def _physical_id(self, part: str, logical_id: str) -> str:
        found = self.client("cloudformation").describe_stack_resource(
            StackName=self.stack_name(part), LogicalResourceId=logical_id
        )
        physical: str = found["StackResourceDetail"]["PhysicalResourceId"]
        return physical

    def _stack(self, part: str) -> Stack:
        cloudformation, name = self.client("cloudformation"), self.stack_name(part)
        template = cloudformation.get_template(StackName=name, TemplateStage="Original")
        (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        body = template["TemplateBody"]
        return Stack(
            template=json.loads(body) if isinstance(body, str) else body,
            termination_protection=stack.get("EnableTerminationProtection", False),
        )
