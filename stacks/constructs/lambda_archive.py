"""The zip of a Lambda: its folder and the installed, locked packages that it needs.

It needs no CDK, so that a function whose code alone changed is zipped in a moment:

    python -m stacks.constructs.lambda_archive RUNTIME LAMBDAS FOLDER PACKAGE...

writes the zip of each package of a folder of functions into another folder, named by the hash of
what is in it, and prints the hashes by package.
"""

import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path, PurePath

from packaging.requirements import Requirement

from . import lambda_byte_code
from .lambda_byte_code import byte_code, byte_code_path, compiles_for, keeps_columns
from .lambda_folder import LAMBDAS, BundlingError, ships_with

Contents = dict[PurePath, Path]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier date
# For type checkers and browsers. Powertools' Swagger UI, which no route here serves, is a third of
# its bytes and half of a zip.
_NOT_FOR_LAMBDA = (".pyi", ".typed", ".js", ".css")


def asset_contents(package: str, folder: Path = LAMBDAS) -> Contents:
    """Return every file of a function's asset, by its path inside."""
    shipped = ships_with(package, folder)
    contents: Contents = {}
    for name in sorted(_closure(shipped.requirements)):
        contents.update(_distribution_files(name))
    for source in shipped.folders:
        for file in source.rglob("*.py"):
            contents[PurePath(file.relative_to(source.parent))] = file
    return dict(sorted(contents.items()))


def write_zip(contents: Contents, file: Path, *, compiled: bool) -> None:
    """Zip files in one order, with one date and one mode: twice built, the same bytes.

    Args:
        contents: the files.
        file: the zip to write.
        compiled: put the byte code for the Python that runs here beside each source.
    """
    with zipfile.ZipFile(file, "w") as archive:
        for inside, octets in _files(contents, compiled=compiled):
            entry = zipfile.ZipInfo(inside.as_posix(), _EPOCH)
            entry.external_attr = 0o644 << 16  # readable by whoever Lambda runs it as
            archive.writestr(entry, octets, zipfile.ZIP_DEFLATED)


def digest(contents: Contents, *, compiled: bool) -> str:
    """Hash what the asset holds, which Python compiled it, and by whose bytes it is built."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    if compiled:
        digest.update(Path(lambda_byte_code.__file__).read_bytes())
        digest.update(f"{sys.hexversion:x}{keeps_columns()}".encode())
    for inside, source in contents.items():
        digest.update(f"\0{inside.as_posix()}\0".encode())
        digest.update(_octets(source))
    return digest.hexdigest()


def _files(contents: Contents, *, compiled: bool) -> Iterator[tuple[PurePath, bytes]]:
    for inside, source in contents.items():
        yield inside, (octets := _octets(source))
        if compiled and inside.suffix == ".py" and (code := byte_code(octets, inside)):
            yield byte_code_path(inside), code


def _octets(file: Path) -> bytes:
    return _read(file, file.stat().st_mtime_ns)


@cache  # for the hash and for the zip, and several functions ship the same packages
def _read(file: Path, _changed: int) -> bytes:
    return file.read_bytes()


def _closure(requirements: Iterable[Requirement]) -> set[str]:
    """Return the names of the distributions that these requirements need, directly or not."""
    names: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name not in names:
            names.add(name)
            needed = map(Requirement, _distribution(name).requires or [])
            waiting += [r for r in needed if not r.marker or r.marker.evaluate({"extra": ""})]
    return names


def _distribution(name: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        raise BundlingError(
            f"{name} is not installed: run pip install -r requirements.txt in this environment"
        ) from None


@cache  # every function has Powertools
def _distribution_files(name: str) -> Contents:
    distribution = _distribution(name)
    root = Path(str(distribution.locate_file("")))
    contents: Contents = {}
    for file in distribution.files or []:
        if file.suffix in (".so", ".pyd"):
            raise BundlingError(
                f"{name} has the compiled file {file}: only pure Python runs on every "
                "architecture; choose another package"
            )
        outside = file.parts[0] == ".." or file.parts[0].endswith(".dist-info")
        unused = "__pycache__" in file.parts or file.suffix in _NOT_FOR_LAMBDA
        if not outside and not unused:
            contents[file] = root / file
    return contents


def _main(runtime: str, lambdas: str, folder: str, *packages: str) -> None:
    compiled = compiles_for(runtime)
    hashes = {}
    for package in packages:
        contents = asset_contents(package, Path(lambdas))
        hashes[package] = digest(contents, compiled=compiled)
        if not (file := Path(folder, f"{hashes[package]}.zip")).exists():
            write_zip(contents, file, compiled=compiled)
    sys.stdout.write(json.dumps(hashes))


if __name__ == "__main__":
    try:
        _main(*sys.argv[1:])
    except BundlingError as error:
        sys.exit(str(error))
