"""`python -m ops watch`: redeploy the local stage on every change, and show what it logs.

It begins as `make local` does. From then on a change of the functions' code reaches them in about a
second, without a synth; whatever else changed is deployed as by `make local`, with its proof. Each
change is one line. Beside them is what `python -m ops logs --stage local --follow` shows. Ctrl-C
ends the watching, not the local cloud.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from ..deployment.arguments import command_parser
from ..deployment.clouds import reading
from ..errors import OpsError
from ..local import sources
from ..local.cloud import LocalCloud
from ..local.command import cloud_of
from ..local.sources import Sources
from ..logs.lines import time_of
from ..logs.stage_log import StageLog
from .redeployment import named, redeploy, settled

POLL_SECONDS = 0.25


def run(arguments: Sequence[str]) -> None:
    """Deploy, then watch until Ctrl-C.

    Raises:
        OpsError: the first deployment failed, or the local cloud was stopped meanwhile.
    """
    parser = command_parser("watch", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--port", help="LOCAL_PORT, or 4566, by default")
    cloud = cloud_of(parser.parse_args(arguments).port)
    print(f"The local cloud, at {cloud.emulator.endpoint}")
    deployed = sources.read()
    outputs = cloud.up()
    with reading(cloud.emulator.endpoint):
        log = StageLog(outputs, since=_now())
        print("Watching the sources (Ctrl-C ends it, not the local cloud)", flush=True)
        tried = deployed
        while now := _next(log, tried):
            if _follow(cloud, deployed, tried, now):
                deployed = now
                log.find_groups()
            tried = now
    print("\nThe local cloud goes on running: `make local-down` stops it.")


def _next(log: StageLog, last: Sources) -> Sources | None:
    """Show what is logged until the sources change, and return them; None at Ctrl-C."""
    try:
        while (now := sources.read()) == last:
            log.print_new()
            time.sleep(POLL_SECONDS)
        return settled(now)
    except KeyboardInterrupt:
        return None


def _follow(cloud: LocalCloud, deployed: Sources, before: Sources, now: Sources) -> bool:
    """Let the local cloud follow the sources, say so on one line, and tell whether it does."""
    start = time.monotonic()
    print(f"{time_of(_now())} {named(sources.changes(before, now))}: ", end="", flush=True)
    try:
        done = redeploy(cloud, deployed, now)
    except OpsError as error:
        print("not deployed", flush=True)
        print(f"error: {error}", file=sys.stderr, flush=True)
        return False
    except KeyboardInterrupt:
        print("interrupted: the next `make local` deploys it", flush=True)
        raise
    print(f"{done} ({time.monotonic() - start:.1f} s)", flush=True)
    return True


def _now() -> int:
    return round(time.time() * 1000)
