"""Each function answers every route that it is given, as the asset that reaches Lambda."""

import json
from functools import cache
from typing import Any

from stacks.constructs.lambda_folder import LAMBDAS
from tests.assets import asset, run
from tests.shop import FUNCTIONS
from tests.templates import Template, packages

# Calls the handler for each route as nobody, and prints the statuses: 401, but 500 where nothing in
# the function answers the route's kind of caller.
SCRIPT = """
import json, os
from importlib import import_module
from types import SimpleNamespace
handler = import_module("{package}.handler").lambda_handler
statuses = {{}}
for route in json.loads(os.environ["ROUTES"]):
    method, path = route.split()
    names = [part[1:-1] for part in path.split("/") if part.startswith("{{")]
    event = {{"httpMethod": method, "resource": path, "path": path}}
    event["pathParameters"] = {{name: "{{" + name + "}}" for name in names}}
    statuses[route] = handler(event, SimpleNamespace(aws_request_id="1"))["statusCode"]
print(json.dumps(statuses), flush=True)
"""


def test_every_declared_route_is_answered(api: Template) -> None:
    for package, function in packages(api).items():
        routes = function["Environment"]["Variables"]["ROUTES"]
        assert set(statuses(package, routes).values()) == {401}


def test_a_route_that_nothing_answers_is_found() -> None:
    routes = {"GET /users/{id}": {"admits": "users"}, "GET /guest": {"admits": "guests"}}
    found = statuses("users_only", json.dumps(routes))
    assert found == {"GET /users/{id}": 401, "GET /guest": 500}


@cache  # the stages share their functions
def statuses(package: str, routes: str) -> dict[str, Any]:
    """The status of each route, from the function's asset in a fresh Python."""
    functions = FUNCTIONS if (FUNCTIONS / package).is_dir() else LAMBDAS
    with asset(package, functions) as folder:
        printed = run(SCRIPT.format(package=package), folder, ROUTES=routes)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found
