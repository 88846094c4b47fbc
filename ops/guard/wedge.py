"""Updates of a pool's sign-in and messages that Cognito refuses.

Sources: the CloudFormation reference of AWS::Cognito::UserPool (UsernameAttributes, AliasAttributes
and UsernameConfiguration cannot be updated); the Cognito developer guide ("SMS message settings":
Cognito assumes the role as it saves it) and API reference (UserAttributeUpdateSettingsType).
"""

from collections.abc import Iterator
from typing import Any

from ..deployment.stack import POOL, Stack, properties
from .update import Finding, Update, wedges


def sign_in_names_changed(update: Update) -> Iterator[Finding]:
    """What a user signs in with is fixed when the pool is made."""
    for pool in update.kept(POOL):
        for name in ("UsernameAttributes", "AliasAttributes", "UsernameConfiguration"):
            before, after = (sorted(v) if isinstance(v, list) else v for v in pool.values(name))
            if before != after:
                yield wedges(
                    f"{name} of {pool.name} changes from {before} to {after}, and Cognito never"
                    " changes it after creation; change it back"
                )


def sms_role_switched_in_one_step(update: Update) -> Iterator[Finding]:
    """Cognito tries the role at once, before a new one can be assumed everywhere."""
    for pool in update.kept(POOL):
        before, after = ((sms or {}).get("SnsCallerArn") for sms in pool.values("SmsConfiguration"))
        if before and before != after and pool.new.sms_role(pool.after) not in pool.old.resources:
            yield wedges(
                f"SnsCallerArn of {pool.name} changes to a role that is not deployed yet; deploy"
                " the new role beside the old one, then switch, then remove the old one"
            )


def external_id_changed_in_one_step(update: Update) -> Iterator[Finding]:
    """The role has to admit the pool's external ID before, during and after the change."""
    for pool in update.kept(POOL):
        before, after = ((sms or {}).get("ExternalId") for sms in pool.values("SmsConfiguration"))
        role = pool.new.sms_role(pool.after)
        if role is None or role not in pool.old.resources:
            continue
        admitted, admits = _external_ids(pool.old, role), _external_ids(pool.new, role)
        if before != after and not (after in admitted and before in admits and after in admits):
            yield wedges(
                f"ExternalId of {pool.name} changes in one step; first deploy a trust of {role}"
                " that admits both, then change the pool, then drop the old one"
            )
        elif after in admitted and after not in admits:
            yield wedges(
                f"the trust of {role} no longer admits the ExternalId of {pool.name}; admit both"
                " until the pool has the new one"
            )


def unverifiable_attributes(update: Update) -> Iterator[Finding]:
    """An attribute that waits for its verification must be one that Cognito verifies."""
    for pool in update.kept(POOL):
        settings = properties(pool.after).get("UserAttributeUpdateSettings", {})
        waiting = set(settings.get("AttributesRequireVerificationBeforeUpdate", []))
        verified = set(properties(pool.after).get("AutoVerifiedAttributes", []))
        if unverified := sorted(waiting - verified):
            yield wedges(
                f"{', '.join(unverified)} is in AttributesRequireVerificationBeforeUpdate but not"
                " in AutoVerifiedAttributes; add it there, or take it out here"
            )


def _external_ids(stack: Stack, role: str) -> list[Any]:
    """Return the external IDs that the trust of a role admits."""
    trust = properties(stack.resources[role]).get("AssumeRolePolicyDocument", {})
    ids = []
    for statement in trust.get("Statement", []):
        condition = statement.get("Condition", {}).get("StringEquals", {})
        admitted = condition.get("sts:ExternalId", [])
        ids += admitted if isinstance(admitted, list) else [admitted]
    return ids
