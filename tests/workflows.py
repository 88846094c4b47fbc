"""The forge's workflows, read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
NAMES = [path.stem for path in WORKFLOWS]


def text(name: str) -> str:
    return (ROOT / f".github/workflows/{name}.yml").read_text()


def parsed(path: Path) -> dict[str, Any]:
    """Read a file as YAML 1.2 has it, in which the key `on` is no boolean."""
    found: dict[Any, Any] = yaml.load(path.read_text(), Loader=yaml.SafeLoader)  # type: ignore[no-untyped-call]
    return {"on" if key is True else key: value for key, value in found.items()}


def jobs(name: str) -> dict[str, Any]:
    """Return the jobs of a workflow by id."""
    found: dict[str, Any] = parsed(ROOT / f".github/workflows/{name}.yml")["jobs"]
    return found


def steps() -> Iterator[tuple[str, Any]]:
    """Yield every step of every workflow, with the workflow's name."""
    for name in NAMES:
        for job in jobs(name).values():
            yield from ((name, step) for step in job.get("steps", []))
