"""What the sign-up gate costs a cold start, as ratios to importing Powertools Logger alone."""

import os
import subprocess
import sys
from pathlib import Path

ROUNDS = 9
LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
# The number is American Samoan: nearly all of North America's metadata is loaded to tell that.
EVENT = {
    "triggerSource": "CustomMessage_ResendCode",
    "request": {"userAttributes": {"phone_number": "+16847331234"}},
}
TIMED = """
import sys, time
sys.path.insert(0, {lambdas!r})
start = time.process_time()
{statements}
print(time.process_time() - start)
"""
BASELINE = "from aws_lambda_powertools import Logger"
IMPORT = "from sign_up_gate.handler import lambda_handler"
FIRST_ANSWER = f"{IMPORT}; lambda_handler({EVENT!r}, None)"


def measure() -> list[tuple[str, float, float]]:
    """Return (name, ratio, limit) of each: the least CPU time of several fresh processes."""
    rounds = [[_seconds(run) for run in (BASELINE, IMPORT, FIRST_ANSWER)] for _ in range(ROUNDS)]
    logger, imported, answered = map(min, zip(*rounds, strict=True))
    return [
        ("sign-up gate: import / Logger's import", imported / logger, 1.6),
        ("sign-up gate: first answer / Logger's import", answered / logger, 1.8),
    ]


def _seconds(statements: str) -> float:
    ran = subprocess.run(
        [sys.executable, "-c", TIMED.format(lambdas=str(LAMBDAS), statements=statements)],
        env={**os.environ, "ALLOWED_COUNTRIES": "AS", "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True,
        check=True,
        text=True,
    )
    return float(ran.stdout.splitlines()[-1])
