"""Updates that the guard must let pass, among them the safe way to each change it stops."""

from dataclasses import replace

from ops.deployment.stack import Stack
from tests.unit.ops.guard.breaking import CLAIMS, GATE, GUEST, GUESTS, ME, ROUTES, routes
from tests.unit.ops.guard.case import Case, Mutable
from tests.unit.ops.guard.cases import (
    API,
    ARN,
    BACKUP,
    CLIENT,
    CONDITION,
    EXTERNAL_ID,
    IDENTITY,
    POOL,
    PROJECT,
    REMOVED,
    SCHEMA,
    SMS_ROLE,
    STAGE,
    TRUST,
    attribute,
    both,
    condition,
    output,
    put,
    rename,
    section,
    settings,
)

COUNTRIES = f"{GATE}.Properties.Environment.Variables.ALLOWED_COUNTRIES"
WEB = Stack(
    template={"Resources": {"Site": {"Type": "AWS::S3::Bucket"}}}, termination_protection=True
)
NEW_ROLE = put("NewRole", SMS_ROLE)
USED = {"Fn::GetAtt": ["SmsRole", "Arn"]}
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


LOCKED = "BackupBucket.Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days"
KEPT = "BackupBucket.Properties.LifecycleConfiguration.Rules.0.ExpirationInDays"

