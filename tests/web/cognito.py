"""Cognito's side, where a test wants to say itself what Cognito answers."""

import json
from typing import Any

from playwright.sync_api import Page, Route


def answer(page: Page, **responses: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer operations of Cognito; what they were asked is gathered in the list returned."""
    asked: list[dict[str, Any]] = []

    def respond(route: Route) -> None:
        target = _operation(route)
        if target not in responses:
            return route.fallback()
        asked.append({target: json.loads(route.request.post_data or "{}")})
        return route.fulfill(
            headers={"access-control-allow-origin": "*"},
            content_type="application/x-amz-json-1.1",
            body=json.dumps(responses[target]),
        )

    page.route("**/*", respond)
    return asked


def refuse(page: Page, target: str, name: str, *, message: str = "", status: int = 400) -> None:
    """Let Cognito refuse one operation, as it does on AWS."""

    def respond(route: Route) -> None:
        if _operation(route) == target:
            route.fulfill(
                status=status,
                headers={"access-control-allow-origin": "*", "x-amzn-errortype": name},
                content_type="application/x-amz-json-1.1",
                body=json.dumps({"__type": name, "message": message}),
            )
        else:
            route.fallback()

    page.route("**/*", respond)


def _operation(route: Route) -> str:
    return route.request.headers.get("x-amz-target", "").rpartition(".")[2]
