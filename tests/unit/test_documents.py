"""The documents say what is so: their code runs, their links lead somewhere."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.recipes.document import read_recipes
from tests.templates import of_type

DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("[!.]*/README.md")]
# Neither bundled nor judged: that is tried where the time is spent anyway.
QUICK = 'context={"aws:cdk:bundling-stacks": []}, builtin_cloud_formation_validation=False'
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_MAKE = re.compile(r"^make ([a-z-]+)|`make ([a-z-]+)", re.MULTILINE)
_COMMAND = re.compile(r"(?:^|`)make [^`\n]*", re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = _LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_every_command_that_is_named_exists(document: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = {one or other for one, other in _MAKE.findall(document.read_text(encoding="utf-8"))}
    assert named <= set(targets)


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_every_variable_that_a_command_is_given_is_one_that_the_makefile_reads(
    document: Path,
) -> None:
    """Make itself says nothing of another: it would be given in vain."""
    read = re.findall(r"\b[A-Z_]+\b", (ROOT / "Makefile").read_text())
    commands = _COMMAND.findall(document.read_text(encoding="utf-8"))
    given = re.findall(r" ([A-Z_]+)=", "\n".join(commands))
    assert set(given) <= set(read)


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = {path.name for path in ROOT.glob("docs/*.md")} - {"README.md"}
    assert pages == set(re.findall(r"\]\(([a-z-]+\.md)\)", index))


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    assert next(found for found in versions if found != "Unreleased") == project["version"]


def test_the_app_of_another_project_is_synthesized_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the sources; that a wheel does is tried in tests/unit/stacks."""
    (code,) = _PYTHON.findall((ROOT / "docs/your-project.md").read_text(encoding="utf-8"))
    orders = read_recipes(ROOT / "docs/recipes.md")["Add a route for a group"]
    for file in (block for block in orders if block.file and block.language != "diff"):
        (tmp_path / str(file.file)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / str(file.file)).write_text(file.text)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    code = code.replace("phone_auth.", "").replace("cdk.App()", f"cdk.App({QUICK})")
    exec(compile(code, "app.py", "exec"), names)  # noqa: S102 - our own
    template = names["app"].synth().get_stack_by_name("Shop").template
    methods = [r["Properties"] for r in of_type(template, "AWS::ApiGateway::Method").values()]
    assert [m["HttpMethod"] for m in methods].count("GET") == 2
