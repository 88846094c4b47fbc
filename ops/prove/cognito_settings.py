"""What Cognito's resources were deployed with, beside what Cognito reports of them."""

from ..deployment.live_facts import mfa_methods
from .resource import Resource, Settings
from .values import Exactly

# What Cognito does not report under the template's name: its schema, which no update can change or
# take away, and the texts of messages, some under one of two names. Its protection is a promise of
# its own.
_UNTOLD_BY_THE_POOL = (
    "DeletionProtection",
    "EmailVerificationMessage",
    "EmailVerificationSubject",
    "Schema",
    "SmsAuthenticationMessage",
    "SmsVerificationMessage",
    "UserPoolTags",
    "VerificationMessageTemplate",
)
# What is a promise of its own.
_UNTOLD_BY_THE_CLIENT = ("GenerateSecret", "PreventUserExistenceErrors")
# Cognito reports one trigger under both names.
_TOLD_TWICE = {"PreTokenGeneration", "PreTokenGenerationConfig"}
_FACTORS = {"SMS": "SMS_MFA", "TOTP": "SOFTWARE_TOKEN_MFA", "EMAIL": "EMAIL_OTP"}


def pool(resource: Resource) -> Settings:
    """Return what a user pool was deployed with, beside what Cognito reports."""
    subject, deployed = resource.subject, resource.settings(without=_UNTOLD_BY_THE_POOL)
    ours, triggers = deployed.get("LambdaConfig", {}), subject.pool.get("LambdaConfig", {})
    if _TOLD_TWICE & ours.keys():
        triggers = {n: one for n, one in triggers.items() if n in ours or n not in _TOLD_TWICE}
    mfa = resource.client("cognito-idp").get_user_pool_mfa_config(UserPoolId=resource.physical_id)
    factors = [_FACTORS[name] for name in mfa_methods(mfa)]
    seen = {
        **subject.pool,
        # SMS counts where it was deployed alone: whether Cognito also reports how a pool texts
        # where no factor is texted, its documentation leaves open.
        "EnabledMfas": [
            one for one in factors if one != "SMS_MFA" or one in deployed.get("EnabledMfas", [])
        ],
        "LambdaConfig": triggers,
        "UserPoolName": subject.pool.get("Name"),
    }
    unsaid = {"DeviceConfiguration": None}
    return Settings({**unsaid, **deployed, "LambdaConfig": Exactly(ours)}, seen)


def group(resource: Resource) -> Settings:
    """Return the same of a group."""
    deployed = {"RoleArn": None, **resource.settings(without=("UserPoolId",))}
    found = resource.client("cognito-idp").get_group(
        UserPoolId=resource.subject.outputs.user_pool_id, GroupName=deployed["GroupName"]
    )
    return Settings(deployed, found["Group"])


def client(resource: Resource) -> Settings:
    """Return the same of an app client."""
    return Settings(resource.settings(without=_UNTOLD_BY_THE_CLIENT), resource.subject.app_client)


def identity_pool(resource: Resource) -> Settings:
    """Return the same of an identity pool, and that nobody else's logins count."""
    # By which others than our users would get credentials, where the template has none of them.
    logins = ("DeveloperProviderName", "OpenIdConnectProviderARNs", "SamlProviderARNs")
    nobody = {**dict.fromkeys(logins), "SupportedLoginProviders": Exactly({})}
    deployed = resource.settings(without=("IdentityPoolTags",))
    return Settings(nobody | deployed, resource.subject.identity_pool)


def attachment(resource: Resource) -> Settings:
    """Return which roles an identity pool gives, and which it was deployed to give."""
    deployed = resource.settings()
    seen = resource.client("cognito-identity").get_identity_pool_roles(
        IdentityPoolId=deployed["IdentityPoolId"]
    )
    names = ("Roles", "RoleMappings")
    return Settings({name: Exactly(deployed.get(name, {})) for name in names}, seen)
