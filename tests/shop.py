"""A project with a second function: several routes, one of groups, one for guests."""

from dataclasses import replace
from pathlib import Path

from stacks.constructs.browser_api import BrowserApi
from stacks.settings import Group
from tests.samples import REFERENCE, changed

FUNCTIONS = Path(__file__).with_name("functions")
SHOP = changed(
    replace(REFERENCE, name="shop", project="corner"),
    {
        "users.groups": (
            Group(name="admins", description="May administer", precedence=0),
            Group(name="clerks", description="May sell", precedence=1),
        ),
        "api.cors_origins": ("https://shop.example.com", "https://other.example.com"),
    },
)


def add_shop(api: BrowserApi) -> None:
    """Add the function `orders`, and one that answers users alone."""
    orders = api.function("orders", folder=FUNCTIONS)
    api.add_user_route("GET", "/orders", orders, groups=("admins", "clerks"))
    api.add_user_route("POST", "/orders", orders)
    api.add_user_route("GET", "/orders/{id}", orders)
    api.add_user_route("GET", "/orders/{id}/faults/{kind}", orders)
    api.add_guest_route("GET", "/menu", orders)
    users = api.function("users_only", folder=FUNCTIONS)
    api.add_user_route("DELETE", "/orders/{id}", users, groups=("admins",))
