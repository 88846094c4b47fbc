"""The files that the templates and the Lambdas are made of."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ..deployment import paths

PATTERNS = ("*.py", "*.json", "requirements.txt", "stacks/**/*.py", "lambdas/**/*.*")

Sources = Mapping[Path, bytes]
"""The hash of each file, by its path in the project."""


def found() -> list[Path]:
    """Return the paths of the files, in one order; none of what Python compiled of them."""
    root = paths.root()
    files = {path for pattern in PATTERNS for path in root.glob(pattern)}
    return sorted(path for path in files if "__pycache__" not in path.parts and path.is_file())


def read() -> Sources:
    """Read every file; one that goes away meanwhile is not there."""
    root, sources = paths.root(), dict[Path, bytes]()
    for path in found():
        try:
            sources[path.relative_to(root)] = hashlib.sha256(path.read_bytes()).digest()
        except FileNotFoundError:  # an editor writes a new file, and removes the old one
            continue
    return sources


def fingerprint(sources: Sources, app: str | None) -> str:
    """Hash the sources and the command that makes templates of them."""
    digest = hashlib.sha256(repr(app).encode())
    for path, content in sources.items():
        digest.update(f"\0{path}\0".encode() + content)
    return digest.hexdigest()


def changes(before: Sources, after: Sources) -> list[Path]:
    """Name the files that are new, gone or different."""
    return sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
