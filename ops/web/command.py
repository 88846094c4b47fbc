"""The command line of `python -m ops web`."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from ..deployment import paths
from ..deployment.arguments import command_parser
from ..deployment.environment import HOST, LOCAL
from .bundle import DIST, build
from .server import PORT, SETTINGS, bind

_OPS = __name__.removesuffix(".web.command")


def run(arguments: Sequence[str]) -> None:
    """Build the page, deploy the local stage if needed, and serve the page until interrupted.

    Raises:
        OpsError: It failed, or was refused; nothing is served then.
        SystemExit: The same, of another command, which has said why.
    """
    command_parser("web", __doc__).parse_args(arguments)
    with bind(DIST) as server:  # first, for a taken port is to be known before the work
        print("The page, from web/")
        build()
        _operate("local", "up")
        _operate("settings", "--stage", LOCAL, "--format", "amplify", "--out", DIST / SETTINGS)
        print(f"\nThe page is at http://{HOST}:{PORT}/ (Ctrl-C stops it, not the local cloud)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def _operate(*command: object) -> None:
    """Run another command as an operator does: none imports another.

    Raises:
        SystemExit: It failed.
    """
    sys.stdout.flush()
    words = [sys.executable, "-m", _OPS, *map(str, command)]
    if code := subprocess.run(words, cwd=paths.root(), check=False).returncode:
        sys.exit(code)
