"""CloudFormation's side: it waits for an answer at a presigned URL, for an hour if none comes."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

TIMEOUT_SECONDS = 5
PAUSES_SECONDS = (1, 2)  # between the tries
MAX_REASON = 1000  # CloudFormation takes an answer of 4096 bytes in all


class AnswerError(Exception):
    """CloudFormation's URL took no answer. The text has no URL: whoever holds it can answer."""


def send(event: Mapping[str, Any], *, physical_id: str, problem: str | None) -> None:
    """Answer a custom resource request: SUCCESS, or FAILED with the problem as its reason.

    Raises:
        AnswerError: every try failed. Lambda then runs the whole event again, twice at most.
    """
    answer = {
        "Status": "FAILED" if problem else "SUCCESS",
        "Reason": (problem or "Done")[:MAX_REASON],
        "PhysicalResourceId": physical_id,
        **{key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")},
    }
    request = urllib.request.Request(  # noqa: S310 - CloudFormation gives the URL, nobody else
        event["ResponseURL"],
        data=json.dumps(answer).encode(),
        method="PUT",
        # The URL is signed without a content type, and urllib would add one of its own.
        headers={"Content-Type": ""},
    )
    for pause in (*PAUSES_SECONDS, None):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 - as above
                return
        except urllib.error.HTTPError as error:
            error.close()  # it holds the refusal's connection open
            failure = type(error).__name__
        except (OSError, http.client.HTTPException) as error:
            failure = type(error).__name__
        if pause is not None:
            time.sleep(pause)
    raise AnswerError(f"CloudFormation's URL took no answer ({failure})")
