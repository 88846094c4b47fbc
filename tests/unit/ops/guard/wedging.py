"""Updates that would fail, or wedge the stack."""

from tests.unit.ops.guard.case import Case
from tests.unit.ops.guard.cases import (
    API,
    ARN,
    CONDITION,
    EXTERNAL_ID,
    IDENTITY,
    POOL,
    REMOVED,
    SCHEMA,
    SMS_ROLE,
    TRUST,
    attribute,
    both,
    condition,
    put,
    rename,
    section,
)

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
    Case("attribute renamed", put(f"{SCHEMA}.3.Name", "job"), ["plan", "renamed"]),
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
        ["change places", "name, phone_number, company, plan"],
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
                "AWS::Cognito::LogDeliveryConfiguration.Properties.LogConfigurations.0",
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
    *(
        Case(f"{kind} under another logical id", rename(kind, "Renamed"), ["name that is taken"])
        for kind in (
            "AWS::Cognito::UserPoolGroup",
            "AWS::Cognito::LogDeliveryConfiguration",
            "AWS::SSM::Parameter",
            "AWS::Logs::LogGroup[vendedlogs]",
            "AWS::Logs::LogGroup[aws-waf-logs]",
            "AWS::WAFv2::WebACLAssociation",
        )
    ),
    *(
        Case(f"{kind} under another logical id", rename(kind, "Renamed", API), ["is taken"])
        for kind in (
            "AWS::ApiGateway::Resource",
            "AWS::ApiGateway::Method[COGNITO_USER_POOLS]",
            "AWS::ApiGateway::Stage",
            "AWS::ApiGateway::GatewayResponse",
        )
    ),
    Case(
        "log delivery changed in place",
        put("AWS::Cognito::LogDeliveryConfiguration.Properties.LogConfigurations.0", REMOVED),
        ["already exists"],
    ),
    Case(
        "log delivery of another pool",
        put("AWS::Cognito::LogDeliveryConfiguration.Properties.UserPoolId", "other"),
        ["has its own"],
    ),
    Case(
        "service token changed",
        put("Custom::SmsAccount.Properties.ServiceToken", "arn:x"),
        ["service token"],
    ),
    Case(
        "schema behind a condition",
        put(SCHEMA, {"Fn::If": [CONDITION, [], []]}),
        ["cannot be decided", CONDITION],
    ),
    Case("schema by a macro", put(SCHEMA, {"Fn::Transform": {"Name": "M"}}), ["cannot be decided"]),
    Case("schema of no list", put(SCHEMA, "none"), ["cannot be decided"]),
    Case("a macro over all", section("Transform", "AWS::LanguageExtensions"), ["goes through"]),
    Case(
        "tier by a parameter",
        both(
            section("Parameters", {"Tier": {"Type": "String"}}),
            put(f"{POOL}.UserPoolTier", {"Ref": "Tier"}),
        ),
        ["cannot be decided"],
    ),
    Case(
        "alias by a parameter",
        both(
            section("Parameters", {"Alias": {"Type": "CommaDelimitedList"}}),
            put(f"{POOL}.AliasAttributes", {"Ref": "Alias"}),
        ),
        ["cannot be decided before the deployment, by the parameter Alias"],
    ),
    Case(
        "alias by a dynamic reference",
        put(f"{POOL}.AliasAttributes", ["{{resolve:ssm:/alias}}"]),
        ["a dynamic reference"],
    ),
    Case(
        "alias by a mapping with a key that nobody knows",
        both(
            section("Mappings", {"Alias": {"a": {"b": []}}}),
            put(f"{POOL}.AliasAttributes", {"Fn::FindInMap": ["Alias", {"Ref": "X"}, "b"]}),
        ),
        ["cannot be decided"],
    ),
    Case(
        "a condition that is decided otherwise",
        condition({"Fn::Equals": ["b", "b"]}),
        ["AliasAttributes", CONDITION],
        deployed=both(
            condition({"Fn::Equals": ["a", "b"]}),
            put(f"{POOL}.AliasAttributes", {"Fn::If": [CONDITION, ["email"], []]}),
        ),
    ),
    Case(
        "a property that nobody has classified",
        put(f"{POOL}.Brainwaves", "ON"),
        ["Brainwaves", "classify it"],
    ),
]
