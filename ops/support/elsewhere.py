"""What is kept of a person outside the user pool, and for how long: a pool cannot forget it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..desk.pool import Pool

if TYPE_CHECKING:
    from types_boto3_logs.type_defs import LogGroupTypeDef

WHAT_LOGS_HOLD = (
    "in these logs: no number, name or token; the addresses of callers (access log, web firewall),"
    " and what Cognito says of a text that was not delivered"
)
ALWAYS = (
    "tokens that were issued: the API takes an ID token until it expires, an hour at the most",
    "the identity pool: an identity id, without an attribute; it cannot be found by a sub",
    "CloudTrail: the calls of the Admin API, 90 days in its event history, longer by your trails",
    "SNS and the carrier: the texts that were sent, by their own rules",
    "what your application, its backups and its own logs keep: look there too",
)


def kept_elsewhere(pool: Pool) -> list[str]:
    """Return one line for each place."""
    return [*_logs(pool), WHAT_LOGS_HOLD, *ALWAYS]


def _logs(pool: Pool) -> Iterator[str]:
    """Yield the log groups that the stage's stacks have made, with their retention."""
    outputs = pool.outputs
    pages = pool.session.client("logs").get_paginator("describe_log_groups")
    try:
        # API Gateway names the log of executions by the API's id.
        for pattern in (f"{outputs.project}-{outputs.stage}-", _api_id(outputs.api_url)):
            for page in pages.paginate(logGroupNamePattern=pattern):
                yield from map(_line, page["logGroups"])
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("AccessDenied", "AccessDeniedException"):
            raise
        yield (
            "logs: as many days as `observation.log_retention` in stages.py says, which these"
            " credentials may not look up (logs:DescribeLogGroups)"
        )


def _line(group: "LogGroupTypeDef") -> str:
    days = group.get("retentionInDays")
    kept = f"{days} day{'s' * (days > 1)}" if days else "for ever"
    return f"log {group['logGroupName']}: {kept}"


def _api_id(url: str) -> str:
    """Return the id in the address of a REST API, on AWS or in the local cloud."""
    found = re.search(r"//(\w+)\.execute-api\.|/execute-api/(\w+)/", url)
    assert found, "the outputs are checked"
    return found[1] or found[2]
