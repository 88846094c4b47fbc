"""Updates that the guard must let pass, among them the safe way to each change it stops."""

from dataclasses import replace

from tests.unit.ops.guard.cases import (
    API,
    ARN,
    CLIENT,
    CONDITION,
    EXTERNAL_ID,
    POOL,
    PROJECT,
    REMOVED,
    SCHEMA,
    SMS_ROLE,
    STAGE,
    TRUST,
    Case,
    Mutable,
    attribute,
    both,
    condition,
    put,
    settings,
)

NEW_ROLE = put("NewRole", SMS_ROLE)
USE_NEW_ROLE = put(ARN, {"Fn::GetAtt": ["NewRole", "Arn"]})
UNPROTECTED = both(
    settings(termination_protection=False),
    put(f"{POOL}.DeletionProtection", "INACTIVE"),
    *(
        put(f"{name}.{policy}", "Delete")
        for name in ("UserPool", "UserPoolClient", "IdentityPool", "SmsRole")
        for policy in ("DeletionPolicy", "UpdateReplacePolicy")
    ),
)


def protect(stacks: Mutable) -> None:
    """Turn every protection on."""
    settings(termination_protection=True)(stacks)
    put(f"{POOL}.DeletionProtection", "ACTIVE")(stacks)
    for name in ("UserPool", "UserPoolClient", "IdentityPool", "SmsRole"):
        for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
            put(f"{name}.{policy}", "Retain")(stacks)


def unprotect_api(stacks: Mutable) -> None:
    """Let the stack be removed that holds nobody's account."""
    stacks[API] = replace(stacks[API], termination_protection=False)


