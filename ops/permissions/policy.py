"""An IAM policy, as a document."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

Policy = dict[str, Any]
Statement = dict[str, Any]


# Of a managed policy, not counting white space: IAM user guide, "IAM and AWS STS quotas".
MOST_CHARACTERS = 6144


def length(document: Policy) -> int:
    """Return how many characters of a policy IAM counts."""
    return len(json.dumps(document, separators=(",", ":")))


def policy(statements: Iterable[Statement]) -> Policy:
    """Return a policy of these statements."""
    return {"Version": "2012-10-17", "Statement": [*statements]}


def statement(
    sid: str,
    actions: Iterable[str],
    resources: Iterable[str],
    condition: Mapping[str, Any] | None = None,
) -> Statement:
    """Return what a policy allows, under which conditions."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Action": sorted(actions),
        "Resource": [*resources],
        **({"Condition": dict(condition)} if condition else {}),
    }
