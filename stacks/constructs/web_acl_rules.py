"""Which requests a web ACL turns away."""

from aws_cdk import aws_wafv2 as wafv2

# The Cognito operations that text a number without anybody being signed in.
TEXTING_OPERATIONS = ("SignUp", "ResendConfirmationCode", "ForgotPassword")

Statement = wafv2.CfnWebACL.StatementProperty


def address_rules(
    limit_per_address: int, limited: Statement | None
) -> list[wafv2.CfnWebACL.RuleProperty]:
    """Block addresses of bad repute, and of more than so many limited requests in five minutes."""
    return [
        wafv2.CfnWebACL.RuleProperty(
            name="IpReputation",
            priority=0,
            override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
            visibility_config=visibility("IpReputation"),
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
            visibility_config=visibility("RatePerAddress"),
            statement=Statement(
                rate_based_statement=wafv2.CfnWebACL.RateBasedStatementProperty(
                    aggregate_key_type="IP",
                    evaluation_window_sec=300,
                    limit=limit_per_address,
                    scope_down_statement=limited,
                )
            ),
        ),
    ]


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


def visibility(metric: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    """Count what a rule does under this metric."""
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True,
        metric_name=metric,
        # A sampled request shows its headers, tokens among them, to whoever reads the console.
        sampled_requests_enabled=False,
    )
