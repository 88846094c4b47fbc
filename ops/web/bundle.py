"""The built page: made anew when, and only when, its sources changed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ..deployment import paths
from ..deployment.terminal import step
from ..errors import OpsError

WEB = paths.root() / "web"
DIST = WEB / "dist"
# Everything that the built page is made of.
SOURCES = ("*.json", "*.ts", "index.html", "src/**/*.*", "public/**/*.*")
# Not in dist/, which is served; gone with the packages that it was built by.
BUILT = WEB / "node_modules/.built"


def build() -> None:
    """Build the page, if it is out of date, with the packages that `make` installed.

    Raises:
        OpsError: the packages are not there, or npm failed; the sentence holds the first thing it
            complained of.
    """
    if not BUILT.parent.is_dir():
        raise OpsError(
            "the page's packages are not installed (no web/node_modules): run `make web`."
        )
    sources = _hash({path for pattern in SOURCES for path in WEB.glob(pattern)})
    if BUILT.exists() and BUILT.read_text() == sources and DIST.is_dir():
        print("  The page is up to date")
        return
    with step("Building the page"):
        _npm_build()
    BUILT.write_text(sources)


def _npm_build() -> None:
    tools = str(Path(sys.executable).parent)
    done = subprocess.run(
        [f"{tools}/npm", "run", "build"],
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
            f"`npm run build` failed in web/ ({said}): correct web/src and run `make web` again."
        )


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(WEB)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
