"""What an answer of the claims function costs, in multiples of what its libraries do."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any, cast

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from tests.unit.identity import user_pool
from tests.unit.identity.calling import CLAIMS_ROUTES

EVENT_LIMIT = 2.2
# One process differs from the next by up to a fifth: the median of several.
PROCESSES = 5
CONTEXT = cast(LambdaContext, SimpleNamespace(aws_request_id="bench"))


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    return [
        (
            "claims: one GET /me / json.loads + bare resolver + a log line",
            median(_ratio_of_a_process() for _ in range(PROCESSES)),
            EVENT_LIMIT,
        )
    ]


def _ratio_of_a_process() -> float:
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(done.stdout)


def _event_ratio() -> float:
    """Compare `lambda_handler` with what no handler on Powertools can do without.

    That is: reading the event's JSON text, once, a resolver with one route and no CORS that answers
    a constant, and one line of the log.
    """
    os.environ |= {"USER_POOL_CLIENT_ID": user_pool.CLIENT, "ROUTES": json.dumps(CLAIMS_ROUTES)}
    with Path(os.devnull).open("w") as log, redirect_stdout(log):
        return _measured()


def _measured() -> float:
    from claims.handler import lambda_handler  # noqa: PLC0415 - its log binds stdout as it is now

    event = user_pool.genuine_event()
    text = json.dumps(event)
    bare = APIGatewayRestResolver()
    bare.get("/me")(lambda: {"claims": {}})
    logger = Logger("bench")

    assert lambda_handler(event, CONTEXT)["statusCode"] == 200
    ours, reading, resolving, logging = _seconds(
        lambda: lambda_handler(event, CONTEXT),
        lambda: json.loads(text),
        lambda: bare.resolve(event, CONTEXT),
        lambda: logger.info("answered"),
    )
    return ours / (reading + resolving + logging)


def _seconds(*actions: Callable[[], Any], rounds: int = 40, calls: int = 200) -> list[float]:
    """Best mean of each action in CPU time, which other work disturbs least, taking turns."""
    best = [float("inf")] * len(actions)
    for _ in range(rounds):
        for index, action in enumerate(actions):
            start = time.process_time()
            for _ in range(calls):
                action()
            best[index] = min(best[index], (time.process_time() - start) / calls)
    return best


if __name__ == "__main__":
    sys.stdout.write(f"{_event_ratio()}\n")
