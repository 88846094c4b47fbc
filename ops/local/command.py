"""`python -m ops local up|down|status`."""

import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ..deployment import paths
from ..deployment.arguments import command_parser
from ..deployment.environment import LOCAL, local_port
from ..deployment.outputs_file import outputs_file
from .cloud import LocalCloud


def run(arguments: Sequence[str]) -> None:
    """Run one of the actions on the port that `--port` or LOCAL_PORT names.

    Raises:
        OpsError: It failed, or was refused.
    """
    parser = command_parser("local", __doc__)
    parser.add_argument("action", choices=_ACTIONS)
    parser.add_argument("--port", help="LOCAL_PORT, or 4566, by default")
    chosen = parser.parse_args(arguments)
    _ACTIONS[chosen.action](cloud_of(chosen.port))


def cloud_of(named: str | None) -> LocalCloud:
    """Return the local cloud of a port; without one, of LOCAL_PORT.

    Raises:
        RefusedError: it is no port.
    """
    port = local_port(named)
    return LocalCloud(port, state=_states() / str(port), outputs_file=outputs_file(LOCAL))


def _states() -> Path:
    return paths.root() / ".local"


def _up(cloud: LocalCloud) -> None:
    start = time.monotonic()
    print(f"The local cloud, at {cloud.emulator.endpoint}")
    outputs = cloud.up(verbose=os.environ.get("V") == "1")
    print(f"It works ({time.monotonic() - start:.1f} s), and goes on running.\n")
    print(f"Outputs, also in {cloud.outputs_file.relative_to(paths.root())}")
    for name, value in outputs.named().items():
        print(f"  {name:18}{value}")
    print(f"""
Try next
  curl -i {outputs.api_url}me    (401: no token)
  make local           after a change: deploys it, keeps the users
  make watch           deploys each change as it is made, and shows what the Lambdas log
  make local-status    what runs
  make local-down      stops it; its users are gone
  make test            every test, on a cloud of their own""")


def _down(cloud: LocalCloud) -> None:
    print(f"{'Stopped' if cloud.down() else 'Nothing ran'} on port {cloud.emulator.port}.")


def _status(_: LocalCloud) -> None:
    clouds = [cloud_of(state.name) for state in sorted(_states().glob("[0-9]*"))]
    running = [cloud for cloud in clouds if cloud.emulator.pid()]
    if not running:
        print("No local cloud runs: `make local` starts one.")
    for cloud in running:
        emulator = cloud.emulator
        since = datetime.fromtimestamp(emulator.started()).astimezone()
        print(f"{emulator.endpoint}: process {emulator.pid()}, since {since:%F %T %Z}")
        if not emulator.answers():
            print("  it does not answer: `make local-down`, then `make local`")
            continue
        for name, status in cloud.stacks().items():
            print(f"  {name:28}{status}")


_ACTIONS: dict[str, Callable[[LocalCloud], None]] = {"up": _up, "down": _down, "status": _status}
