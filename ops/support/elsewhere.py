"""What is kept of a person outside the user pool, and for how long: a pool cannot forget it."""

from collections.abc import Iterator

from botocore.exceptions import ClientError

from .pool import Pool

ALWAYS = (
    "tokens that were issued: the API takes an ID token until it expires, an hour at the most",
    "the identity pool: an identity id, without an attribute; it cannot be found by a sub",
    "CloudTrail: the calls of the Admin API, 90 days in its event history, longer by your trails",
    "SNS and the carrier: the texts that were sent, by their own rules",
    "what your application, its backups and its own logs keep: look there too",
)


def kept_elsewhere(pool: Pool) -> list[str]:
    """Return one line for each place.

    The stage's own logs hold no number, name or token; that of undelivered texts has the sub.
    """
    return [*_logs(pool), *ALWAYS]


def _logs(pool: Pool) -> Iterator[str]:
    """Yield the log groups that the stage's stacks have made, with their retention."""
    outputs = pool.outputs
    pages = pool.session.client("logs").get_paginator("describe_log_groups")
    found = pages.paginate(logGroupNamePattern=f"{outputs.project}-{outputs.stage}-")
    try:
        for group in (group for page in found for group in page["logGroups"]):
            days = group.get("retentionInDays")
            yield f"log {group['logGroupName']}: {f'{days} days' if days else 'for ever'}"
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("AccessDenied", "AccessDeniedException"):
            raise
        yield (
            "logs: as many days as `observation.log_retention` in stages.py says, which these"
            " credentials may not look up (logs:DescribeLogGroups)"
        )
