"""The forge's workflows have no more rights than they need, and run nobody's changed action.

zizmor judges them and Dependabot's configuration, and so do SchemaStore's schemas: GitHub refuses
a file with a key that it does not know, and then nothing runs.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped] # it has no types

from ops.__main__ import COMMANDS
from stacks.constructs.python_function import RUNTIME

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
_NAMED = [path.stem for path in WORKFLOWS]
# What runs code of a pull request.
UNTRUSTED = ("check", "diff")


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


def refusals(document: object, schema: str) -> list[str]:
    """Return what speaks against a document by a schema of tests/data."""
    known = json.loads((ROOT / "tests/data" / schema).read_text())
    return [error.message for error in Draft7Validator(known).iter_errors(document)]


def installed(path: Path) -> bool:
    return "node_modules" in path.parts


def steps() -> Iterator[tuple[str, Any]]:
    """Yield every step of every workflow, with the workflow's name."""
    for name in _NAMED:
        for job in jobs(name).values():
            yield from ((name, step) for step in job.get("steps", []))


def findings(folder: Path, changed: str = "", pattern: str = "", replacement: str = "") -> str:
    """Return what zizmor has against .github, without a network; nothing when it is right.

    Of one file, every place of a pattern may be changed before.
    """
    copy = folder / ".github"
    shutil.copytree(ROOT / ".github", copy)
    if changed:
        before = (copy / changed).read_text()
        after, count = re.subn(pattern, replacement, before)
        assert count
        (copy / changed).write_text(after)
    zizmor = Path(sys.executable).with_name("zizmor")
    judged = ("--persona=auditor", "--collect=all", "--strict-collection")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--format=plain", *judged, copy],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_zizmor_finds_nothing_in_the_workflows_and_dependabots_configuration(
    tmp_path: Path,
) -> None:
    assert findings(tmp_path) == ""


@pytest.mark.parametrize(
    ("file", "pattern", "replacement", "finding"),
    [
        ("check", r"permissions: \{\}\n", "permissions: write-all\n", "excessive-permissions"),
        ("check", r"@[0-9a-f]{40} # v\S+", "@v6", "unpinned-uses"),
        ("check", r"persist-credentials: false", "persist-credentials: true", "artipacked"),
        ("check", r"make check", "echo ${{ github.head_ref }}", "template-injection"),
        ("diff", r"\$STAGE\.txt", "${{ github.head_ref }}", "template-injection"),
        ("diff", r"pull_request:\n", "pull_request_target:\n", "dangerous-triggers"),
        ("stage", r"STAGE=\"\$STAGE\"", "STAGE=${{ inputs.stage }}", "template-injection"),
        ("deploy", r"contents: write # .*", "contents: write", "undocumented-permissions"),
    ],
)
def test_zizmor_would_find(
    file: str, pattern: str, replacement: str, finding: str, tmp_path: Path
) -> None:
    assert finding in findings(tmp_path, f"workflows/{file}.yml", pattern, replacement)


@pytest.mark.parametrize(
    ("pattern", "replacement", "finding"),
    [
        (r"    cooldown:\n      default-days: 7\n", "", "dependabot-cooldown"),
        (r"interval: weekly", "interval: hourly", "failed to load"),
    ],
)
def test_zizmor_would_find_in_dependabots(
    pattern: str, replacement: str, finding: str, tmp_path: Path
) -> None:
    assert finding in findings(tmp_path, "dependabot.yml", pattern, replacement)


@pytest.mark.parametrize("path", WORKFLOWS, ids=_NAMED)
def test_github_knows_every_key_of_the_workflows(path: Path) -> None:
    assert refusals(parsed(path), "github-workflow.json") == []


def test_dependabot_knows_every_key_of_its_configuration() -> None:
    assert refusals(parsed(ROOT / ".github/dependabot.yml"), "dependabot-2.0.json") == []


@pytest.mark.parametrize("key", ["environment", "concurrency", "permissions"])
def test_a_key_that_is_mistyped_is_found(key: str) -> None:
    changed = parsed(ROOT / ".github/workflows/stage.yml")
    job = changed["jobs"]["deploy"]
    job[key[:-1]] = job.pop(key)
    assert refusals(changed, "github-workflow.json")


