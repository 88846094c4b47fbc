"""The command line of `python -m ops web`."""

import argparse
from collections.abc import Sequence
from contextlib import suppress

from ops.local import command as local
from ops.outputs.command import read, render, write
from ops.web.bundle import DIST, build
from ops.web.server import HOST, PORT, SETTINGS, bind


def run(arguments: Sequence[str]) -> None:
    """Build the page, deploy the local stage if needed, and serve the page until interrupted.

    Raises:
        OpsError: It failed, or was refused; nothing is served then.
    """
    argparse.ArgumentParser(prog="python -m ops web").parse_args(arguments)
    with bind(DIST) as server:  # first, for a taken port is to be known before the work
        print("The page, from web/")
        build()
        local.run(["up"])
        write(DIST / SETTINGS, render(read("local", live=False), "amplify"))
        print(f"\nThe page is at http://{HOST}:{PORT}/ (Ctrl-C stops it, not the local cloud)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
