"""The IAM actions of operations, by their models or as they are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.model import ServiceModel

# Cognito "doesn't evaluate IAM policies" of these (its API reference): botocore does not sign them.
UNSIGNED = "none"
# Where IAM's name is not the one that a request is signed for, or not the operation's (Service
# Authorization Reference).
PREFIXES = {"monitoring": "cloudwatch"}
ACTIONS = {"s3:ListObjectsV2": "s3:ListBucket"}


def action_of(model: ServiceModel, name: str) -> str | None:
    """Return the action that allows an operation; None where it needs no credentials.

    API Gateway's are the methods of HTTP (its developer guide, "Control access with IAM").
    """
    operation = model.operation_model(name)
    if operation.auth_type == UNSIGNED:
        return None
    prefix = PREFIXES.get(model.signing_name, model.signing_name)
    if prefix == "apigateway":
        return f"{prefix}:{operation.http['method']}"
    action = f"{prefix}:{name}"
    return ACTIONS.get(action, action)


@contextmanager
def recorded_actions() -> Iterator[set[str]]:
    """Give the actions of all operations that are called in the block, by whichever client."""
    actions: set[str] = set()
    call = BaseClient._make_api_call  # type: ignore[attr-defined]  # untyped, and the one way

    def recorded(client: BaseClient, name: str, parameters: Any) -> Any:
        if action := action_of(client.meta.service_model, name):
            actions.add(action)
        return call(client, name, parameters)

    with patch.object(BaseClient, "_make_api_call", recorded):
        yield actions
