"""What follows a change of the sources: the functions' code alone, or everything."""

import io
import time
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from ..deployment import paths
from ..errors import OpsError
from ..local import hotswap, sources
from ..local.cloud import LocalCloud
from ..local.sources import Sources

SETTLE_SECONDS = 0.15


def settled(now: Sources) -> Sources:
    """Wait until nobody writes any more: a branch is many files, and an editor writes in steps."""
    while True:
        time.sleep(SETTLE_SECONDS)
        before, now = now, sources.read()
        if now == before:
            return now


def redeploy(cloud: LocalCloud, deployed: Sources, now: Sources) -> str:
    """Deploy what changed between two states of the sources, and say what that was.

    Raises:
        OpsError: it was not deployed, or not all of it; then nothing says that it is.
    """
    changed = sources.changes(deployed, now)
    _check_syntax(changed)
    if cloud.holds(deployed):
        if not changed:
            return "as it is deployed"
        if hotswap.is_code(changed):
            swapped = cloud.swap(now)
            return f"new code for {' and '.join(swapped)}" if swapped else "no function ships it"
    with redirect_stdout(io.StringIO()):  # one line a change
        cloud.up()
    return "deployed and proven"


def named(changed: Sequence[Path]) -> str:
    """Name what changed, on one line."""
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"{changed[0]}{more}" if changed else "nothing"


def _check_syntax(changed: Sequence[Path]) -> None:
    """Refuse what Python cannot read, before anything is started."""
    for path in changed:
        file = paths.root() / path
        if path.suffix == ".py" and file.exists():
            try:
                compile(file.read_bytes(), str(path), "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                said = traceback.format_exception_only(error)[-1].strip()
                line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
                raise OpsError(f"{path}{line}: {said}; mend it, and it is deployed.") from error
