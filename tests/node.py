"""Node, for what only JavaScript's own tools can say."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NODE = Path(sys.executable).with_name("node")
CONSUMERS = Path(__file__).with_name("consumers")


def said(
    *command: str | Path,
    given: object = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Any:
    """Run a program, `given` as JSON on its standard input, and return the JSON that it prints."""
    done = subprocess.run(
        command,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        env=env,
        cwd=cwd,
    )
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}{done.stderr}"
    return json.loads(done.stdout)
