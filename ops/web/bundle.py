"""The built page: made anew when, and only when, its sources changed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from ops.errors import OpsError
from ops.local.environment import ROOT
from ops.local.steps import step

WEB = ROOT / "web"
DIST = WEB / "dist"
# Everything that the built page is made of.
SOURCES = ("*.json", "*.ts", "index.html", "src/**/*.*", "public/**/*.*")
# Not in dist/, which is served.
INSTALLED = WEB / "node_modules/.installed"
BUILT = WEB / "node_modules/.built"


def build() -> None:
    """Install the locked packages and build the page, each only if it is out of date.

    Raises:
        OpsError: npm failed; the sentence holds the first thing it complained of.
    """
    lock = _hash(WEB / "package-lock.json")
    if not _is(INSTALLED, lock):
        with step("Installing the page's locked packages"):
            _npm("ci", remedy="check the network, or npm's registry setting,")
        INSTALLED.write_text(lock)
    sources = _hash(*{path for pattern in SOURCES for path in WEB.glob(pattern)})
    if _is(BUILT, sources) and DIST.is_dir():
        print("  The page is up to date")
        return
    with step("Building the page"):
        _npm("run", "build", remedy="correct web/src")
    BUILT.write_text(sources)


def _npm(*arguments: str, remedy: str) -> None:
    tools = str(Path(sys.executable).parent)
    done = subprocess.run(
        [f"{tools}/npm", *arguments],
        cwd=WEB,
        env=os.environ | {"PATH": os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        said = next((line for line in lines if "error" in line.lower()), "it said nothing")
        raise OpsError(
            f"`npm {' '.join(arguments)}` failed in web/ ({said}): {remedy} and run `make web`"
            " again."
        )


def _is(stamp: Path, state: str) -> bool:
    return stamp.exists() and stamp.read_text() == state


def _hash(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(WEB)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
