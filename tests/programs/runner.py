"""A runner of the forge for the shell steps of a workflow, with a script in the place of `gh`."""

import os
import subprocess
from pathlib import Path
from typing import Any

from tests.workflows import jobs

GH = """#!/bin/bash
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
    "api --paginate"*) cat "$ANSWER" ;;
    "pr list"*) cat "$ANSWER" ;;
    "api repos/"*) cat "$ANSWER" ;;
    "pr create"*) exit "${REFUSES:-0}" ;;
esac
"""


class Runner:
    """A runner in a folder, whose GitHub is the script above."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._calls, self._answer = folder.parent / "calls", folder.parent / "answer"
        script = folder.parent / "bin/gh"
        script.parent.mkdir()
        script.write_text(GH)
        script.chmod(0o755)
        self.output = folder.parent / "output"
        self.environment = {
            "PATH": f"{script.parent}:{os.environ['PATH']}",
            "HOME": str(folder.parent),
            "CALLS": str(self._calls),
            "ANSWER": str(self._answer),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_REPOSITORY": "octo-org/sign-in",
            "GITHUB_REF_NAME": "main",
            "PULL_REQUEST": "7",
            "STAGE": "dev",
        }

    def run(self, workflow: str, job: str, name: str, **settings: str) -> tuple[int, str]:
        """Run a step as its `shell` says: `bash -e` by default, with pipefail where it is named."""
        step = one_step(workflow, job, name)
        strict = ["-o", "pipefail"] if step.get("shell") == "bash" else []
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", *strict, "-c", step["run"]],  # noqa: S607
            cwd=self.folder,
            env=self.environment | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def answers(self, text: str) -> None:
        """Let `gh` answer with this what it is asked."""
        self._answer.write_text(text)

    def calls(self) -> list[str]:
        """Return how `gh` was called."""
        return self._calls.read_text().splitlines() if self._calls.exists() else []

    def git(self, *arguments: str) -> str:
        """Run git in the folder, and return what it said."""
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()


def one_step(workflow: str, job: str, name: str) -> Any:
    (found,) = [step for step in jobs(workflow)[job]["steps"] if step.get("name") == name]
    return found
