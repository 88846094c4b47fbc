"""Each control is proven by its removal: the assertion that guards it must fail."""

import inspect
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.assertions import (
    test_api,
    test_app_client,
    test_backup,
    test_backup_runs,
    test_default_group,
    test_functions,
    test_groups,
    test_identity_pool,
    test_sms_account,
    test_stacks,
    test_support_role,
    test_user_pool,
    test_web_firewall,
)
from tests.assertions.monitoring import (
    test_alarm_topic,
    test_alarms,
    test_dashboard,
    test_subjects,
)
from tests.samples import REFERENCE
from tests.templates import Template, at_path, load_all, of_type

REMOVED: Any = object()
ADDED: Any = {"Type": "AWS::ApiGateway::Account", "Properties": {}}
GATE = "Directory/SignUpGate"
TRUST = "AssumeRolePolicyDocument.Statement.0"
ARTIFACT = "artifacts.phone-auth-reference-identity"
STATEMENT = "PolicyDocument.Statement.0"
ROUTES = "Environment.Variables.ROUTES"
PREFLIGHT = "Integration.IntegrationResponses"
ORIGIN = "'https://app.example.com'"
POOL_POLICY = "Policies.PasswordPolicy"
HELP_USERS = "Support/HelpUsers"
JOIN = "Directory/DefaultGroup"
SUPPORT_ROLE = "Support"
SET_SMS_ATTRIBUTES = "SmsAccount/SetAttributes"
WRITE_BACKUPS = "Directory/WriteBackups"
ENCRYPTION = "BucketEncryption.ServerSideEncryptionConfiguration.0"
ACCESS_LOG_WITH_USER = (
    '{"requestId": "", "status": "", "httpMethod": "", "resourcePath": "", '
    '"user": "$context.authorizer.claims.sub"}'
)


class AtPath(str):
    """The logical id of the resource of a construct, by the construct's path."""

    __slots__ = ()


def _allowing(origin: str, methods: str) -> list[Any]:
    start = "method.response.header.Access-Control-Allow"
    return [{"ResponseParameters": {f"{start}-Origin": origin, f"{start}-Methods": methods}}]


