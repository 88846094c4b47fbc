"""A lower feature plan while a feature of the higher one is on: Cognito refuses it.

Source: the Cognito developer guide, "Turning off features to change feature plans".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..deployment.stack import POOL, Stack, properties
from .update import Finding, Update, wedges

_PLANS = ("LITE", "ESSENTIALS", "PLUS")


def plan_lowered(update: Update) -> Iterator[Finding]:
    """The plan goes down, and not everything that needs it has gone before."""
    for pool in update.kept(POOL):
        before, after = (_PLANS.index(plan or "ESSENTIALS") for plan in pool.values("UserPoolTier"))
        if after >= before:
            continue
        for feature, plan in [*_pool_features(properties(pool.after)), *_stack_features(pool.new)]:
            if after < _PLANS.index(plan):
                yield wedges(
                    f"the feature plan of {pool.name} goes from {_PLANS[before]} to"
                    f" {_PLANS[after]} while {feature} is on; turn it off in a deployment of its"
                    " own, then lower the plan"
                )


def _pool_features(pool: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the features that are on, each with the least plan that has it."""
    if _at(pool, "UserPoolAddOns", "AdvancedSecurityMode") not in (None, "OFF"):
        yield "threat protection (UserPoolAddOns)", "PLUS"
    if "EMAIL_OTP" in pool.get("EnabledMfas", []):
        yield "MFA by email (EnabledMfas)", "ESSENTIALS"
    if _at(pool, "Policies", "SignInPolicy", "AllowedFirstAuthFactors") not in (None, ["PASSWORD"]):
        yield "sign-in without a password (SignInPolicy)", "ESSENTIALS"
    if _at(pool, "Policies", "PasswordPolicy", "PasswordHistorySize"):
        yield "the password history (PasswordHistorySize)", "ESSENTIALS"
    version = _at(pool, "LambdaConfig", "PreTokenGenerationConfig", "LambdaVersion")
    if version not in (None, "V1_0"):
        yield "access token customization (PreTokenGenerationConfig)", "ESSENTIALS"


def _stack_features(stack: Stack) -> Iterator[tuple[str, str]]:
    if stack.of_type("AWS::Cognito::UserPoolRiskConfigurationAttachment"):
        yield "a risk configuration", "PLUS"
    for name in stack.of_type("AWS::Cognito::LogDeliveryConfiguration"):
        for log in properties(stack.resources[name]).get("LogConfigurations", []):
            if log["EventSource"] == "userAuthEvents":
                yield "the log of userAuthEvents", "PLUS"


def _at(values: Mapping[str, Any], *path: str) -> Any:
    """Return the value at a path, None where there is none."""
    found: Any = values
    for key in path:
        found = (found or {}).get(key)
    return found