def test_dependabot_renews_all_that_is_pinned() -> None:
    updates = parsed(ROOT / ".github/dependabot.yml")["updates"]
    where = {
        update["package-ecosystem"]: update.get("directories") or [update["directory"]]
        for update in updates
    }
    locks = {path.parent for path in ROOT.rglob("package-lock.json") if not installed(path)}
    folders = {f"/{path.relative_to(ROOT).as_posix()}" for path in locks}
    assert set(where.pop("npm")) == {folder.removesuffix(".") for folder in folders}
    assert where == {"pip": ["/"], "github-actions": ["/"]}


def test_nothing_holds_a_stored_key_and_only_two_take_a_role() -> None:
    for name in _NAMED:
        assert not re.search(r"secrets\b|aws-(access|secret)", text(name), re.IGNORECASE)
    tokens = {
        f"{name}.{job}"
        for name in _NAMED
        for job, body in jobs(name).items()
        if "steps" in body and "id-token" in body["permissions"]
    }
    assert tokens == {"diff.diff", "stage.deploy"}
    roles = {name for name, step in steps() if "configure-aws" in step.get("uses", "")}
    assert roles == {"diff", "stage"}


def test_no_job_that_runs_a_pull_requests_code_may_write() -> None:
    for name in UNTRUSTED:
        for job, body in jobs(name).items():
            runs_it = any("checkout" in step.get("uses", "") for step in body["steps"])
            assert runs_it == (job != "comment")
            writes = {right for right, level in body["permissions"].items() if level == "write"}
            assert not runs_it or writes <= {"id-token"}


def test_a_pull_request_from_a_fork_gets_no_role() -> None:
    condition = "github.event.pull_request.head.repo.full_name == github.repository"
    assert jobs("diff")["diff"]["if"].startswith(f"{condition} && ")
    assert "needs.diff.result != 'skipped'" in jobs("diff")["comment"]["if"]


def test_prod_waits_for_dev_and_each_stage_for_its_environment() -> None:
    assert jobs("deploy")["prod"]["needs"] == ["dev", "reviewers"]
    for stage, job in ((name, job) for name, job in jobs("deploy").items() if "with" in job):
        assert job["with"]["stage"] == stage
        assert stage.upper() in job["with"]["role"]
    assert jobs("stage")["deploy"]["environment"] == "${{ inputs.stage }}"
    assert parsed(ROOT / ".github/workflows/deploy.yml")["on"] == {"push": {"branches": ["main"]}}


def test_no_deployment_is_stopped_halfway() -> None:
    concurrency = jobs("stage")["deploy"]["concurrency"]
    assert concurrency == {"group": "deploy-${{ inputs.stage }}", "cancel-in-progress": False}


@pytest.mark.parametrize("name", ["diff", "stage"])
def test_what_is_deployed_is_made_by_the_runtimes_python(name: str) -> None:
    versions = {
        step["with"]["python-version"]
        for workflow, step in steps()
        if workflow == name and "setup-python" in step.get("uses", "")
    }
    assert versions == {RUNTIME.name.removeprefix("python")}


def test_no_cache_reaches_what_is_deployed() -> None:
    for name in ("diff", "stage"):
        assert "cache" not in text(name).replace("No cache", "")


def test_every_command_of_the_workflows_exists() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    run = [step["run"] for _, step in steps() if "run" in step]
    made = {name for script in run for name in re.findall(r"\bmake ([a-z-]+)", script)}
    assert {"check", "test", "recipes", "diff", "deploy"} <= made <= set(targets)
    for script in run:
        assert set(re.findall(r"-m ops ([a-z-]+)", script)) <= set(COMMANDS)


def test_the_document_names_every_variable_that_the_workflows_read() -> None:
    page = (ROOT / "docs/delivery.md").read_text()
    read = {name for file in _NAMED for name in re.findall(r"vars\.(\w+)", text(file))}
    assert read == set(re.findall(r"`((?:DEV|PROD)_\w+)`", page))
    assert len(read) == 6


def test_every_action_is_pinned_to_the_same_commit_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for name in _NAMED:
        for action, pin in re.findall(r"uses: ([\w-]+/[\w-]+)@(.+)", text(name)):
            pins.setdefault(action, set()).add(pin)
    assert {action for action, pinned in pins.items() if len(pinned) > 1} == set()
