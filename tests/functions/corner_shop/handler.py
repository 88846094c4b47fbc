"""A function of another app: several routes, one of a group, one for guests, and ways to fail."""

from typing import Any, cast

from identity import Api, ConflictError, Guest, NotFoundError, User

api = Api("corner_shop")
ORDERS = {"1": "tea", "2/3": "milk"}


@api.users
def orders(user: User) -> dict[str, Any]:
    """Every route for users."""
    request = user.request
    match request.route:
        case "GET /corner/orders/{id}":
            return _order(request.path_parameters["id"])
        case "POST /corner/orders":
            return {"item": request.json()["item"], "for": request.query.get("for")}
        case "GET /corner/orders/{id}/faults/{kind}":
            return _fail(request.path_parameters["kind"], user.claims["phone_number"])
    return {"orders": len(ORDERS), "owner": user.claims["sub"], "groups": sorted(user.groups)}


@api.guests
def menu(caller: Guest) -> dict[str, Any]:
    """The route for guests."""
    return {"menu": sorted(ORDERS.values()), "for": caller.identity_id}


def _order(name: str) -> dict[str, Any]:
    if name not in ORDERS:
        raise NotFoundError
    return {"order": ORDERS[name]}


def _fail(kind: str, secret: str) -> dict[str, Any]:
    match kind:
        case "conflict":
            raise ConflictError
        case "set":
            return {"answer": {secret}}
        case "nan":
            return {secret: float("nan")}
        case "list":
            return cast(dict[str, Any], [secret])
        case "deep":
            answer: dict[str, Any] = {}
            answer[secret] = answer
            return answer
    raise LookupError(secret)


lambda_handler = api.handler
