"""What the Makefile installs and runs for a command, and where it finds Python."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def make(
    *arguments: str, folder: Path = ROOT, path: str = "", level: int = 0
) -> tuple[int, str, str]:
    """Run make, with no settings of the make that runs the tests; gives code, output and errors."""
    program = shutil.which("make")
    assert program, "make is what this project runs on"
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={"PATH": f"{path}:{os.environ['PATH']}", "MAKELEVEL": str(level)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def stub(script: Path, says: str) -> None:
    """Put a program there that says what it is and how it was called."""
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(f'#!/bin/sh\necho {says} "$@"\n')
    script.chmod(0o755)


@pytest.mark.parametrize("only", ["unit", "assertions snapshot", "tests/unit/test_stage.py"])
def test_tests_that_read_no_npm_packages_install_none_of_the_frontends(only: str) -> None:
    _, planned, _ = make("-n", "test", f"ONLY={only}")
    assert "tests/consumers" not in planned
    assert '-m "not npm"' in planned


@pytest.mark.parametrize("only", ["", "unit live", "web", "tests/web/test_journey.py"])
def test_tests_that_read_npm_packages_install_them(only: str) -> None:
    _, planned, _ = make("-n", "test", f"ONLY={only}")
    assert "dev --npm . web tests/consumers" in planned
    assert "not npm" not in planned


def test_a_word_is_a_suite_and_a_slash_makes_a_path() -> None:
    _, planned, _ = make("-n", "test", "ONLY=unit tests/live/test_cors.py")
    assert planned.splitlines()[-1].split()[3:] == ["tests/unit", "tests/live/test_cors.py"]


def test_what_node_writes_is_in_no_folder_that_npm_empties() -> None:
    _, database, _ = make("-pn", "help")
    (cache,) = re.findall(r"^NODE_COMPILE_CACHE := (.+)$", database, re.MULTILINE)
    assert cache == str(ROOT / ".venv/.cache/node")
    assert f'"{Path(cache).relative_to(ROOT)}"' in Path(ROOT, "ops/deployment/cdk.py").read_text()


@pytest.mark.parametrize("target", ["synth", "diff", "deploy", "account", "destroy", "outputs"])
def test_what_reaches_aws_installs_no_more_than_that_takes(target: str) -> None:
    _, planned, _ = make("-n", target)
    assert "-m toolchain deploy --npm .\n" in planned
    assert planned.count("-m toolchain") == 1


def test_a_named_python_is_the_users_and_not_the_one_of_the_environment(tmp_path: Path) -> None:
    stub(tmp_path / "python3", "mine")
    code, said, _ = make("for-aws", "PYTHON=python3", path=str(tmp_path))
    assert (code, said) == (0, "mine -m toolchain deploy --npm .\n")


def test_a_python_that_is_not_there_is_refused_with_the_remedy() -> None:
    code, _, said = make("for-aws", "PYTHON=python3.99")
    assert code
    assert said.startswith(
        "error: there is no python3.99: install Python 3.11 or newer and name it"
    )


def test_an_argument_that_there_is_not_is_refused_and_none_of_another_make() -> None:
    code, planned, said = make("-n", "deploy", "STAG=prod", "YES=1")
    assert (code, planned) == (2, "")
    assert "there is no argument STAG; these are: ACCOUNT " in said
    assert make("-n", "deploy", "STAG=prod", level=1)[0] == 0


def test_what_aws_clients_read_goes_on_to_them(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (python := project / ".venv/bin/python").parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho $AWS_PROFILE in $AWS_REGION\n")
    python.chmod(0o755)
    shutil.copy(ROOT / "Makefile", project)
    named = ("AWS_PROFILE=theirs", "AWS_REGION=eu-west-1")
    code, said, _ = make("local-status", "PYTHON=true", *named, folder=project)
    assert (code, said) == (0, "theirs in eu-west-1\n")


def test_every_argument_is_used_and_every_used_one_may_be_given() -> None:
    text = (ROOT / "Makefile").read_text()
    given = set(re.findall(r"ARGUMENTS := ((?:.*\\\n)*.*)", text)[0].replace("\\\n", "").split())
    used = set(re.findall(r"\$\(call (?:option|flag|quoted),([A-Z_]+)", text)) - {"NAME"}
    assert used <= given
    assert [name for name in given if text.count(name) < 2] == []


def test_no_character_of_the_projects_path_is_special(tmp_path: Path) -> None:
    project = tmp_path / "a b'c\"d$e`f;g*"
    stub(project / ".venv/bin/python", "here")
    shutil.copy(ROOT / "Makefile", project)
    assert make("local-status", "PYTHON=true", folder=project)[:2] == (
        0,
        "here -m ops local status\n",
    )


@pytest.mark.parametrize(
    ("target", "given", "options"),
    [
        ("init", ["PROJECT", "GROUPS"], ["--project", "--groups"]),
        ("settings", ["OUT"], ["--stage dev --format amplify --out"]),
        ("cost", ["USERS"], ["--stage dev --users"]),
    ],
)
def test_no_character_of_what_is_given_is_special(
    target: str, given: list[str], options: list[str], tmp_path: Path
) -> None:
    text = "a b'c\"d$e`f;g*$(h)"
    stub(tmp_path / ".venv/bin/python", "here")
    shutil.copy(ROOT / "Makefile", tmp_path)
    said = make(target, "PYTHON=true", *(f"{name}={text}" for name in given), folder=tmp_path)[1]
    assert said == f"here -m ops {target} {' '.join(f'{option} {text}' for option in options)}\n"


@pytest.mark.parametrize("no", ["0", "no", "false", ""])
def test_a_no_is_no_yes(no: str) -> None:
    assert "--live" not in make("-n", "settings", f"LIVE={no}")[1]
    assert "--upgrade" not in make("-n", "lock", f"UPGRADE={no}")[1]


def test_help_lists_every_target_under_a_heading() -> None:
    lines = make("help")[1].splitlines()
    assert [line for line in lines if line and not line.startswith("  make ")] == [
        "On this machine",
        "Its tests and checks",
        "On AWS",
        "Upkeep",
    ]
    targets = {
        "local",
        "web",
        "test",
        "check",
        "format",
        "lint",
        "types",
        "deploy",
        "lock",
        "clean",
    }
    assert targets <= {line.split()[1] for line in lines if line.startswith("  make ")}
