"""Every update of the three lists: what the guard must stop."""

from dataclasses import replace
from typing import Any

from ops.guard.update import Danger
from tests.unit.ops.guard.cases import (
    API,
    IDENTITY,
    REMOVED,
    Case,
    Mutable,
    Mutation,
    both,
    put,
    rename,
    rename_stack,
    resources,
    settings,
)

POOL = "UserPool.Properties"
CLIENT = "UserPoolClient.Properties"
SCHEMA = f"{POOL}.Schema"
TRUST = (
    "SmsRole.Properties.AssumeRolePolicyDocument.Statement.0.Condition.StringEquals.sts:ExternalId"
)
ARN = f"{POOL}.SmsConfiguration.SnsCallerArn"
EXTERNAL_ID = f"{POOL}.SmsConfiguration.ExternalId"
SMS_ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Statement": [
                {
                    "Action": "sts:AssumeRole",
                    "Effect": "Allow",
                    "Principal": {"Service": "cognito-idp.amazonaws.com"},
                }
            ]
        }
    },
}
CONDITION = "Somewhere"
REST_API = "ApiF70053CD"


def without(stack: str) -> Mutation:
    """Take a stack out of the app."""
    return lambda stacks: stacks.__delitem__(stack)


def condition(definition: str) -> Mutation:
    """Define the condition that a resource is under."""

    def change(stacks: Mutable) -> None:
        template = {**stacks[IDENTITY].template, "Conditions": {CONDITION: definition}}
        stacks[IDENTITY] = replace(stacks[IDENTITY], template=template)

    return change


def attribute(name: str, **facts: Any) -> dict[str, Any]:
    """Return a schema entry."""
    return {"AttributeDataType": "String", "Mutable": True, "Name": name, **facts}


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
    Case("stack renamed", rename_stack("identity", "users"), [IDENTITY, "phone-auth-prod-users"]),
    Case(
        "stack renamed, others beside it",
        both(
            lambda stacks: stacks.update({"phone-auth-prod-web": stacks[API]}),
            rename_stack("identity", "users"),
        ),
        ["from phone-auth-prod-identity to phone-auth-prod-users"],
        deployed=lambda stacks: stacks.update({"phone-auth-prod-staff": stacks[IDENTITY]}),
    ),
    Case("stage renamed", rename_stack("prod", "live"), ["phone-auth-live-identity"]),
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
        for to in ("Delete", "RetainExceptOnCreate", {"Fn::If": [CONDITION, "Retain", "Delete"]})
    ),
    Case("DeletionPolicy removed", put("UserPool.DeletionPolicy", REMOVED), ["default, Delete"]),
    Case(
        "UserPool's policy now Delete",
        put("UserPool.DeletionPolicy", "Delete"),
        ["Retain to Delete"],
    ),
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

