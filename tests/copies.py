"""Copies of the project, for tests that change it."""

import shutil
import subprocess
from pathlib import Path

from ops.deployment.paths import root as own_root

# What is installed, which a copy need not install again.
INSTALLED = (
    ".venv",
    ".venv-checkov",
    "node_modules",
    "tests/consumers/node_modules",
    "web/node_modules",
)


def copy_project(root: Path) -> None:
    """Copy the project as git would have it, without contracts: nothing of it is deployed."""
    original = own_root()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=original,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        deployed = Path(name).match("contracts/*.json")
        if (source := original / name).is_file() and not source.is_symlink() and not deployed:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, root / name)
    for name in INSTALLED:
        if (original / name).exists():
            (root / name).symlink_to(original / name)
