"""How a token reaches `GET /me`: as the one value of the Authorization header, or not at all."""

import pytest
import urllib3

from tests.deployment import Deployment
from tests.live.clients import NewUser, SignIn, assert_constant, send
from tests.live.tokens import Genuine, genuine


@pytest.fixture(scope="module")
def tokens(deployment: Deployment, sign_in: SignIn, new_user: NewUser) -> Genuine:
    """The tokens of one user."""
    return genuine(deployment, sign_in, new_user())


@pytest.mark.parametrize("scheme", ["", "Bearer ", "bearer ", "BEARER "])
def test_the_scheme_is_optional_and_its_case_does_not_matter(
    deployment: Deployment, tokens: Genuine, scheme: str
) -> None:
    answer = send(deployment.url("me"), {"Authorization": scheme + tokens.id_token})
    assert answer.body == {"claims": tokens.claims}


@pytest.mark.parametrize("value", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpw"])
def test_no_token_is_refused(deployment: Deployment, value: str | None) -> None:
    headers = {} if value is None else {"Authorization": value}
    assert_constant(send(deployment.url("me"), headers), 401, "Unauthorized")


def test_another_scheme_is_refused(deployment: Deployment, tokens: Genuine) -> None:
    answer = send(deployment.url("me"), {"Authorization": f"Basic {tokens.id_token}"})
    assert_constant(answer, 401, "Unauthorized", *tokens.id_token.split("."))


def test_a_token_elsewhere_than_in_its_header_is_refused(
    deployment: Deployment, tokens: Genuine
) -> None:
    token = tokens.id_token
    for url, headers in [
        (deployment.url(f"me?Authorization={token}"), {}),
        (deployment.url(f"me?access_token={token}"), {}),
        (deployment.url("me"), {"Cookie": f"Authorization={token}"}),
        (deployment.url("me"), {"X-Authorization": token}),
    ]:
        assert_constant(send(url, headers), 401, "Unauthorized", *token.split("."))


def test_two_tokens_at_once_are_refused(deployment: Deployment, tokens: Genuine) -> None:
    """The authorizer could verify the one while the function reads the other."""
    for first, second in [
        (tokens.id_token, tokens.other),
        (tokens.id_token, "garbage"),
        ("garbage", tokens.id_token),
    ]:
        headers = urllib3.HTTPHeaderDict({"Authorization": first})
        headers.add("Authorization", second)
        answer = send(deployment.url("me"), headers)
        assert_constant(answer, 401, "Unauthorized", *tokens.id_token.split("."))
