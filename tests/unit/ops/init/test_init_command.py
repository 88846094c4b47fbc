"""What `make init` refuses, and that it then loses nothing.

What it does is tried in tests/recipes, in a copy of the project.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from ops.deployment import paths
from ops.errors import OpsError, RefusedError
from ops.init import command

MINE = """
from types import SimpleNamespace as Settings

STAGES = {
    "dev": Settings(
        project="mine",
        sign_up=Settings(allowed_countries=("FR",)),
        users=Settings(custom_attributes=(), groups=(), default_group=None),
        api=Settings(cors_origins=("https://mine.example",)),
    )
}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose stages.py is committed."""
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    (tmp_path / "stages.py").write_text(MINE)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for git in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "Mine"]):
        subprocess.run(["git", *git], cwd=tmp_path, check=True)  # noqa: S607 - the developer's git
    return tmp_path


def test_a_deployed_project_is_not_made_anew(project: Path) -> None:
    (project / "contracts").mkdir()
    (project / "contracts/dev.json").write_text("{}")
    with pytest.raises(RefusedError, match=r"dev has been deployed .* leave its users behind"):
        command.run(["--project", "acme"])
    assert (project / "stages.py").read_text() == MINE


def test_edits_that_git_does_not_have_are_not_overwritten(project: Path) -> None:
    (project / "stages.py").write_text("# edited\n")
    with pytest.raises(RefusedError, match="commit it"):
        command.run(["--project", "acme"])
    assert (project / "stages.py").read_text() == "# edited\n"


@pytest.mark.parametrize(
    ("argument", "value", "remedy"),
    [
        ("--attributes", "a:Text", "with a type of String"),
        ("--attributes", "a:Number:Number", "with a type of String"),
        ("--attributes", "a:user:operator", "with a type of String"),
        ("--origins", "http://localhost:3000", "such as https://"),
        ("--origins", "", "such as https://"),
        ("--origins", "https://[", "such as https://"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused(
    project: Path, argument: str, value: str, remedy: str
) -> None:
    with pytest.raises(RefusedError, match=remedy):
        command.run([argument, value])
    assert (project / "stages.py").read_text() == MINE


def test_a_stages_py_that_cannot_be_read_is_said(project: Path) -> None:
    (project / "stages.py").write_text("STAGES = {}\n")
    subprocess.run(["git", "add", "."], cwd=project, check=True)  # noqa: S607 - as above
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(
        ["git", *who, "commit", "-qm", "None"],  # noqa: S607 - as above
        cwd=project,
        check=True,
    )
    with pytest.raises(OpsError, match=r"stages\.py cannot be read \(StopIteration\): mend it"):
        command.run([])


REFUSED = RefusedError("stage 'local' cannot be deployed; correct it in stages.py:\n  - no 'XX'")


@pytest.mark.parametrize("end", [KeyboardInterrupt(), OpsError("no CLI"), REFUSED])
def test_whatever_ends_it_stages_py_is_what_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch, end: BaseException
) -> None:
    written = []

    def synthesized(*_: object) -> NoReturn:
        written.append((project / "stages.py").read_text())
        raise end

    monkeypatch.setattr(command, "synthesized", synthesized)
    with pytest.raises(type(end)):
        command.run(["--project", "acme-id"])
    assert 'project="acme-id"' in written[0]
    assert '"https://mine.example"' in written[0]
    assert (project / "stages.py").read_text() == MINE


def test_answers_that_no_stage_is_deployed_by_are_told_of_and_asked_for_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At a terminal, with what was answered as the default; nothing is to be typed twice."""
    typed = iter(["acme", "XX", "", "", "", "", "FR", "", "", ""])
    asked = []

    def answered(question: str) -> str:
        asked.append(question)
        return next(typed)

    @contextmanager
    def synthesized(*_: object) -> Iterator[None]:
        if "XX" in (project / "stages.py").read_text():
            raise REFUSED
        yield

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answered)
    monkeypatch.setattr(command, "synthesized", synthesized)
    monkeypatch.setattr(command, "_tool", lambda *_, given="": given)  # ruff and pytest
    command.run([])
    assert "by these answers; give others:\n  - no 'XX'" in capsys.readouterr().err
    assert "[XX]" in asked[6]
    written = (project / "stages.py").read_text()
    assert 'project="acme"' in written
    assert 'allowed_countries=("FR",)' in written
