"""`GET /me` tells signed-in users their claims, `GET /guest` tells callers their identity.

Environment: ALLOWED_ORIGINS, the browser origins that may read the answers, comma-separated
(empty: none); USER_POOL_CLIENT_ID, the app client whose tokens alone are answered (absent: none).
What is not answered gets a constant body for its status; the log has the error's class and the
request id, never what was sent.
"""

from __future__ import annotations

import os
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.exceptions import (
    NotFoundError,
    ServiceError,
    UnauthorizedError,
)

from claims import event, tokens

if TYPE_CHECKING:  # the cold start does not wait for what only type checkers read
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.typing import LambdaContext


def _cors(origins: str) -> CORSConfig | None:
    allowed = [origin.strip() for origin in origins.split(",") if origin.strip()]
    return CORSConfig(allowed[0], extra_origins=allowed[1:]) if allowed else None


logger = Logger("claims")
# Debugging would print the events, tokens and all: no variable of the environment turns it on.
app = APIGatewayRestResolver(cors=_cors(os.environ.get("ALLOWED_ORIGINS", "")), debug=False)


@app.get("/me")
def me() -> Response[dict[str, Any]]:
    """The claims of the caller's ID token, under their own names and typed as in the token."""
    request = app.current_event.raw_event
    claims = tokens.admit(
        event.bearer_token(request),
        event.member(request, "requestContext", "authorizer", "claims"),
        now=time.time(),
        client=os.environ.get("USER_POOL_CLIENT_ID"),
    )
    return _answer(HTTPStatus.OK, {"claims": claims})


@app.get("/guest")
def guest() -> Response[dict[str, Any]]:
    """The identity that API Gateway found behind the caller's AWS credentials."""
    identity = event.member(app.current_event.raw_event, "requestContext", "identity")
    if not isinstance(identity_id := identity.get("cognitoIdentityId"), str):
        raise UnauthorizedError("credentials of no identity pool")
    authenticated = identity.get("cognitoAuthenticationType") == "authenticated"
    return _answer(HTTPStatus.OK, {"identityId": identity_id, "authenticated": authenticated})


def _only_exact_routes(
    resolver: APIGatewayRestResolver, route: Callable[[APIGatewayRestResolver], Response[Any]]
) -> Response[Any]:
    """Undo the resolver's leniency: it takes `/me/`, `/me` with a newline, `get` and OPTIONS."""
    if resolver.current_event.path not in ("/me", "/guest"):
        raise NotFoundError
    if resolver.current_event.http_method != "GET":
        raise ServiceError(HTTPStatus.METHOD_NOT_ALLOWED, "")
    return route(resolver)


def _refuse(error: Exception) -> Response[dict[str, Any]]:
    """The constant answer to an error: 401 for everything but a route that does not exist.

    An error that nobody foresaw is a refusal too: no input becomes a 5xx or a traceback in the log.
    """
    _log("refused", error, app.lambda_context)
    status = error.status_code if isinstance(error, ServiceError) else HTTPStatus.UNAUTHORIZED
    return _answer(HTTPStatus(status), {"message": HTTPStatus(status).phrase})


def _answer(status: HTTPStatus, body: dict[str, Any]) -> Response[dict[str, Any]]:
    headers = {"Cache-Control": "no-store"}
    return Response(status, content_type="application/json", body=body, headers=headers)


def _log(outcome: str, error: Exception, context: LambdaContext) -> None:
    """Name the error, but never say it: its text may quote what was sent."""
    logger.warning(outcome, error=type(error).__name__, request_id=context.aws_request_id)


app.use([_only_exact_routes])
app.exception_handler(Exception)(_refuse)


def lambda_handler(request: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer a REST proxy event; what is none is answered like one with nothing in it: 401."""
    try:
        return app.resolve(request, context)
    except Exception as error:  # noqa: BLE001 - whatever the resolver meets in a malformed event
        _log("unreadable", error, context)
        return app.resolve({"httpMethod": "GET", "path": "/me"}, context)
