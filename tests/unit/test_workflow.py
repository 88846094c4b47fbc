"""The forge's workflows have no more rights than they need, and do what the documents say."""

import re
from pathlib import Path

import pytest

from ops.__main__ import COMMANDS
from stacks.constructs.python_function import RUNTIME
from tests.workflows import NAMES, ROOT, jobs, parsed, steps, text

# What runs code of a pull request.
UNTRUSTED = ("check", "diff")


def installed(path: Path) -> bool:
    return "node_modules" in path.parts


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
    for name in NAMES:
        assert not re.search(r"secrets\b|aws-(access|secret)", text(name), re.IGNORECASE)
    tokens = {
        f"{name}.{job}"
        for name in NAMES
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
    read = {name for file in NAMES for name in re.findall(r"vars\.(\w+)", text(file))}
    assert read == set(re.findall(r"`((?:DEV|PROD)_\w+)`", page))
    assert len(read) == 6


def test_every_action_is_pinned_to_the_same_commit_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for name in NAMES:
        for action, pin in re.findall(r"uses: ([\w-]+/[\w-]+)@(.+)", text(name)):
            pins.setdefault(action, set()).add(pin)
    assert {action for action, pinned in pins.items() if len(pinned) > 1} == set()
