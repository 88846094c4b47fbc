"""A route that cannot be is refused at synth, in one sentence with the remedy."""

from collections.abc import Callable

import pytest

from stacks.constructs.browser_api import BrowserApi
from stacks.constructs.lambda_folder import BundlingError
from stacks.constructs.python_function import EnvironmentTooLargeError, PythonFunction
from stacks.constructs.route import RouteError
from tests.unit.stacks.foreign import foreign_app

Add = Callable[[BrowserApi, PythonFunction], object]

REFUSED: dict[str, tuple[Add, str]] = {
    "an unknown group": (
        lambda api, f: api.add_user_route("GET", "/a", f, groups=("admin",)),
        "there is no group 'admin'; use one of admins, or add it to users.groups in stages.py",
    ),
    "a group without a comma": (
        lambda api, f: api.add_user_route("GET", "/a", f, groups=("admins")),
        r"write groups=\('admins',\), with the comma",
    ),
    "a method in small letters": (
        lambda api, f: api.add_user_route("get", "/a", f),
        "use a method of GET",
    ),
    "every method": (
        lambda api, f: api.add_user_route("ANY", "/a", f),
        "use a method of GET",
    ),
    "a preflight": (
        lambda api, f: api.add_guest_route("OPTIONS", "/a", f),
        "use a method of GET",
    ),
    "a path without a slash": (
        lambda api, f: api.add_user_route("GET", "a", f),
        "write the path like",
    ),
    "a slash at the end": (
        lambda api, f: api.add_user_route("GET", "/a/", f),
        "without a slash at its end",
    ),
    "two slashes": (
        lambda api, f: api.add_user_route("GET", "/a//b", f),
        "write the path like",
    ),
    "a greedy path": (
        lambda api, f: api.add_user_route("GET", "/{all+}", f),
        "write the path like",
    ),
    "half a parameter": (
        lambda api, f: api.add_user_route("GET", "/a{id}", f),
        "write the path like",
    ),
    "a query": (
        lambda api, f: api.add_user_route("GET", "/a?b=1", f),
        "write the path like",
    ),
    "a character that API Gateway takes in no path": (
        lambda api, f: api.add_user_route("GET", "/~ada", f),
        "write the path like",
    ),
    "a parameter twice": (
        lambda api, f: api.add_user_route("GET", "/{id}/{id}", f),
        "give each parameter a name of its own",
    ),
    "another parameter at the same place": (
        lambda api, f: api.add_user_route("GET", "/orders/{order}/lines", f),
        r"write \{id\} for \{order\}, as in '/orders/\{id\}'",
    ),
    "a route twice": (
        lambda api, f: api.add_user_route("GET", "/me", f),
        "'GET /me' is there twice: remove one",
    ),
    "a route for guests and for users": (
        lambda api, f: api.add_guest_route("GET", "/me", f),
        "'GET /me' is there twice: remove one",
    ),
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> BrowserApi:
    _, (shop, _) = foreign_app(tmp_path_factory.mktemp("refused"))
    return shop.api


@pytest.fixture(scope="module")
def function(api: BrowserApi) -> PythonFunction:
    return api.function("sms_account")


@pytest.mark.parametrize(("add", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_a_route_is_refused(
    add: Add, sentence: str, api: BrowserApi, function: PythonFunction
) -> None:
    with pytest.raises(RouteError, match=sentence):
        add(api, function)


def test_a_function_that_is_not_there_is_refused_with_those_that_are(api: BrowserApi) -> None:
    with pytest.raises(BundlingError, match=r"no function 'order'.*claims, .*sign_up_gate"):
        api.function("order")


def test_a_route_for_guests_wants_somebody_to_call_it(
    api: BrowserApi, function: PythonFunction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "_guest_roles", ())
    with pytest.raises(RouteError, match="nobody may call it; give the API guest_roles"):
        api.add_guest_route("GET", "/guests", function)


def test_a_function_is_told_no_more_than_lambda_takes(function: PythonFunction) -> None:
    function.tell({"ROUTES": "é" * 2045})  # two bytes each, and six of the name
    with pytest.raises(EnvironmentTooLargeError, match="sms_account would have 4097 bytes"):
        function.tell({"ROUTES": "é" * 2045 + "x"})
    function.tell({"ROUTES": "{}"})
