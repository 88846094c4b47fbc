"""The resources of an API, and what a browser may do with each."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway

from .browser_rest_api import CORS_HEADERS
from .route import METHODS, Route, RouteError

_ALLOW_METHODS = (
    "Integration.IntegrationResponses.0.ResponseParameters."
    r"method\.response\.header\.Access-Control-Allow-Methods"
)


class ApiResources:
    """The resources of an API by path, each with a preflight for the methods that it has."""

    def __init__(self, api: apigateway.RestApi, origins: Sequence[str]) -> None:
        self._api, self._origins = api, origins
        self._routes: dict[str, list[Route]] = {}
        self._preflights: dict[str, apigateway.Method] = {}

    def add(self, route: Route) -> apigateway.IResource:
        """Return the resource of a route, whose method a preflight allows from now on.

        Raises:
            RouteError: the route is there already, or is told from another by a parameter's name.
        """
        if route in self._routes.get(route.path, ()):
            raise RouteError(f"route {str(route)!r} is there twice: remove one")
        resource = self._resource(route)
        routes = self._routes.setdefault(route.path, [])
        routes.append(route)
        added = {route.method for route in routes}
        self._allow(
            resource, route.path, [m for m in (*METHODS, "OPTIONS") if m in added | {"OPTIONS"}]
        )
        return resource

    def _resource(self, route: Route) -> apigateway.IResource:
        resource: apigateway.IResource = self._api.root
        for part in route.parts:
            if part.startswith("{"):
                self._check_parameter(resource, part, route)
            resource = resource.get_resource(part) or resource.add_resource(part)
        return resource

    def _check_parameter(self, parent: apigateway.IResource, part: str, route: Route) -> None:
        """API Gateway has one parameter at a place."""
        for path in self._routes:
            start = parent.path.rstrip("/")
            other = path.removeprefix(f"{start}/").split("/")[0]
            if path.startswith(f"{start}/") and other.startswith("{") and other != part:
                raise RouteError(f"route {str(route)!r}: write {other} for {part}, as in {path!r}")

    def _allow(self, resource: apigateway.IResource, path: str, methods: list[str]) -> None:
        if preflight := self._preflights.get(path):
            options = preflight.node.default_child
            assert isinstance(options, apigateway.CfnMethod)
            options.add_property_override(_ALLOW_METHODS, f"'{','.join(methods)}'")
        else:
            self._preflights[path] = resource.add_cors_preflight(
                allow_origins=list(self._origins),
                allow_methods=methods,
                allow_headers=list(CORS_HEADERS),
                max_age=cdk.Duration.hours(1),
            )
