"""A copy of the project, with a local cloud of its own, to be changed as the recipes say."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ops.deployment.environment import HOST, LOCAL
from ops.deployment.outputs import StackOutputs, checked
from ops.deployment.outputs_file import read_stacks
from ops.init.answers import Answers, Attribute, Group
from ops.init.stages_file import stages_text
from ops.local.emulator import free_port
from tests.copies import copy_project


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


# What docs/recipes.md and docs/your-project.md begin at.
EXAMPLE = Answers(
    project="phone-auth",
    countries=("DE", "GB", "US"),
    attributes=(Attribute("company"), Attribute("role_name")),
    groups=(
        Group("admins", "May administer the application"),
        Group("members", "May use the application"),
    ),
    origins=("https://app.example.com",),
    default_group="members",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The project as git has it, to be changed by all tests of a module, one after the other."""
    copy = Project(tmp_path_factory.mktemp("recipes") / "project", free_port())
    copy_project(copy.root)
    # Whatever this project has become: the recipes begin at the example.
    (copy.root / "stages.py").write_text(stages_text(EXAMPLE))
    copy.run("make format snapshots")
    # `make check` looks for leaks in what git has, and `make init` for edits that it has not.
    who = "-c user.name=A -c user.email=a@example.com"
    copy.run(f"git init --quiet && git add --all && git {who} commit --quiet -m Copied")
    try:
        yield copy
    finally:
        copy.run("make local-down")
