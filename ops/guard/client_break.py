"""Updates that lose no user, but that frontends and their users notice at once.

Sources: the CloudFormation references of AWS::Cognito::UserPoolClient (GenerateSecret and
UserPoolId replace the client) and AWS::ApiGateway::RestApi (its id is in the API's address).
"""

from collections.abc import Iterator

from ..deployment.stack import CLIENT, IDENTITY_POOL, NO_STACK, POOL, REST_API, Stack
from .schema import attributes
from .update import Danger, Finding, Update

# One of the flows of a client whose template names none (Cognito API reference, ExplicitAuthFlows).
_REFRESH = "ALLOW_REFRESH_TOKEN_AUTH"


def client_lost(update: Update) -> Iterator[Finding]:
    """Every frontend holds the client's id."""
    yield from _lost(
        update, CLIENT, "give every frontend a new client id and sign all users out of the old one"
    )


def client_replaced(update: Update) -> Iterator[Finding]:
    """Another secret or pool makes another client."""
    for client in update.kept(CLIENT):
        for name, default in (("GenerateSecret", False), ("UserPoolId", None)):
            before, after = client.values(name)
            if (default if before is None else before) != (default if after is None else after):
                yield _breaks(
                    f"replace the app client {client.name}, and with it the client id that every"
                    f" frontend holds: {name} changes from {before} to {after}; change it back"
                )


def identity_pool_lost(update: Update) -> Iterator[Finding]:
    """Every identity, and what is stored under it, belongs to one identity pool."""
    yield from _lost(update, IDENTITY_POOL, "give every user and guest a new identity")


def refresh_removed(update: Update) -> Iterator[Finding]:
    """Sessions would end with their first access token."""
    for client in update.kept(CLIENT):
        before, after = (
            flows is None or _REFRESH in flows for flows in client.values("ExplicitAuthFlows")
        )
        if before and not after:
            yield _breaks(
                f"sign every user out with their next access token: {_REFRESH} leaves"
                f" ExplicitAuthFlows of {client.name}; put it back"
            )


def write_widened(update: Update) -> Iterator[Finding]:
    """A user could write what was an operator's to write, and that others may rely on.

    An attribute that comes with this update is nobody's yet.
    """
    for client in update.kept(CLIENT):
        before, after = client.values("WriteAttributes")
        if before is None:  # all of them already
            continue
        new = _custom_attributes(client.new) - _custom_attributes(client.old)
        gained = None if after is None else sorted(set(after) - set(before) - new)
        if gained != []:
            yield _breaks(
                f"let users write what only an operator wrote: {', '.join(gained or ['all'])}"
                f" enters WriteAttributes of {client.name}; take it out again"
            )


def api_lost(update: Update) -> Iterator[Finding]:
    """Every frontend holds the API's address, of which the REST API's id is a part."""
    yield from _lost(update, REST_API, "give the API a new address")


def _lost(update: Update, kind: str, consequence: str) -> Iterator[Finding]:
    for change in update.changes(kind):
        if change.new is NO_STACK and change.old.of_type(POOL):
            continue  # worse than this: see lose.stack_renamed
        if loss := change.loss():
            fact, remedy = loss
            yield _breaks(f"{consequence}: {fact}; {remedy}")


def _custom_attributes(stack: Stack) -> set[str]:
    return {
        f"custom:{name}"
        for pool in stack.of_type(POOL)
        for name in attributes(stack.resources[pool])
    }


def _breaks(sentence: str) -> Finding:
    return Finding(Danger.BREAKS, f"this deployment would {sentence}")
