"""A folder of functions: each a folder with a `handler.py`, and a `requirements.in` of its needs.

A line `-r ../identity/requirements.in` names a package beside the function, which ships with it and
whose own needs are the function's too. pip and uv read the same lines to lock the environment.
"""

import re
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

from ..errors import SynthError

# This project's own. The functions of another app may ship with the packages in it, too.
LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"

_BESIDE = re.compile(r"-r\s+\.\./([A-Za-z_][A-Za-z0-9_]*)/requirements\.in")


class BundlingError(SynthError):
    """A Lambda cannot be bundled; the message says what is in the way and the remedy."""


class Shipment(NamedTuple):
    """What a function consists of.

    Attributes:
        folders: its own, then the packages beside it that it ships with.
        requirements: the distributions that these need.
    """

    folders: list[Path]
    requirements: list[Requirement]


def ships_with(function: str, folder: Path) -> Shipment:
    """Follow the `requirements.in` of a function.

    Raises:
        BundlingError: there is no such function, or a line that nobody can follow.
    """
    if not (folder / function / "handler.py").is_file():
        known = ", ".join(sorted(path.parent.name for path in folder.glob("*/handler.py")))
        raise BundlingError(
            f"there is no function {function!r} in {folder}: make {function}/handler.py there, "
            f"or use one of {known or 'none yet'}"
        )
    shipment = Shipment([], [])
    names = [function]
    for name in names:
        source = _find(name, (folder, LAMBDAS))
        shipment.folders.append(source)
        for line in _lines(source / "requirements.in"):
            if match := _BESIDE.fullmatch(line):
                names += [match[1]] if match[1] not in names else []
            else:
                shipment.requirements.append(_requirement(line, source / "requirements.in"))
    return shipment


def _find(name: str, folders: tuple[Path, ...]) -> Path:
    for folder in folders:
        if (folder / name).is_dir():
            return folder / name
    raise BundlingError(
        f"there is no package {name!r} in {folders[0]}: correct the `-r` that names it, or add it"
    )


def _lines(file: Path) -> list[str]:
    if not file.is_file():
        raise BundlingError(
            f"{file} is missing: name there what the function needs, one a line, such as "
            "`-r ../identity/requirements.in` for one behind the API"
        )
    lines = (line.partition("#")[0].strip() for line in file.read_text().splitlines())
    return [line for line in lines if line]


def _requirement(line: str, file: Path) -> Requirement:
    try:
        return Requirement(line)
    except InvalidRequirement:
        raise BundlingError(
            f"{file} has {line!r}: write a package as pip takes it, or "
            "`-r ../<folder>/requirements.in` for a package beside the function"
        ) from None
