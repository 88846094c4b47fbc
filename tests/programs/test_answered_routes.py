"""Each function answers every route that it is given, as the asset that reaches Lambda."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from stacks.constructs.lambda_folder import LAMBDAS
from stages import STAGES
from tests.assets import asset, run
from tests.samples import REFERENCE
from tests.shop import FUNCTIONS, add_shop
from tests.synthesis import synthesized
from tests.templates import load, packages

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


@pytest.mark.parametrize("stage", [*STAGES, REFERENCE.name])
def test_every_declared_route_is_answered(
    stage: str, assemblies: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    shop = stage == REFERENCE.name
    assembly = synthesized(REFERENCE, tmp_path_factory, add=add_shop) if shop else assemblies[stage]
    functions = packages(load(assembly, "api"))
    assert functions
    for package, function in functions.items():
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
