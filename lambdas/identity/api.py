"""A function's side of the API: lets callers in as the stack has declared, and answers them.

What is not answered gets a constant body for its status; the log has the error's class, its place
where the function itself is wrong, and both request ids, never what was sent: `correlation_id` is
API Gateway's, which its own logs have, and `request_id` is Lambda's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from aws_lambda_powertools import Logger

from identity import event as events
from identity.answer import body_of, proxy_answer
from identity.callers import ADMISSIONS
from identity.errors import (
    FunctionError,
    MalformedEventError,
    RefusalError,
    UnansweredRouteError,
    UnauthorizedError,
)
from identity.request import read_request
from identity.routes import find_route, read_routes
from identity.whereabouts import whereabouts
from metrics import count

if TYPE_CHECKING:  # the cold start does not wait for what only type checkers read
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.typing import LambdaContext

    from identity.callers import Guest, User
    from identity.routes import Kind

OK, SERVER_ERROR = 200, 500
Body = dict[str, Any]
Users = TypeVar("Users", bound="Callable[[User], Body]")
Guests = TypeVar("Guests", bound="Callable[[Guest], Body]")


class Api:
    """The routes of one function.

        api = Api("orders")

        @api.users
        def orders(user: User) -> dict[str, object]:
            return {"orders": [], "owner": user.claims["sub"]}

        lambda_handler = api.handler

    Attributes:
        logger: the function's log. Give it no claim, token, number or body.
    """

    def __init__(self, service: str) -> None:
        """Make the side of a function, whose log lines name the service."""
        self.logger = Logger(service)
        self._answers: dict[Kind, Callable[[Any], Body]] = {}
        self._folders = {Path(__file__).parent}

    def users(self, answer: Users) -> Users:
        """Let this answer every route of the function for users: with 200 and the dict."""
        self._add("users", answer)
        return answer

    def guests(self, answer: Guests) -> Guests:
        """Let this answer every route of the function for guests: with 200 and the dict."""
        self._add("guests", answer)
        return answer

    def handler(self, event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Answer a REST proxy event; one that nobody can read is refused with 401."""
        origin = None
        self.logger.set_correlation_id(events.request_id(event))  # or none: not the last one's
        try:
            origin = events.origin(_object(event))
            answer, caller = self._admit(event)
        except FunctionError as error:
            status, body = self._failed(error, context)
        except Exception as error:  # noqa: BLE001 - whatever a malformed event brings about
            status, body = self._refused(error, context)
        else:
            status, body = self._answered(answer, caller, context)
        return proxy_answer(status, body, origin)

    def _add(self, kind: Kind, answer: Callable[[Any], Body]) -> None:
        self._answers[kind] = answer
        self._folders.add(Path(sys.modules[answer.__module__].__file__ or "").parent)

    def _admit(self, event: events.Object) -> tuple[Callable[[Any], Body], Any]:
        """What answers the route of an event, and the caller to answer."""
        routes = read_routes(os.environ.get("ROUTES"))
        route, parameters = find_route(routes, event)
        if (answer := self._answers.get(route.admits)) is None:
            raise UnansweredRouteError
        request = read_request(event, route.key, parameters)
        return answer, ADMISSIONS[route.admits](event, route, request)

    def _answered(
        self, answer: Callable[[Any], Body], caller: User | Guest, context: LambdaContext
    ) -> tuple[int, str]:
        try:
            body = body_of(answer(caller))
        except RefusalError as error:
            return self._refused(error, context)
        except Exception as error:  # noqa: BLE001 - the function's owner finds it in the log
            return self._failed(error, context)
        self.logger.info("answered", route=caller.request.route, request_id=context.aws_request_id)
        return OK, body

    def _refused(self, error: Exception, context: LambdaContext) -> tuple[int, str]:
        self.logger.warning(
            "refused", error=type(error).__name__, request_id=context.aws_request_id
        )
        kind = type(error) if isinstance(error, RefusalError) else MalformedEventError
        if issubclass(kind, UnauthorizedError):
            count("RefusedCallers", Reason=kind.__name__)
        return kind.status, body_of({"message": kind.message})

    def _failed(self, error: Exception, context: LambdaContext) -> tuple[int, str]:
        self.logger.error(
            "failed",
            error=type(error).__name__,
            at=whereabouts(error, self._folders),
            request_id=context.aws_request_id,
        )
        return SERVER_ERROR, body_of({"message": "Internal server error"})


def _object(event: object) -> events.Object:
    if not isinstance(event, dict):
        raise MalformedEventError
    return event
