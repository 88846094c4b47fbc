"""The IAM action of an operation."""

from botocore.model import ServiceModel

# Cognito "doesn't evaluate IAM policies" of these (its API reference): botocore does not sign them.
UNSIGNED = "none"


def action_of(model: ServiceModel, name: str) -> str | None:
    """Return the action that allows an operation; None where it needs no credentials.

    API Gateway's are the methods of HTTP (its developer guide, "Control access with IAM").
    """
    operation = model.operation_model(name)
    if operation.auth_type == UNSIGNED:
        return None
    prefix = model.signing_name
    if prefix == "apigateway":
        return f"{prefix}:{operation.http['method']}"
    return f"{prefix}:{name}"
