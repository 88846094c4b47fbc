"""The proof asks a deployment for no more than its stage gives."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from unittest.mock import MagicMock

import pytest

from ops.deployment.facts import Facts
from ops.people import numbers as number_source
from ops.people import proof
from ops.people.person import Person
from tests.unit.ops.samples import FACTS, LOCAL

GERMAN = replace(FACTS, countries=("DE",))


class TakenError(Exception):
    """Cognito's answer for a number that somebody has."""


@pytest.fixture
def cognito(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """A user pool that takes everybody, and an API that knows the last one."""
    cognito = MagicMock()
    cognito.exceptions.UsernameExistsException = TakenError
    users: list[Person] = []

    def sign_in(_: object, _pool: str, _client: str, user: Person) -> dict[str, str]:
        users.append(user)
        return {"IdToken": "id", "AccessToken": "access"}

    def get(_url: str, _headers: object) -> tuple[int, Any]:
        return HTTPStatus.OK, {"claims": {"phone_number": users[-1].phone_number}}

    guest = (HTTPStatus.OK, {"identityId": "guest", "authenticated": False})
    monkeypatch.setattr("boto3.client", lambda *_, **__: cognito)
    monkeypatch.setattr(proof, "sign_in", sign_in)
    monkeypatch.setattr(proof, "get", get)
    monkeypatch.setattr(proof, "guest_credentials", MagicMock(return_value=("guest", None)))
    monkeypatch.setattr(proof, "get_signed", lambda *_: guest)
    return cognito


def prove(monkeypatch: pytest.MonkeyPatch, facts: Facts) -> None:
    """Prove that what is deployed works."""
    monkeypatch.setattr(proof, "read_facts", lambda _: facts)
    proof.prove(LOCAL)


def names(call: Any) -> set[str]:
    """Return the names of the attributes that were sent."""
    return {attribute["Name"] for attribute in call.kwargs["UserAttributes"]}


def test_only_what_the_client_may_write_is_sent(
    cognito: MagicMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove(monkeypatch, GERMAN)
    theirs = {"name", "phone_number", "custom:team", "custom:since"}
    assert names(cognito.sign_up.call_args) == theirs


def test_an_operator_writes_every_attribute(
    cognito: MagicMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove(monkeypatch, replace(GERMAN, sign_up_enabled=False))
    assert names(cognito.admin_create_user.call_args) == {
        "name",
        "phone_number",
        *FACTS.custom_attributes,
    }


def test_the_number_is_of_an_allowed_country_and_free(
    cognito: MagicMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cognito.sign_up.side_effect = [TakenError, {}]
    prove(monkeypatch, GERMAN)
    first, second = (call.kwargs["Username"] for call in cognito.sign_up.call_args_list)
    assert first != second
    assert {first[:3], second[:3]} == {"+49"}


def test_a_test_number_is_not_taken(cognito: MagicMock, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would confirm itself, and the proof confirms by the code."""
    numbers = iter(["+14155550100", "+14155550101"])
    monkeypatch.setattr(number_source, "mobile_number", lambda _: next(numbers))
    prove(monkeypatch, replace(GERMAN, test_numbers=("+14155550100",)))
    assert cognito.sign_up.call_args.kwargs["Username"] == "+14155550101"


def test_where_self_sign_up_is_closed_an_operator_makes_the_user(
    cognito: MagicMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prove(monkeypatch, replace(GERMAN, sign_up_enabled=False))
    assert cognito.admin_create_user.call_args.kwargs["MessageAction"] == "SUPPRESS"
    assert not cognito.sign_up.called
    assert "self sign-up is closed" in capsys.readouterr().out


def test_where_there_are_no_guests_none_is_tried_and_that_is_told(
    cognito: MagicMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proof, "guest_credentials", None)
    prove(monkeypatch, replace(GERMAN, guest_access=False))
    assert "the stage has no guests" in capsys.readouterr().out
    assert cognito.delete_user.called
