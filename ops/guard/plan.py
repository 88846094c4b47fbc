"""A feature plan below what is on: Cognito refuses it.

Source: the Cognito developer guide, "Turning off features to change feature plans".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..deployment.stack import POOL, Stack, properties
from .checks import shown
from .update import Change, Finding, Update, at, wedges

_PLANS = ("LITE", "ESSENTIALS", "PLUS")


def plan_too_low(update: Update) -> Iterator[Finding]:
    """The plan goes below what is on, or something is turned on that it has not."""
    for pool in update.kept(POOL):
        before, after = (
            _PLANS.index(plan) if plan in _PLANS else None
            for plan in (value or "ESSENTIALS" for value in pool.values("UserPoolTier"))
        )
        if before is None or after is None:
            yield from _undecided(pool)
            continue
        known = {name: pool.values(name)[0] for name in properties(pool.after)}
        had = {*_pool_features(known), *_stack_features(pool.old)}
        for feature, plan in [*_pool_features(properties(pool.after)), *_stack_features(pool.new)]:
            if after >= _PLANS.index(plan):
                continue
            if after < before:
                yield wedges(
                    f"the feature plan of {pool.name} goes from {_PLANS[before]} to"
                    f" {_PLANS[after]} while {feature} is on; turn it off in a deployment of its"
                    " own, then lower the plan"
                )
            elif (feature, plan) not in had:
                yield wedges(
                    f"{feature} is turned on, and the feature plan of {pool.name} is"
                    f" {_PLANS[after]}; set UserPoolTier to {plan} too"
                )


def _undecided(pool: Change) -> Iterator[Finding]:
    before, after = pool.values("UserPoolTier")
    if before != after:
        yield wedges(
            f"UserPoolTier of {pool.name} changes to {shown(after)}, and whether that is less"
            f" cannot be decided; write one of {', '.join(_PLANS)}"
        )


def _pool_features(pool: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the features that are on, each with the least plan that has it."""
    if at(pool, "UserPoolAddOns.AdvancedSecurityMode") not in (None, "OFF"):
        yield "threat protection (UserPoolAddOns)", "PLUS"
    if "EMAIL_OTP" in str(pool.get("EnabledMfas")):
        yield "MFA by email (EnabledMfas)", "ESSENTIALS"
    if at(pool, "Policies.SignInPolicy.AllowedFirstAuthFactors") not in (None, ["PASSWORD"]):
        yield "sign-in without a password (SignInPolicy)", "ESSENTIALS"
    if at(pool, "Policies.PasswordPolicy.PasswordHistorySize"):
        yield "the password history (PasswordHistorySize)", "ESSENTIALS"
    version = at(pool, "LambdaConfig.PreTokenGenerationConfig.LambdaVersion")
    if version not in (None, "V1_0"):
        yield "access token customization (PreTokenGenerationConfig)", "ESSENTIALS"


def _stack_features(stack: Stack) -> Iterator[tuple[str, str]]:
    if stack.of_type("AWS::Cognito::UserPoolRiskConfigurationAttachment"):
        yield "a risk configuration", "PLUS"
    for name in stack.of_type("AWS::Cognito::LogDeliveryConfiguration"):
        if "userAuthEvents" in str(properties(stack.resources[name])):
            yield "the log of userAuthEvents", "PLUS"
