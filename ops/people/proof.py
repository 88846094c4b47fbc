"""The proof that a deployment works: one new user and one guest, end to end, by real clients."""

from http import HTTPStatus
from typing import TYPE_CHECKING

import boto3

from ..deployment.facts import Facts
from ..deployment.live_facts import read_facts
from ..deployment.outputs import StackOutputs
from ..deployment.terminal import step
from ..errors import OpsError
from .accounts import confirm, create, guest_credentials, sign_in, sign_up
from .api import get, get_signed
from .person import Person, new_person

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

OPEN = "Signing a new phone number up, and confirming it"
CLOSED = "Creating a user as an operator, for self sign-up is closed"


def prove(outputs: StackOutputs) -> None:
    """Sign up, confirm, sign in and call both routes; the user is deleted again.

    Raises:
        OpsError: An answer is not the one that a working deployment gives.
    """
    cognito = boto3.client("cognito-idp", region_name=outputs.region)
    facts = read_facts(outputs)
    with step(OPEN if facts.sign_up_enabled else CLOSED):
        person = _register(cognito, outputs, facts)
    with step("Signing in with SRP"):
        tokens = sign_in(cognito, outputs.user_pool_id, outputs.user_pool_client_id, person)
    with step("GET /me with the ID token"):
        status, body = get(f"{outputs.api_url}me", {"Authorization": tokens["IdToken"]})
        claims = body["claims"] if status == HTTPStatus.OK else {}
        _expect(claims.get("phone_number") == person.phone_number, "/me", status)
        cognito.delete_user(AccessToken=tokens["AccessToken"])
    if not facts.guest_access:
        print("  GET /guest is not tried: the stage has no guests")
        return
    with step("GET /guest with guest credentials"):
        identity, credentials = guest_credentials(outputs.region, outputs.identity_pool_id)
        status, body = get_signed(f"{outputs.api_url}guest", credentials, outputs.region)
        expected = {"identityId": identity, "authenticated": False}
        _expect((status, body) == (HTTPStatus.OK, expected), "/guest", status)


def _register(
    cognito: "CognitoIdentityProviderClient", outputs: StackOutputs, facts: Facts
) -> Person:
    """Make a user of a number that nobody has yet, in the way that is open."""
    taken: set[str] = set()
    while True:
        person = new_person(facts, taken=taken)
        try:
            if facts.sign_up_enabled:
                sign_up(cognito, outputs.user_pool_client_id, person)
                confirm(cognito, outputs.user_pool_client_id, person)
            else:
                create(cognito, outputs.user_pool_id, person)
        except cognito.exceptions.UsernameExistsException:
            taken.add(person.phone_number)
            continue
        return person


def _expect(holds: bool, route: str, status: int) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise OpsError(
            f"GET {route} answered {status} with something else than it should: look for "
            "the reason in what changed last; `make test` shows which behaviour broke."
        )