# By assertion: the stack, the resources (path, logical id or type), a path in their properties
# (after a slash: in the resource, and without resources in the template), and its new value. The
# stack `files` is a JSON file of the assembly instead.
# In a path, a number indexes a list.
Mutation = tuple[str, str, str, Any]
USER_POOL: dict[str, list[Mutation]] = {
    "test_the_phone_number_is_the_username_in_any_case": [
        ("identity", "UserPool", "UsernameAttributes", ["email"]),
        ("identity", "UserPool", "AliasAttributes", ["phone_number"]),
        ("identity", "UserPool", "UsernameConfiguration", REMOVED),
    ],
    "test_users_sign_themselves_up_unless_the_stage_closes_it": [
        ("identity", "UserPool", "AdminCreateUserConfig.AllowAdminCreateUserOnly", True),
    ],
    "test_the_phone_number_is_verified_by_a_text_with_the_stages_words": [
        ("identity", "UserPool", "AutoVerifiedAttributes", REMOVED),
        ("identity", "UserPool", "SmsVerificationMessage", "{####}"),
    ],
    "test_an_old_number_works_until_the_new_one_is_verified": [
        ("identity", "UserPool", "UserAttributeUpdateSettings", REMOVED),
    ],
    "test_the_account_is_recovered_by_the_verified_phone_or_an_operator": [
        ("identity", "UserPool", "AccountRecoverySetting.RecoveryMechanisms.0.Name", "admin_only"),
    ],
    "test_every_attribute_states_its_type_and_what_it_may_hold": [
        ("identity", "UserPool", "Schema.0.AttributeDataType", REMOVED),
        ("identity", "UserPool", "Schema.2.Mutable", False),
    ],
    "test_a_phone_number_of_e164_fits": [
        ("identity", "UserPool", "Schema.1.StringAttributeConstraints.MaxLength", "12"),
    ],
    "test_a_password_is_long_and_of_four_classes_or_longer": [
        ("identity", "UserPool", f"{POOL_POLICY}.MinimumLength", 8),
        ("identity", "UserPool", f"{POOL_POLICY}.RequireSymbols", False),
        ("identity", "UserPool", f"{POOL_POLICY}.TemporaryPasswordValidityDays", 7),
    ],
    "test_the_second_factor_is_the_stages": [
        ("identity", "UserPool", "MfaConfiguration", "OFF"),
        ("identity", "UserPool", "EnabledMfas", ["SMS_MFA"]),
    ],
    "test_the_feature_plan_is_explicit_and_used": [
        ("identity", "UserPool", "UserPoolTier", REMOVED),
        ("identity", "UserPool", "UserPoolAddOns", {"AdvancedSecurityMode": "OFF"}),
    ],
    "test_a_protected_pool_cannot_be_deleted": [
        ("identity", "UserPool", "DeletionProtection", "INACTIVE"),
    ],
    "test_the_sign_up_gate_decides_at_sign_up_and_before_every_text": [
        ("identity", "UserPool", "LambdaConfig.PreSignUp", REMOVED),
        ("identity", "UserPool", "LambdaConfig.CustomMessage", REMOVED),
    ],
    "test_the_sign_up_gate_has_the_stages_countries_and_test_numbers": [
        ("identity", GATE, "Environment.Variables.ALLOWED_COUNTRIES", "FR"),
        ("identity", GATE, "Environment.Variables.TEST_NUMBERS", "+1"),
    ],
    "test_texts_come_from_the_region_that_the_stage_says_or_its_own": [
        ("identity", "UserPool", "SmsConfiguration.SnsRegion", REMOVED),
    ],
    "test_only_this_stacks_cognito_assumes_the_sms_role": [
        ("identity", "UserPool", "SmsConfiguration.ExternalId", "guessable"),
        ("identity", "SmsRole", f"{TRUST}.Principal", {"Service": "sns.amazonaws.com"}),
        ("identity", "SmsRole", f"{TRUST}.Condition.ArnLike", REMOVED),
        ("identity", "SmsRole", f"{TRUST}.Condition.StringEquals.aws:SourceAccount", REMOVED),
        ("identity", "SmsRole", f"{TRUST}.Condition.StringEquals.sts:ExternalId", REMOVED),
    ],
    "test_the_sms_role_may_publish_and_nothing_else": [
        ("identity", "Directory/SmsSender/Publish", f"{STATEMENT}.Action", "sns:*"),
        ("identity", "SmsRole", "Policies", []),
    ],
    "test_no_other_permission_has_a_wildcard": [
        ("identity", "AWS::IAM::ManagedPolicy", f"{STATEMENT}.Action", "logs:*"),
    ],
    "test_undelivered_messages_are_logged_where_the_stage_can": [
        (
            "identity",
            "AWS::Cognito::LogDeliveryConfiguration",
            "LogConfigurations.0.LogLevel",
            "INFO",
        ),
    ],
}
GROUPS: dict[str, list[Mutation]] = {
    "test_groups_are_the_stages": [
        ("identity", "AWS::Cognito::UserPoolGroup", "Precedence", 5),
    ],
    "test_groups_and_their_members_survive_a_protected_stack": [
        ("identity", "AWS::Cognito::UserPoolGroup", "/DeletionPolicy", REMOVED),
        ("identity", "AWS::Cognito::UserPoolGroup", "/UpdateReplacePolicy", "Delete"),
    ],
}
ADD_TO_GROUPS = f"{JOIN}/AddToGroups"
DEFAULT_GROUP: dict[str, list[Mutation]] = {
    "test_users_join_the_group_that_the_stage_says_and_otherwise_none": [
        ("identity", "UserPool", "LambdaConfig.PostConfirmation", REMOVED),
        ("identity", f"{JOIN}/Function", "Environment.Variables.DEFAULT_GROUP", "admins"),
        ("identity", "AWS::Cognito::UserPoolGroup", "GroupName", "others"),
    ],
    "test_the_function_may_only_add_to_groups_of_this_pool": [
        ("identity", ADD_TO_GROUPS, f"{STATEMENT}.Action", ["cognito-idp:AdminAddUserToGroup"]),
        ("identity", ADD_TO_GROUPS, f"{STATEMENT}.Resource", "*"),
        ("identity", ADD_TO_GROUPS, "Roles", []),
    ],
    "test_no_other_right_of_the_function_concerns_users": [
        ("identity", f"{JOIN}/Function/WriteLogs", f"{STATEMENT}.Action", "cognito-idp:ListUsers"),
    ],
    "test_nothing_that_the_pool_waits_for_waits_for_the_pool": [
        ("identity", f"{JOIN}/Invoke", "SourceArn", {"Fn::GetAtt": ["UserPool", "Arn"]}),
        ("identity", f"{JOIN}/Function/Role", "Description", {"Ref": "UserPool"}),
    ],
    "test_the_pool_has_the_trigger_once_it_may_be_invoked": [
        ("identity", "UserPool", "/DependsOn", []),
    ],
    "test_a_failure_alarms_whoever_reports_it": [
        ("monitoring", "Alarms/DefaultGroupMissed", "MetricName", "Successes"),
        ("identity", f"{JOIN}/Function", "Environment.Variables.METRICS_NAMESPACE", "Elsewhere"),
        ("monitoring", "Alarms/DefaultGroupMissed", "Threshold", 2),
        ("monitoring", "Alarms/DefaultGroupErrors", "Threshold", 3),
        ("monitoring", "Alarms/DefaultGroupErrors", "TreatMissingData", REMOVED),
    ],
}
APP_CLIENT: dict[str, list[Mutation]] = {
    "test_users_sign_in_by_srp_or_refresh_only": [
        ("identity", "UserPoolClient", "ExplicitAuthFlows", ["ALLOW_USER_PASSWORD_AUTH"]),
    ],
    "test_the_client_has_no_secret": [("identity", "UserPoolClient", "GenerateSecret", True)],
    "test_oauth_is_off": [
        ("identity", "UserPoolClient", "AllowedOAuthFlows", ["implicit"]),
        ("identity", "UserPoolClient", "AllowedOAuthFlowsUserPoolClient", True),
    ],
    "test_users_come_from_this_pool_only": [
        ("identity", "UserPoolClient", "SupportedIdentityProviders", REMOVED),
    ],
    "test_an_unknown_user_looks_like_a_wrong_password": [
        ("identity", "UserPoolClient", "PreventUserExistenceErrors", REMOVED),
    ],
    "test_tokens_can_be_revoked": [("identity", "UserPoolClient", "EnableTokenRevocation", False)],
    "test_tokens_live_as_long_as_the_stage_says": [
        ("identity", "UserPoolClient", "IdTokenValidity", 1440),
        ("identity", "UserPoolClient", "TokenValidityUnits", REMOVED),
    ],
    "test_a_challenge_is_answered_within_three_minutes": [
        ("identity", "UserPoolClient", "AuthSessionValidity", 15),
    ],
    "test_a_frontend_reads_and_writes_listed_attributes_only": [
        ("identity", "UserPoolClient", "WriteAttributes.0", "email"),
        ("identity", "UserPoolClient", "ReadAttributes.0", "email"),
    ],
}
IDENTITIES: dict[str, list[Mutation]] = {
    "test_guests_are_admitted_as_the_stage_says": [
        ("identity", "IdentityPool", "AllowUnauthenticatedIdentities", False),
        (
            "identity",
            "AWS::Cognito::IdentityPoolRoleAttachment",
            "Roles.unauthenticated",
            REMOVED,
        ),
    ],
    "test_the_classic_flow_is_off": [("identity", "IdentityPool", "AllowClassicFlow", True)],
    "test_users_come_from_our_client_with_a_token_that_is_not_revoked": [
        ("identity", "IdentityPool", "CognitoIdentityProviders.0.ServerSideTokenCheck", False),
    ],
    "test_each_role_trusts_its_own_kind_of_identity_of_our_pool": [
        (
            "identity",
            "Identities/GuestRole",
            f"{TRUST}.Condition.ForAnyValue:StringLike",
            REMOVED,
        ),
        (
            "identity",
            "Identities/AuthenticatedRole",
            f"{TRUST}.Condition.StringEquals",
            REMOVED,
        ),
    ],
    "test_the_identity_stack_grants_these_roles_nothing": [
        ("identity", "Identities/GuestRole", "ManagedPolicyArns", []),
        ("identity", "Identities/GuestRole", "Policies", []),
    ],
    "test_guests_and_users_may_invoke_the_guest_routes_and_nothing_else": [
        ("api", "AWS::IAM::ManagedPolicy", f"{STATEMENT}.Action", "execute-api:*"),
        ("api", "AWS::IAM::ManagedPolicy", f"{STATEMENT}.Resource", "arn:aws:execute-api:::/GET/"),
    ],
    "test_no_permission_of_the_api_stack_has_a_wildcard": [
        ("api", "AWS::IAM::ManagedPolicy", f"{STATEMENT}.Resource", "*"),
    ],
}
API: dict[str, list[Mutation]] = {
    "test_the_routes_of_the_contract_are_there": [
        ("api", "Api/Claims", ROUTES, '{"GET /me": {"admits": "guests"}}'),
        ("api", "Api/Claims", ROUTES, '{"GET /me": {"admits": "users"}}'),
    ],
    "test_a_route_is_declared_once_and_its_function_answers_it": [
        ("api", "Api/Claims", ROUTES, '{"GET /me": {"admits": "users"}}'),
        ("api", "AWS::ApiGateway::Method", "HttpMethod", "ANY"),
        ("api", "AWS::ApiGateway::Method", "Integration.Uri", "arn:other"),
    ],
    "test_a_route_for_users_stands_behind_our_user_pool": [
        ("api", "AWS::ApiGateway::Method", "AuthorizationType", "AWS_IAM"),
        ("api", "AWS::ApiGateway::Authorizer", "IdentitySource", "method.request.header.Token"),
    ],
    "test_a_route_for_users_wants_an_id_token": [
        ("api", "AWS::ApiGateway::Method", "AuthorizationScopes", ["openid"]),
    ],
    "test_a_route_for_guests_stands_behind_iam": [
        ("api", "AWS::ApiGateway::Method", "AuthorizationType", "NONE"),
    ],
    "test_a_route_names_groups_of_the_stage_only": [
        (
            "api",
            "Api/Claims",
            ROUTES,
            '{"GET /me": {"admits": "users", "groups": ["nobody"]}}',
        ),
    ],
    "test_only_preflight_is_open": [
        ("api", "AWS::ApiGateway::Method", "AuthorizationType", "NONE"),
    ],
    "test_preflight_names_the_stages_origins_and_the_paths_methods": [
        ("api", "AWS::ApiGateway::Method", PREFLIGHT, _allowing("'*'", "'GET,OPTIONS'")),
        ("api", "AWS::ApiGateway::Method", PREFLIGHT, _allowing(ORIGIN, "'GET,PUT,OPTIONS'")),
        ("api", "AWS::ApiGateway::Method", PREFLIGHT, _allowing(ORIGIN, "'OPTIONS'")),
    ],
    "test_a_function_answers_for_the_stages_origins": [
        ("api", "AWS::Lambda::Function", "Environment.Variables.ALLOWED_ORIGINS", "*"),
        (
            "api",
            "AWS::Lambda::Function",
            "Environment.Variables.ALLOWED_ORIGINS",
            "https://app.example.com,http://localhost:*",
        ),
    ],
    "test_a_function_knows_our_app_client": [
        ("api", "AWS::Lambda::Function", "Environment.Variables.USER_POOL_CLIENT_ID", "any"),
    ],
    "test_every_gateway_error_is_a_constant_that_a_browser_may_read": [
        ("api", "AWS::ApiGateway::GatewayResponse", "ResponseParameters", {}),
        (
            "api",
            "AWS::ApiGateway::GatewayResponse",
            "ResponseTemplates",
            {"application/json": '{"message": $context.error.messageString}'},
        ),
        ("api", "AWS::ApiGateway::GatewayResponse", "ResponseType", "DEFAULT_4XX"),
    ],
    "test_requests_are_validated": [
        ("api", "AWS::ApiGateway::RequestValidator", "ValidateRequestParameters", False),
        ("api", "AWS::ApiGateway::Method", "RequestValidatorId", REMOVED),
    ],
    "test_calls_are_limited_as_the_stage_says": [
        ("api", "AWS::ApiGateway::Stage", "MethodSettings.0.ThrottlingRateLimit", REMOVED),
        ("api", "AWS::ApiGateway::Stage", "MethodSettings.0.ThrottlingBurstLimit", 5000),
    ],
    "test_no_answer_is_kept_for_the_next_caller": [
        ("api", "AWS::ApiGateway::Stage", "CacheClusterEnabled", True),
        ("api", "AWS::ApiGateway::Stage", "MethodSettings.0.CachingEnabled", True),
    ],
    "test_calls_are_traced_as_the_stage_says": [
        ("api", "AWS::ApiGateway::Stage", "TracingEnabled", False),
    ],
    "test_errors_are_logged_without_the_requests_data": [
        ("api", "AWS::ApiGateway::Stage", "MethodSettings.0.DataTraceEnabled", True),
        ("api", "AWS::ApiGateway::Stage", "MethodSettings.0.LoggingLevel", "OFF"),
    ],
    "test_the_access_log_is_json_without_claims_tokens_or_identities": [
        ("api", "AWS::ApiGateway::Stage", "AccessLogSetting.Format", "$context.requestId"),
        (
            "api",
            "AWS::ApiGateway::Stage",
            "AccessLogSetting.Format",
            ACCESS_LOG_WITH_USER,
        ),
    ],
    "test_no_log_is_kept_for_ever": [
        ("api", "AWS::Logs::LogGroup", "RetentionInDays", 0),
        ("api", "AWS::Logs::LogGroup", "LogGroupName", "other"),
    ],
    "test_no_stack_changes_the_accounts_logging_role": [
        ("api", "AWS::ApiGateway::RequestValidator", "", ADDED),
    ],
}
FUNCTIONS: dict[str, list[Mutation]] = {
    "test_the_runtime_is_the_newest_on_arm64": [
        ("api", "AWS::Lambda::Function", "Runtime", "python3.12"),
        ("api", "AWS::Lambda::Function", "Architectures", REMOVED),
    ],
    "test_timeout_and_memory_are_explicit": [
        ("api", "AWS::Lambda::Function", "Timeout", 900),
        ("api", "AWS::Lambda::Function", "MemorySize", 128),
    ],
    "test_the_handlers_are_the_contracts": [
        ("api", "AWS::Lambda::Function", "Handler", "index.handler"),
    ],
    "test_a_function_may_write_its_own_log_and_what_it_is_for": [
        ("api", "AWS::IAM::ManagedPolicy", f"{STATEMENT}.Resource", "*"),
        ("api", "AWS::IAM::Role", "ManagedPolicyArns", ["a", "b"]),
    ],
    "test_only_our_pool_invokes_the_gate_and_only_our_account_the_default_group": [
        ("identity", "AWS::Lambda::Permission", "SourceArn", REMOVED),
        ("identity", f"{JOIN}/Invoke", "SourceArn", "*"),
        ("identity", "AWS::Lambda::Permission", "Principal", "*"),
    ],
    "test_only_its_routes_invoke_a_function_of_the_api": [
        ("api", "AWS::Lambda::Permission", "SourceArn", "arn:aws:execute-api:::a/test/GET/me"),
        ("api", "AWS::Lambda::Permission", "SourceArn", REMOVED),
        ("api", "AWS::Lambda::Permission", "Principal", "*"),
    ],
    "test_the_environment_holds_settings_and_no_switch_that_logs_events": [
        ("api", "AWS::Lambda::Function", "Environment.Variables.POWERTOOLS_LOGGER_LOG_EVENT", "1"),
    ],
}
SMS_ACCOUNT: dict[str, list[Mutation]] = {
    "test_a_stage_sets_the_spend_limit_that_it_says_or_leaves_it": [
        ("identity", "Custom::SmsAccount", "MonthlySpendLimit", 2),
    ],
    "test_the_limit_holds_where_the_pool_texts_from": [
        ("identity", "Custom::SmsAccount", "Region", "us-east-1"),
        ("identity", "Custom::SmsAccount", "Region", REMOVED),
    ],
    "test_a_limit_is_at_least_a_dollar": [
        ("identity", "Custom::SmsAccount", "MonthlySpendLimit", 0),
    ],
    "test_our_own_function_sets_it_and_is_not_waited_for_an_hour": [
        ("identity", "Custom::SmsAccount", "ServiceToken.Fn::GetAtt.0", AtPath(GATE)),
        ("identity", "Custom::SmsAccount", "ServiceTimeout", REMOVED),
    ],
    "test_it_may_set_sms_attributes_and_nothing_else": [
        ("identity", SET_SMS_ATTRIBUTES, f"{STATEMENT}.Action", "sns:*"),
        ("identity", SET_SMS_ATTRIBUTES, "PolicyDocument.Statement", []),
    ],
}
RATE = "Rules.1.Statement.RateBasedStatement"
COUNTED = f"{RATE}.ScopeDownStatement.OrStatement.Statements"
EXPRESSION = "RegexMatchStatement.RegexString"
WEB_FIREWALL: dict[str, list[Mutation]] = {
    "test_the_pool_and_the_api_have_a_web_acl_where_the_stage_says": [
        ("identity", "AWS::WAFv2::WebACLAssociation", "ResourceArn", "arn:aws:other"),
        ("api", "AWS::WAFv2::WebACLAssociation", "WebACLArn", "arn:aws:other"),
    ],
    "test_addresses_of_bad_repute_are_blocked": [
        ("api", "AWS::WAFv2::WebACL", "Rules.0.OverrideAction", {"Count": {}}),
    ],
    "test_an_address_that_asks_too_often_is_blocked": [
        ("identity", "AWS::WAFv2::WebACL", "Rules.1.Action", {"Count": {}}),
        ("identity", "AWS::WAFv2::WebACL", f"{RATE}.Limit", 100_000),
    ],
    "test_on_the_pool_only_what_texts_somebody_counts": [
        ("identity", "AWS::WAFv2::WebACL", f"{RATE}.ScopeDownStatement", REMOVED),
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.0", REMOVED),
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.1", REMOVED),
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.0.{EXPRESSION}", "^(signup)$"),
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.1.{EXPRESSION}", "."),
    ],
    "test_an_address_may_ask_the_pool_for_texts_as_often_as_the_stage_says": [
        ("identity", "AWS::WAFv2::WebACL", f"{RATE}.Limit", 500),
    ],
    "test_however_an_operation_is_written_it_counts": [
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.1.{EXPRESSION}", "^signup$"),
        (
            "identity",
            "AWS::WAFv2::WebACL",
            f"{COUNTED}.0.RegexMatchStatement.TextTransformations.0.Type",
            "NONE",
        ),
    ],
    "test_signing_in_counts_where_it_texts": [
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.0.{EXPRESSION}", "."),
        ("identity", "AWS::WAFv2::WebACL", f"{COUNTED}.1.{EXPRESSION}", "^initiateauth$"),
    ],
    "test_decisions_are_logged_without_tokens": [
        ("api", "AWS::WAFv2::LoggingConfiguration", "RedactedFields", REMOVED),
        ("api", "AWS::WAFv2::LoggingConfiguration", "RedactedFields.1", REMOVED),
        ("api", "AWS::WAFv2::WebACL", "Rules.1.VisibilityConfig.SampledRequestsEnabled", True),
    ],
}
STACKS: dict[str, list[Mutation]] = {
    "test_logical_ids_that_users_depend_on_never_change": [
        ("identity", "UserPool", "/Type", "AWS::Cognito::UserPoolClient"),
        ("api", "AWS::ApiGateway::RestApi", "/Type", "AWS::ApiGatewayV2::Api"),
        ("backup", "BackupBucket", "/Type", "AWS::S3Express::DirectoryBucket"),
    ],
    "test_stacks_are_named_by_project_stage_and_part": [
        ("files", "other-name-api.template.json", "Resources", {}),
    ],
    "test_outputs_have_the_keys_of_the_contract": [
        ("identity", "", "/Outputs.PoolId", {"Value": "renamed"}),
        ("api", "", "/Outputs.ApiUrl", REMOVED),
        ("backup", "", "/Outputs.BackupBucket", REMOVED),
    ],
    "test_every_output_is_a_parameter_for_other_stacks": [
        ("identity", "AWS::SSM::Parameter", "Name", "/elsewhere"),
    ],
    "test_the_api_stack_reads_what_the_identity_stack_shares_at_each_deployment": [
        ("api", "", "/Parameters.UserPoolId.Type", "String"),
        ("api", "", "/Parameters.UserPoolClientId.Default", "/elsewhere/UserPoolClientId"),
        ("api", "", "/Parameters.AuthenticatedRole", REMOVED),
        ("identity", "Parameters/GuestRole", "Name", "/elsewhere"),
    ],
    "test_the_identity_stack_shares_the_roles_of_its_credentials": [
        ("identity", "Parameters/GuestRole", "Value", {"Ref": "SmsRole"}),
        ("identity", "Parameters/AuthenticatedRole", "Name", "/elsewhere"),
    ],
    "test_everything_is_deployed_after_the_directory": [
        ("files", "manifest.json", "artifacts.phone-auth-reference-backup.dependencies", []),
        ("files", "manifest.json", "artifacts.phone-auth-reference-api.dependencies", []),
    ],
    "test_nothing_locks_one_stack_to_the_other": [
        ("identity", "", "/Outputs.Region.Export", {"Name": "lock"}),
        ("api", "AWS::ApiGateway::RestApi", "Name", {"Fn::ImportValue": "lock"}),
        ("api", "AWS::ApiGateway::RestApi", "Name", {"Fn::GetStackOutput": {}}),
    ],
    "test_a_failed_first_deployment_leaves_no_orphan_in_the_way": [
        ("identity", "UserPool", "/DeletionPolicy", "Retain"),
        ("api", "AWS::Logs::LogGroup", "/DeletionPolicy", "Retain"),
    ],
    "test_what_users_depend_on_survives_a_protected_stack": [
        (part, name, f"/{policy}", REMOVED)
        for part, name in (("identity", name) for name in test_stacks.LOCKED_IDS["identity"])
        for policy in ("DeletionPolicy", "UpdateReplacePolicy")
    ],
    "test_a_protected_stack_refuses_deletion": [
        ("files", "manifest.json", f"{ARTIFACT}.properties.terminationProtection", False),
    ],
    "test_stacks_are_tagged": [
        ("files", "manifest.json", f"{ARTIFACT}.properties.tags", {"project": "phone-auth"}),
    ],
    "test_stacks_go_where_the_stage_says": [
        ("files", "manifest.json", f"{ARTIFACT}.environment", "aws://1/us-east-1"),
    ],
    "test_policies_are_managed_and_our_own": [
        ("identity", "SmsRole", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
        ("api", "AWS::IAM::Role", "Policies", []),
        ("api", "AWS::ApiGateway::RequestValidator", "/Type", "AWS::IAM::Policy"),
    ],
    "test_cdk_nag_has_no_acknowledgement_beyond_the_list": [
        (
            "files",
            "more.metadata.json",
            "/stack/Api",
            [{"type": "aws:cdk:acknowledged-rules", "data": {"AwsSolutions-IAM4": "x" * 40}}],
        ),
    ],
}
SUPPORT: dict[str, list[Mutation]] = {
    "test_a_stage_has_the_role_when_it_says_so": [
        ("identity", "Parameters/SupportRole", "Name", "/elsewhere"),
    ],
    "test_whoever_takes_it_signed_in_with_mfa_or_is_the_one_that_is_named": [
        ("identity", SUPPORT_ROLE, f"{TRUST}.Condition", REMOVED),
        ("identity", SUPPORT_ROLE, f"{TRUST}.Principal", {"AWS": "*"}),
    ],
    "test_it_may_do_what_the_command_does_to_this_pool_and_its_triggers": [
        ("identity", HELP_USERS, f"{STATEMENT}.Action.0", REMOVED),
        ("identity", HELP_USERS, f"{STATEMENT}.Action.0", "cognito-idp:AdminSetUserSettings"),
        ("identity", HELP_USERS, f"{STATEMENT}.Resource", "*"),
        ("identity", HELP_USERS, "PolicyDocument.Statement.1.Resource", "*"),
        ("identity", HELP_USERS, "PolicyDocument.Statement.2.Resource", "*"),
        ("identity", HELP_USERS, "PolicyDocument.Statement.2.Action", "lambda:*"),
    ],
    "test_without_a_default_group_it_reads_no_functions_settings": [
        ("identity", HELP_USERS, "PolicyDocument.Statement.2", REMOVED),
    ],
    "test_it_signs_nobody_in_and_becomes_nobody": [
        ("identity", HELP_USERS, f"{STATEMENT}.Action.0", "cognito-idp:AdminInitiateAuth"),
        ("identity", HELP_USERS, f"{STATEMENT}.Action.0", "cognito-idp:AdminSetUserPassword"),
        ("identity", HELP_USERS, f"{STATEMENT}.Action.0", "cognito-idp:AdminCreateUser"),
        ("identity", HELP_USERS, f"{STATEMENT}.Action.0", "cognito-idp:Admin*"),
    ],
    "test_it_has_no_other_policy": [
        ("identity", SUPPORT_ROLE, "Policies", []),
        ("identity", SUPPORT_ROLE, "ManagedPolicyArns", []),
    ],
}
BACKUP: dict[str, list[Mutation]] = {
    "test_a_stage_has_backups_when_it_says_so": [
        ("backup", "BackupBucket", "/Type", "AWS::S3Express::DirectoryBucket"),
    ],
    "test_bucket_key_and_policy_outlive_every_stack": [
        ("backup", kind, f"/{policy}", "Delete")
        for kind in ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::KMS::Key")
        for policy in ("DeletionPolicy", "UpdateReplacePolicy")
    ],
    "test_the_bucket_is_private": [
        ("backup", "BackupBucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", False),
        ("backup", "BackupBucket", "OwnershipControls", REMOVED),
        ("backup", "BackupBucket", "AccessControl", "PublicRead"),
    ],
    "test_nothing_comes_or_goes_without_tls": [
        ("backup", "AWS::S3::BucketPolicy", f"{STATEMENT}.Effect", "Allow"),
        ("backup", "AWS::S3::BucketPolicy", f"{STATEMENT}.Condition", REMOVED),
        ("backup", "AWS::S3::BucketPolicy", f"{STATEMENT}.Resource.1", REMOVED),
    ],
    "test_objects_are_encrypted_by_a_key_of_their_own_that_is_asked_for_each": [
        ("backup", "BackupBucket", f"{ENCRYPTION}.ServerSideEncryptionByDefault", {}),
        ("backup", "BackupBucket", f"{ENCRYPTION}.BucketKeyEnabled", True),
        ("backup", "BackupKey", "EnableKeyRotation", False),
    ],
    "test_only_this_account_has_the_key": [
        ("backup", "BackupKey", "KeyPolicy.Statement.0.Principal", {"AWS": "*"}),
    ],
    "test_a_version_is_locked_as_long_as_it_is_kept_and_goes_then": [
        ("backup", "BackupBucket", "VersioningConfiguration.Status", "Suspended"),
        ("backup", "BackupBucket", "ObjectLockEnabled", REMOVED),
        ("backup", "BackupBucket", "ObjectLockConfiguration.Rule.DefaultRetention.Days", 1),
        ("backup", "BackupBucket", "LifecycleConfiguration.Rules.0.ExpirationInDays", 1),
        ("backup", "BackupBucket", "LifecycleConfiguration.Rules.0.Status", "Disabled"),
        ("backup", "BackupBucket", "LifecycleConfiguration.Rules.1", REMOVED),
    ],
}
BACKUP_RUNS: dict[str, list[Mutation]] = {
    "test_the_function_reads_one_pool_and_writes_below_one_prefix": [
        ("backup", WRITE_BACKUPS, f"{STATEMENT}.Resource", "*"),
        ("backup", WRITE_BACKUPS, f"{STATEMENT}.Action.0", "cognito-idp:AdminGetUser"),
        ("backup", WRITE_BACKUPS, "PolicyDocument.Statement.1.Resource", "*"),
        ("backup", WRITE_BACKUPS, "PolicyDocument.Statement.4.Resource", "*"),
        ("backup", WRITE_BACKUPS, "PolicyDocument.Statement.2.Resource", "*"),
    ],
    "test_the_function_changes_no_user_and_no_lock_and_deletes_nothing": [
        ("backup", WRITE_BACKUPS, "PolicyDocument.Statement.1.Action", ["s3:DeleteObject"]),
        ("backup", WRITE_BACKUPS, "PolicyDocument.Statement.1.Action", ["s3:*"]),
    ],
    "test_the_schedule_invokes_the_function_and_no_run_meets_the_next": [
        ("backup", "AWS::Scheduler::Schedule", "State", "DISABLED"),
        ("backup", "AWS::Lambda::Function", "Timeout", 900),
        ("backup", "AWS::Lambda::EventInvokeConfig", "MaximumRetryAttempts", REMOVED),
        ("backup", "AWS::Scheduler::Schedule", "Target.RetryPolicy.MaximumRetryAttempts", 185),
        ("backup", "Directory/Invoke", f"{STATEMENT}.Resource", "*"),
    ],
    "test_the_scheduler_acts_for_this_account_alone": [
        ("backup", "Directory/Scheduler", f"{TRUST}.Condition", REMOVED),
    ],
    "test_the_function_is_told_what_the_stage_says": [
        ("backup", "AWS::Lambda::Function", "Environment.Variables.START_HOUR", "2"),
        ("backup", "AWS::Lambda::Function", "Environment.Variables.SECOND_FACTORS", "true"),
    ],
    "test_the_alarm_is_on_without_a_backup_and_without_a_run": [
        ("backup", "AWS::CloudWatch::Alarm", "TreatMissingData", "notBreaching"),
        ("backup", "AWS::CloudWatch::Alarm", "Namespace", "elsewhere"),
        ("backup", "AWS::CloudWatch::Alarm", "Period", 86400),
    ],
    "test_the_alarm_tells_the_topic_of_a_stage_that_has_one": [
        ("backup", "AWS::CloudWatch::Alarm", "AlarmActions", REMOVED),
    ],
}
KEY_USERS, PUBLISHERS = "KeyPolicy.Statement", "PolicyDocument.Statement"
PUMPING, GATE_ERRORS = "Alarms/SmsPumpingDE", "Alarms/SignUpGateErrors"
ALARM_TOPIC: dict[str, list[Mutation]] = {
    "test_the_topic_is_encrypted_by_a_key_of_our_own_that_turns": [
        ("monitoring", "AWS::SNS::Topic", "KmsMasterKeyId", "alias/aws/sns"),
        ("monitoring", "AWS::KMS::Key", "EnableKeyRotation", REMOVED),
    ],
    "test_cloudwatch_of_this_account_and_eventbridge_use_the_key": [
        ("monitoring", "AWS::KMS::Key", f"{KEY_USERS}.1", REMOVED),
        ("monitoring", "AWS::KMS::Key", f"{KEY_USERS}.2", REMOVED),
        ("monitoring", "AWS::KMS::Key", f"{KEY_USERS}.1.Condition", REMOVED),
        (
            "monitoring",
            "AWS::KMS::Key",
            f"{KEY_USERS}.2.Condition",
            {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
        ),
        ("monitoring", "AWS::KMS::Key", f"{KEY_USERS}.1.Action", "kms:*"),
        ("monitoring", "AWS::KMS::Key", f"{KEY_USERS}.0.Principal.AWS", "*"),
    ],
    "test_only_this_accounts_alarms_and_eventbridge_publish_and_only_by_tls": [
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.0", REMOVED),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.1", REMOVED),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.2", REMOVED),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.1.Condition", REMOVED),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.1.Principal", "*"),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.1.Action", "sns:*"),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.2.Condition", {"ArnLike": {}}),
        ("monitoring", "AWS::SNS::TopicPolicy", f"{PUBLISHERS}.2.Principal", "*"),
    ],
    "test_nobody_is_subscribed_by_the_template": [
        ("monitoring", "AWS::SNS::Topic", "Subscription", [{"Protocol": "email"}]),
        ("monitoring", "AWS::SNS::TopicPolicy", "/Type", "AWS::SNS::Subscription"),
    ],
}
ALARMS: dict[str, list[Mutation]] = {
    "test_every_alarm_tells_the_topic_of_trouble_and_of_its_end": [
        ("monitoring", PUMPING, "AlarmActions", REMOVED),
        ("monitoring", PUMPING, "OKActions", []),
        ("monitoring", PUMPING, "ActionsEnabled", False),
    ],
    "test_every_alarm_says_what_to_do_and_where_more_of_that_stands": [
        ("monitoring", PUMPING, "AlarmDescription", REMOVED),
        ("monitoring", PUMPING, "AlarmDescription", "Do. See docs/alarms.md#sms-pumping"),
        ("monitoring", PUMPING, "AlarmDescription", f"{'do ' * 20} See docs/alarms.md#nothing"),
    ],
    "test_the_page_has_a_section_for_these_alarms_and_no_other": [
        ("monitoring", GATE_ERRORS, "AlarmDescription", "See docs/alarms.md#nothing"),
    ],
    "test_every_alarm_says_what_no_data_means": [
        ("monitoring", PUMPING, "TreatMissingData", REMOVED),
        ("monitoring", "Alarms/SmsSpend80", "TreatMissingData", "notBreaching"),
    ],
    "test_every_metric_is_one_that_aws_documents_or_that_we_count": [
        ("monitoring", "Alarms/SignInThrottles", "MetricName", "SignInThrottle"),
        ("monitoring", "Alarms/SignInThrottles", "Dimensions.0", REMOVED),
        ("monitoring", "Alarms/SignInThrottles", "Statistic", "Maximum"),
        ("monitoring", "Alarms/RefusedNumbers", "MetricName", "Refused"),
        ("monitoring", "Alarms/SmsSpend50", "Namespace", "AWS/SMS"),
    ],
}
SUBJECTS: dict[str, list[Mutation]] = {
    "test_many_sign_ups_and_few_confirmations_are_an_alarm_of_each_country": [
        ("monitoring", PUMPING, "AlarmName", "phone-auth-reference-SmsPumpingXX"),
        ("monitoring", PUMPING, "Threshold", 0),
        ("monitoring", PUMPING, "ComparisonOperator", "GreaterThanThreshold"),
        ("monitoring", PUMPING, "Metrics.0.Expression", "whole"),
        ("monitoring", PUMPING, "Metrics.1.MetricStat.Metric.Dimensions.0.Value", "FR"),
    ],
    "test_sign_ins_that_fail_and_every_throttle_count": [
        ("monitoring", "Alarms/SignInFailures", "Metrics.1.MetricStat.Stat", "Average"),
        ("monitoring", "Alarms/SignUpThrottles", "MetricName", "SignInThrottles"),
        ("monitoring", "Alarms/SignInFailures", "Threshold", 50),
        ("monitoring", "Alarms/SignInThrottles", "Dimensions.0.Value", "us-east-1_other"),
    ],
    "test_sms_spend_is_told_at_three_shares_of_the_stages_limit": [
        ("monitoring", "Alarms/SmsSpend95", "Threshold", 1),
        ("monitoring", "Alarms/SmsSpend50", "AlarmName", "phone-auth-reference-SmsSpend"),
        ("monitoring", "Alarms/SmsSpend80", "ComparisonOperator", "LessThanThreshold"),
    ],
    "test_undelivered_codes_are_counted_in_the_pools_own_log": [
        ("monitoring", "AWS::Logs::MetricFilter", "LogGroupName", "other"),
        ("monitoring", "AWS::Logs::MetricFilter", "FilterPattern", "SMS"),
        (
            "monitoring",
            "AWS::Logs::MetricFilter",
            "MetricTransformations.0.MetricNamespace",
            "other",
        ),
    ],
    "test_every_function_that_answers_is_watched": [
        ("monitoring", "Alarms/ClaimsThrottles", "AlarmName", "phone-auth-reference-Throttles"),
        ("monitoring", "Alarms/ClaimsErrors", "Dimensions.0.Value", "other"),
        ("monitoring", "Alarms/SignUpGateDuration", "Threshold", 4000),
        ("identity", "Parameters/SignUpGateFunction", "Name", "/elsewhere"),
    ],
    "test_the_gates_refusals_are_no_errors": [
        ("monitoring", GATE_ERRORS, "Metrics.0.Expression", "errors"),
        ("monitoring", GATE_ERRORS, "Metrics.2.MetricStat.Metric.MetricName", "Texts"),
    ],
    "test_the_api_is_watched_by_its_name_and_stage": [
        ("monitoring", "Alarms/Api5xx", "MetricName", "4XXError"),
        ("monitoring", "Alarms/Api4xx", "Dimensions.0.Value", "other"),
    ],
    "test_a_firewalls_blocks_are_counted_by_the_metric_that_it_names": [
        ("monitoring", "Alarms/FirewallBlocks", "Dimensions.1.Value", "IpReputation"),
        ("identity", "AWS::WAFv2::WebACL", "VisibilityConfig.MetricName", "Other"),
        ("api", "AWS::WAFv2::WebACL", "Rules.0.VisibilityConfig.MetricName", "Other"),
    ],
}
VARIABLES = "Environment.Variables"
EMPTY_PAGE = '{"widgets": [{"type": "text", "y": 0, "width": 24, "height": 1, "properties": {}}]}'
MONITORING_PAGE: dict[str, list[Mutation]] = {
    "test_the_dashboard_begins_with_every_alarm_and_its_rows_fill_the_page": [
        ("monitoring", "AWS::CloudWatch::Dashboard", "DashboardBody", EMPTY_PAGE),
        ("monitoring", PUMPING, "/Type", "AWS::CloudWatch::CompositeAlarm"),
    ],
    "test_the_dashboard_shows_what_each_alarm_is_about": [
        ("monitoring", "AWS::CloudWatch::Dashboard", "DashboardBody", EMPTY_PAGE),
        ("monitoring", "Alarms/Api5xx", "MetricName", "CacheHitCount"),
    ],
    "test_the_dashboard_shows_the_age_that_the_backups_alarm_is_about": [
        ("monitoring", "AWS::CloudWatch::Dashboard", "DashboardBody", EMPTY_PAGE),
        ("backup", "AWS::CloudWatch::Alarm", "Namespace", "another"),
    ],
    "test_the_stack_holds_no_data_and_nobody_refers_to_it": [
        ("monitoring", "AWS::KMS::Key", "/DeletionPolicy", "Retain"),
        ("api", "", "/Parameters.UserPoolId.Default", "/phone-auth/reference/AlarmTopicArn"),
    ],
    "test_the_functions_count_where_the_alarms_look": [
        ("identity", GATE, "Environment.Variables.METRICS_NAMESPACE", REMOVED),
        ("api", "AWS::Lambda::Function", "Environment.Variables.METRICS_NAMESPACE", "other"),
    ],
    "test_who_confirms_is_counted_by_the_countries_of_the_stage": [
        ("identity", "UserPool", "LambdaConfig.PostConfirmation", REMOVED),
        ("identity", "Directory/DefaultGroup/Function", f"{VARIABLES}.ALLOWED_COUNTRIES", "FR"),
    ],
}
TABLES: dict[ModuleType, dict[str, list[Mutation]]] = {
    test_alarm_topic: ALARM_TOPIC,
    test_alarms: ALARMS,
    test_subjects: SUBJECTS,
    test_dashboard: MONITORING_PAGE,
    test_user_pool: USER_POOL,
    test_groups: GROUPS,
    test_app_client: APP_CLIENT,
    test_backup: BACKUP,
    test_backup_runs: BACKUP_RUNS,
    test_identity_pool: IDENTITIES,
    test_api: API,
    test_functions: FUNCTIONS,
    test_sms_account: SMS_ACCOUNT,
    test_stacks: STACKS,
    test_default_group: DEFAULT_GROUP,
    test_support_role: SUPPORT,
    test_web_firewall: WEB_FIREWALL,
}


