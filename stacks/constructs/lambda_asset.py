"""The code of a Lambda, bundled at synth from its folder and the installed, locked packages."""

import hashlib
import re
import zipfile
from functools import cache
from importlib import metadata
from pathlib import Path, PurePath
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_lambda as lambda_
from packaging.requirements import Requirement

LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"

Contents = dict[PurePath, Path]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier date


class BundlingError(Exception):
    """A Lambda cannot be bundled; the message says which package is in the way and the remedy."""


def lambda_asset(package: str) -> lambda_.Code:
    """Return the asset of the function in `lambdas/<package>`.

    The packages are copied from the running environment, where `requirements.txt` put them: the
    synth needs neither Docker nor a network, and ships the versions that the tests ran with. They
    are pure Python, so the bytes are right for every architecture.

    Raises:
        BundlingError: a requirement is not installed, or is not pure Python.
    """
    contents = asset_contents(package)
    return lambda_.Code.from_asset(
        str(LAMBDAS / package),
        asset_hash=digest(contents),
        asset_hash_type=cdk.AssetHashType.CUSTOM,
        bundling=cdk.BundlingOptions(
            # Never pulled: the local bundler always does the work or raises.
            image=cdk.DockerImage.from_registry("unused"),
            local=ZipBundler(contents),
            output_type=cdk.BundlingOutput.ARCHIVED,
        ),
    )


def asset_contents(package: str) -> Contents:
    """Return every file of a function's asset, by its path inside."""
    contents: Contents = {}
    for name in sorted(_closure(_requirements(LAMBDAS / package / "requirements.in"))):
        contents.update(_distribution_files(name))
    for source in (LAMBDAS / package).rglob("*.py"):
        contents[PurePath(source.relative_to(LAMBDAS))] = source
    return dict(sorted(contents.items()))


@jsii.implements(cdk.ILocalBundling)
class ZipBundler:
    """Zips files in one order, with one date and one mode: twice built, the same bytes."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def try_bundle(self, output_dir: str, options: Any = None, **_: Any) -> bool:  # noqa: ARG002 - jsii's signature
        """Write the one zip, and tell CDK that no container is needed."""
        with zipfile.ZipFile(Path(output_dir, "asset.zip"), "w") as archive:
            for inside, source in self._contents.items():
                entry = zipfile.ZipInfo(inside.as_posix(), _EPOCH)
                entry.external_attr = 0o644 << 16  # readable by whoever Lambda runs it as
                archive.writestr(entry, source.read_bytes(), zipfile.ZIP_DEFLATED)
        return True


def digest(contents: Contents) -> str:
    """Hash what the asset holds, and by this file's bytes how it is built."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for inside, source in contents.items():
        digest.update(f"\0{inside.as_posix()}\0".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _requirements(path: Path) -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return [Requirement(line) for line in lines if line]


def _closure(requirements: list[Requirement]) -> set[str]:
    """Return the names of the distributions that these requirements need, directly or not."""
    names: set[str] = set()
    while requirements:
        requirement = requirements.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name not in names:
            names.add(name)
            needed = map(Requirement, _distribution(name).requires or [])
            requirements += [r for r in needed if not r.marker or r.marker.evaluate({"extra": ""})]
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
        if not outside and "__pycache__" not in file.parts:
            contents[file] = root / file
    return contents
