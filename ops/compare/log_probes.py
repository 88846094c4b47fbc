"""Trying what a cloud logs."""

from typing import Any

from ..people.api import send
from .difference import AWS, HERE
from .scene import Scene


def api_gateway_writes_its_logs(scene: Scene) -> str:
    """The access log has a line for each request."""
    logs = scene.client("logs")
    pages = logs.get_paginator("describe_log_groups").paginate()
    names = [group["logGroupName"] for page in pages for group in page["logGroups"]]
    ours = [n for n in names if "AccessLog" in n or "Execution-Logs" in n]
    return AWS if any(logs.filter_log_events(logGroupName=n)["events"] for n in ours) else HERE


def an_answers_request_id_is_in_the_functions_log(scene: Scene) -> str:
    """`x-amzn-RequestId` is the id that the function was told."""
    return AWS if _logged(scene, f'"{_request_id(scene)}"') else HERE


def events_have_ids(scene: Scene) -> str:
    """Each event of FilterLogEvents has an `eventId`."""
    _request_id(scene)
    return AWS if all("eventId" in event for event in _logged(scene)) else HERE


def _request_id(scene: Scene) -> str:
    headers = {"Authorization": scene.tokens["IdToken"]}
    return send("GET", f"{scene.outputs.api_url}me", headers).headers["x-amzn-requestid"]


def _logged(scene: Scene, pattern: str = "") -> list[Any]:
    logs = scene.client("logs")
    pages = logs.get_paginator("describe_log_groups").paginate()
    names = [group["logGroupName"] for page in pages for group in page["logGroups"]]
    read = logs.filter_log_events
    return [e for n in names for e in read(logGroupName=n, filterPattern=pattern)["events"]]
