"""What a change of the sources leads to; the deployments themselves are in tests/live."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from ops.deployment import paths
from ops.errors import OpsError
from ops.local import sources
from ops.local.cloud import LocalCloud
from ops.local.sources import Sources
from ops.watch.redeployment import named, redeploy, settled


class Cloud:
    """In a local cloud's place, which takes seconds: notes what it is asked to do."""

    def __init__(self, *, holds: bool = True) -> None:
        self.asked: list[str] = []
        self._holds = holds

    def holds(self, _: Sources) -> bool:
        """Tell what it was made to tell."""
        return self._holds

    def swap(self, _: Sources) -> list[str]:
        """Note it."""
        self.asked.append("swap")
        return ["claims", "orders"]

    def up(self) -> None:
        """Note it, and talk as the real one does."""
        self.asked.append("up")
        sys.stdout.write("  many lines\n")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two files."""
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    for name in ("stages.py", "lambdas/claims/handler.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("A = 1\n")
    return tmp_path


def change(root: Path, files: Mapping[str, str]) -> tuple[Sources, Sources]:
    """The sources before and after a change."""
    before = sources.read()
    for name, text in files.items():
        (root / name).write_text(text)
    return before, sources.read()


@pytest.mark.parametrize(
    ("changed", "holds", "asked"),
    [
        (["lambdas/claims/handler.py"], True, ["swap"]),
        (["lambdas/claims/handler.py"], False, ["up"]),
        (["lambdas/claims/handler.py", "stages.py"], True, ["up"]),
        (["stages.py"], True, ["up"]),
        ([], True, []),
        ([], False, ["up"]),
    ],
)
def test_code_alone_is_swapped_and_all_else_deployed(
    root: Path,
    changed: list[str],
    holds: bool,
    asked: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where something else may be deployed than the sources before, everything is, too."""
    before, after = change(root, dict.fromkeys(changed, "A = 2\n"))
    assert [str(path) for path in sources.changes(before, after)] == changed
    cloud = Cloud(holds=holds)
    said = redeploy(cast(LocalCloud, cloud), before, after)
    assert cloud.asked == asked
    assert "\n" not in said
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["stages.py", "lambdas/claims/handler.py"])
@pytest.mark.parametrize("broken", ["def (\n", "\x00", "  a = 1\n b = 2\n"])
def test_what_python_cannot_read_is_not_deployed_and_told_in_one_sentence(
    root: Path, name: str, broken: str
) -> None:
    cloud = Cloud()
    with pytest.raises(OpsError, match=rf"^{name}.*; mend it, and it is deployed\.$"):
        redeploy(cast(LocalCloud, cloud), *change(root, {name: broken}))
    assert cloud.asked == []


def test_a_removed_file_is_a_change(root: Path) -> None:
    before = sources.read()
    (root / "stages.py").unlink()
    assert sources.changes(before, sources.read()) == [Path("stages.py")]


def test_what_python_compiles_is_no_source(root: Path) -> None:
    before = sources.read()
    (root / "lambdas/claims/__pycache__").mkdir()
    (root / "lambdas/claims/__pycache__/handler.cpython-311.pyc").write_bytes(b"")
    assert sources.read() == before


def test_a_change_in_many_steps_is_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = iter(["A = 2\n", "A = 3\n"])

    def wait(_: float) -> None:
        if text := next(steps, None):
            (root / "stages.py").write_text(text)

    monkeypatch.setattr("ops.watch.redeployment.time.sleep", wait)
    now = settled(sources.read())
    assert now == sources.read()
    assert next(steps, None) is None


def test_a_change_is_named_on_one_line() -> None:
    assert named([Path("stages.py")]) == "stages.py"
    assert named([Path("app.py"), Path("stages.py")]) == "app.py and 1 more"
