"""The two routes as their contract has them, for AWS's events and for MiniStack's."""

import pytest

from tests.unit.identity import user_pool
from tests.unit.identity.calling import Call, assert_logged
from tests.unit.identity.user_pool import Render


@pytest.mark.parametrize(
    ("name", "render"),
    [("me_aws", user_pool.as_aws), ("me_ministack", user_pool.as_ministack)],
    ids=["aws", "ministack"],
)
def test_me_answers_with_the_claims_typed_as_in_the_token(
    call: Call, name: str, render: Render
) -> None:
    claims = user_pool.id_claims()
    answer = call(user_pool.me_event(user_pool.sign(claims), render(claims), name=name))
    assert (answer.status, answer.body) == (200, {"claims": claims})
    assert_logged(answer, "GET /me")


def test_guest_tells_a_guest_from_a_user(call: Call) -> None:
    identity_id = "eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    guest = call(user_pool.load_event("guest"))
    user = call(user_pool.load_event("guest_signed_in"))
    assert (guest.status, guest.body) == (200, {"identityId": identity_id, "authenticated": False})
    assert (user.status, user.body) == (200, {"identityId": identity_id, "authenticated": True})
