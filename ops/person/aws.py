"""AWS credentials of the identity pool: a guest's, or those of who is signed in."""

import json
import os
import shlex
import shutil
from argparse import Namespace
from http import HTTPStatus

from botocore.credentials import Credentials

from ..errors import OpsError, RefusedError
from ..people.accounts import guest_credentials, user_credentials
from ..people.api import get_signed
from .visit import Visit

GUEST, USER = "guest", "user"
# What would come before the variables that are set here, or spoil them, in one SDK or another.
_OTHERS = (
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_DEFAULT_PROFILE",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_SECURITY_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)


def credentials(visit: Visit, chosen: Namespace) -> None:
    """Run a command with the credentials, or print them as a block for a shell.

    This alone prints what is secret, because that is what it is asked for.
    """
    program = None if chosen.run is None else _program(chosen.run)
    variables = _variables(visit, _credentials(visit, chosen.who))
    if program is None:
        for name, value in variables.items():
            print(f"export {name}={shlex.quote(value)}")
        return
    environment = {name: value for name, value in os.environ.items() if name not in _OTHERS}
    # In this program's place: signals, the terminal and the exit code are the command's own.
    os.execve(program, chosen.run, environment | variables)  # noqa: S606 - no shell is wanted


def guest(visit: Visit, _: Namespace) -> None:
    """Call GET /guest, signed with a new guest's credentials, and print the answer."""
    url = f"{visit.outputs.api_url}guest"
    status, body = get_signed(url, _credentials(visit, GUEST), visit.outputs.region)
    if status != HTTPStatus.OK:
        raise OpsError(
            f"GET /guest answered {status}: see what `make prove STAGE={visit.outputs.stage}` says."
        )
    print(json.dumps(body, indent=2))


def _program(run: list[str]) -> str:
    """Return where a command is."""
    if not run:
        raise RefusedError("--run needs a command, as in `--run aws sts get-caller-identity`.")
    program = shutil.which(run[0])
    if program is None:
        raise RefusedError(f"There is no command {run[0]!r}: install it, or name another.")
    return program


def _credentials(visit: Visit, who: str) -> Credentials:
    outputs = visit.outputs
    if who == GUEST:
        return guest_credentials(outputs.region, outputs.identity_pool_id)[1]
    with visit.signed_in() as session:
        return user_credentials(
            outputs.region, outputs.identity_pool_id, outputs.user_pool_id, session.id_token
        )[1]


def _variables(visit: Visit, given: Credentials) -> dict[str, str]:
    """Return the credentials as every SDK and the AWS CLI read them."""
    endpoint = visit.outputs.local_endpoint
    return {
        "AWS_ACCESS_KEY_ID": given.access_key,
        "AWS_SECRET_ACCESS_KEY": given.secret_key,
        "AWS_SESSION_TOKEN": given.token or "",
        "AWS_REGION": visit.outputs.region,
        "AWS_DEFAULT_REGION": visit.outputs.region,  # boto3 reads this one alone
        **({"AWS_ENDPOINT_URL": endpoint.rstrip("/")} if endpoint else {}),
    }
