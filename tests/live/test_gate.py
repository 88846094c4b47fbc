"""The sign-up gate where it is deployed: by SignUp, and invoked directly as before every SMS."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from ops.people import accounts
from ops.people.numbers import mobile_number
from ops.people.person import Person
from sign_up_gate.handler import REFUSAL
from sign_up_gate.trigger import CUSTOM_MESSAGE
from stages import STAGES
from tests.deployment import Deployment
from tests.live.clients import NewPerson, refusal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

COUNTRIES = STAGES["local"].sign_up.allowed_countries
# Few, for MiniStack starts the function anew after each refusal; the unit tests have the rest.
NEIGHBOURS = {"CA": "+14165550123", "JM": "+18765550123"}
REFUSED = {
    **{f"{c}, under +1": number for c, number in NEIGHBOURS.items() if c not in COUNTRIES},
    "a landline": "+442079460958",
    "a premium number": "+449098790123",
    "digits": "+999999999999999",
}
Event = dict[str, Any]
Gate = Callable[[Event], tuple[str | None, Any]]


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_mobile_number_of_an_allowed_country_signs_up_and_waits_for_its_code(
    *,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
    client_id: str,
    new_person: NewPerson,
    new_phone_number: Callable[..., str],
    country: str,
) -> None:
    number = new_phone_number(country)
    accounts.sign_up(cognito, client_id, replace(new_person(), phone_number=number))
    user = cognito.admin_get_user(UserPoolId=pool_id, Username=number)
    cognito.admin_delete_user(UserPoolId=pool_id, Username=number)
    assert user["UserStatus"] == "UNCONFIRMED"


@pytest.mark.parametrize("number", REFUSED.values(), ids=REFUSED)
def test_any_other_number_gets_the_one_sentence(
    cognito: "CognitoIdentityProviderClient", client_id: str, number: str
) -> None:
    """AWS says "PreSignUp failed with error" and the text; MiniStack shows Lambda's answer."""
    code, message = refusal(accounts.sign_up, cognito, client_id, Person(phone_number=number))
    assert code == "UserLambdaValidationException"
    assert message == str({"errorMessage": REFUSAL, "errorType": "Runtime.HandlerError"})


def test_the_sentence_names_no_country_and_no_number() -> None:
    assert not set(COUNTRIES) & set(REFUSAL.split())
    assert not any(character.isdigit() for character in REFUSAL)


@pytest.fixture
def gate(cognito: "CognitoIdentityProviderClient", pool_id: str) -> Gate:
    """Invoke the deployed function as Cognito would; gives the function's error and its answer.

    MiniStack does not invoke CustomMessage before an SMS: it sends none.
    """
    triggers = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]["LambdaConfig"]
    assert triggers["PreSignUp"] == triggers["CustomMessage"]
    functions = boto3.client("lambda")

    def invoke(event: Event) -> tuple[str | None, Any]:
        arn, payload = triggers["CustomMessage"], json.dumps(event)
        answer = functions.invoke(FunctionName=arn, Payload=payload)
        return answer.get("FunctionError"), json.load(answer["Payload"])

    return invoke


def message_event(source: str, number: str) -> Event:
    """What Cognito sends before a message (Developer Guide, "Custom message Lambda trigger")."""
    return {
        "version": "1",
        "triggerSource": source,
        "region": "us-east-1",
        "userPoolId": "us-east-1_EXAMPLE",
        "userName": "11111111-1111-4111-8111-111111111111",
        "callerContext": {"awsSdkVersion": "aws-sdk-python", "clientId": "example"},
        "request": {
            "userAttributes": {"phone_number": number, "name": "Ada Example"},
            "codeParameter": "{####}",
            "usernameParameter": None,
        },
        "response": {"smsMessage": None, "emailMessage": None, "emailSubject": None},
    }


@pytest.mark.parametrize("source", sorted(CUSTOM_MESSAGE))
def test_before_every_sms_an_allowed_number_passes_and_another_is_refused(
    gate: Gate, source: str
) -> None:
    """The pool's own text goes out unchanged: the event comes back as it went in."""
    allowed = message_event(source, mobile_number(COUNTRIES))
    assert gate(allowed) == (None, allowed)
    error, answer = gate(message_event(source, REFUSED["a landline"]))
    assert (error, answer["errorMessage"]) == ("Unhandled", REFUSAL)


def test_after_a_refusal_it_starts_anew_and_its_code_is_where_it_was(
    gate: Gate, deployment: Deployment
) -> None:
    """MiniStack makes a folder for each process of a function; the code in it is one."""
    refused = message_event("CustomMessage_SignUp", REFUSED["a landline"])
    assert gate(refused) == gate(refused)
    temporary = deployment.outputs_file.parents[1] / "ministack/tmp"
    codes = list(temporary.glob("ministack-lambda-*/code"))
    assert codes
    assert all(code.is_symlink() for code in codes)
