"""Updates that would lose the directory."""

from tests.unit.ops.guard.cases import (
    API,
    CONDITION,
    IDENTITY,
    POOL,
    PROJECT,
    REMOVED,
    STAGE,
    Case,
    Mutation,
    both,
    condition,
    put,
    rename,
    rename_stack,
    resources,
    settings,
)


def without(stack: str) -> Mutation:
    """Take a stack out of the app."""
    return lambda stacks: stacks.__delitem__(stack)


LOSES = [
    Case("pool renamed", rename("UserPool", "Users"), ["orphaned", "UserPool to Users"]),
    Case("pool removed", put("UserPool", REMOVED), ["orphaned", "UserPool leaves the template"]),
    Case("pool retyped", put("UserPool.Type", "Custom::Pool"), ["the type of UserPool changes"]),
    Case("pool under a condition", put("UserPool.Condition", CONDITION), [CONDITION]),
    Case(
        "condition of the pool redefined",
        condition("false"),
        [CONDITION],
        deployed=both(put("UserPool.Condition", CONDITION), condition("true")),
    ),
    Case(
        "stack renamed", rename_stack("identity", "users"), [IDENTITY, f"{PROJECT}-{STAGE}-users"]
    ),
    Case(
        "stack renamed, others beside it",
        both(
            lambda stacks: stacks.update({f"{PROJECT}-{STAGE}-web": stacks[API]}),
            rename_stack("identity", "users"),
        ),
        [f"from {IDENTITY} to {PROJECT}-{STAGE}-users"],
        deployed=lambda stacks: stacks.update({f"{PROJECT}-{STAGE}-staff": stacks[IDENTITY]}),
    ),
    Case("stage renamed", rename_stack(f"-{STAGE}-", "-live-"), [f"{PROJECT}-live-identity"]),
    Case("stack removed", without(IDENTITY), [f"{IDENTITY} is no longer in the app"]),
    *(
        Case(f"{what} {how}", settings(**{what: to}), [what, says], deployed=settings(**{what: at}))
        for what, at, other in (
            ("region", "eu-west-1", "us-east-1"),
            ("account", "111122223333", "444455556666"),
        )
        for how, to, says in (
            ("changed", other, f"from {at} to {other}"),
            ("no longer fixed", None, f"from {at} to that of whoever deploys"),
        )
    ),
    *(
        Case(f"{policy} of {name} weakened to {to}", put(f"{name}.{policy}", to), [name, policy])
        for name in ("UserPool", "UserPoolClient", "IdentityPool", "SmsRole")
        for policy in ("DeletionPolicy", "UpdateReplacePolicy")
        for to in ("Delete", {"Fn::If": [CONDITION, "Retain", "Delete"]})
    ),
    Case("DeletionPolicy removed", put("UserPool.DeletionPolicy", REMOVED), ["default, Delete"]),
    Case(
        "deletion protection off",
        put(f"{POOL}.DeletionProtection", "INACTIVE"),
        ["ACTIVE to INACTIVE"],
    ),
    Case(
        "deletion protection removed",
        put(f"{POOL}.DeletionProtection", REMOVED),
        ["the default, INACTIVE"],
    ),
    Case("termination protection off", settings(termination_protection=False), ["cdk destroy"]),
    Case("SMS role removed", put("SmsRole", REMOVED), ["SMS role", "SmsRole leaves"]),
    Case("SMS role renamed", rename("SmsRole", "Texts"), ["SMS role", "SmsRole to Texts"]),
    Case("SMS role retyped", put("SmsRole.Type", "Custom::Role"), ["SMS role", "type"]),
    Case("SMS role under a condition", put("SmsRole.Condition", CONDITION), ["SMS role"]),
    Case("SMS role's name set", put("SmsRole.Properties.RoleName", "sms"), ["a default to sms"]),
    *(
        Case(
            f"SMS role's {name} removed",
            put(f"SmsRole.Properties.{name}", REMOVED),
            [f"{name} changes from {value} to a default"],
            deployed=put(f"SmsRole.Properties.{name}", value),
        )
        for name, value in (("RoleName", "sms"), ("Path", "/sms/"))
    ),
    Case(
        "SMS role with a name removed",
        put("SmsRole", REMOVED),
        ["SmsRole leaves"],
        deployed=put("SmsRole.Properties.RoleName", "sms"),
    ),
    Case(
        "one of two like pools removed",
        put("UserPool", REMOVED),
        ["UserPool leaves the template"],
        deployed=lambda stacks: resources(stacks).update(Twin=resources(stacks)["UserPool"]),
    ),
    Case("SMS role's path set", put("SmsRole.Properties.Path", "/sms/"), ["Path", "/sms/"]),
]
