"""`python -m ops logs --stage S`: what its functions, its API and its user pool log, as one log.

One line an event: time (UTC), source, level, request id, message. A request has one id across API
and function, the answer's x-amzn-RequestId: --request ID shows it alone. Lambda's START and END
lines, which say nothing else than an id, are left out. The web firewall's log is not read.
"""

import argparse
import re
import sys
import time
from collections.abc import Sequence

from ..deployment.arguments import add_stage, command_parser
from ..deployment.clouds import reading
from ..deployment.lookup import find_outputs
from ..errors import RefusedError
from .lines import time_of
from .stage_log import StageLog

POLL_SECONDS = 2
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST = 3653 * 86400  # that CloudWatch keeps a log, unless for ever


def run(arguments: Sequence[str]) -> None:
    """Print what was logged, and with --follow what is logged until Ctrl-C.

    Raises:
        RefusedError: bad input.
        OpsError: the stage is not deployed, logs nothing, or cannot be asked.
    """
    chosen = _parser().parse_args(arguments)
    outputs = find_outputs(chosen.stage)
    since = round((time.time() - chosen.since) * 1000)
    with reading(outputs.local_endpoint):
        log = StageLog(outputs, since=since, request=chosen.request)
        try:
            count = log.print_new()
            while chosen.follow:
                time.sleep(POLL_SECONDS)
                log.print_new()
        except KeyboardInterrupt:
            if not chosen.follow:
                raise
            return  # the way that following ends
    if not count:
        print(
            f"Nothing since {time_of(since)}: name a longer time, as in --since 1h.",
            file=sys.stderr,
        )


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("logs", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_stage(parser)
    parser.add_argument("--follow", action="store_true", help="go on until Ctrl-C")
    parser.add_argument(
        "--since",
        type=_seconds,
        default=600,
        metavar="TIME",
        help="how far back: 30s, 10m (default), 2h, 1d",
    )
    parser.add_argument(
        "--request", metavar="ID", help="of one request alone: x-amzn-RequestId, or Lambda's id"
    )
    return parser


def _seconds(text: str) -> int:
    found = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", text, re.ASCII)
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not 0 < seconds <= _LONGEST:
        raise RefusedError(
            "--since is a number with s, m, h or d, such as 30s, 10m, 2h or 1d; 3653d at the most."
        )
    return seconds