HARMLESS = [
    Case("backups begun", lambda _: None, deployed=lambda stacks: stacks.__delitem__(BACKUP)),
    # Their stack stays where it is, and goes on.
    Case("backups no longer asked for", lambda stacks: stacks.__delitem__(BACKUP)),
    Case(
        "backups kept for less time",
        both(put(LOCKED, 7, BACKUP), put(KEPT, 7, BACKUP)),
    ),
    Case("nothing", lambda _: None),
    Case("token lifetime", put(f"{CLIENT}.AccessTokenValidity", 5)),
    Case("message", put(f"{POOL}.SmsVerificationMessage", "Code: {####}")),
    Case("route", put("Orders", {"Type": "AWS::ApiGateway::Resource"}, API)),
    Case("group", put("Staff", {"Type": "AWS::Cognito::UserPoolGroup"})),
    Case("log retention", put("AWS::Logs::LogGroup.Properties.RetentionInDays", 7)),
    Case("function", put("AWS::Lambda::Function.Properties.MemorySize", 512)),
    Case("another stack", lambda stacks: stacks.update({f"{PROJECT}-{STAGE}-web": WEB})),
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
    Case("default secret unsaid", put(f"{CLIENT}.GenerateSecret", REMOVED)),
    Case("default flows unsaid", put(f"{CLIENT}.ExplicitAuthFlows", REMOVED)),
    Case("another flow", put(f"{CLIENT}.ExplicitAuthFlows.0", "ALLOW_USER_AUTH")),
    Case("protection on", protect, deployed=UNPROTECTED),
    Case(
        "stays unprotected",
        put(f"{POOL}.SmsVerificationMessage", "Code: {####}"),
        deployed=UNPROTECTED,
    ),
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
        put(f"{POOL}.SmsVerificationMessage", "Code: {####}"),
        deployed=both(put("UserPool.Condition", CONDITION), condition("true")),
    ),
    # to a stronger state
    *(
        Case(
            f"{policy} of {name} from {was} to {to}",
            put(f"{name}.{policy}", to),
            deployed=put(f"{name}.{policy}", was),
        )
        for name in ("UserPool", "UserPoolClient", "IdentityPool", "SmsRole")
        for policy, was, to in (
            ("DeletionPolicy", "Retain", "RetainExceptOnCreate"),
            ("DeletionPolicy", "RetainExceptOnCreate", "Retain"),
            ("DeletionPolicy", "Delete", "RetainExceptOnCreate"),
            ("UpdateReplacePolicy", "Snapshot", "Retain"),
        )
    ),
    Case(
        "a second factor to choose",
        put(f"{POOL}.MfaConfiguration", "OPTIONAL"),
        deployed=put(f"{POOL}.MfaConfiguration", "OFF"),
    ),
    Case("another second factor", put(f"{POOL}.EnabledMfas.0", "EMAIL_OTP")),
    Case("longer passwords", put(f"{POOL}.Policies.PasswordPolicy.MinimumLength", 20)),
    Case(
        "deletion protection on",
        put(f"{POOL}.DeletionProtection", "ACTIVE"),
        deployed=put(f"{POOL}.DeletionProtection", "INACTIVE"),
    ),
    Case("logs kept longer", put("AWS::Logs::LogGroup.Properties.RetentionInDays", 3653)),
    Case(
        "no classic flow",
        put("IdentityPool.Properties.AllowClassicFlow", False),
        deployed=put("IdentityPool.Properties.AllowClassicFlow", REMOVED),
    ),
    Case(
        "revocation on",
        put(f"{CLIENT}.EnableTokenRevocation", True),
        deployed=put(f"{CLIENT}.EnableTokenRevocation", False),
    ),
    # what a stage may change any day
    Case("sign-up closed", put(f"{POOL}.AdminCreateUserConfig.AllowAdminCreateUserOnly", True)),
    Case(
        "the SMS region said",
        put(f"{POOL}.SmsConfiguration.SnsRegion", "eu-west-1"),
        deployed=put(f"{POOL}.SmsConfiguration.SnsRegion", REMOVED),
    ),
    Case("pool named", put(f"{POOL}.UserPoolName", "Customers")),
    Case("pool tagged", put(f"{POOL}.UserPoolTags", {"a": "b"})),
    Case("another trigger", put(f"{POOL}.LambdaConfig.PostAuthentication", "arn:x")),
    Case("a country more", put(COUNTRIES, "AT,DE,US")),
    Case("countries in another order", put(COUNTRIES, "US,DE")),
    Case("test numbers", put(f"{GATE}.Properties.Environment.Variables.TEST_NUMBERS", "+1")),
    Case("code", put(f"{GATE}.Properties.Code.S3Key", "new.zip")),
    Case("runtime", put(f"{GATE}.Properties.Runtime", "python3.15")),
    Case("concurrency", put(f"{GATE}.Properties.ReservedConcurrentExecutions", 5)),
    Case("read more", put(f"{CLIENT}.ReadAttributes.0", "email")),
    Case("read all", put(f"{CLIENT}.ReadAttributes", REMOVED)),
    Case("no rotation said", put(f"{CLIENT}.RefreshTokenRotation", {"Feature": "DISABLED"})),
    Case("existence hidden", put(f"{CLIENT}.PreventUserExistenceErrors", "ENABLED")),
    Case("group described", put("AWS::Cognito::UserPoolGroup.Properties.Description", "New")),
    Case("group's precedence", put("AWS::Cognito::UserPoolGroup.Properties.Precedence", 7)),
    Case(
        "firewall off",
        both(
            put("AWS::WAFv2::LoggingConfiguration", REMOVED),
            put("AWS::WAFv2::WebACLAssociation", REMOVED),
            put("AWS::WAFv2::WebACL", REMOVED),
        ),
    ),
    Case("firewall's rules", put("AWS::WAFv2::WebACL.Properties.Rules.0", REMOVED)),
    Case("spend limit", put("Custom::SmsAccount.Properties.MonthlySpendLimit", 50)),
    Case("no spend limit", put("Custom::SmsAccount", REMOVED)),
    Case("throttling", put("AWS::ApiGateway::Stage.Properties.MethodSettings", [], API)),
    Case("tracing", put("AWS::ApiGateway::Stage.Properties.TracingEnabled", False, API)),
    Case("deployment", rename("AWS::ApiGateway::Deployment", "ApiDeploymentNew", API)),
    Case(
        "words of an error",
        put("AWS::ApiGateway::GatewayResponse.Properties.ResponseTemplates", {"a/b": "c"}, API),
    ),
    Case("permission under another id", rename("AWS::Lambda::Permission", "Permission", API)),
    Case(
        "a route more",
        put(ROUTES, routes(GET_me=ME, GET_guest=GUEST, GET_orders=ME), API),
        deployed=put(ROUTES, routes(GET_me=ME, GET_guest=GUEST), API),
    ),
    Case(
        "a group more may call",
        put(ROUTES, routes(GET_me=ME | {"groups": ["a", "b"]}, GET_guest=GUEST), API),
        deployed=put(ROUTES, routes(GET_me=ME | {"groups": ["a"]}, GET_guest=GUEST), API),
    ),
    Case(
        "an origin more",
        put(
            f"{CLAIMS}.Properties.Environment.Variables.ALLOWED_ORIGINS",
            "https://new.example,https://app.example.com",
            API,
        ),
    ),
    Case("an output more", output("Colour", {"Value": "blue"})),
    Case(
        "an output of CDK's gone",
        output("PublishOutputX", REMOVED),
        deployed=output("PublishOutputX", {"Value": "x"}),
    ),
    Case(
        "an output described",
        output("UserPoolId", {"Description": "x", "Value": {"Ref": "UserPool"}}),
    ),
    Case(
        "a parameter more",
        put(
            "Another",
            {
                "Type": "AWS::SSM::Parameter",
                "Properties": {"Name": "/a", "Type": "String", "Value": "b"},
            },
        ),
    ),
    Case(
        "guests may do more",
        put(
            f"{GUESTS}.Properties.PolicyDocument.Statement.1",
            {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:x"},
            API,
        ),
    ),
    Case("a type that no table knows", put("Queue", {"Type": "AWS::SQS::Queue"}, API)),
    Case(
        "and its properties",
        put("Queue.Properties", {"DelaySeconds": 2}, API),
        deployed=put("Queue", {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 1}}, API),
    ),
    # undecided, and the same before and after
    Case(
        "still behind a condition",
        put(f"{POOL}.SmsVerificationMessage", "New {####}"),
        deployed=both(
            condition({"Fn::Equals": ["a", "b"]}),
            put(f"{POOL}.MfaConfiguration", {"Fn::If": [CONDITION, "ON", "OPTIONAL"]}),
        ),
    ),
    Case(
        "a mapping says the same",
        put(f"{POOL}.MfaConfiguration", {"Fn::FindInMap": ["Factors", "all", "mode"]}),
        deployed=both(
            section("Mappings", {"Factors": {"all": {"mode": "OPTIONAL"}}}),
            put(f"{POOL}.MfaConfiguration", "OPTIONAL"),
        ),
    ),
    # the same in another form
    Case("a boolean as a text", put(f"{CLIENT}.GenerateSecret", "False")),
    Case(
        "a boolean in an object", put(f"{POOL}.UsernameConfiguration", {"CaseSensitive": "false"})
    ),
    Case("a reference in a text", put(f"{CLIENT}.UserPoolId", {"Fn::Sub": "${UserPool}"})),
    Case("an attribute in a text", put(ARN, {"Fn::Sub": ["${R.Arn}", {"R.Arn": USED}]})),
    Case("an attribute as a text", put(ARN, {"Fn::GetAtt": "SmsRole.Arn"})),
    Case(
        "a text in pieces",
        put("AWS::ApiGateway::Stage.Properties.StageName", {"Fn::Join": ["", ["v", "1"]]}, API),
    ),
    Case(
        "a mapping to false",
        both(
            section("Mappings", {"Off": {"all": {"it": False}}}),
            put(f"{CLIENT}.GenerateSecret", {"Fn::FindInMap": ["Off", "all", "it"]}),
        ),
    ),
    # beside what was there
    Case(
        "a trigger with its permission",
        both(
            put("Mine", {"Type": "AWS::Lambda::Function", "Properties": {}}),
            put(
                "MayBeCalled",
                {
                    "Type": "AWS::Lambda::Permission",
                    "Properties": {
                        "FunctionName": {"Fn::GetAtt": ["Mine", "Arn"]},
                        "Principal": "cognito-idp.amazonaws.com",
                    },
                },
            ),
            put(f"{POOL}.LambdaConfig.PreAuthentication", {"Fn::GetAtt": ["Mine", "Arn"]}),
        ),
    ),
    Case(
        "a web ACL whose name CloudFormation chooses",
        put("Acl", {"Type": "AWS::WAFv2::WebACL", "Properties": {"Scope": "REGIONAL"}}),
    ),
    Case(
        "a role that is denied something from its first day",
        both(
            put("Mine", {"Type": "AWS::IAM::Role", "Properties": {}}),
            put(
                "Denial",
                {
                    "Type": "AWS::IAM::Policy",
                    "Properties": {
                        "Roles": [{"Ref": "Mine"}],
                        "PolicyDocument": {"Statement": [{"Effect": "Deny", "Action": "*"}]},
                    },
                },
            ),
        ),
    ),
    Case("what is absent by AWS::NoValue", put(f"{POOL}.AliasAttributes", {"Ref": "AWS::NoValue"})),
    Case(
        "a value of the other stack, read in another way",
        put(
            f"{CLAIMS}.Properties.Environment.Variables.USER_POOL_CLIENT_ID",
            {"Fn::GetStackOutput": {"StackName": IDENTITY, "OutputName": "UserPoolClientId"}},
            API,
        ),
        deployed=section(
            "Parameters",
            {
                "UserPoolClientId": {
                    "Type": "AWS::SSM::Parameter::Value<String>",
                    "Default": f"/{PROJECT}/{STAGE}/UserPoolClientId",
                }
            },
            API,
        ),
    ),
]
