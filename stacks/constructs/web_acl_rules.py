"""Which requests a web ACL turns away."""

from collections.abc import Sequence

from aws_cdk import aws_wafv2 as wafv2

# The public operations by which Cognito texts a number (API reference, the operations themselves):
# first for whoever is not signed in, then for signed-in users, who have a number verified.
TEXTING_OPERATIONS = (
    "SignUp",
    "ResendConfirmationCode",
    "ForgotPassword",
    "UpdateUserAttributes",
    "GetUserAttributeVerificationCode",
)
# The answer to a password that was right, or the choice of a factor, texts the code of a second
# factor. InitiateAuth does not: by SRP it only asks for the proof, and it is every refresh too.
TEXTING_SIGN_IN = "RespondToAuthChallenge"
# Cognito's developer guide has WAF rules match the first ("TOTP software token MFA"); clients send
# the second, and whether that reaches WAF is documented nowhere.
OPERATION_HEADERS = ("x-amzn-cognito-operation-name", "x-amz-target")

# The rules, by name and by metric: addresses of bad repute, and of too many requests.
RULES = ("IpReputation", "RatePerAddress")

Statement = wafv2.CfnWebACL.StatementProperty


def address_rules(
    limit_per_address: int, limited: Statement | None
) -> list[wafv2.CfnWebACL.RuleProperty]:
    """Block addresses of bad repute, and of more than so many limited requests in five minutes."""
    repute, rate = RULES
    return [
        wafv2.CfnWebACL.RuleProperty(
            name=repute,
            priority=0,
            override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
            visibility_config=visibility(repute),
            statement=Statement(
                managed_rule_group_statement=(
                    wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
                        vendor_name="AWS", name="AWSManagedRulesAmazonIpReputationList"
                    )
                )
            ),
        ),
        wafv2.CfnWebACL.RuleProperty(
            name=rate,
            priority=1,
            action=wafv2.CfnWebACL.RuleActionProperty(block={}),
            visibility_config=visibility(rate),
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


def texting_requests(*, sign_in_texts: bool) -> Statement:
    """Match the requests to Cognito that make it text somebody, signing in among them or not."""
    operations = [*TEXTING_OPERATIONS, *([TEXTING_SIGN_IN] if sign_in_texts else [])]
    return Statement(
        or_statement=wafv2.CfnWebACL.OrStatementProperty(
            statements=[_names_one(header, operations) for header in OPERATION_HEADERS]
        )
    )


def _names_one(header: str, operations: Sequence[str]) -> Statement:
    """Match a header that names one of the operations, however it is written.

    13 WCU: 3 for the expression and 10 for the transformation (WAF developer guide). With 2 for
    the rate and 25 for the reputation list, a pool's web ACL takes 53 of the 1,500 that it may.
    """
    names = "|".join(operation.lower() for operation in operations)
    return Statement(
        regex_match_statement=wafv2.CfnWebACL.RegexMatchStatementProperty(
            field_to_match=wafv2.CfnWebACL.FieldToMatchProperty(single_header={"Name": header}),
            # Alone, or after the service's name and a dot, whichever that is.
            regex_string=rf"^\s*(\S*[.#])?({names})\s*$",
            text_transformations=[
                wafv2.CfnWebACL.TextTransformationProperty(priority=0, type="LOWERCASE")
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
