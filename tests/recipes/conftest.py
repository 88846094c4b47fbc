"""A copy of the project, with a local cloud of its own, to be changed as the recipes say."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ops.deployment.environment import HOST, LOCAL
from ops.deployment.outputs import StackOutputs, checked
from ops.deployment.outputs_file import read_stacks
from ops.deployment.paths import root as own_root
from ops.local.emulator import free_port

# What is installed, which a copy need not install again.
INSTALLED = (
    ".venv",
    ".venv-checkov",
    "node_modules",
    "tests/consumers/node_modules",
    "web/node_modules",
)


@dataclass(frozen=True)
class Project:
    """A working copy of the project.

    Attributes:
        root: its folder.
        port: its local cloud's.
    """

    root: Path
    port: int

    @property
    def endpoint(self) -> str:
        """The base URL of its local AWS."""
        return f"http://{HOST}:{self.port}"

    def outputs(self) -> StackOutputs:
        """Return what `make local` wrote last."""
        path = self.root / "outputs/local.json"
        return checked(LOCAL, read_stacks(path, LOCAL), source=str(path))

    def run(self, commands: str) -> str:
        """Run commands as a reader would type them, and return what they print."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],  # noqa: S607 - the reader's shell
            cwd=self.root,
            env=os.environ | {"LOCAL_PORT": str(self.port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}"
        return done.stdout


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The project as git has it, deployed, and then changed by one recipe after the other."""
    root = tmp_path_factory.mktemp("recipes") / "project"
    original = own_root()
    git = ["git", "-C", str(original)]
    listed = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (source := original / name).is_file() and not source.is_symlink():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, root / name)  # its age too: make installs nothing again
    for name in INSTALLED:
        if (original / name).exists():
            (root / name).symlink_to(original / name)
    copy = Project(root, free_port())
    # `make check` looks for leaks in what git has.
    copy.run("git init --quiet && git add --all")
    try:
        yield copy
    finally:
        copy.run("make local-down")
