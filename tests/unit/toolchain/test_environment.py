"""An environment is made once, follows its lock, and is never left half-done."""

import json
import sys
from pathlib import Path

import pytest

from toolchain import environment
from toolchain.environment import Environment
from toolchain.errors import InstallError


@pytest.fixture(autouse=True)
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Work in a folder with three locks; gives the locks that were installed."""
    monkeypatch.chdir(tmp_path)
    Path("requirements").mkdir()
    for group in ("deploy", "local", "dev"):
        Path(f"requirements/{group}.txt").write_text(f"{group}==1\n")
    installed: list[str] = []
    monkeypatch.setattr(environment, "_sync", lambda _, lock: installed.append(lock))
    monkeypatch.setattr(environment, "_bootstrap", lambda _: None)
    monkeypatch.setattr(environment, "_venv", fake_venv)
    return installed


def fake_venv(folder: Path, *, with_pip: bool) -> None:
    """Make the folder that the venv module makes."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/python").symlink_to(sys.executable)
    (folder / "pip").write_text(str(with_pip))


@pytest.fixture
def venv() -> Environment:
    """One that holds the packages to run the local cloud."""
    made = Environment(".venv", "deploy", "local", "dev")
    made.make()
    made.fill("local")
    return made


def test_it_is_installed_once(venv: Environment, calls: list[str]) -> None:
    assert venv.holds("local")
    assert venv.made_by == environment.this_python()
    assert calls == ["requirements/local.txt"]


def test_a_larger_group_holds_the_smaller_ones(venv: Environment, calls: list[str]) -> None:
    assert venv.holds("deploy")
    assert not venv.holds("dev")
    venv.fill("dev")
    assert venv.holds("local")
    assert calls[1:] == ["requirements/dev.txt"]


def test_a_changed_lock_updates_all_that_is_there(venv: Environment, calls: list[str]) -> None:
    Path("requirements/local.txt").write_text("local==2\n")
    assert not venv.holds("deploy")
    venv.fill("deploy")
    assert venv.holds("local")
    assert calls[1:] == ["requirements/local.txt"]


@pytest.mark.parametrize(
    ("fact", "other"), [("base_prefix", "/another/place"), ("version_info", (3, 99, 0))]
)
def test_a_python_of_another_place_or_version_makes_it_anew(
    venv: Environment, fact: str, other: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = environment.this_python()
    monkeypatch.setattr(sys, fact, other)
    assert venv.made_by == before
    assert before != environment.this_python()
    assert not venv.holds("local")


@pytest.mark.parametrize("notes", ["", '{"python": "Py', "\n"])
def test_an_environment_whose_notes_were_cut_short_is_none(notes: str, venv: Environment) -> None:
    Path(".venv/.installed").write_text(notes)
    assert venv.made_by is None
    assert not venv.holds("local")


def test_an_environment_whose_python_is_gone_is_none(venv: Environment) -> None:
    Path(".venv/bin/python").unlink()
    assert venv.made_by is None


@pytest.mark.parametrize("wrong", [InstallError("no network"), KeyboardInterrupt()])
def test_what_was_never_finished_is_removed(
    wrong: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise wrong

    made = Environment(".venv", "deploy", "local", "dev")
    made.make()
    monkeypatch.setattr(environment, "_sync", fail)
    with pytest.raises(type(wrong)):
        made.fill("dev")
    assert not Path(".venv").exists()
    monkeypatch.setattr(environment, "_bootstrap", fail)
    with pytest.raises(type(wrong)):
        made.make()
    assert not Path(".venv").exists()


def test_a_failed_update_leaves_what_was_there(
    venv: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise InstallError("no network")

    monkeypatch.setattr(environment, "_sync", fail)
    with pytest.raises(InstallError):
        venv.fill("dev")
    assert venv.holds("local")
    assert json.loads(Path(".venv/.installed").read_text())["group"] == "local"


def test_only_the_main_environment_has_pip_and_uv() -> None:
    for folder, with_pip in ((".venv", "True"), (".venv-checkov", "False")):
        Environment(folder, "dev").make()
        assert Path(folder, "pip").read_text() == with_pip
