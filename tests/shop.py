"""More functions for a stage: several routes, one of groups, one for guests."""

from pathlib import Path

from stacks.constructs.browser_api import BrowserApi

FUNCTIONS = Path(__file__).with_name("functions")


def add_shop(api: BrowserApi) -> None:
    """Add the function `corner_shop`, and one that answers users alone."""
    orders = api.function("corner_shop", folder=FUNCTIONS)
    api.add_user_route("GET", "/corner/orders", orders, groups=("clerks",))
    api.add_user_route("POST", "/corner/orders", orders)
    api.add_user_route("GET", "/corner/orders/{id}", orders)
    api.add_user_route("GET", "/corner/orders/{id}/faults/{kind}", orders)
    api.add_guest_route("GET", "/corner/menu", orders)
    users = api.function("users_only", folder=FUNCTIONS)
    api.add_user_route("DELETE", "/corner/orders/{id}", users, groups=("clerks",))
