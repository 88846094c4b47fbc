"""Updates of a pool's sign-in and messages that Cognito refuses.

Sources: the CloudFormation reference of AWS::Cognito::UserPool (UsernameAttributes, AliasAttributes
and UsernameConfiguration cannot be updated); the Cognito developer guide ("SMS message settings":
Cognito assumes the role as it saves it) and API reference (UserAttributeUpdateSettingsType).
"""

from collections.abc import Iterator
from typing import Any

from ..deployment.stack import POOL, Stack, properties
from .policies import statements
from .undecided import undecided
from .update import Change, Finding, Update, at, wedges
from .values import text_of

_WAITING = "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"


def sms_role_switched_in_one_step(update: Update) -> Iterator[Finding]:
    """Cognito tries the role at once, before a new one can be assumed everywhere."""
    for pool in update.kept(POOL):
        if _texts_otherwise(pool):
            continue
        before, after = pool.at("SmsConfiguration.SnsCallerArn")
        if before and after is None:
            yield wedges(
                f"SmsConfiguration of {pool.name} goes, with its SnsCallerArn, and without it no"
                " pool verifies phone numbers; put it back"
            )
        elif before and (unknown := undecided(after)) and before != after:
            yield wedges(
                f"SnsCallerArn of {pool.name} cannot be decided before the deployment, by"
                f" {unknown}; write the role itself"
            )
        elif before and before != after and pool.new.sms_role(pool.after) not in pool.old.resources:
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


def service_token_changed(update: Update) -> Iterator[Finding]:
    """CloudFormation never changes the service token of a custom resource.

    A function under another logical id or name is another function, with another ARN.
    """
    kinds = {r["Type"] for stack in update.old.values() for r in stack.resources.values()}
    for kind in sorted(kinds):
        if not kind.startswith("Custom::") and kind != "AWS::CloudFormation::CustomResource":
            continue
        for resource in update.kept(kind):
            before, after = resource.values("ServiceToken")
            if before != after or _made_anew(resource, after):
                yield wedges(
                    f"ServiceToken of {resource.name} becomes another function's, and"
                    " CloudFormation never changes a service token; leave the function's logical id"
                    " and name as they were, or remove the resource in a deployment of its own"
                )


def _made_anew(resource: Change, token: Any) -> bool:
    match token:
        case {"Fn::GetAtt": [str(function), _]}:
            names = (
                properties(stack.resources.get(function, {})).get("FunctionName")
                for stack in (resource.old, resource.new)
            )
            return len({*map(text_of, names)}) > 1
    return False


def sender_without_key(update: Update) -> Iterator[Finding]:
    """A custom sender gets its codes encrypted, by a key of the pool's."""
    for pool in update.kept(POOL):
        triggers = properties(pool.after).get("LambdaConfig")
        senders = {"CustomSMSSender", "CustomEmailSender"}
        if isinstance(triggers, dict) and senders & {*triggers} and "KMSKeyID" not in triggers:
            yield wedges(
                f"LambdaConfig of {pool.name} has a custom sender without KMSKeyID, which Cognito"
                " refuses; name a key beside it"
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
