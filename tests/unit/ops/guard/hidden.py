"""Updates that must be stopped though no property of a resource that was there looks like it.

What decides a value stands elsewhere, what is new takes something from what was there, or a name
for one alone is given twice.
"""

from typing import Any

from ops.deployment.stack import REST_API
from tests.samples import REFERENCE
from tests.unit.ops.guard.breaking import CLAIMS, GET_ME, GUEST_ROLE, GUESTS
from tests.unit.ops.guard.case import Case, Mutable, Mutation, logical_id
from tests.unit.ops.guard.cases import (
    API,
    BACKUP,
    CONDITION,
    IDENTITY,
    POOL,
    REMOVED,
    SCHEMA,
    attribute,
    both,
    output,
    put,
    rename,
    resources,
    section,
)

MONITORING = IDENTITY.replace("identity", "monitoring")
SETTER = "AWS::Lambda::Function[SMS attributes]"
PROTECTION = f"{POOL}.DeletionProtection"
LOGS = "AWS::Logs::LogGroup[vendedlogs]"
PARAMETER = {
    "Type": "AWS::SSM::Parameter",
    "Properties": {"Name": "/phone-auth/reference/UserPoolId", "Type": "String", "Value": "x"},
}
NOBODY = {"Statement": [{"Effect": "Deny", "Action": "*", "Principal": "*", "Resource": "*"}]}
OTHER = {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "other.handler"}}
INCLUDE = {"Name": "AWS::Include", "Parameters": {"Location": "s3://bucket/key"}}
IS_ON: dict[str, Any] = {
    "a parameter": {"Fn::Equals": [{"Ref": "On"}, "yes"]},
    "a condition": {"Fn::Not": [{"Condition": "Off"}]},
    "a mapping": {"Fn::Equals": [{"Fn::FindInMap": ["On", "here", "it"]}, "yes"]},
}


def decided(kind: str, *, on: bool) -> Mutation:
    """Define what the condition of `IS_ON` depends on."""
    word = "yes" if on else "no"
    conditions: dict[str, Any] = {CONDITION: IS_ON[kind]}
    if kind == "a condition":
        conditions["Off"] = {"Fn::Equals": ["no", word]}
    return both(
        section("Conditions", conditions),
        section("Parameters", {"On": {"Type": "String", "Default": word}}),
        section("Mappings", {"On": {"here": {"it": word}}}),
    )


def moved(kind: str, to: str) -> Mutation:
    """Take the first resource of a type from the identity stack to another one."""

    def change(stacks: Mutable) -> None:
        name = logical_id(stacks[IDENTITY], kind)
        resources(stacks, to)[name] = resources(stacks).pop(name)

    return change


def _twin(kind: str, stack: str, **values: Any) -> Mutation:
    return put("Twin", {"Type": kind, "Properties": values}, stack)


def _policy(kind: str, role: str) -> dict[str, Any]:
    return {"Type": kind, "Properties": {"Roles": [{"Ref": role}], "PolicyDocument": NOBODY}}


LOSES = [
    *(
        case
        for kind in IS_ON
        for case in (
            Case(
                f"protection, by {kind} in its condition",
                decided(kind, on=False),
                ["DeletionProtection", CONDITION],
                deployed=both(
                    decided(kind, on=True),
                    put(PROTECTION, {"Fn::If": [CONDITION, "ACTIVE", "INACTIVE"]}),
                ),
            ),
            Case(
                f"the pool itself, by {kind} in its condition",
                decided(kind, on=False),
                ["under the condition"],
                deployed=both(decided(kind, on=True), put("UserPool.Condition", CONDITION)),
            ),
        )
    ),
    Case(
        "protection, by Fn::Sub of a parameter",
        decided("a parameter", on=False),
        ["by the parameter On"],
        deployed=both(decided("a parameter", on=True), put(PROTECTION, {"Fn::Sub": "${On}"})),
    ),
    Case(
        "properties by a macro",
        put(f"{POOL}.Fn::Transform", INCLUDE),
        ["cannot be decided before the deployment, by Fn::Transform"],
    ),
    Case(
        "key policy without its check",
        put("AWS::KMS::Key.Properties.BypassPolicyLockoutSafetyCheck", True, BACKUP),
        ["shuts everybody out"],
    ),
]

