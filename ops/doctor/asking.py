"""A check that cannot be answered is unknown, with the reason, and ends nothing."""

from collections.abc import Callable

from botocore.exceptions import ClientError

from ..deployment.clouds import reading
from ..errors import OpsError
from .case import Case, UndeployedError
from .finding import Finding, Findings, red, unknown

Check = Callable[[Case], Findings]

# SNS and IAM have names of their own for it.
_DENIED = (
    "AccessDenied",
    "AccessDeniedException",
    "AuthorizationError",
    "AuthorizationErrorException",
    "UnauthorizedOperation",
)
_GONE = ("NoSuchEntity", "NotFoundException", "ResourceNotFoundException")
# What MiniStack says of an operation, or of a service, that it has not.
_NO_SUCH_CALL = ("400", "InvalidAction", "NotImplemented", "UnknownOperationException")
_AGAIN = "mend that, and run this again"


def ask(case: Case, subject: str, check: Check) -> Findings:
    """Give what a check finds; where it cannot go on, that it is unknown, and why.

    Raises:
        UndeployedError: it asks a deployment, and there is none.
    """
    try:
        with reading(case.endpoint):
            yield from check(case)
    except UndeployedError:
        raise
    except OpsError as error:
        yield unanswered(case, subject, error)


def unanswered(case: Case, subject: str, error: OpsError) -> Finding:
    """Return the finding of a check that an error has ended."""
    said = " ".join(str(error).split()).rstrip(".")
    cause = error.__cause__
    if not isinstance(cause, ClientError):
        sentence, _, remedy = said.rpartition(": ")
        ours = cause is None and sentence  # "what is wrong: what to do"
        return unknown(subject, sentence, remedy) if ours else unknown(subject, said, _AGAIN)
    code, operation = cause.response.get("Error", {}).get("Code"), cause.operation_name
    if code in _DENIED:
        return unknown(
            subject,
            f"these credentials may not call {operation}",
            f"allow it: `make permissions STAGE={case.stage} FOR=doctor` prints the policy",
        )
    if code in _GONE:
        return red(
            subject,
            f"{operation} finds nothing: what a stack has made is gone",
            "see `drift`; docs/runbook.md has how a directory comes back",
        )
    if case.local and code in _NO_SUCH_CALL:
        return unknown(
            subject,
            f"the embedded cloud does not know {operation}",
            "nothing here: a stage on AWS tells",
        )
    return unknown(subject, said, _AGAIN)