def _cases() -> Iterator[Any]:
    for module, table in TABLES.items():
        for name, mutations in table.items():
            for index, mutation in enumerate(mutations):
                yield pytest.param(getattr(module, name), mutation, id=f"{name}-{index}")


@pytest.mark.parametrize(("assertion", "mutation"), list(_cases()))
def test_the_assertion_fails_without_its_control(
    assertion: Callable[..., None],
    mutation: Mutation,
    reference: Path,
    request: pytest.FixtureRequest,
) -> None:
    part, where, path, value = mutation
    """Without the mutation it holds: the stage is one of those for which it is asserted."""
    templates = load_all(reference)
    if part == "files":
        copied = request.getfixturevalue("tmp_path") / "assembly"
        reference = _changed_file(reference, copied, where, path, value)
    else:
        templates[part] = _mutated(templates[part], where, path, value)
    with pytest.raises((AssertionError, KeyError, TypeError, ValueError)):
        _call(assertion, reference, templates, part)


@pytest.mark.parametrize("module", TABLES, ids=lambda module: module.__name__)
def test_every_assertion_has_a_mutation(module: ModuleType) -> None:
    assertions = {name for name in vars(module) if name.startswith("test_")}
    assert TABLES[module].keys() == assertions


def _call(
    assertion: Callable[..., None], assembly: Path, templates: dict[str, Template], part: str
) -> None:
    offered = {
        **templates,
        "assembly": assembly,
        "templates": templates,
        "protected": templates.get(part),
        "protected_pool": templates["identity"],
        "limited": templates["identity"],
        "supported": templates["identity"],
        "stage": REFERENCE,
        "setting": "AllowedOAuthFlows",
        "written": " Any.SIGNUP",
    }
    assertion(**{name: offered[name] for name in inspect.signature(assertion).parameters})


