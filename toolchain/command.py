"""`python -m toolchain`: bring what a command of the Makefile needs up to its locks."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from toolchain import npm
from toolchain.environment import Environment, this_python
from toolchain.errors import InstallError
from toolchain.program import ProgramError, inherited, run
from toolchain.steps import Step, take

ROOT = Path(__file__).resolve().parents[1]
GROUPS = ("deploy", "local", "dev")


def main(arguments: Sequence[str]) -> int:
    """Install what is missing and return the exit code: 0, 1 (failed), 130 (Ctrl-C)."""
    parser = argparse.ArgumentParser(prog="python -m toolchain")
    parser.add_argument("group", choices=GROUPS, help="each holds the one before it")
    parser.add_argument("--checkov", action="store_true", help="and checkov, in its environment")
    parser.add_argument("--npm", nargs="*", default=[], metavar="FOLDER", help="and its packages")
    chosen = parser.parse_args(arguments)
    os.chdir(ROOT)  # every path is a relative one: no character of the project's own matters
    try:
        _refuse_a_colon(ROOT)
        _install(chosen.group, chosen.npm, checkov=chosen.checkov)
    except InstallError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ninterrupted: run make again to go on.", file=sys.stderr)
        return 130
    return 0


def _install(group: str, folders: Sequence[str], *, checkov: bool) -> None:
    tools, judge = Environment(".venv", *GROUPS), Environment(".venv-checkov", "checkov")
    steps = []
    if not tools.holds(group):
        _prepare(tools)
        take([Step(f"{tools.count(group)} Python packages", lambda: tools.fill(group))])
        npm.link_node()
        steps.append(Step("byte code for synth", _import_the_app))
    if checkov and not judge.holds("checkov"):
        _prepare(judge)
        steps.append(Step("checkov", lambda: judge.fill("checkov")))
    wanted = [packages for packages in map(npm.Packages, folders) if not packages.installed()]
    take([*(Step(packages.title, packages.install) for packages in wanted), *steps])


def _prepare(environment: Environment) -> None:
    """Make an environment, or make it anew by the Python that runs this."""
    if environment.made_by == this_python():
        return
    if environment.made_by:
        print(f"{environment.folder} is of {environment.made_by}: it is made anew.")
    take([Step(f"{environment.folder}, of {this_python()}", environment.make)])


def _import_the_app() -> None:
    """Let Python compile what synth loads: without byte code it takes three times as long.

    All of the packages would take a minute and double their size.
    """
    with suppress(ProgramError):  # a mistake in the app is for the command that runs the app
        run([".venv/bin/python", "-c", "import app, cdk_nag"], env=inherited())


def _refuse_a_colon(root: Path) -> None:
    if os.pathsep in str(root):
        raise InstallError(
            f"the project's path, {root}, has a '{os.pathsep}', which separates the folders of "
            "PATH: move the project to a path without one."
        )