WEDGES = [
    Case("user names changed", put(f"{POOL}.UsernameAttributes", ["email"]), ["email"]),
    Case("user names removed", put(f"{POOL}.UsernameAttributes", REMOVED), ["UsernameAttributes"]),
    Case("alias added", put(f"{POOL}.AliasAttributes", ["email"]), ["AliasAttributes"]),
    Case(
        "alias removed",
        put(f"{POOL}.AliasAttributes", REMOVED),
        ["AliasAttributes"],
        deployed=put(f"{POOL}.AliasAttributes", ["email"]),
    ),
    Case("case counts", put(f"{POOL}.UsernameConfiguration.CaseSensitive", True), ["Username"]),
    Case("case unsaid", put(f"{POOL}.UsernameConfiguration", REMOVED), ["UsernameConfiguration"]),
    Case("attribute removed", put(f"{SCHEMA}.2", REMOVED), ["company", "never removes"]),
    Case("attribute renamed", put(f"{SCHEMA}.3.Name", "job"), ["role_name", "renamed"]),
    Case("attribute retyped", put(f"{SCHEMA}.3.AttributeDataType", "Number"), ["Number"]),
    Case("type removed", put(f"{SCHEMA}.0.AttributeDataType", REMOVED), ["AttributeDataType"]),
    *(
        Case(
            f"{bound} now {to}", put(f"{SCHEMA}.2.StringAttributeConstraints.{bound}", to), [bound]
        )
        for bound, to in (("MinLength", "1"), ("MaxLength", "512"), ("MaxLength", "16"))
    ),
    *(
        Case(
            f"{bound} changed",
            put(f"{SCHEMA}.4.NumberAttributeConstraints.{bound}", "9"),
            [bound],
            deployed=put(f"{SCHEMA}.4", attribute("age", AttributeDataType="Number")),
        )
        for bound in ("MinValue", "MaxValue")
    ),
    Case("no longer mutable", put(f"{SCHEMA}.2.Mutable", False), ["Mutable"]),
    Case("developer only", put(f"{SCHEMA}.2.DeveloperOnlyAttribute", True), ["DeveloperOnly"]),
    Case("name no longer required", put(f"{SCHEMA}.0.Required", False), ["Required", "name"]),
    Case("attribute put first", put(f"{SCHEMA}.0", attribute("team")), ["change places"]),
    Case(
        "attributes change places",
        lambda stacks: stacks[IDENTITY].resources["UserPool"]["Properties"]["Schema"].reverse(),
        ["change places", "name, phone_number, company, role_name"],
    ),
    Case("standard attribute added", put(f"{SCHEMA}.4", attribute("email")), ["email", "already"]),
    Case(
        "required custom attribute",
        put(f"{SCHEMA}.4", attribute("team", Required=True)),
        ["team", "optional"],
    ),
    Case("custom attribute now required", put(f"{SCHEMA}.2.Required", True), ["company"]),
    Case(
        "SMS role switched",
        both(put("NewRole", SMS_ROLE), put(ARN, {"Fn::GetAtt": ["NewRole", "Arn"]})),
        ["SnsCallerArn"],
    ),
    Case("SMS role of elsewhere", put(ARN, "arn:aws:iam::111122223333:role/x"), ["SnsCallerArn"]),
    Case("SMS unset", put(f"{POOL}.SmsConfiguration", REMOVED), ["SnsCallerArn"]),
    Case("external ID of the pool", put(EXTERNAL_ID, "new"), ["ExternalId", "one step"]),
    Case(
        "external ID on both sides",
        both(put(EXTERNAL_ID, "new"), put(TRUST, "new")),
        ["ExternalId", "one step"],
    ),
    Case(
        "old external ID dropped with the change",
        both(put(EXTERNAL_ID, "new"), put(TRUST, ["new"])),
        ["one step"],
        deployed=both(put(EXTERNAL_ID, "old"), put(TRUST, ["old", "new"])),
    ),
    Case(
        "new external ID trusted only now",
        both(put(EXTERNAL_ID, "new"), put(TRUST, ["old", "new"])),
        ["one step"],
        deployed=both(put(EXTERNAL_ID, "old"), put(TRUST, "old")),
    ),
    Case(
        "new external ID no longer trusted",
        both(put(EXTERNAL_ID, "new"), put(TRUST, "old")),
        ["one step"],
        deployed=both(put(EXTERNAL_ID, "old"), put(TRUST, ["old", "new"])),
    ),
    Case(
        "external ID no longer trusted",
        put(TRUST, "new"),
        ["no longer admits"],
    ),
    Case("nothing verified", put(f"{POOL}.AutoVerifiedAttributes", REMOVED), ["phone_number"]),
    Case(
        "email waits, unverified",
        put(
            f"{POOL}.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.0",
            "email",
        ),
        ["email", "AutoVerifiedAttributes"],
    ),
    *(
        Case(
            f"{plan} lowered with {feature}",
            put(f"{POOL}.UserPoolTier", lower),
            ["feature plan", feature],
            deployed=both(put(f"{POOL}.UserPoolTier", plan), put(path, value)),
        )
        for plan, lower, feature, path, value in (
            (
                "PLUS",
                "ESSENTIALS",
                "threat protection",
                f"{POOL}.UserPoolAddOns.AdvancedSecurityMode",
                "AUDIT",
            ),
            (
                "PLUS",
                "ESSENTIALS",
                "risk configuration",
                "Risk",
                {"Type": "AWS::Cognito::UserPoolRiskConfigurationAttachment"},
            ),
            (
                "PLUS",
                REMOVED,
                "userAuthEvents",
                "DirectoryNotificationErrorDeliveryC48A2EEB.Properties.LogConfigurations.0",
                {"EventSource": "userAuthEvents", "LogLevel": "INFO"},
            ),
            ("ESSENTIALS", "LITE", "MFA by email", f"{POOL}.EnabledMfas.0", "EMAIL_OTP"),
            (
                "ESSENTIALS",
                "LITE",
                "sign-in without a password",
                f"{POOL}.Policies.SignInPolicy.AllowedFirstAuthFactors",
                ["PASSWORD", "SMS_OTP"],
            ),
            (
                "ESSENTIALS",
                "LITE",
                "password history",
                f"{POOL}.Policies.PasswordPolicy.PasswordHistorySize",
                5,
            ),
            (
                "PLUS",
                "LITE",
                "access token customization",
                f"{POOL}.LambdaConfig.PreTokenGenerationConfig.LambdaVersion",
                "V2_0",
            ),
        )
    ),
]

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

FORBIDDEN = [
    (danger, case)
    for danger, cases in (
        (Danger.LOSES, LOSES),
        (Danger.WEDGES, WEDGES),
        (Danger.BREAKS, BREAKS),
    )
    for case in cases
]
