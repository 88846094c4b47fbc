"""Nothing that a user sends, has or gets stands in a log."""

import re
from typing import TYPE_CHECKING

import boto3
import phonenumbers
import pytest

from ops.deployment.environment import RESET_CODE, SIGN_UP_CODE
from ops.people import accounts
from ops.people.attributes import NAME
from ops.people.numbers import mobile_number
from ops.people.person import Person
from tests.deployment import Deployment
from tests.live.clients import NewUser, SignIn, refusal, send
from tests.live.test_passwords import NEW_PASSWORD
from tests.live.tokens import genuine

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_logs import CloudWatchLogsClient

# What any JSON object looks like in base64url, and any phone number in E.164.
TOKEN, PHONE_NUMBER = re.compile(r"eyJ[\w-]{8,}"), re.compile(r"\+[0-9]{7,15}")


@pytest.fixture
def logs() -> "CloudWatchLogsClient":
    """A client of CloudWatch Logs."""
    return boto3.client("logs")


def written(logs: "CloudWatchLogsClient") -> str:
    """Return all that any log group holds: functions, access and execution logs.

    MiniStack writes no access and no execution log: their formats are asserted on the template.
    """
    return "\n".join(
        event["message"]
        for page in logs.get_paginator("describe_log_groups").paginate()
        for group in page["logGroups"]
        for found in logs.get_paginator("filter_log_events").paginate(
            logGroupName=group["logGroupName"]
        )
        for event in found["events"]
    )


def _foreign_number(deployment: Deployment) -> tuple[str, str]:
    """Return a number that this deployment does not text, and its country."""
    ours = deployment.facts.countries
    country = next(code for code in ("CA", "FR", "GB") if code not in ours)
    return mobile_number([country]), country


def region_code(number: str) -> str | None:
    """Return the country of a number."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))


def test_a_users_whole_visit_leaves_no_secret_in_any_log(
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    new_user: NewUser,
    sign_in: SignIn,
    logs: "CloudWatchLogsClient",
) -> None:
    user, client_id = new_user(), deployment.outputs["UserPoolClientId"]
    tokens = genuine(deployment, sign_in, user)
    hostile = [tokens.access_token, tokens.signed(aud="another"), tokens.with_payload(sub="x")]
    for token in [tokens.id_token, *hostile]:
        send(deployment.url("me"), {"Authorization": token})
    foreign, country = _foreign_number(deployment)
    refusal(accounts.sign_up, cognito, client_id, Person(phone_number=foreign))
    reset = {"ClientId": client_id, "Username": user.phone_number}
    cognito.forgot_password(ClientId=client_id, Username=user.phone_number)
    refusal(cognito.confirm_forgot_password, **reset, ConfirmationCode="000000", Password="x")
    cognito.confirm_forgot_password(
        ClientId=client_id,
        Username=user.phone_number,
        ConfirmationCode=RESET_CODE,
        Password=NEW_PASSWORD,
    )

    text = written(logs)
    told = [f'"country":"{code}"' for code in (region_code(user.phone_number), country)]
    for said in (*told, '"decision":"refused"', "WrongTokenError"):
        assert said in text, "the logs tell what happened, or they would prove nothing"
    secrets = [user.phone_number, foreign, user.password, NEW_PASSWORD]
    secrets += [number.lstrip("+") for number in (user.phone_number, foreign)]
    # A number or a truth value stands in many a word.
    secrets += [text for text in user.attributes.values() if text.startswith(NAME)]
    secrets += [segment for token in [tokens.id_token, *hostile] for segment in token.split(".")]
    del tokens.claims["token_use"]  # "id" stands in many a word
    secrets += [value for value in tokens.claims.values() if isinstance(value, str)]
    assert not [secret for secret in secrets if secret in text]
    assert not re.search(rf"\b({SIGN_UP_CODE}|{RESET_CODE}|000000)\b", text)


def test_no_test_so_far_left_a_token_or_a_number_in_any_log(
    deployment: Deployment, logs: "CloudWatchLogsClient"
) -> None:
    """Nor in the emulator's own log, which outlives it."""
    text = written(logs)
    assert "RequestId" in text
    text += (deployment.outputs_file.parents[1] / "ministack.log").read_text()
    assert not TOKEN.search(text)
    assert not PHONE_NUMBER.search(text)
