"""A web ACL: who is turned away before a request costs anything."""

import aws_cdk as cdk
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from stacks.constructs.log_arn import log_arn

# The Cognito operations that text a number without anybody being signed in.
TEXTING_OPERATIONS = ("SignUp", "ResendConfirmationCode", "ForgotPassword")
# What a request is signed or signed in with.
TOKEN_HEADERS = ("authorization", "x-amz-security-token")
# WAF counts over five minutes. Ten is its least; a household or an office shares an address.
TEXTS_PER_ADDRESS = 20
CALLS_PER_ADDRESS = 1000

Statement = wafv2.CfnWebACL.StatementProperty


class WebFirewall(Construct):
    """A web ACL on one resource: addresses of bad repute and of too many requests are blocked."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        resource_arn: str,
        limit_per_address: int,
        limited: Statement | None = None,
        log_retention: logs.RetentionDays,
    ) -> None:
        """Protect a resource.

        Args:
            scope: the construct that owns the resource; WAF and cdk-nag want both in one stack.
            id_: the construct's id.
            resource_arn: the user pool's or the API stage's ARN.
            limit_per_address: how many requests one IP address may make in five minutes.
            limited: the requests that count towards the limit; None counts all.
            log_retention: how long CloudWatch keeps what was decided.
        """
        super().__init__(scope, id_)
        acl = self._web_acl(limit_per_address, limited)
        wafv2.CfnWebACLAssociation(
            self, "Association", resource_arn=resource_arn, web_acl_arn=acl.attr_arn
        )
        self._log(acl, log_retention)

    def _web_acl(self, limit_per_address: int, limited: Statement | None) -> wafv2.CfnWebACL:
        return wafv2.CfnWebACL(
            self,
            "Default",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visibility("WebFirewall"),
            rules=[
                wafv2.CfnWebACL.RuleProperty(
                    name="IpReputation",
                    priority=0,
                    override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
                    visibility_config=_visibility("IpReputation"),
                    statement=Statement(
                        managed_rule_group_statement=(
                            wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                                vendor_name="AWS", name="AWSManagedRulesAmazonIpReputationList"
                            )
                        )
                    ),
                ),
                wafv2.CfnWebACL.RuleProperty(
                    name="RatePerAddress",
                    priority=1,
                    action=wafv2.CfnWebACL.RuleActionProperty(block={}),
                    visibility_config=_visibility("RatePerAddress"),
                    statement=Statement(
                        rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(
                            aggregate_key_type="IP",
                            evaluation_window_sec=300,
                            limit=limit_per_address,
                            scope_down_statement=limited,
                        )
                    ),
                ),
            ],
        )

    def _log(self, acl: wafv2.CfnWebACL, retention: logs.RetentionDays) -> None:
        log_group = logs.LogGroup(
            self,
            "Logs",
            # WAF writes to no log group without this prefix (WAF developer guide, "Logging").
            log_group_name=f"aws-waf-logs-{cdk.Stack.of(self).stack_name}",
            retention=retention,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        wafv2.CfnLoggingConfiguration(
            self,
            "Logging",
            resource_arn=acl.attr_arn,
            log_destination_configs=[log_arn(log_group)],
            redacted_fields=[
                wafv2.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": name})
                for name in TOKEN_HEADERS
            ],
        )


def texting_requests() -> Statement:
    """Match the requests to Cognito that make it text somebody."""
    return Statement(
        or_statement=wafv2.CfnWebACL.OrStatementProperty(
            statements=[_operation(name) for name in TEXTING_OPERATIONS]
        )
    )


def _operation(name: str) -> Statement:
    return Statement(
        byte_match_statement=wafv2.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=wafv2.CfnWebACL.FieldToMatchProperty(
                single_header={"Name": "x-amz-target"}
            ),
            positional_constraint="EXACTLY",
            search_string=f"AWSCognitoIdentityProviderService.{name}",
            text_transformations=[
                wafv2.CfnWebACL.TextTransformationProperty(priority=0, type="NONE")
            ],
        )
    )


def _visibility(metric: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True,
        metric_name=metric,
        # A sampled request shows its headers, tokens among them, to whoever reads the console.
        sampled_requests_enabled=False,
    )
