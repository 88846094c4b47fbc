"""What `python -m ops logs` refuses, and what it asks of AWS that MiniStack cannot answer."""

import boto3
import pytest
from botocore.stub import Stubber

from ops.__main__ import main
from ops.deployment.outputs import StackOutputs
from ops.logs.groups import ACCESS, Group, _of_accesses


@pytest.mark.parametrize(
    "since", ["", "10", "m", "0m", "-1m", "1w", "1 m", "1.5h", "²m", "9999999s", "3654d", "999999h"]
)
def test_a_time_that_is_none_is_refused_with_what_one_is(
    since: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["logs", "--stage", "local", f"--since={since}"]) == 2
    assert "such as 30s, 10m, 2h or 1d" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url",
    [
        "https://abc123.execute-api.eu-west-1.amazonaws.com/v1/",
        "http://127.0.0.1:4566/_aws/execute-api/abc123/v1/",
    ],
)
def test_the_access_log_is_the_one_that_the_apis_stage_names(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MiniStack knows no access log of a stage: here is what AWS answers to GetStage."""
    session = boto3.Session("test", "test", region_name="eu-west-1")
    client = session.client("apigateway")
    monkeypatch.setattr(session, "client", lambda _: client)
    arn = "arn:aws:logs:eu-west-1:123456789012:log-group:phone-auth-dev-api-Access-1A2B"
    with Stubber(client) as stub:
        stub.add_response(
            "get_stage",
            {"accessLogSettings": {"destinationArn": arn, "format": "{}"}},
            {"restApiId": "abc123", "stageName": "v1"},
        )
        outputs = StackOutputs("phone-auth", "dev", "eu-west-1", "", "", "", url)
        assert list(_of_accesses(session, outputs)) == [
            Group("phone-auth-dev-api-Access-1A2B", "api", ACCESS)
        ]
