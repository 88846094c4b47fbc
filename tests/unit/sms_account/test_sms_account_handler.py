"""The custom resource that owns the account's SMS settings.

SNS is moto's, or a stubbed refusal: MiniStack does not know SetSMSAttributes. CloudFormation's URL
is a real HTTP server, because how it is answered (method, headers, tries) is the function's own.
"""

import logging
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import boto3
import botocore.client
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto import mock_aws

from sms_account import answer
from sms_account.handler import PHYSICAL_ID, lambda_handler
from tests.environment import forget_aws
from tests.unit.sms_account.cloudformation import (
    TEXTING_REGION,
    URL_SECRET,
    WaitingUrl,
    waiting_url,
)


@pytest.fixture(autouse=True)
def sns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """SNS in the region that texts, with the spend limit that somebody set before."""
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")  # the function's own
    monkeypatch.setattr(answer, "PAUSES_SECONDS", (0, 0))
    with mock_aws():
        client = boto3.client("sns", region_name=TEXTING_REGION)
        client.set_sms_attributes(attributes={"MonthlySpendLimit": "3"})
        yield client


@pytest.fixture
def cloudformation() -> Iterator[WaitingUrl]:
    """CloudFormation, waiting."""
    with waiting_url() as url:
        yield url


def _attributes(sns: Any) -> dict[str, str]:
    attributes: dict[str, str] = sns.get_sms_attributes()["attributes"]
    return attributes


def _refusing(error: Exception) -> Any:
    return patch.object(botocore.client.BaseClient, "_make_api_call", side_effect=error)


def _client_error(code: str) -> ClientError:
    message = "arn:aws:iam::111122223333:role/internal said no"
    return ClientError({"Error": {"Code": code, "Message": message}}, "SetSMSAttributes")


def _failure(url: WaitingUrl, event: dict[str, Any]) -> str:
    lambda_handler(event, None)
    (given,) = url.answers
    assert given["Status"] == "FAILED"
    assert given["PhysicalResourceId"] == PHYSICAL_ID
    return str(given["Reason"])


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_limit_and_type_are_set(request_type: str, sns: Any, cloudformation: WaitingUrl) -> None:
    lambda_handler(cloudformation.event(request_type), None)
    assert _attributes(sns) == {"MonthlySpendLimit": "7", "DefaultSMSType": "Transactional"}
    assert cloudformation.answers == [
        {
            "Status": "SUCCESS",
            "Reason": "Done",
            "PhysicalResourceId": PHYSICAL_ID,
            "StackId": cloudformation.event("Create")["StackId"],
            "RequestId": "a-request",
            "LogicalResourceId": "SmsAccount",
        }
    ]


def test_deletion_leaves_the_account_as_it_is(sns: Any, cloudformation: WaitingUrl) -> None:
    with _refusing(AssertionError("SNS was called")):
        lambda_handler(cloudformation.event("Delete"), None)
    assert _attributes(sns) == {"MonthlySpendLimit": "3"}
    assert cloudformation.answers[0]["Status"] == "SUCCESS"


def test_the_answer_has_no_content_type_for_the_url_is_signed_without(
    cloudformation: WaitingUrl,
) -> None:
    lambda_handler(cloudformation.event("Create"), None)
    assert cloudformation.content_types == [""]


def test_a_limit_above_the_quota_is_told_with_its_remedy(cloudformation: WaitingUrl) -> None:
    with _refusing(_client_error("InvalidParameter")):
        reason = _failure(cloudformation, cloudformation.event("Update", "500"))
    assert "500 USD" in reason
    assert "raise the SNS quota first" in reason


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (_client_error("AuthorizationError"), "AuthorizationError"),
        (EndpointConnectionError(endpoint_url="https://sns"), "SNS did not answer"),
        (RuntimeError("a secret"), "unexpected RuntimeError"),
    ],
)
def test_every_failure_is_answered_in_one_sentence_without_details(
    error: Exception,
    expected: str,
    cloudformation: WaitingUrl,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with _refusing(error), caplog.at_level(logging.DEBUG, "sms_account"):
        reason = _failure(cloudformation, cloudformation.event("Create"))
    assert expected in reason
    assert "\n" not in reason
    assert "Create failed" in caplog.text
    for told in (reason, caplog.text):
        assert not any(part in told for part in ("arn:", "secret", "Traceback", URL_SECRET))


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "", "many", "9" * 5000, 7, None])
def test_what_is_no_limit_is_refused(limit: object, sns: Any, cloudformation: WaitingUrl) -> None:
    _failure(cloudformation, cloudformation.event("Create", limit))
    assert _attributes(sns) == {"MonthlySpendLimit": "3"}


def test_a_request_without_properties_is_answered_too(cloudformation: WaitingUrl) -> None:
    event = cloudformation.event("Create")
    del event["ResourceProperties"]
    assert "KeyError" in _failure(cloudformation, event)


def test_the_answer_is_tried_three_times(cloudformation: WaitingUrl) -> None:
    cloudformation.refusals = 2
    lambda_handler(cloudformation.event("Create"), None)
    assert len(cloudformation.content_types) == 3
    assert len(cloudformation.answers) == 1


def test_an_answer_that_nobody_takes_raises_so_that_lambda_runs_the_event_again(
    cloudformation: WaitingUrl,
) -> None:
    cloudformation.refusals = 9
    with pytest.raises(answer.AnswerError) as raised:
        lambda_handler(cloudformation.event("Create"), None)
    assert len(cloudformation.content_types) == 3
    assert URL_SECRET not in str(raised.value)
