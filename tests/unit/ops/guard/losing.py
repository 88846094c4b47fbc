"""Updates that would lose the directory."""

from tests.unit.ops.guard.case import Case, Mutation
from tests.unit.ops.guard.cases import (
    API,
    BACKUP,
    CONDITION,
    IDENTITY,
    POOL,
    PROJECT,
    REMOVED,
    STAGE,
    TRUST_POLICY,
    both,
    condition,
    put,
    rename,
    rename_stack,
    resources,
    settings,
)

GROUP = "AWS::Cognito::UserPoolGroup"
PUBLISH = "AWS::IAM::ManagedPolicy[sns:Publish]"
STATEMENT = "AssumeRolePolicyDocument.Statement.0"
FIRST = "Properties.PolicyDocument.Statement.0"
DENIED = {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}
NO_SNS = {"Effect": "Deny", "Action": "sns:*", "Resource": "*"}


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
    Case(
        "bucket of the backups renamed",
        rename("BackupBucket", "Bucket", BACKUP),
        ["leave every backup behind", "BackupBucket to Bucket"],
    ),
    Case(
        "key of the backups removed",
        put("BackupKey", REMOVED, BACKUP),
        ["without which nobody can read the backups", "BackupKey leaves the template"],
    ),
    Case(
        "bucket of the backups no longer kept",
        put("BackupBucket.DeletionPolicy", "Delete", BACKUP),
        ["no longer keep BackupBucket when its stack lets go of it"],
    ),
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
        for to in ("Delete", "Snapshot", {"Fn::If": [CONDITION, "Retain", "Delete"]})
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
        ["ACTIVE to nothing"],
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
    *(
        Case(f"group {how}", change, ["who is in a group"])
        for how, change in (
            ("removed", put(GROUP, REMOVED)),
            ("under a condition", put(f"{GROUP}.Condition", CONDITION)),
            ("retyped", put(f"{GROUP}.Type", "Custom::Group")),
            ("renamed", put(f"{GROUP}.Properties.GroupName", "nobodys-group")),
            ("of another pool", put(f"{GROUP}.Properties.UserPoolId", "eu-west-1_x")),
            ("of a name that nobody knows", put(f"{GROUP}.Properties.GroupName", {"Ref": "P"})),
        )
    ),
    Case("group no longer kept", put(f"{GROUP}.DeletionPolicy", "Delete"), ["no longer keep"]),
    *(
        Case(f"SMS role's trust {how}", put(f"SmsRole.Properties.{path}", value), ["SMS role"])
        for how, path, value in (
            ("gone", "AssumeRolePolicyDocument", {"Statement": []}),
            ("for somebody else", "AssumeRolePolicyDocument", TRUST_POLICY),
            ("denied", f"{STATEMENT}.Effect", "Deny"),
            ("denied beside", "AssumeRolePolicyDocument.Statement.1", DENIED),
            ("of another service", f"{STATEMENT}.Principal", {"Service": "sns.amazonaws.com"}),
            ("for another action", f"{STATEMENT}.Action", "sts:TagSession"),
            ("for another account", f"{STATEMENT}.Condition.StringEquals.aws:SourceAccount", "1"),
            ("for one pool", f"{STATEMENT}.Condition.ArnLike.aws:SourceArn", "arn:x"),
            ("from one address", f"{STATEMENT}.Condition.IpAddress", {"aws:SourceIp": "1.2.3.4"}),
        )
    ),
    *(
        Case(f"SMS role may not publish: {how}", put(path, value), ["may not publish"])
        for how, path, value in (
            ("policy detached", "SmsRole.Properties.ManagedPolicyArns", REMOVED),
            (
                "policy swapped",
                "SmsRole.Properties.ManagedPolicyArns",
                ["arn:aws:iam::aws:policy/x"],
            ),
            ("policy removed", PUBLISH, REMOVED),
            ("policy under a condition", f"{PUBLISH}.Condition", CONDITION),
            ("statement dropped", f"{PUBLISH}.Properties.PolicyDocument.Statement", []),
            ("another action", f"{PUBLISH}.{FIRST}.Action", "sns:Subscribe"),
            ("a topic alone", f"{PUBLISH}.{FIRST}.Resource", "arn:aws:sns:eu-west-1:1:topic"),
            ("denied", f"{PUBLISH}.{FIRST}.Effect", "Deny"),
            ("denied beside", f"{PUBLISH}.Properties.PolicyDocument.Statement.1", NO_SNS),
            ("under a condition of its own", f"{PUBLISH}.{FIRST}.Condition", {"Bool": {"a": "b"}}),
            ("a boundary", "SmsRole.Properties.PermissionsBoundary", "arn:x"),
            (
                "denied inline",
                "SmsRole.Properties.Policies",
                [{"PolicyName": "no", "PolicyDocument": {"Statement": [NO_SNS]}}],
            ),
            (
                "denied from beside",
                "Denial",
                {
                    "Type": "AWS::IAM::Policy",
                    "Properties": {
                        "Roles": [{"Ref": "SmsRole"}],
                        "PolicyDocument": {"Statement": [NO_SNS]},
                    },
                },
            ),
        )
    ),
]
