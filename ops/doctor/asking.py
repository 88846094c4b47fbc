"""A check that cannot be answered is unknown, with the reason, and ends nothing."""

from collections.abc import Callable

from botocore.exceptions import ClientError

from ..deployment.clouds import reading
from ..errors import OpsError
from .case import Case
from .finding import Finding, Findings, unknown

Check = Callable[[Case], Findings]

# SNS, IAM and EC2 have names of their own for it.
_DENIED = (
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "AuthorizationErrorException",
    "UnauthorizedOperation",
)


def ask(case: Case, subject: str, check: Check) -> Findings:
    """Give what a check finds; once it cannot go on, that it is unknown, and why."""
    try:
        with reading(case.endpoint):
            yield from check(case)
    except OpsError as error:
        yield unanswered(case, subject, error)


def unanswered(case: Case, subject: str, error: OpsError) -> Finding:
    """Return the finding of a check that an error has ended."""
    cause = error.__cause__
    if not isinstance(cause, ClientError):
        sentence = " ".join(str(error).split()).rstrip(".")
        return unknown(subject, sentence, f"mend that (`{case.deploy}`), and run this again")
    operation = cause.operation_name
    if cause.response.get("Error", {}).get("Code") in _DENIED:
        return unknown(
            subject,
            f"these credentials may not call {operation}",
            f"allow it: `make permissions STAGE={case.stage} FOR=doctor` prints the policy",
        )
    if case.local:
        return unknown(
            subject,
            f"the embedded cloud does not answer {operation} as AWS does",
            "nothing here: a stage on AWS tells",
        )
    return unknown(subject, str(error).rstrip("."), "see what AWS says of it, and run this again")
