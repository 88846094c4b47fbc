"""The sample function `corner_shop`: the routes that it is told, and requests for them."""

from typing import Any

from tests.unit.identity import user_pool
from tests.unit.identity.user_pool import Json

HANDLER = "tests.functions.corner_shop.handler"
ROUTES: dict[str, object] = {
    "GET /corner/orders": {"admits": "users", "groups": ["admins", "clerks"]},
    "GET /corner/orders/{id}": {"admits": "users"},
    "POST /corner/orders": {"admits": "users"},
    "GET /corner/orders/{id}/faults/{kind}": {"admits": "users"},
    "GET /corner/menu": {"admits": "guests"},
}


def request(route: str, path: str = "", *, groups: list[str] | None = None, **more: Any) -> Json:
    """A user's request for a route, as API Gateway passes it on."""
    method, resource = route.split()
    path = path or resource
    claims = user_pool.id_claims(**{"cognito:groups": groups or ["admins"]})
    event = user_pool.me_event(user_pool.sign(claims), user_pool.as_aws(claims))
    names, values = resource.split("/"), path.split("/")
    found = {n[1:-1]: v for n, v in zip(names, values, strict=False) if n.startswith("{")}
    event |= {"httpMethod": method, "resource": resource, "path": path}
    return event | {"pathParameters": found or None} | more


def fault(kind: str) -> Json:
    """A request for the route that fails, in one of its ways."""
    path = f"/corner/orders/1/faults/{kind}"
    return request("GET /corner/orders/{id}/faults/{kind}", path)
