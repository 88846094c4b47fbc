"""The environment of everything local: nothing in it can reach a real AWS account."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import RefusedError

LOCAL = "local"
"""The stage that is deployed on this machine."""

# MiniStack sends no SMS: its codes are always the same.
SIGN_UP_CODE = "123456"
RESET_CODE = "654321"

HOST = "127.0.0.1"
ACCOUNT = "000000000000"
REGION = "us-east-1"
DEFAULT_PORT = "4566"
PORTS = range(1024, 65536)


def local_port(port: str | None = None) -> int:
    """Return the local cloud's port: `port`, or else LOCAL_PORT, or else 4566.

    Raises:
        RefusedError: It is not a port that a user may listen on.
    """
    if port is None:
        port = os.environ.get("LOCAL_PORT") or DEFAULT_PORT
    if not re.fullmatch("[0-9]{4,5}", port) or int(port) not in PORTS:
        raise RefusedError(
            f"the port {port!r} is not one: LOCAL_PORT is a number from {PORTS[0]} to {PORTS[-1]}."
        )
    return int(port)


def stage_endpoint(stage: str) -> str | None:
    """Return where the local cloud is, by LOCAL_PORT, for the local stage; None for AWS.

    Raises:
        RefusedError: LOCAL_PORT is not a port.
    """
    return f"http://{HOST}:{local_port()}" if stage == LOCAL else None


def embedded_endpoint() -> str | None:
    """Return the endpoint that boto3 is told by the environment, where it is on this machine.

    Raises:
        RefusedError: It is no address.
    """
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "").rstrip("/")
    if endpoint and not _is_address(endpoint):
        raise RefusedError(
            f"AWS_ENDPOINT_URL is {endpoint!r}, which is no address, as http://127.0.0.1:4566 is:"
            " unset it, or correct it."
        )
    return endpoint if urlsplit(endpoint).hostname in (HOST, "localhost") else None


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a port that is no number
        return False


def local_environment(endpoint: str, base: Mapping[str, str]) -> dict[str, str]:
    """Return `base` without any AWS or CDK setting of the user, aimed at `endpoint` instead.

    Profiles, tokens and files of the user are out of reach, so that a local command cannot touch
    a real account even when the endpoint is down.
    """
    kept = {
        name: value
        for name, value in base.items()
        # Without byte code every synth is three times slower.
        if not name.startswith(("AWS_", "CDK_")) and name != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        # `python3` and `node` of this environment, also where it is not activated.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), base.get("PATH", os.defpath)]),
    }


@contextmanager
def isolated(endpoint: str) -> Iterator[None]:
    """Give this process and its children the local environment, and the old one back after."""
    before = dict(os.environ)
    after = local_environment(endpoint, before)
    os.environ.clear()
    os.environ.update(after)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
