"""A web ACL: who is turned away before a request costs anything."""

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from .log_arn import log_arn
from .web_acl_rules import Statement, address_rules, texting_requests, visibility

# What a request is signed or signed in with.
TOKEN_HEADERS = ("authorization", "x-amz-security-token")
# WAF counts over five minutes.
CALLS_PER_ADDRESS = 1000
METRIC = "WebFirewall"  # under which CloudWatch counts what a web ACL does


class WebFirewall(Construct):
    """A web ACL on one resource: addresses of bad repute and of too many requests are blocked.

    WAF and cdk-nag want it in the stack of the resource.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        resource_arn: str,
        limit_per_address: int,
        limited: Statement | None,
        log_retention: logs.RetentionDays,
        log_name: str | None,
    ) -> None:
        """Protect a resource.

        Args:
            scope: the construct that owns the resource.
            id_: the construct's id.
            resource_arn: the resource, which the classes below know by its own kind.
            limit_per_address: how many requests one IP address may make in five minutes.
            limited: the requests that count towards the limit; None counts all.
            log_retention: how long CloudWatch keeps what was decided.
            log_name: how the log group's name goes on after `aws-waf-logs-`; None: uniquely.
        """
        super().__init__(scope, id_)
        acl = wafv2.CfnWebACL(
            self,
            "Default",
            scope="REGIONAL",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=visibility(METRIC),
            rules=address_rules(limit_per_address, limited),
        )
        wafv2.CfnWebACLAssociation(
            self, "Association", resource_arn=resource_arn, web_acl_arn=acl.attr_arn
        )
        self._log(acl, log_retention, log_name or cdk.Names.unique_resource_name(self))

    def _log(self, acl: wafv2.CfnWebACL, retention: logs.RetentionDays, name: str) -> None:
        log_group = logs.LogGroup(
            self,
            "Logs",
            # WAF writes to no log group without this prefix (WAF developer guide, "Logging").
            log_group_name=f"aws-waf-logs-{name}",
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


class UserPoolFirewall(WebFirewall):
    """A web ACL on a user pool: an address makes it text only so many numbers."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        user_pool: cognito.IUserPool,
        texts_per_address: int,
        sign_in_texts: bool,
        log_retention: logs.RetentionDays,
        log_name: str | None = None,
    ) -> None:
        """Protect a pool.

        Args:
            scope: the construct that owns the pool.
            id_: the construct's id.
            user_pool: the pool.
            texts_per_address: how many requests that text one IP address may make in five minutes.
            sign_in_texts: whether signing in makes the pool text: there is SMS as second factor.
            log_retention: how long CloudWatch keeps what was decided.
            log_name: how the log group's name goes on after `aws-waf-logs-`; None: uniquely.
        """
        super().__init__(
            scope,
            id_,
            resource_arn=user_pool.user_pool_arn,
            limit_per_address=texts_per_address,
            limited=texting_requests(sign_in_texts=sign_in_texts),
            log_retention=log_retention,
            log_name=log_name,
        )


class ApiFirewall(WebFirewall):
    """A web ACL on a stage of a REST API: an address makes only so many calls."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        stage: apigateway.IStage,
        log_retention: logs.RetentionDays,
        log_name: str | None = None,
    ) -> None:
        """Protect a stage."""
        api = stage.rest_api.rest_api_id
        super().__init__(
            scope,
            id_,
            resource_arn=cdk.Stack.of(scope).format_arn(
                service="apigateway",
                account="",
                resource="/restapis",
                resource_name=f"{api}/stages/{stage.stage_name}",
            ),
            limit_per_address=CALLS_PER_ADDRESS,
            limited=None,
            log_retention=log_retention,
            log_name=log_name,
        )