WEDGES = [
    Case(
        "resources by a macro",
        lambda stacks: resources(stacks).update({"Fn::Transform": INCLUDE}),
        ["AWS::Include"],
    ),
    Case("template by a macro", section("Fn::Transform", INCLUDE), ["AWS::Include"]),
    Case(
        "attribute twice, as deployed at last",
        put(f"{SCHEMA}.2", attribute("company", AttributeDataType="Number")),
        ["company twice"],
    ),
    Case(
        "a custom attribute too many",
        both(*(put(f"{SCHEMA}.{n}", attribute(f"a{n}")) for n in range(4, 54))),
        ["52 custom attributes"],
    ),
    Case("schema goes", put(SCHEMA, REMOVED), ["Schema", "never removes one"]),
    Case("SMS goes", put(f"{POOL}.SmsConfiguration", REMOVED), ["SmsConfiguration", "goes"]),
    Case(
        "a feature of a higher plan",
        put(f"{POOL}.UserPoolAddOns", {"AdvancedSecurityMode": "AUDIT"}),
        ["set UserPoolTier to PLUS"],
    ),
    Case(
        "a custom sender without a key",
        put(f"{POOL}.LambdaConfig.CustomSMSSender", {"LambdaArn": "arn:x"}),
        ["KMSKeyID"],
    ),
    Case("service token by another id", rename(SETTER, "Setter"), ["ServiceToken"]),
    Case(
        "service token by another name",
        put(f"{SETTER}.Properties.FunctionName", "setter"),
        ["ServiceToken"],
    ),
    Case("fixed log group in another stack", moved(LOGS, API), [API]),
    Case("fixed parameter again", put("Twin", PARAMETER), ["Twin", "another name"]),
    Case("fixed parameter again, elsewhere", put("Twin", PARAMETER, API), ["Twin", API]),
    Case(
        "group again",
        _twin(
            "AWS::Cognito::UserPoolGroup",
            IDENTITY,
            GroupName=REFERENCE.users.groups[0].name,
            UserPoolId={"Ref": "UserPool"},
        ),
        ["another name"],
    ),
    Case(
        "bucket policy again",
        _twin("AWS::S3::BucketPolicy", BACKUP, Bucket={"Ref": "BackupBucket"}),
        ["another name"],
    ),
    Case(
        "log group of another class",
        put(f"{LOGS}.Properties.LogGroupClass", "INFREQUENT_ACCESS"),
        ["LogGroupClass"],
    ),
    Case(
        "web ACL of another scope",
        put("AWS::WAFv2::WebACL.Properties.Scope", "CLOUDFRONT"),
        ["Scope"],
    ),
]

BREAKS = [
    *(
        Case(f"denied by a new {kind}, in {stack}", put("No", _policy(kind, role), stack), ["No"])
        for kind, role, stack in (
            ("AWS::IAM::Policy", "IdentitiesGuestRoleD40C53AD", IDENTITY),
            ("AWS::IAM::ManagedPolicy", "GuestRole", API),
        )
    ),
    Case(
        "denied inline",
        put(f"{GUEST_ROLE}.Properties.Policies", [{"PolicyDocument": NOBODY}]),
        ["new denial"],
    ),
    Case(
        "guests' right under a condition",
        put(f"{GUESTS}.Condition", CONDITION, API),
        ["only under the condition"],
    ),
    Case("guests' right of another type", put(f"{GUESTS}.Type", "AWS::IAM::Group", API), ["type"]),
    Case(
        "guests' right, by a parameter",
        section("Parameters", {"To": {"Type": "String", "Default": "none"}}, API),
        ["no longer has: allow execute-api:Invoke"],
        deployed=both(
            section("Parameters", {"To": {"Type": "String", "Default": "*"}}, API),
            put(f"{GUESTS}.Properties.Roles", ["guest"], API),
            put(f"{GUESTS}.Properties.PolicyDocument.Statement.0.Resource.Fn::Join", REMOVED, API),
            put(f"{GUESTS}.Properties.PolicyDocument.Statement.0.Resource.Ref", "To", API),
        ),
    ),
    Case(
        "a trigger that may not be called",
        both(
            put("Other", OTHER),
            put(f"{POOL}.LambdaConfig.PreAuthentication", {"Fn::GetAtt": ["Other", "Arn"]}),
        ),
        ["PreAuthentication", "AWS::Lambda::Permission for Cognito"],
    ),
    Case(
        "a route by a function that may not be called",
        both(
            put("Other", OTHER, API),
            put(f"{GET_ME}.Properties.Integration.Uri", {"Fn::GetAtt": ["Other", "Arn"]}, API),
        ),
        ["AWS::Lambda::Permission for API Gateway"],
    ),
    Case(
        "an export goes",
        output("Extra", {"Value": "x", "Export": {"Name": "b"}}),
        ["loses its export"],
        deployed=output("Extra", {"Value": "x", "Export": {"Name": "a"}}),
    ),
    Case(
        "an output's condition is decided otherwise",
        decided("a parameter", on=False),
        ["another condition"],
        deployed=both(
            decided("a parameter", on=True), output("Extra", {"Value": "x", "Condition": CONDITION})
        ),
    ),
    Case(
        "no address, as another text for true",
        put(f"{REST_API}.Properties.DisableExecuteApiEndpoint", "True", API),
        ["new address"],
    ),
    Case(
        "no concurrency, as a fraction",
        put(f"{CLAIMS}.Properties.ReservedConcurrentExecutions", 0.0, API),
        ["no call"],
    ),
    Case(
        "the key of the alarms' topic shuts CloudWatch out",
        put("AWS::KMS::Key.Properties.KeyPolicy.Statement.1", REMOVED, MONITORING),
        ["cloudwatch.amazonaws.com"],
    ),
    Case(
        "the alarms' topic shuts CloudWatch out",
        put("AWS::SNS::TopicPolicy.Properties.PolicyDocument.Statement.1", REMOVED, MONITORING),
        ["cloudwatch.amazonaws.com"],
    ),
]
