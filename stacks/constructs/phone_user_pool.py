"""The directory: users whose name is their phone number."""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.log_arn import log_arn
from stacks.constructs.python_function import PythonFunction
from stacks.constructs.sms_sender import SmsSender
from stacks.constructs.web_firewall import TEXTS_PER_ADDRESS, WebFirewall, texting_requests
from stacks.stage import CustomAttribute, PasswordPolicy, Stage

# A string attribute's widest bounds. They can never be changed, and a narrower number than E.164's
# 16 characters would lock real users out.
_ANY_LENGTH = cognito.CfnUserPool.StringAttributeConstraintsProperty(
    min_length="0", max_length="2048"
)
_REQUIRED = ("name", "phone_number")
_RECOVERY = {
    "PHONE": cognito.AccountRecovery.PHONE_ONLY_WITHOUT_MFA,
    "ADMIN_ONLY": cognito.AccountRecovery.NONE,
}
# What the PLUS plan is paid for; the other plans do not have it.
_THREAT_PROTECTION = {"PLUS": cognito.StandardThreatProtectionMode.FULL_FUNCTION}


class PhoneUserPool(Construct):
    """A user pool, its SNS role, its gate, its web firewall, its groups and its message log.

    The pool's logical id is `UserPool`, whatever becomes of this tree: another one would leave
    every user behind.

    Attributes:
        pool: the user pool.
    """

    def __init__(
        self, scope: Construct, id_: str, *, stage: Stage, removal_policy: cdk.RemovalPolicy
    ) -> None:
        """Make the directory of a stage."""
        super().__init__(scope, id_)
        sms = SmsSender(self, "SmsSender", removal_policy=removal_policy)
        self.pool = self._user_pool(stage, sms, removal_policy)
        self._settle_what_never_changes(stage)
        gate = self._sign_up_gate(stage)
        self.pool.add_trigger(cognito.UserPoolOperation.PRE_SIGN_UP, gate)
        self.pool.add_trigger(cognito.UserPoolOperation.CUSTOM_MESSAGE, gate)
        self._add_groups(stage)
        if stage.web_firewall:
            WebFirewall(
                self,
                "WebFirewall",
                resource_arn=self.pool.user_pool_arn,
                limit_per_address=TEXTS_PER_ADDRESS,
                limited=texting_requests(),
                log_retention=stage.log_retention,
            )
        if stage.user_notification_log:
            self._log_undelivered_messages(stage.log_retention, removal_policy)
        self._acknowledge(stage)

    def _user_pool(
        self, stage: Stage, sms: SmsSender, removal_policy: cdk.RemovalPolicy
    ) -> cognito.UserPool:
        return cognito.UserPool(
            self,
            "Default",
            user_pool_name=f"{stage.project}-{stage.name}",
            feature_plan=cognito.FeaturePlan[stage.feature_plan],
            standard_threat_protection_mode=_THREAT_PROTECTION.get(stage.feature_plan),
            self_sign_up_enabled=stage.sign_up_enabled,
            sign_in_aliases=cognito.SignInAliases(phone=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(phone=True),
            keep_original=cognito.KeepOriginalAttrs(phone=True),
            user_verification=cognito.UserVerificationConfig(sms_message=stage.sms_message),
            mfa=cognito.Mfa[stage.mfa],
            mfa_second_factor=cognito.MfaSecondFactor(
                otp="TOTP" in stage.mfa_methods, sms="SMS" in stage.mfa_methods
            ),
            password_policy=_password_policy(stage.password),
            account_recovery=_RECOVERY[stage.account_recovery],
            sms_role=sms.role,
            sms_role_external_id=sms.external_id,
            deletion_protection=stage.protected,
            removal_policy=removal_policy,
        )

    def _settle_what_never_changes(self, stage: Stage) -> None:
        resource = self.pool.node.default_child
        assert isinstance(resource, cognito.CfnUserPool)
        resource.override_logical_id("UserPool")
        # The L2 leaves AttributeDataType out of standard attributes, and pools deployed so have
        # refused later updates (aws-amplify/amplify-backend#3299).
        resource.schema = [
            *(_standard_attribute(name) for name in _REQUIRED),
            *(_custom_attribute(attribute) for attribute in stage.custom_attributes),
        ]

    def _sign_up_gate(self, stage: Stage) -> lambda_.Function:
        return PythonFunction(
            self,
            "SignUpGate",
            package="sign_up_gate",
            description="Decides which phone numbers may be texted",
            timeout=cdk.Duration.seconds(4),  # Cognito waits 5
            log_retention=stage.log_retention,
            environment={
                "ALLOWED_COUNTRIES": ",".join(stage.allowed_countries),
                "TEST_NUMBERS": ",".join(stage.test_numbers),
            },
        ).function

    def _acknowledge(self, stage: Stage) -> None:
        findings = cdk.Validations.of(self.pool)
        if stage.feature_plan != "PLUS":
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-COG8",
                    reason="PLUS is paid per active user: a stage turns it on by feature_plan",
                )
            )
        if stage.mfa != "REQUIRED":
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-COG2",
                    reason="A second factor is the user's choice: a stage demands it by mfa",
                )
            )

    def _add_groups(self, stage: Stage) -> None:
        groups = Construct(self, "Groups")
        for group in stage.groups:
            cognito.CfnUserPoolGroup(
                groups,
                group.name,
                user_pool_id=self.pool.user_pool_id,
                group_name=group.name,
                description=group.description,
                precedence=group.precedence,
            )

    def _log_undelivered_messages(
        self, retention: logs.RetentionDays, removal_policy: cdk.RemovalPolicy
    ) -> None:
        log_group = logs.LogGroup(
            self,
            "NotificationErrors",
            # Cognito adds the log group to a resource policy of limited size unless it is below
            # /aws/vendedlogs/ (Cognito developer guide, "Exporting logs").
            log_group_name=f"/aws/vendedlogs/cognito/{cdk.Stack.of(self).stack_name}",
            retention=retention,
            removal_policy=removal_policy,
        )
        cognito.CfnLogDeliveryConfiguration(
            self,
            "NotificationErrorDelivery",
            user_pool_id=self.pool.user_pool_id,
            log_configurations=[
                cognito.CfnLogDeliveryConfiguration.LogConfigurationProperty(
                    event_source="userNotification",
                    log_level="ERROR",
                    cloud_watch_logs_configuration=(
                        cognito.CfnLogDeliveryConfiguration.CloudWatchLogsConfigurationProperty(
                            log_group_arn=log_arn(log_group)
                        )
                    ),
                )
            ],
        )