def _mutated(template: Template, where: str, path: str, value: Any) -> Template:
    if not where:
        template = _copied(template)
        _set(template, path.removeprefix("/"), _found(template, value))
        return template
    resources = dict(template["Resources"])
    targets = [where] if where in resources else list(of_type(template, where))
    for target in targets or [at_path(template, where)]:
        resource = _copied(resources[target])
        if path.startswith("/"):
            _set(resource, path.removeprefix("/"), _found(template, value))
        elif path:
            _set(resource["Properties"], path, _found(template, value))
        else:
            resource = value
        resources[target] = resource
    return {**template, "Resources": resources}


def _found(template: Template, value: Any) -> Any:
    return at_path(template, value) if isinstance(value, AtPath) else value


def _copied(node: Template) -> Template:
    copy: Template = json.loads(json.dumps(node))  # a quicker deepcopy
    return copy


def _changed_file(assembly: Path, copied: Path, name: str, path: str, value: Any) -> Path:
    """Copy an assembly, with a value in one of its JSON files changed, or in a new one."""
    shutil.copytree(assembly, copied)
    file = copied / name
    content = json.loads(file.read_text()) if file.exists() else {}
    _set(content, path, value)
    file.write_text(json.dumps(content))
    return copied


def _set(node: Any, path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for parent in parents:
        node = node[int(parent) if isinstance(node, list) else parent]
    key = int(last) if isinstance(node, list) else last
    if value is REMOVED and isinstance(node, list):
        del node[int(last)]
    elif value is REMOVED:
        node.pop(key, None)
    else:
        node[key] = value
