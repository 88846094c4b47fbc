"""What every function behind the API does alike, shown by the claims function."""

import json
from http import HTTPStatus
from uuid import uuid4

import pytest

from tests.assets import asset, run
from tests.unit.identity import user_pool
from tests.unit.identity.calling import CLAIMS_ROUTES, REQUEST_ID, Call
from tests.unit.identity.user_pool import ORIGIN

NO_IDENTITIES: list[object] = [
    *(None, "", " ", 7, True, ["eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"], {}),
    *("eu-west-1", "eu-west-1:", ":", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
    ":aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    " eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee\n",
    "eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee",
    "eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeeg",
    "eu-west-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeee\u0661",
]


@pytest.mark.parametrize(
    "identity", [None, {}, "text", *({"cognitoIdentityId": one} for one in NO_IDENTITIES)]
)
def test_guest_refuses_credentials_of_no_identity_pool(call: Call, identity: object) -> None:
    event = user_pool.load_event("guest")
    event["requestContext"]["identity"] = identity
    answer = call(event)
    assert (answer.status, answer.body) == (401, {"message": "Unauthorized"})


@pytest.mark.parametrize(
    ("route", "status"),
    [("GET /me", 401), ("GET /", 404), ("POST /guest", 405), ("OPTIONS /me", 405)],
)
def test_every_error_is_constant_and_readable_by_the_browser(
    call: Call, route: str, status: int
) -> None:
    event = user_pool.me_event("nonsense", {})
    event["httpMethod"], event["path"] = route.split()
    event["resource"] = event["path"]
    answer = call(event)
    assert (answer.status, answer.body) == (status, {"message": HTTPStatus(status).phrase})
    assert answer.headers["Access-Control-Allow-Origin"] == [ORIGIN]


@pytest.mark.parametrize("origin", ["null", "https://evil.example", f"{ORIGIN}.evil.example"])
def test_no_other_origin_is_let_in(call: Call, origin: str) -> None:
    event = user_pool.genuine_event()
    event["headers"]["Origin"] = origin
    event["multiValueHeaders"]["Origin"] = [origin]
    answer = call(event)
    assert answer.status == 200
    assert not any(name.startswith("Access-Control") for name in answer.headers)


LOOPBACK = "http://localhost,http://localhost:*,http://[::1]:*"


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        *[(f"http://localhost:{port}", True) for port in (1, 3000, 4200, 5173, 65535)],
        ("http://localhost", True),
        ("http://[::1]:8100", True),
        ("http://[::1]", False),
        ("https://localhost:5173", False),
        ("http://localhost:", False),
        ("http://localhost:x", False),
        ("http://localhost:\u0665", False),
        ("http://localhost.evil.example:5173", False),
        ("http://evil.example:5173", False),
        ("http://localhost:5173:5173", False),
        ("http://user@localhost:5173", False),
    ],
)
def test_a_host_with_an_open_port_is_let_in_at_every_port(
    call: Call, monkeypatch: pytest.MonkeyPatch, origin: str, let_in: bool
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", LOOPBACK)
    event = user_pool.genuine_event()
    event["headers"]["Origin"] = origin
    event["multiValueHeaders"]["Origin"] = [origin]
    answer = call(event)
    assert answer.status == 200
    assert answer.headers.get("Access-Control-Allow-Origin") == ([origin] if let_in else None)


@pytest.mark.parametrize("event", [user_pool.genuine_event(), user_pool.load_event("guest"), {}])
def test_no_answer_is_stored(call: Call, event: object) -> None:
    assert call(event).headers["Cache-Control"] == ["no-store"]


def test_a_refusal_logs_the_error_class_and_the_request_id_only(call: Call) -> None:
    line = json.loads(call(user_pool.me_event("nonsense", {"sub": "a"})).log)
    assert (line["error"], line["request_id"]) == ("MalformedTokenError", REQUEST_ID)
    usual = {"level", "location", "message", "timestamp", "service"}
    assert line.keys() - usual == {"error", "request_id", "correlation_id"}


def test_a_request_is_found_in_the_log_by_the_id_that_the_gateway_gave_it(call: Call) -> None:
    for event in (user_pool.genuine_event(), user_pool.me_event("nonsense", {"sub": "a"})):
        event["requestContext"]["requestId"] = (given := str(uuid4()))
        assert json.loads(call(event).log)["correlation_id"] == given


@pytest.mark.parametrize("sent", [None, 7, "", "+447700900123", f"{REQUEST_ID}\n", {"a": "b"}])
def test_an_id_that_is_none_is_not_logged_nor_the_one_before(call: Call, sent: object) -> None:
    call(user_pool.genuine_event())
    event = user_pool.genuine_event()
    event["requestContext"]["requestId"] = sent
    assert "correlation_id" not in json.loads(call(event).log)


def test_only_our_client_is_answered(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(user_pool.genuine_event()).status == 200
    monkeypatch.setenv("USER_POOL_CLIENT_ID", "another-client")
    refused = call(user_pool.genuine_event())
    assert (refused.status, refused.error) == (401, "WrongTokenError")
    monkeypatch.delenv("USER_POOL_CLIENT_ID")
    assert call(user_pool.genuine_event()).status == 401


def test_a_cold_start_loads_none_of_the_heavy_libraries() -> None:
    script = "import sys, claims.handler; print(*{name.split('.')[0] for name in sys.modules})"
    with asset("claims") as folder:
        loaded = set(run(script, folder).split())
    assert "aws_lambda_powertools" in loaded
    assert not loaded & {"pydantic", "botocore", "boto3", "aws_xray_sdk", "cryptography", "jwt"}


def test_without_allowed_origins_no_browser_may_read_the_answer() -> None:
    script = f"""
import json
from types import SimpleNamespace
from claims.handler import lambda_handler
event = json.loads({json.dumps(json.dumps(user_pool.load_event("guest")))})
print(json.dumps(lambda_handler(event, SimpleNamespace(aws_request_id="1"))))
"""
    with asset("claims") as folder:
        answer = json.loads(run(script, folder, ROUTES=json.dumps(CLAIMS_ROUTES)).splitlines()[-1])
    assert answer["statusCode"] == 200
    assert not any(name.startswith("Access-Control") for name in answer["multiValueHeaders"])


def test_no_powertools_variable_makes_it_print_the_event() -> None:
    script = """
from types import SimpleNamespace
from claims.handler import lambda_handler
event = {"path": "/me", "httpMethod": "GET", "headers": {"Authorization": "Bearer +14155550123"}}
lambda_handler(event, SimpleNamespace(aws_request_id="1"))
"""
    with asset("claims") as folder:
        printed = run(
            script,
            folder,
            ROUTES=json.dumps(CLAIMS_ROUTES),
            POWERTOOLS_LOGGER_LOG_EVENT="true",
            POWERTOOLS_DEV="true",
        )
    assert "refused" in printed
    assert "4155550123" not in printed
