"""The command line of `python -m ops web`."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..deployment import paths
from ..deployment.arguments import add_stage, command_parser
from ..deployment.environment import HOST, LOCAL
from ..errors import RefusedError
from .bundle import DIST, build
from .policy import SETTINGS, seal
from .server import PORT, bind

_OPS = __name__.removesuffix(".web.command")


def run(arguments: Sequence[str]) -> None:
    """Build the page; serve it against the local cloud, or put it into a folder for a host.

    Raises:
        OpsError: It failed, or was refused; nothing is served then.
        SystemExit: The same, of another command, which has said why.
    """
    parser = command_parser("web", __doc__)
    add_stage(parser, default=LOCAL)
    parser.add_argument("--out", type=Path, help="a folder for a host; without it, serve the page")
    chosen = parser.parse_args(arguments)
    if chosen.out:
        _publish(chosen.stage, chosen.out)
    elif chosen.stage == LOCAL:
        _serve()
    else:
        raise RefusedError(
            f"only stage {LOCAL} is served here: add --out FOLDER, and give that to a host."
        )


def _serve() -> None:
    with bind(DIST) as server:  # first, for a taken port is to be known before the work
        print("The page, from web/")
        build()
        _operate("local", "up")
        _settle(LOCAL, DIST)
        print(f"\nThe page is at http://{HOST}:{PORT}/ (Ctrl-C stops it, not the local cloud)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def _publish(stage: str, folder: Path) -> None:
    build()
    if folder.resolve() == DIST.resolve():
        raise RefusedError("web/dist is for the local cloud: name another folder with --out.")
    # Files of an earlier page stay: a tab that is open may still ask for them.
    shutil.copytree(DIST, folder, ignore=shutil.ignore_patterns(SETTINGS), dirs_exist_ok=True)
    _settle(stage, folder)
    print(f"The page of stage {stage} is in {folder}; docs/hosting.md says what its host sends.")


def _settle(stage: str, folder: Path) -> None:
    """Give the page of a folder its settings, and a policy that lets it go nowhere else."""
    # By its whole path, for the other command starts in the project's own folder.
    out = folder.resolve() / SETTINGS
    _operate("settings", "--stage", stage, "--format", "amplify", "--out", out)
    seal(folder)


def _operate(*command: object) -> None:
    """Run another command as an operator does: none imports another.

    Raises:
        SystemExit: It failed.
    """
    sys.stdout.flush()
    words = [sys.executable, "-m", _OPS, *map(str, command)]
    if code := subprocess.run(words, cwd=paths.root(), check=False).returncode:
        sys.exit(code)
