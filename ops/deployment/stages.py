"""The stages that stages.py has, asked of it: what operators run never imports it."""

import json
import subprocess
import sys
from typing import Any

from ..errors import OpsError, RefusedError
from . import paths

_ASK = "import json; from stages import STAGES; print(json.dumps({}))"


def known_stages() -> list[str]:
    """Name the stages of the project; none where it keeps them elsewhere, and cannot be asked.

    Raises:
        OpsError: stages.py cannot be read.
    """
    if not (paths.root() / "stages.py").exists():
        return []
    known: list[str] = ask_stages("[*STAGES]")
    return known


def ask_stages(expression: str) -> Any:
    """Return what an expression over `STAGES` gives, as JSON has it.

    Raises:
        OpsError: stages.py cannot be read.
    """
    done = subprocess.run(
        [sys.executable, "-c", _ASK.format(expression)],
        cwd=paths.root(),
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise OpsError(
            f"stages.py cannot be read ({said}): mend it, or take it back with"
            " `git checkout stages.py`."
        ) from error


def account_and_region(stage: str) -> tuple[str | None, str | None]:
    """Return the account and the region in which a stage lives, as far as stages.py says.

    Raises:
        OpsError: stages.py cannot be read.
    """
    if not (paths.root() / "stages.py").exists():
        return None, None
    wanted = "[getattr(STAGES.get({!r}), key, None) for key in ('account', 'region')]"
    account, region = ask_stages(wanted.format(stage))
    return account, region


def refuse_unknown(stage: str) -> None:
    """Raise RefusedError if the project has stages, and not this one."""
    known = known_stages()
    if known and stage not in known:
        raise RefusedError(
            f"there is no stage {stage!r}: use one of {', '.join(known)}, or add it to stages.py."
        )
