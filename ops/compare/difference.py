"""A difference between AWS and the embedded cloud."""

from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import ClientError

from .scene import Scene

AWS, HERE = "as on AWS", "as on the embedded cloud"
# By which IAM says no: before a service looks at what it is asked.
_DENIED = ("AccessDenied", "AccessDeniedException", "AuthorizationError")
Probe = Callable[[Scene], str]
"""Tries it in a scene and returns AWS, HERE, or what else happened."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One row of docs/local-cloud.md.

    Attributes:
        aws: what AWS does.
        source: where that is written.
        here: what MiniStack does.
        covered: what proves this project's side all the same.
        probe: tries which of the two a cloud does; None where nothing can be tried.
        safe: whether the probe may run on AWS: it texts nobody, and touches its own users alone.
    """

    aws: str
    source: str
    here: str
    covered: str
    probe: Probe | None = None
    safe: bool = False


def refused(call: Callable[[], object], code: str) -> str:
    """Tell whether a call is refused with a code, as on AWS, or goes through."""
    try:
        call()
    except ClientError as error:
        said = error.response["Error"]["Code"]
        return AWS if said == code else f"refused as {said}"
    return HERE


def exists(call: Callable[[], object]) -> str:
    """Tell whether there is such an operation, as on AWS, whatever it answers."""
    try:
        call()
    except ClientError as error:
        said = error.response["Error"]["Code"]
        if said in _DENIED:
            return f"not known, for these credentials may not ask ({said})"
        unknown = said in ("InvalidAction", "UnknownOperationException", "NotImplemented")
        return HERE if unknown else AWS
    return AWS
