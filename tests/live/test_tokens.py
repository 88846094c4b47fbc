"""Hostile tokens on the deployed `GET /me`: each is refused, and the answer tells nothing."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from ops.people import accounts
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import NewUser, SignIn, assert_constant, send
from tests.live.tokens import Genuine, genuine

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

Spoil = Callable[[Genuine], str]


@pytest.fixture(scope="module")
def user(new_user: NewUser) -> Person:
    """The owner of all tokens here."""
    return new_user()


@pytest.fixture(scope="module")
def tokens(deployment: Deployment, sign_in: SignIn, user: Person) -> Genuine:
    """The tokens of the user."""
    return genuine(deployment, sign_in, user)


def assert_refused(deployment: Deployment, token: str) -> None:
    answer = send(deployment.url("me"), {"Authorization": token})
    assert_constant(answer, 401, "Unauthorized", *filter(None, token.split(".")))


def test_a_token_signed_here_as_the_pool_signs_is_answered(
    deployment: Deployment, tokens: Genuine
) -> None:
    """What is refused below is refused for its fault alone."""
    answer = send(deployment.url("me"), {"Authorization": tokens.signed()})
    assert answer.body == {"claims": tokens.claims}


TAMPERED: dict[str, Spoil] = {
    "another user": lambda it: it.with_payload(sub="11111111-1111-4111-8111-111111111111"),
    "another group": lambda it: it.with_payload(**{"cognito:groups": ["admins"]}),
    "a longer life": lambda it: it.with_payload(exp=it.claims["exp"] + 3600),
    "another key": lambda it: it.with_header(kid="another"),
    "no algorithm": lambda it: it.with_header(alg="none"),
    "no algorithm, no signature": lambda it: it.with_header(alg="none").rpartition(".")[0] + ".",
    "a symmetric algorithm": lambda it: it.with_header(alg="HS256"),
    "no signature": lambda it: it.with_signature(""),
    "zeros for a signature": lambda it: it.with_signature("A" * 342),
    "the signature of another token": lambda it: it.with_signature(it.other.rpartition(".")[2]),
    "a signature cut short": lambda it: it.id_token[:-4],
}
MALFORMED: dict[str, Spoil] = {
    "a word": lambda _: "garbage",
    "dots": lambda _: "." * 1000,
    "one segment": lambda it: it.id_token.partition(".")[0],
    "two segments": lambda it: it.id_token.rpartition(".")[0],
    "four segments": lambda it: it.id_token + "." + "A" * 16,
    "five segments, as an encrypted token": lambda it: it.id_token + ".AAAAAAAA.AAAAAAAA",
    "padding": lambda it: it.id_token + "==",
    "the token twice": lambda it: f"{it.id_token},{it.id_token}",
    "11 kB": lambda _: "A" * 11_000,
}
WRONG: dict[str, Spoil] = {
    "an access token": lambda it: it.access_token,
    "a refresh token": lambda it: it.refresh_token,
    "expired by a second": lambda it: it.signed(
        iat=int(time.time()) - 3601, exp=int(time.time()) - 1
    ),
    "expired yesterday": lambda it: it.signed(
        iat=it.claims["iat"] - 86400, exp=it.claims["exp"] - 86400
    ),
    "no expiry": lambda it: it.signed(exp=None),
    "good for ten years": lambda it: it.signed(exp=it.claims["exp"] + 315_360_000),
    "issued in an hour": lambda it: it.signed(
        iat=it.claims["iat"] + 3600, exp=it.claims["exp"] + 3600
    ),
    "another client's": lambda it: it.signed(aud="anotherclient"),
    "several clients'": lambda it: it.signed(aud=[it.claims["aud"], "anotherclient"]),
    "another pool's": lambda it: it.signed(iss=it.claims["iss"] + "X"),
    "of no use": lambda it: it.signed(token_use=None),
    "for access by its use": lambda it: it.signed(token_use="access"),
    "of nobody": lambda it: it.signed(sub=None),
    "a claim twice": lambda it: it.signed_text('{"sub": "x", ' + it.payload[1:]),
    "a claim that is no number": lambda it: it.signed_text('{"x": NaN, ' + it.payload[1:]),
    "a list for claims": lambda it: it.signed_text(f"[{it.payload}]"),
}


@pytest.mark.parametrize("spoil", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_token_is_refused(deployment: Deployment, tokens: Genuine, spoil: Spoil) -> None:
    assert_refused(deployment, spoil(tokens))


@pytest.mark.parametrize("spoil", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_token_is_refused(deployment: Deployment, tokens: Genuine, spoil: Spoil) -> None:
    assert_refused(deployment, spoil(tokens))


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_a_well_signed_token_that_is_not_a_living_id_token_of_ours_is_refused(
    deployment: Deployment, tokens: Genuine, spoil: Spoil
) -> None:
    assert_refused(deployment, spoil(tokens))


def test_a_token_that_another_client_of_the_pool_got_for_the_same_user_is_refused(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    user: Person,
) -> None:
    made = cognito.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="another",
        ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    client_id = made["UserPoolClient"]["ClientId"]
    try:
        foreign = accounts.sign_in(cognito, pool_id, client_id, user)
    finally:
        cognito.delete_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
    assert_refused(deployment, foreign["IdToken"])
    assert_refused(deployment, foreign["AccessToken"])


def test_a_token_of_another_pool_is_refused(
    deployment: Deployment, cognito: "CognitoIdentityProviderClient", user: Person
) -> None:
    pool_id = cognito.create_user_pool(PoolName="another")["UserPool"]["Id"]
    try:
        made = cognito.create_user_pool_client(
            UserPoolId=pool_id, ClientName="its", ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH"]
        )
        client_id = made["UserPoolClient"]["ClientId"]
        accounts.sign_up(cognito, client_id, user)
        accounts.confirm(cognito, client_id, user)
        foreign = accounts.sign_in(cognito, pool_id, client_id, user)
    finally:
        cognito.delete_user_pool(UserPoolId=pool_id)
    assert_refused(deployment, foreign["IdToken"])