HARMLESS = [
    Case("nothing", lambda _: None),
    Case("token lifetime", put(f"{CLIENT}.AccessTokenValidity", 5)),
    Case("message", put(f"{POOL}.SmsVerificationMessage", "Code: {####}")),
    Case("route", put("Orders", {"Type": "AWS::ApiGateway::Resource"}, API)),
    Case("group", put("Staff", {"Type": "AWS::Cognito::UserPoolGroup"})),
    Case("group removed", put("AWS::Cognito::UserPoolGroup", REMOVED)),
    Case("log retention", put("AWS::Logs::LogGroup.Properties.RetentionInDays", 7)),
    Case("function", put("AWS::Lambda::Function.Properties.MemorySize", 512)),
    Case("another stack", lambda stacks: stacks.update({f"{PROJECT}-{STAGE}-web": stacks[API]})),
    Case("attribute at the end", put(f"{SCHEMA}.4", attribute("team"))),
    Case(
        "attribute at the end, written by its owner",
        both(
            put(f"{SCHEMA}.4", attribute("team")),
            put(f"{CLIENT}.WriteAttributes.4", "custom:team"),
        ),
    ),
    Case("bound as a number", put(f"{SCHEMA}.2.StringAttributeConstraints.MaxLength", 256)),
    Case("default said", put(f"{SCHEMA}.2.Required", False)),
    Case("fewer to write", put(f"{CLIENT}.WriteAttributes", ["name"])),
    Case(
        "fewer than all to write",
        put(f"{CLIENT}.WriteAttributes", ["name"]),
        deployed=put(f"{CLIENT}.WriteAttributes", REMOVED),
    ),
    Case("default secret unsaid", put(f"{CLIENT}.GenerateSecret", REMOVED)),
    Case("default flows unsaid", put(f"{CLIENT}.ExplicitAuthFlows", REMOVED)),
    Case("another flow", put(f"{CLIENT}.ExplicitAuthFlows.0", "ALLOW_USER_AUTH")),
    Case("protection on", protect, deployed=UNPROTECTED),
    Case("stays unprotected", put(f"{POOL}.MfaConfiguration", "ON"), deployed=UNPROTECTED),
    Case("region fixed", settings(region="eu-west-1")),
    Case("region stays", lambda _: None, deployed=settings(region="eu-west-1")),
    Case("API unprotected", unprotect_api),
    Case("SMS role described", put("SmsRole.Properties.Description", "Texts")),
    Case("SMS role rotated, first step", NEW_ROLE),
    Case("SMS role rotated, second step", USE_NEW_ROLE, deployed=NEW_ROLE),
    Case(
        "SMS role rotated, last step",
        put("SmsRole", REMOVED),
        deployed=both(NEW_ROLE, USE_NEW_ROLE),
    ),
    Case(
        "external ID rotated, first step",
        put(TRUST, ["old", "new"]),
        deployed=both(put(EXTERNAL_ID, "old"), put(TRUST, "old")),
    ),
    Case(
        "external ID rotated, second step",
        put(EXTERNAL_ID, "new"),
        deployed=both(put(EXTERNAL_ID, "old"), put(TRUST, ["old", "new"])),
    ),
    Case(
        "external ID rotated, last step",
        put(TRUST, ["new"]),
        deployed=both(put(EXTERNAL_ID, "new"), put(TRUST, ["old", "new"])),
    ),
    Case(
        "user names in another order",
        put(f"{POOL}.UsernameAttributes", ["phone_number", "email"]),
        deployed=put(f"{POOL}.UsernameAttributes", ["email", "phone_number"]),
    ),
    Case(
        "SMS set up where there was none",
        both(NEW_ROLE, put(f"{POOL}.SmsConfiguration", {}), USE_NEW_ROLE),
        deployed=put(f"{POOL}.SmsConfiguration", REMOVED),
    ),
    Case(
        "SMS role of elsewhere stays",
        put(f"{POOL}.SmsVerificationMessage", "Code: {####}"),
        deployed=put(ARN, "arn:aws:iam::111122223333:role/x"),
    ),
    Case(
        "still no refresh",
        put(f"{CLIENT}.AccessTokenValidity", 5),
        deployed=put(f"{CLIENT}.ExplicitAuthFlows", ["ALLOW_USER_SRP_AUTH"]),
    ),
    Case(
        "plan lowered, nothing of it used",
        put(f"{POOL}.UserPoolTier", "LITE"),
        deployed=put(f"{POOL}.UserPoolTier", "PLUS"),
    ),
    Case(
        "plan lowered to one that has the feature",
        put(f"{POOL}.UserPoolTier", "ESSENTIALS"),
        deployed=both(
            put(f"{POOL}.UserPoolTier", "PLUS"), put(f"{POOL}.EnabledMfas.0", "EMAIL_OTP")
        ),
    ),
    Case(
        "a feature from before there were plans",
        put(f"{POOL}.SmsVerificationMessage", "Code: {####}"),
        deployed=both(
            put(f"{POOL}.UserPoolTier", "LITE"),
            put(f"{POOL}.UserPoolAddOns.AdvancedSecurityMode", "AUDIT"),
        ),
    ),
    Case("plan raised", put(f"{POOL}.UserPoolTier", "PLUS")),
    Case(
        "plan lowered, its features off",
        put(f"{POOL}.UserPoolTier", "LITE"),
        deployed=both(
            put(f"{POOL}.UserPoolTier", "PLUS"),
            put(f"{POOL}.UserPoolAddOns.AdvancedSecurityMode", "OFF"),
            put(f"{POOL}.LambdaConfig.PreTokenGenerationConfig.LambdaVersion", "V1_0"),
        ),
    ),
    Case(
        "threat protection with its plan",
        put(f"{POOL}.UserPoolAddOns.AdvancedSecurityMode", "ENFORCED"),
        deployed=put(f"{POOL}.UserPoolTier", "PLUS"),
    ),
    Case("unrelated condition redefined", condition("false"), deployed=condition("true")),
    Case(
        "condition taken away",
        put("UserPool.Condition", REMOVED),
        deployed=both(put("UserPool.Condition", CONDITION), condition("true")),
    ),
    Case(
        "stays under its condition",
        put(f"{POOL}.MfaConfiguration", "ON"),
        deployed=both(put("UserPool.Condition", CONDITION), condition("true")),
    ),
]
