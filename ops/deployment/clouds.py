"""boto3 for reading a deployment, and one sentence for each way it can fail.

Importing this module costs what boto3 costs; the formats that are made of ids alone never do.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
)

from ..errors import OpsError
from .environment import isolated

# Someone waits at a terminal: better to fail soon than to try for minutes.
QUICK = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2})


def connect(region: str | None = None) -> boto3.Session:
    """Start a session by boto3's own rules for credentials, region and endpoint.

    And by AWS_REGION, which every other SDK and the CDK CLI read, but not boto3.
    """
    core = botocore.session.get_session()
    core.set_default_client_config(QUICK)
    return boto3.Session(botocore_session=core, region_name=region or os.environ.get("AWS_REGION"))


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


@contextmanager
def reading(endpoint: str | None) -> Iterator[None]:
    """Aim boto3 at AWS, or at the local cloud's `endpoint`, and explain what it raises.

    Raises:
        OpsError: in place of any error of boto3's.
    """
    try:
        with isolated(endpoint) if endpoint else nullcontext():
            yield
    except NoCredentialsError as error:
        raise OpsError(
            "No AWS credentials: log in (`aws sso login`), or set AWS_PROFILE or AWS_ACCESS_KEY_ID."
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
        raise OpsError("AWS does not answer: check the network and AWS_REGION.") from error
    except ClientError as error:
        detail = error.response.get("Error", {})
        raise OpsError(
            f"AWS refused {error.operation_name}:"
            f" {detail.get('Message') or 'it gave no reason'} ({detail.get('Code', 'no code')})."
        ) from error
    except BotoCoreError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise OpsError(f"AWS cannot be asked: {reason}.") from error
