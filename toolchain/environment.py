"""A virtual environment that holds what a lock names, and knows which Python and lock made it."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

from toolchain import network
from toolchain.errors import InstallError
from toolchain.failure import explained
from toolchain.program import ProgramError, inherited, run

# uv is in here, and fills the others too.
MAIN = ".venv"
UV = f"{MAIN}/bin/uv"
# What pip says once a server has answered.
PIP_ANSWERED = "Downloading|Using cached|Processing|Requirement already"
# uv has no such word. Its dry run fetches what is small: a server that does not send that within
# seconds is dead, while a download may take its time.
QUICKLY = {"UV_HTTP_TIMEOUT": "4", "UV_HTTP_CONNECT_TIMEOUT": "4", "UV_HTTP_RETRIES": "1"}
PIP_MIRROR = "PIP_INDEX_URL"


class Environment:
    """An environment in a folder.

    Args:
        folder: where it is, or shall be.
        groups: whose packages it may hold: each group holds the one before it.

    Attributes:
        folder: where it is, or shall be.
    """

    def __init__(self, folder: str, *groups: str) -> None:
        self.folder, self._groups = Path(folder), groups
        self._notes = self.folder / ".installed"
        self._has_uv = folder == MAIN

    def holds(self, group: str) -> bool:
        """Tell whether nothing is to be done for a group."""
        return self._there() == self._wanted(group)

    @property
    def made_by(self) -> str | None:
        """Return the Python that made it; None without one that was finished and still works."""
        return self._there().get("python")

    def count(self, group: str) -> int:
        """Return how many packages it will have with a group."""
        return _lock(self._wanted(group)["group"]).read_text().count("==")

    def make(self) -> None:
        """Make it anew, empty.

        Raises:
            InstallError: this Python has no `venv` module, or uv cannot be had.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            _venv(self.folder, with_pip=self._has_uv)
            if self._has_uv:
                _bootstrap(self.folder)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def fill(self, group: str) -> None:
        """Give it the packages of a group, and no others.

        Raises:
            InstallError: they cannot be had; it is what it was, or gone if it was never finished.
        """
        wanted = self._wanted(group)
        lock = str(_lock(wanted["group"]))
        try:
            _sync(self.folder, lock)
        except BaseException:
            if not self._notes.exists():
                shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._notes.write_text(json.dumps(wanted))

    def _there(self) -> dict[str, str]:
        if not (self.folder / "bin/python").exists():
            return {}
        try:
            notes: dict[str, str] = json.loads(self._notes.read_text())
        except (OSError, ValueError):  # none, or one whose writing was cut short
            return {}
        return notes

    def _wanted(self, group: str) -> dict[str, str]:
        most = max(group, self._there().get("group", group), key=self._groups.index)
        lock = hashlib.sha256(_lock(most).read_bytes()).hexdigest()
        return {"python": this_python(), "group": most, "lock": lock}


def this_python() -> str:
    """Return the version and the place of the Python that runs this, in an environment or not."""
    return f"Python {_version()} of {sys.base_prefix}"


def _version() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _lock(group: str) -> Path:
    return Path(f"requirements/{group}.txt")


def _venv(folder: Path, *, with_pip: bool) -> None:
    python = sys.executable
    if sys.prefix != sys.base_prefix:  # not by one that is about to be removed
        python = f"{sys.base_prefix}/bin/python{_version()}"
    options = [] if with_pip else ["--without-pip"]
    try:
        run([python, "-m", "venv", *options, str(folder)], env=inherited())
    except ProgramError as error:
        raise InstallError(
            f"{python} cannot make virtual environments: install its venv module (Debian: "
            "python3-venv), or name another Python, as in `make local PYTHON=python3.12`, and run "
            "make again."
        ) from error


def _bootstrap(folder: Path) -> None:
    """Install uv, by pip: the one package that pip installs."""
    pip = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    install = ["install", "--require-hashes", "--retries=2", "-r", str(_lock("installer"))]
    try:
        run([*pip, *install], env=network.variables({}), answered=PIP_ANSWERED)
    except ProgramError as error:
        raise explained(error, "uv, which installs the Python packages,", PIP_MIRROR) from error


def _sync(folder: Path, lock: str) -> None:
    python = f"{folder}/bin/python"
    sync = [UV, "pip", "sync", "--require-hashes", f"--python={python}", "--no-progress", lock]
    try:
        listed = run([f"{MAIN}/bin/python", "-m", "pip", "config", "list"], env=inherited())
        env = network.variables(network.pip_settings(listed))
        run([*sync, "--dry-run"], env=QUICKLY | env)
        run(sync, env=env)
    except ProgramError as error:
        raise explained(error, f"The Python packages of {lock}", PIP_MIRROR) from error
