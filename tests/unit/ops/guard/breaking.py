"""Updates that would break clients."""

from ops.deployment.stack import REST_API
from tests.unit.ops.guard.cases import (
    API,
    CLIENT,
    CONDITION,
    IDENTITY,
    REMOVED,
    Case,
    put,
    rename,
    rename_stack,
)

BREAKS = [
    *(
        Case(f"{name} {how}", change, [says, name])
        for name, stack, says in (
            ("UserPoolClient", IDENTITY, "client id"),
            ("IdentityPool", IDENTITY, "identity"),
            (REST_API, API, "address"),
        )
        for how, change in (
            ("renamed", rename(name, "Renamed", stack)),
            ("removed", put(name, REMOVED, stack)),
            ("retyped", put(f"{name}.Type", "Custom::Thing", stack)),
            ("under a condition", put(f"{name}.Condition", CONDITION, stack)),
        )
    ),
    Case(
        "API stack renamed",
        rename_stack("api", "rest"),
        ["address", f"{API} is no longer in the app"],
    ),
    Case("client with a secret", put(f"{CLIENT}.GenerateSecret", True), ["GenerateSecret"]),
    Case("client of another pool", put(f"{CLIENT}.UserPoolId", "eu-west-1_x"), ["UserPoolId"]),
    Case(
        "no refresh",
        put(f"{CLIENT}.ExplicitAuthFlows", ["ALLOW_USER_SRP_AUTH"]),
        ["ALLOW_REFRESH_TOKEN_AUTH"],
    ),
    Case("may write email", put(f"{CLIENT}.WriteAttributes.0", "email"), ["email"]),
    Case(
        "may write what an operator wrote",
        put(f"{CLIENT}.WriteAttributes.0", "custom:company"),
        ["custom:company"],
        deployed=put(f"{CLIENT}.WriteAttributes.0", REMOVED),
    ),
    Case("may write all", put(f"{CLIENT}.WriteAttributes", REMOVED), ["all"]),
]
