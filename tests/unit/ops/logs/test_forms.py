"""Each form of a log's message is read for its request, its level and its text."""

import json

import pytest

from ops.logs.forms import Said, read
from ops.logs.groups import ACCESS, EXECUTION, FUNCTION, POOL

GATEWAYS, LAMBDAS = "6f1c0f3e-3c4d-4e5f-8a9b-0c1d2e3f4a5b", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
POWERTOOLS = {
    "level": "WARNING",
    "location": "_refused:112",
    "message": "refused",
    "timestamp": "2026-11-26 17:06:03,760+0000",
    "service": "claims",
    "error": "ExpiredTokenError",
    "at": ["claims/handler.py:12"],
    "request_id": LAMBDAS,
    "correlation_id": GATEWAYS,
    "xray_trace_id": "1-5759e988-bd862e3fe1be46a994272793",
}
# The fields of stacks/constructs/browser_rest_api.py, as API Gateway fills them in.
ACCESSED = {
    "requestId": GATEWAYS,
    "requestTime": "26/Nov/2026:17:06:03 +0000",
    "sourceIp": "192.0.2.1",
    "httpMethod": "GET",
    "resourcePath": "/me",
    "protocol": "HTTP/1.1",
    "status": "401",
    "errorType": "UNAUTHORIZED",
    "responseLength": "26",
    "responseLatency": "7",
}
# Cognito developer guide, "Exporting logs from user pools": a message delivery error.
UNDELIVERED = {
    "eventTimestamp": "1687297330677",
    "eventSource": "USER_NOTIFICATION",
    "logLevel": "ERROR",
    "message": {"details": "String"},
    "logSourceId": {"userPoolId": "us-east-1_E"},
}


@pytest.mark.parametrize(
    ("kind", "message", "said"),
    [
        (FUNCTION, f"START RequestId: {LAMBDAS} Version: $LATEST\n", (None, "-", None, LAMBDAS)),
        (FUNCTION, f"END RequestId: {LAMBDAS}\n", (None, "-", None, LAMBDAS)),
        (FUNCTION, "INIT_START Runtime Version: python:3.14.v1\tRuntime Version ARN: a\n", (None,)),
        (FUNCTION, "\n", (None,)),
        (
            FUNCTION,
            f"REPORT RequestId: {LAMBDAS}\tDuration: 5000.00 ms\tStatus: timeout\t\n",
            (
                "Duration: 5000.00 ms, Status: timeout",
                "-",
                None,
                LAMBDAS,
                True,
            ),
        ),
        (
            FUNCTION,
            f"2026-11-26T17:06:03.760Z {LAMBDAS} Task timed out after 5.00 seconds\n\n",
            ("Task timed out after 5.00 seconds", "-", None, LAMBDAS),
        ),
        (
            FUNCTION,
            f"[ERROR]\t2026-11-26T17:06:03.760Z\t{LAMBDAS}\tCreate failed: no SNS\n",
            ("Create failed: no SNS", "ERROR", None, LAMBDAS),
        ),
        (
            FUNCTION,
            "[ERROR] KeyError: 'a'\nTraceback (most recent call last):\n",
            ("KeyError: 'a'\nTraceback (most recent call last):", "ERROR"),
        ),
        (FUNCTION, "printed", ("printed",)),
        (FUNCTION, "{not JSON", ("{not JSON",)),
        (
            FUNCTION,
            json.dumps(POWERTOOLS),
            (
                'refused error=ExpiredTokenError at=["claims/handler.py:12"]',
                "WARNING",
                GATEWAYS,
                LAMBDAS,
            ),
        ),
        (
            FUNCTION,
            '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]},"Verdicts":1,"Decision":"refused"}',
            ("counted Verdicts=1 Decision=refused",),
        ),
        (
            ACCESS,
            json.dumps(ACCESSED),
            (
                "GET /me 401 errorType=UNAUTHORIZED responseLatency=7 sourceIp=192.0.2.1",
                "-",
                GATEWAYS,
            ),
        ),
        (
            EXECUTION,
            f"({GATEWAYS}) Execution failed due to configuration error: Invalid permissions",
            (
                "Execution failed due to configuration error: Invalid permissions",
                "-",
                GATEWAYS,
            ),
        ),
        (
            POOL,
            json.dumps(UNDELIVERED),
            (
                'String eventSource=USER_NOTIFICATION logSourceId={"userPoolId": "us-east-1_E"}',
                "ERROR",
            ),
        ),
    ],
)
def test_a_message_says_what_its_form_has(
    kind: str, message: str, said: tuple[str | None, ...]
) -> None:
    assert read(kind, message) == Said(*said)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [FUNCTION, ACCESS, EXECUTION, POOL])
@pytest.mark.parametrize("message", ['{"message": 7, "level": null}', "[]", '{"a":' * 2000, "\x00"])
def test_what_has_no_known_form_is_read_all_the_same(kind: str, message: str) -> None:
    assert read(kind, message).text is not None
