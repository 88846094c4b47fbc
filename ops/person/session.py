"""The session that is kept between two commands: its tokens, for this user's eyes alone.

`$XDG_STATE_HOME/<project>/<stage>.json`, as the XDG Base Directory Specification has it: what a
program keeps for its user, and no configuration.
"""

import base64
import json
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..deployment.files import write_whole
from ..errors import OpsError, RefusedError

PRIVATE_FILE, PRIVATE_DIRECTORY = 0o600, 0o700
# A token that expires on its way is as good as expired.
LEEWAY_SECONDS = 10


@dataclass(frozen=True)
class Session:
    """Who is signed in at a pool.

    Attributes:
        pool_id: the user pool; another deployment of the stage has another.
    """

    pool_id: str
    id_token: str = field(repr=False)
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)

    @property
    def expires_at(self) -> int:
        """When the first of the ID and the access token expires, in seconds of Unix time."""
        return min(int(claims(token)["exp"]) for token in (self.id_token, self.access_token))

    @property
    def expired(self) -> bool:
        """Whether the tokens have to be refreshed."""
        return time.time() >= self.expires_at - LEEWAY_SECONDS


def claims(token: str) -> dict[str, Any]:
    """Return what a token of our own pool says, unverified: nothing is decided by it."""
    payload = token.split(".")[1]
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return said


def session_file(project: str, stage: str, environment: Mapping[str, str]) -> Path:
    """Return where the session of a stage is, or would be."""
    named = environment.get("XDG_STATE_HOME", "")
    # A relative path is invalid, and to be ignored (the specification, "Basics").
    states = Path(named) if Path(named).is_absolute() else Path.home() / ".local/state"
    return states / project / f"{stage}.json"


def keep(session: Session, path: Path) -> None:
    """Write the session, which nobody else can read at any time.

    Raises:
        OpsError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(session), indent=2) + "\n", mode=PRIVATE_FILE)
    except OSError as error:
        raise OpsError(
            f"Cannot keep the session in {path}: {error.strerror}; set XDG_STATE_HOME to a"
            " directory of yours."
        ) from error


def kept(path: Path) -> Session | None:
    """Read the session, or return None where there is none.

    Raises:
        RefusedError: others can read it too, or it is not ours.
        OpsError: it cannot be read.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), encoding="utf-8") as file:
            _refuse_shared(os.fstat(file.fileno()), path)
            session = Session(**json.load(file))
        for token in (session.id_token, session.access_token):
            claims(token)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OpsError(
            f"Cannot read the session in {path}: {error.strerror}; delete it, and sign in again."
        ) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise OpsError(f"{path} is no session: delete it, and sign in again.") from error
    return session


def forget(path: Path) -> None:
    """Remove the session, where there is one."""
    path.unlink(missing_ok=True)


def _refuse_shared(found: os.stat_result, path: Path) -> None:
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise RefusedError(
            f"{path} holds tokens, and is not yours alone (mode"
            f" {stat.S_IMODE(found.st_mode):o}): delete it, and sign in again."
        )
