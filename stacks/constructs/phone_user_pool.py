"""The directory: users whose name is their phone number."""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from ..settings import PasswordPolicy, Protection, SignIn, SignUp, Sms, Users
from .attribute_schema import attribute_schema
from .default_group import DefaultGroup
from .notification_log import log_undelivered_messages
from .python_function import PythonFunction, metrics_environment
from .retention import RETAINED, removal_policy
from .sms_sender import SmsSender
from .user_groups import UserGroups
from .web_firewall import UserPoolFirewall

_RECOVERY = {
    "PHONE": cognito.AccountRecovery.PHONE_ONLY_WITHOUT_MFA,
    "ADMIN_ONLY": cognito.AccountRecovery.NONE,
}
# What the PLUS plan is paid for; the other plans do not have it.
_THREAT_PROTECTION = {"PLUS": cognito.StandardThreatProtectionMode.FULL_FUNCTION}


class PhoneUserPool(Construct):
    """A user pool, its SNS role, its gate, its web firewall, its groups and its message log.

    Attributes:
        pool: the user pool.
        sms_role: the role by which it texts; it must live as long as the pool.
        gate: the function that decides whom it texts.
        default_group: the trigger by which users join the default group; None: they join none.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        sign_up: SignUp,
        sign_in: SignIn = SignIn(),
        sms: Sms = Sms(),
        users: Users = Users(),
        protection: Protection = Protection(),
        user_notification_log: bool = True,
        log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
        name: str | None = None,
        log_name: str | None = None,
        metrics_namespace: str | None = None,
    ) -> None:
        """Make a directory.

        Args:
            scope: what owns it.
            id_: the construct's id: another one leaves every user behind.
            sign_up: who may sign up, and be texted.
            sign_in: how users sign in.
            sms: what is texted.
            users: what is kept of a user.
            protection: what keeps the pool and its callers in check.
            user_notification_log: log the SMS that were not delivered.
            log_retention: how long CloudWatch keeps the logs.
            name: the pool's name; None leaves it to CloudFormation.
            log_name: how the names of those log groups end that need one; None: uniquely.
            metrics_namespace: where the gate counts, confirmations too; None: nowhere.
        """
        super().__init__(scope, id_)
        policy = removal_policy(protection)
        sender = SmsSender(self, "SmsSender", removal_policy=policy)
        self.sms_role = sender.role
        self.pool = self._user_pool(
            sender,
            name=name,
            open_to_all=sign_up.enabled,
            sign_in=sign_in,
            sms=sms,
            removal_policy=policy,
        )
        resource = self.pool.node.default_child
        assert isinstance(resource, cognito.CfnUserPool)
        resource.schema = [*attribute_schema(users.custom_attributes)]
        self.gate = self._add_sign_up_gate(sign_up, log_retention, metrics_namespace)
        UserGroups(self, "Groups", user_pool=self.pool, groups=users.groups, removal_policy=policy)
        self.default_group: DefaultGroup | None = None
        if users.default_group is not None:
            self.default_group = DefaultGroup(
                self,
                "DefaultGroup",
                user_pool=self.pool,
                group=users.default_group,
                log_retention=log_retention,
                metrics_namespace=metrics_namespace,
                countries=sign_up.allowed_countries,
            )
        if metrics_namespace and self.default_group is None:  # which counts who confirms, too
            self.pool.add_trigger(cognito.UserPoolOperation.POST_CONFIRMATION, self.gate)
        if protection.web_firewall:
            UserPoolFirewall(
                self,
                "WebFirewall",
                user_pool=self.pool,
                texts_per_address=protection.texts_per_address,
                sign_in_texts=sign_in.mfa != "OFF" and "SMS" in sign_in.mfa_methods,
                log_retention=log_retention,
                log_name=log_name,
            )
        if user_notification_log:
            log_undelivered_messages(
                self, self.pool, name=log_name, retention=log_retention, removal_policy=policy
            )
        self._acknowledge(sign_in)

    def _user_pool(
        self,
        sender: SmsSender,
        *,
        name: str | None,
        open_to_all: bool,
        sign_in: SignIn,
        sms: Sms,
        removal_policy: cdk.RemovalPolicy,
    ) -> cognito.UserPool:
        return cognito.UserPool(
            self,
            "Default",
            user_pool_name=name,
            feature_plan=cognito.FeaturePlan[sign_in.feature_plan],
            standard_threat_protection_mode=_THREAT_PROTECTION.get(sign_in.feature_plan),
            self_sign_up_enabled=open_to_all,
            sign_in_aliases=cognito.SignInAliases(phone=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(phone=True),
            keep_original=cognito.KeepOriginalAttrs(phone=True),
            user_verification=cognito.UserVerificationConfig(sms_message=sms.message),
            mfa=cognito.Mfa[sign_in.mfa],
            mfa_second_factor=cognito.MfaSecondFactor(
                otp="TOTP" in sign_in.mfa_methods, sms="SMS" in sign_in.mfa_methods
            ),
            password_policy=_password_policy(sign_in.password),
            account_recovery=_RECOVERY[sign_in.account_recovery],
            sms_role=sender.role,
            sms_role_external_id=sender.external_id,
            # Without it, Cognito may text from another region, where no spend limit of ours holds
            # (Cognito developer guide, "SMS message settings", "Choose the AWS Region").
            sns_region=sms.region or cdk.Stack.of(self).region,
            deletion_protection=removal_policy is RETAINED,
            removal_policy=removal_policy,
        )

    def _add_sign_up_gate(
        self, sign_up: SignUp, log_retention: logs.RetentionDays, metrics: str | None
    ) -> lambda_.Function:
        gate = PythonFunction(
            self,
            "SignUpGate",
            package="sign_up_gate",
            description="Decides which phone numbers may be texted",
            timeout=cdk.Duration.seconds(4),  # Cognito waits 5
            log_retention=log_retention,
            environment={
                "ALLOWED_COUNTRIES": ",".join(sign_up.allowed_countries),
                "TEST_NUMBERS": ",".join(sign_up.test_numbers),
                **metrics_environment(metrics),
            },
        ).function
        self.pool.add_trigger(cognito.UserPoolOperation.PRE_SIGN_UP, gate)
        self.pool.add_trigger(cognito.UserPoolOperation.CUSTOM_MESSAGE, gate)
        return gate

    def _acknowledge(self, sign_in: SignIn) -> None:
        findings = cdk.Validations.of(self.pool)
        if sign_in.feature_plan != "PLUS":
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-COG8",
                    reason="PLUS is paid per active user: a stage turns it on by feature_plan",
                )
            )
        if sign_in.mfa != "REQUIRED":
            findings.acknowledge(
                cdk.Acknowledgment(
                    id="AwsSolutions-COG2",
                    reason="A second factor is the user's choice: a stage demands it by mfa",
                )
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
