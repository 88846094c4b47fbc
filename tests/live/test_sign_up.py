"""Signing up with a phone number, and proving that it is one's own."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ops.people import accounts
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import NewPerson, SignIn, refusal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient


def test_an_unconfirmed_number_does_not_sign_in(
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    newcomer: Person,
    sign_in: SignIn,
) -> None:
    found = cognito.admin_get_user(UserPoolId=pool_id, Username=newcomer.phone_number)
    assert found["UserStatus"] == "UNCONFIRMED"
    assert refusal(sign_in, newcomer)[0] == "UserNotConfirmedException"


def test_wrong_codes_confirm_nobody_and_the_right_one_still_does(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    newcomer: Person,
    sign_in: SignIn,
) -> None:
    for code in ("000000", "654321", "12345", "1234567"):
        confirmation = {"Username": newcomer.phone_number, "ConfirmationCode": code}
        refused = refusal(cognito.confirm_sign_up, ClientId=client_id, **confirmation)
        assert refused[0] == "CodeMismatchException"
        assert refusal(sign_in, newcomer)[0] == "UserNotConfirmedException"
    accounts.confirm(cognito, client_id, newcomer)
    assert sign_in(newcomer)["IdToken"]


def test_a_code_can_be_sent_again(
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    newcomer: Person,
    sign_in: SignIn,
) -> None:
    cognito.resend_confirmation_code(ClientId=client_id, Username=newcomer.phone_number)
    accounts.confirm(cognito, client_id, newcomer)
    assert sign_in(newcomer)["IdToken"]


def test_a_number_signs_up_once(
    cognito: "CognitoIdentityProviderClient", client_id: str, signed_up_user: Person
) -> None:
    thief = Person(phone_number=signed_up_user.phone_number)
    assert refusal(accounts.sign_up, cognito, client_id, thief)[0] == "UsernameExistsException"


@pytest.mark.parametrize(
    ("demand", "weaken"),
    [
        ("MinimumLength", lambda password, least: password[: least - 1]),
        ("RequireUppercase", lambda password, _: password.lower()),
        ("RequireLowercase", lambda password, _: password.upper()),
        ("RequireNumbers", lambda password, _: re.sub(r"[0-9]", "x", password)),
        ("RequireSymbols", lambda password, _: re.sub(r"[^A-Za-z0-9]", "x", password)),
    ],
)
def test_a_weak_password_signs_nobody_up(
    *,
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    new_person: NewPerson,
    demand: str,
    weaken: Callable[[str, int], str],
) -> None:
    policy = deployment.facts.password_policy
    if not policy.get(demand):
        pytest.skip("the stage does not demand it")
    person = new_person()
    weak = replace(person, password=weaken(person.password, policy["MinimumLength"]))
    refused = refusal(accounts.sign_up, cognito, client_id, weak)
    assert refused[0] == "InvalidPasswordException"


def test_a_name_that_is_no_phone_number_signs_nobody_up(
    cognito: "CognitoIdentityProviderClient", client_id: str
) -> None:
    user = Person(phone_number="ada")
    assert refusal(accounts.sign_up, cognito, client_id, user)[0] == "InvalidParameterException"
