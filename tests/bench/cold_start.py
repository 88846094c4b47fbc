"""What a cold start imports, from the asset as Lambda reads it: from a folder that takes no files.

The Python that runs this stands for the runtime's.
"""

import compileall
from pathlib import Path
from statistics import median

from tests.assets import asset, run

ROUNDS = 25
PRECOMPILED_LIMIT = 1.15
SOURCES_LIMIT = 0.65
LOGGER = "from aws_lambda_powertools import Logger"
# The number is American Samoan: nearly all of North America's metadata is loaded to tell that.
EVENT = {
    "triggerSource": "CustomMessage_ResendCode",
    "request": {"userAttributes": {"phone_number": "+16847331234"}},
}
ANSWER = f"from sign_up_gate.handler import lambda_handler; lambda_handler({EVENT!r}, None)"


def measure() -> list[tuple[str, float, float]]:
    """Each promise as its name, the measured ratio and the ratio that it must not exceed."""
    return [
        *_import("claims", 1.5),
        *_import("sign_up_gate", 1.6),
        ("sign_up_gate: first answer / import of Powertools Logger", _answer(), 1.8),
    ]


def _import(package: str, logger_limit: float) -> list[tuple[str, float, float]]:
    statement = f"import {package}.handler"
    with (
        asset(package, compiled=True) as shipped,
        asset(package) as precompiled,
        asset(package) as sources,
    ):
        compileall.compile_dir(precompiled, quiet=2)
        ours, best, without, logger = _medians(
            (statement, shipped),
            (statement, precompiled),
            (statement, sources),
            (LOGGER, shipped),
        )
    return [
        (f"{package}: cold import / with everything precompiled", ours / best, PRECOMPILED_LIMIT),
        (f"{package}: cold import / without byte code", ours / without, SOURCES_LIMIT),
        (f"{package}: cold import / import of Powertools Logger", ours / logger, logger_limit),
    ]


def _answer() -> float:
    with asset("sign_up_gate", compiled=True) as shipped:
        answer, logger = _medians((ANSWER, shipped), (LOGGER, shipped))
    return answer / logger


def _medians(*runs: tuple[str, Path]) -> list[float]:
    """The median CPU seconds of each statement in fresh Pythons, taking turns."""
    rounds = [[_seconds(*one) for one in runs] for _ in range(ROUNDS)]
    return list(map(median, zip(*rounds, strict=True)))


def _seconds(statement: str, folder: Path) -> float:
    script = f"import time; t = time.process_time(); {statement}; print(time.process_time() - t)"
    return float(run(script, folder, ALLOWED_COUNTRIES="AS").splitlines()[-1])
