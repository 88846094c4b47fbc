"""Updates of a pool's sign-in and messages that Cognito refuses.

Sources: the CloudFormation reference of AWS::Cognito::UserPool (UsernameAttributes, AliasAttributes
and UsernameConfiguration cannot be updated); the Cognito developer guide ("SMS message settings":
Cognito assumes the role as it saves it) and API reference (UserAttributeUpdateSettingsType).
"""

from collections.abc import Iterator
from typing import Any

from ..deployment.stack import POOL, Stack, properties
from .policies import statements
from .update import Change, Finding, Update, at, wedges

_WAITING = "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"


def sms_role_switched_in_one_step(update: Update) -> Iterator[Finding]:
    """Cognito tries the role at once, before a new one can be assumed everywhere."""
    for pool in update.kept(POOL):
        if _texts_otherwise(pool):
            continue
        before, after = pool.at("SmsConfiguration.SnsCallerArn")
        if before and before != after and pool.new.sms_role(pool.after) not in pool.old.resources:
            yield wedges(
                f"SnsCallerArn of {pool.name} changes to a role that is not deployed yet; deploy"
                " the new role beside the old one, then switch, then remove the old one"
            )


def external_id_changed_in_one_step(update: Update) -> Iterator[Finding]:
    """The role has to admit the pool's external ID before, during and after the change."""
    for pool in update.kept(POOL):
        before, after = pool.at("SmsConfiguration.ExternalId")
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
        waiting = _texts(at(properties(pool.after), _WAITING))
        verified = _texts(properties(pool.after).get("AutoVerifiedAttributes"))
        if unverified := sorted(waiting - verified):
            yield wedges(
                f"{', '.join(unverified)} is in AttributesRequireVerificationBeforeUpdate but not"
                " in AutoVerifiedAttributes; add it there, or take it out here"
            )


def _texts_otherwise(pool: Change) -> bool:
    """Tell whether the pool texts through AWS End User Messaging from now on."""
    return at(properties(pool.after), "SmsConfiguration.EumsSms") is not None


def _texts(value: Any) -> set[str]:
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()


def _external_ids(stack: Stack, role: str) -> list[Any]:
    """Return the external IDs that the trust of a role admits."""
    ids: list[Any] = []
    for statement in statements(properties(stack.resources[role]).get("AssumeRolePolicyDocument")):
        admitted = at(statement, "Condition.StringEquals")
        admitted = admitted.get("sts:ExternalId", []) if isinstance(admitted, dict) else []
        ids += admitted if isinstance(admitted, list) else [admitted]
    return ids
