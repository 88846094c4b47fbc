"""boto3 for reading a deployment, and one sentence for each way it can fail.

Importing this module costs what boto3 costs; the formats that are made of ids alone never do.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import boto3
import botocore
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    SSOError,
    TokenRetrievalError,
)

from ..errors import OpsError, RefusedError
from .environment import embedded_endpoint, isolated

# Someone waits at a terminal: better to fail soon than to try for minutes.
QUICK = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2})
# For who asks a lot at once, and must not take a refusal for an answer.
PATIENT = QUICK.merge(Config(retries={"mode": "standard", "total_max_attempts": 6}))
# For what a frontend calls. Without it botocore looks for AWS credentials all the same, in a login
# that has expired or at an address that does not answer.
UNSIGNED = QUICK.merge(Config(signature_version=botocore.UNSIGNED))
_LOG_IN_AGAIN = (
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
)


def connect(region: str | None = None, *, patient: bool = False) -> boto3.Session:
    """Start a session by boto3's own rules for credentials, region and endpoint.

    And by AWS_REGION, which every other SDK and the CDK CLI read, but not boto3.

    Args:
        region: instead of that.
        patient: ask several times where AWS wants less to be asked at once.

    Raises:
        RefusedError: there is no such region, or AWS_ENDPOINT_URL is no address.
    """
    embedded_endpoint()
    core = botocore.session.get_session()
    core.set_default_client_config(PATIENT if patient else QUICK)
    wanted = region or os.environ.get("AWS_REGION")
    session = boto3.Session(botocore_session=core, region_name=wanted)
    if session.region_name:
        _refuse_no_region(session, session.region_name)
    return session


def is_no_login(error: ClientError) -> bool:
    """Tell whether AWS refuses the credentials themselves, whatever they ask for."""
    return error.response.get("Error", {}).get("Code") in _LOG_IN_AGAIN


def own_account(session: boto3.Session, stage: str, wanted: str | None) -> str:
    """Return the 12 digits of the credentials' account.

    Raises:
        OpsError: the stage lives in another one.
    """
    account = session.client("sts").get_caller_identity()["Account"]
    if wanted not in (None, account):
        raise OpsError(
            f"stage {stage} lives in account {wanted}, and these credentials are of {account}:"
            f" log in to {wanted}."
        )
    return account


def _refuse_no_region(session: boto3.Session, region: str) -> None:
    """Raise RefusedError if botocore knows no such region, and AWS has no address for it either.

    A region that is newer than botocore has one.
    """
    for partition in session.get_available_partitions():
        if region in session.get_available_regions("cloudformation", partition):
            return
    address = f"cloudformation.{region}.amazonaws.com"
    try:
        socket.getaddrinfo(address, 443)
    except (OSError, UnicodeError) as error:
        raise RefusedError(
            f"there is no AWS region {region!r}: boto3 does not know it, and there is no address"
            f" {address}; correct AWS_REGION, or the stage's region in stages.py."
        ) from error


@contextmanager
def reading(endpoint: str | None) -> Iterator[None]:
    """Aim boto3 at AWS, or at the local cloud's `endpoint`, and explain what it raises.

    Raises:
        OpsError: in place of any error of boto3's.
    """
    try:
        with isolated(endpoint) if endpoint else nullcontext():
            yield
    except (NoCredentialsError, SSOError, TokenRetrievalError) as error:
        raise OpsError(
            "No AWS credentials, or a login that has expired: log in (`aws sso login`), or set"
            " AWS_PROFILE or AWS_ACCESS_KEY_ID."
        ) from error
    except NoRegionError as error:
        raise OpsError(
            "No AWS region: set AWS_REGION to the region that the stage is deployed in."
        ) from error
    except (EndpointConnectionError, HTTPClientError) as error:
        if endpoint:
            raise OpsError(
                f"The local cloud does not answer at {endpoint}: start it with `make local`,"
                " or set LOCAL_PORT to the port that it has."
            ) from error
        raise OpsError(
            "AWS does not answer: check the network, AWS_REGION and, where one is set,"
            " AWS_ENDPOINT_URL."
        ) from error
    except ClientError as error:
        detail = error.response.get("Error", {})
        if is_no_login(error):
            raise OpsError(
                f"AWS does not accept these credentials ({detail['Code']}): log in again."
            ) from error
        raise OpsError(
            f"AWS refused {error.operation_name}:"
            f" {detail.get('Message') or 'it gave no reason'} ({detail.get('Code', 'no code')})."
        ) from error
    except BotoCoreError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise OpsError(f"AWS cannot be asked: {reason}.") from error
