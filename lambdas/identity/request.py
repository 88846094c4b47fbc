"""What a route's own code may know of the request, besides who sent it."""

from collections.abc import Mapping
from dataclasses import dataclass

from identity import event as events
from identity.errors import BadRequestError
from identity.strict_json import StrictJsonError, read_object


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request that was let in. Whatever stands in it, its sender chose.

    Attributes:
        route: the route as it was declared, such as `GET /orders/{id}`.
        path_parameters: what stands for each `{name}` of the route, decoded.
        query: the query string's parameters; of one that is repeated, the last value.
        body: the body as text; None where there is none, or one that is no text.
    """

    route: str
    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    body: str | None

    def json(self) -> dict[str, object]:
        """The body, read strictly as one JSON object.

        Raises:
            BadRequestError: it is none.
        """
        try:
            return read_object((self.body or "").encode())
        except (StrictJsonError, UnicodeEncodeError):
            raise BadRequestError from None


def read_request(event: events.Object, route: str, path_parameters: Mapping[str, str]) -> Request:
    """What an event says of a request for a route."""
    query, body = events.member(event, "queryStringParameters"), event.get("body")
    return Request(
        route=route,
        path_parameters=path_parameters,
        query={name: value for name, value in query.items() if isinstance(value, str)},
        body=body if isinstance(body, str) and event.get("isBase64Encoded") is not True else None,
    )