def _password_policy(policy: PasswordPolicy) -> cognito.PasswordPolicy:
    return cognito.PasswordPolicy(
        min_length=policy.min_length,
        require_digits=policy.character_classes,
        require_lowercase=policy.character_classes,
        require_symbols=policy.character_classes,
        require_uppercase=policy.character_classes,
        temp_password_validity=cdk.Duration.days(1),
    )


def _standard_attribute(name: str) -> cognito.CfnUserPool.SchemaAttributeProperty:
    return cognito.CfnUserPool.SchemaAttributeProperty(
        name=name,
        attribute_data_type="String",
        required=True,
        mutable=True,
        string_attribute_constraints=_ANY_LENGTH,
    )


def _custom_attribute(attribute: CustomAttribute) -> cognito.CfnUserPool.SchemaAttributeProperty:
    least, most = (
        None if bound is None else str(bound)
        for bound in (attribute.min_value, attribute.max_value)
    )
    kind = attribute.type
    return cognito.CfnUserPool.SchemaAttributeProperty(
        name=attribute.name,
        attribute_data_type=kind,
        mutable=attribute.mutable,
        string_attribute_constraints=(
            cognito.CfnUserPool.StringAttributeConstraintsProperty(
                min_length=least or "0", max_length=most or "2048"
            )
            if kind == "String"
            else None
        ),
        number_attribute_constraints=(
            cognito.CfnUserPool.NumberAttributeConstraintsProperty(min_value=least, max_value=most)
            if kind == "Number"
            else None
        ),
    )
